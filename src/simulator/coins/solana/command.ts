/**
 * How the Solana app takes commands in: with one byte of length, or two for three old instructions;
 * long data in parts that are put together. No recording: source app-solana src/apdu.c.
 */
import { concat, EMPTY } from '../../../bytes.js';
import { parsePath } from '../path.js';

export const CLA = 0xe0;
export const INS = {
  oldConfiguration: 0x01,
  oldPublicKey: 0x02,
  oldSign: 0x03,
  configuration: 0x04,
  publicKey: 0x05,
  sign: 0x06,
  signOffChain: 0x07,
  challenge: 0x20,
  tokenOwner: 0x21,
  token: 0x22,
} as const;

const ALL: readonly number[] = Object.values(INS);
const OLD: readonly number[] = [INS.oldConfiguration, INS.oldPublicKey, INS.oldSign];
const WITHOUT_DATA: readonly number[] = [INS.oldConfiguration, INS.configuration, INS.challenge];
const PUBLIC_KEYS: readonly number[] = [INS.oldPublicKey, INS.publicKey];
const WITHOUT_PATH: readonly number[] = [INS.tokenOwner, INS.token];

export const P2 = { extends: 0x01, more: 0x02 } as const;
/** P1 of a command the user is not asked about. */
const UNCONFIRMED = 0x00;
const HEADER = 5;
const OLD_HEADER = 6;
const MAX_DATA = 255;
const MAX_PATH = 5;
const MAX_MESSAGE = 15360;

export const COMMAND_ERROR = {
  message: 0x6a80,
  header: 0x6a81,
  size: 0x6a83,
  nothing: 0x6982,
  unknownInstruction: 0x6d00,
} as const;

/** What has come of a command. */
export interface SolanaCommand {
  readonly ins: number;
  readonly isUnconfirmed: boolean;
  readonly path: readonly number[];
  readonly data: Uint8Array;
  readonly isComplete: boolean;
}

export interface CommandProblem {
  readonly status: number;
  /** In words. */
  readonly what: string;
}

/** @param open The command whose parts have come before. */
export function takeIn(
  apdu: Uint8Array,
  open: SolanaCommand | undefined,
): SolanaCommand | CommandProblem {
  const [cla, ins = 0, p1, p2 = 0] = apdu;
  if (apdu.length === 0) return problem('nothing', 'nothing came');
  if (apdu.length < 2) return problem('size', 'the command is cut');
  if (cla !== CLA) return problem('header', 'not the Solana app’s class');
  if (!ALL.includes(ins)) {
    return problem('unknownInstruction', 'the Solana app has no such instruction');
  }
  const data = dataOf(apdu, OLD.includes(ins));
  if (data === null) return problem('size', 'the length does not match the data');
  const isUnconfirmed = p1 === UNCONFIRMED;
  const isComplete = (p2 & P2.more) === 0;
  const start = { ins, isUnconfirmed, path: [], data: EMPTY };
  if (WITHOUT_DATA.includes(ins)) return { ...start, isComplete: true };
  const isFirst = PUBLIC_KEYS.includes(ins) || (p2 & P2.extends) === 0;
  if (!isFirst && !goesOn(open, ins, isUnconfirmed)) {
    return problem('message', 'there is no command it could go on with');
  }
  return added(isFirst ? start : open!, data, (p2 & P2.extends) === 0, isComplete);
}

function dataOf(apdu: Uint8Array, isOld: boolean): Uint8Array | null {
  const header = isOld ? OLD_HEADER : HEADER;
  const [, , , , high = 0, low = 0] = apdu;
  const size = isOld ? high * 256 + low : high;
  if (apdu.length !== header + size || (!isOld && size > MAX_DATA)) return null;
  return apdu.subarray(header);
}

function goesOn(open: SolanaCommand | undefined, ins: number, isUnconfirmed: boolean): boolean {
  if (open === undefined || open.isComplete) return false;
  return open.ins === ins && open.isUnconfirmed === isUnconfirmed;
}

function added(
  before: Omit<SolanaCommand, 'isComplete'>,
  data: Uint8Array,
  withPath: boolean,
  isComplete: boolean,
): SolanaCommand | CommandProblem {
  const { ins } = before;
  let [path, rest] = [before.path, data];
  if (withPath && !WITHOUT_PATH.includes(ins)) {
    const counted = !OLD.includes(ins) && ins !== INS.publicKey;
    if (counted && data.length === 0) return problem('size', 'the path is missing');
    if (counted && data[0] !== 1) return problem('message', 'one path is expected');
    rest = counted ? data.subarray(1) : data;
    const read = parsePath(rest, { max: MAX_PATH });
    if (read === null) return badPath(rest);
    path = read;
    rest = rest.subarray(1 + 4 * path.length);
  } else if (data.length === 0 && !PUBLIC_KEYS.includes(ins)) {
    return problem('size', 'the command has no data');
  }
  if (ins === INS.oldSign) {
    const announced = rest.length < 2 ? -1 : rest[0]! * 256 + rest[1]!;
    if (announced !== rest.length - 2) return problem('size', 'the length of the message is wrong');
    rest = rest.subarray(2);
  }
  const whole = concat(before.data, rest);
  if (whole.length > MAX_MESSAGE) {
    return problem('size', `the message has more than ${MAX_MESSAGE} bytes`);
  }
  return { ...before, path, data: whole, isComplete };
}

function badPath(data: Uint8Array): CommandProblem {
  const count = data[0];
  if (count === undefined) return problem('size', 'the path is missing');
  return count < 1 || count > MAX_PATH
    ? problem('message', `a path has 1 to ${MAX_PATH} elements`)
    : problem('size', 'the path is cut');
}

function problem(kind: keyof typeof COMMAND_ERROR, what: string): CommandProblem {
  return { status: COMMAND_ERROR[kind], what };
}
