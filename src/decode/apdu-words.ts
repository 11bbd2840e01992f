/** One exchange in words, for whoever watches it pass: what was asked, what the answer means. */
import { decodeCommand, statusText } from '../apdu/apdu.js';
import { toHex } from '../bytes.js';
import { CLA, INS, instructionName, P2, RATE } from '../exchange/constants.js';
import { flowOf } from '../exchange/flows.js';
import { otherMeanings } from '../exchange/other-status.js';
import { SW, statusName } from '../exchange/status.js';
import { statusEntry } from '../exchange/status-entry.js';
import { fixFor, saysFor } from '../host/refusal-fix.js';
import { coinAppAnswer } from './coin-app-answer.js';
import { osCommand, runningApp } from './os.js';

export interface CommandWords {
  /** `START_NEW_TRANSACTION`, or what else is known of the bytes. */
  readonly name: string;
  /** `SWAP_NG, fixed rate, 255 bytes, first chunk`. */
  readonly details: string;
}

export function commandWords(apdu: Uint8Array): CommandWords {
  const [cla, ins = 0] = apdu;
  const os = osCommand(apdu);
  if (os !== undefined) {
    const [named] = os.command?.(apdu.subarray(5), apdu) ?? [];
    const details = os.name === 'OPEN_APP' && named !== undefined ? named.value : size(apdu);
    return { name: `${os.words} (OS)`, details };
  }
  const command = decodeCommand(apdu);
  const name = cla === CLA ? instructionName(ins) : undefined;
  if (command === undefined || name === undefined) {
    return { name: 'Not an Exchange command', details: `${apdu.length} bytes` };
  }
  const flow = flowOf(command.p2 & P2.SUBCOMMAND_MASK);
  const rate = { [RATE.FIXED]: 'fixed rate', [RATE.FLOATING]: 'floating rate' }[command.p1];
  const more = (command.p2 & P2.MORE) !== 0;
  const extend = (command.p2 & P2.EXTEND) !== 0;
  const chunk = extend ? (more ? 'next chunk' : 'last chunk') : more ? 'first chunk' : undefined;
  const parts = [flow?.name ?? 'unknown flow', rate ?? 'unknown rate', size(apdu), chunk];
  return { name, details: parts.filter((part) => part !== undefined).join(', ') };
}

/** A command that a coin app gets: what it means is the app's own. */
export function coinCommandWords(apdu: Uint8Array, app: string): CommandWords {
  const head = toHex(apdu.subarray(0, 2))
    .toUpperCase()
    .replace(/..(?=.)/, '$& ');
  return { name: `${app} app ${head}`, details: size(apdu) };
}

function size(apdu: Uint8Array): string {
  const bytes = Math.max(0, apdu.length - 5);
  return bytes === 0 ? 'no data' : `${bytes} bytes`;
}

export interface AnswerWords {
  /** Four hex digits. */
  readonly status: string;
  readonly name: string;
  readonly says: string;
  /** What to do; empty when there is nothing to fix. */
  readonly fix: string;
}

export function answerWords(apdu: Uint8Array, answer: Uint8Array): AnswerWords {
  const status = answer.length < 2 ? 0 : (answer.at(-2) ?? 0) * 256 + (answer.at(-1) ?? 0);
  const [other] = otherMeanings(status);
  const name = statusName(status) ?? other?.name ?? 'UNKNOWN';
  if (status === SW.SUCCESS) {
    return { status: statusText(status), name, says: dataWords(apdu, answer), fix: '' };
  }
  const entry = statusEntry(status) ?? other;
  const command = apdu[0] === CLA ? instructionName(apdu[1] ?? -1) : undefined;
  const known = command !== undefined && statusEntry(status) !== undefined;
  return {
    status: statusText(status),
    name,
    says:
      (known ? saysFor(command, status) : entry?.says) ??
      'A status word the Exchange app does not use.',
    fix: (known ? fixFor(command, status) : entry?.fix) ?? '',
  };
}

/** What a coin app answered, after its own catalogue. */
export function coinAnswerWords(answer: Uint8Array, app: string): AnswerWords {
  if (answer.length < 2) return answerWords(answer, answer);
  const { status, name, says, fix } = coinAppAnswer(answer, app);
  return { status, name, says, fix };
}

function dataWords(apdu: Uint8Array, answer: Uint8Array): string {
  const data = answer.subarray(0, -2);
  const [cla, ins] = apdu;
  if (osCommand(apdu)?.name === 'GET_APP_AND_VERSION') {
    const app = runningApp(data);
    if (app !== undefined) return `${app.name} ${app.version}`;
  }
  if (cla !== CLA) return data.length === 0 ? 'Accepted.' : `${data.length} bytes`;
  if (ins === INS.GET_VERSION) return `Exchange ${data.join('.')}`;
  if (ins === INS.START_NEW_TRANSACTION) return `Nonce of ${data.length} bytes.`;
  if (ins === INS.GET_CHALLENGE) return `Challenge of ${data.length} bytes.`;
  return data.length === 0 ? 'Accepted.' : `${data.length} bytes`;
}
