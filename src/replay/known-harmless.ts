/**
 * Which bytes of an exchange are known to say nothing of its user. A log may be of another app: its
 * commands have the instruction bytes of the Exchange app and hold addresses, keys and transactions. So
 * only what reads as the Exchange app's own is kept.
 */
import { HEADER_SIZE } from '../apdu/apdu.js';
import type { DecodedExchange } from '../decode/decoded.js';
import { INS } from '../exchange/constants.js';
import type { LoggedExchange } from '../logs/log.js';

const OF_THE_OS = ['GET_APP_AND_VERSION', 'LOAD_CERTIFICATE', 'CLOSE_APP', 'OPEN_APP'];

const WITH_FIELDS: readonly number[] = [
  INS.SET_PARTNER_KEY,
  INS.PROCESS_TRANSACTION_RESPONSE,
  INS.CHECK_PAYOUT_ADDRESS,
  INS.CHECK_REFUND_ADDRESS,
  INS.CHECK_ASSET_IN,
  INS.CHECK_REFUND_ADDRESS_NO_DISPLAY,
  INS.CHECK_ASSET_IN_NO_DISPLAY,
];

const WITH_SIGNATURE: readonly number[] = [INS.CHECK_PARTNER, INS.CHECK_TRANSACTION_SIGNATURE];

/** Bytes that an accepted command is answered with: a version; a nonce, of letters or not; a challenge. */
const ANSWERS: Readonly<Record<number, readonly number[]>> = {
  [INS.GET_VERSION]: [3],
  [INS.START_NEW_TRANSACTION]: [10, 32],
  [INS.GET_CHALLENGE]: [4],
};

/** The data of the command may stay, but for the fields of a message. */
export function isKnownCommand(decoded: DecodedExchange, { command }: LoggedExchange): boolean {
  const ins = command[1]!;
  const data = command.subarray(HEADER_SIZE);
  if (data.length === 0) return true;
  if (decoded.to === 'os') return OF_THE_OS.includes(decoded.name);
  if (decoded.to !== 'exchange') return false;
  // A message with a field that is too long is read field by field all the same.
  if (ins === INS.PROCESS_TRANSACTION_RESPONSE) return true;
  if (decoded.problem !== undefined) return false;
  if (WITH_SIGNATURE.includes(ins)) return isSignature(data) || isSignature(behindFlags(data));
  return WITH_FIELDS.includes(ins);
}

/** The data of the answer may stay. */
export function isKnownAnswer(decoded: DecodedExchange, exchange: LoggedExchange): boolean {
  const { command, response } = exchange;
  const size = Math.max(0, (response?.length ?? 0) - 2);
  if (size === 0) return true;
  if (decoded.to === 'os') return OF_THE_OS.includes(decoded.name);
  if (decoded.to !== 'exchange' || command.length > HEADER_SIZE) return false;
  return ANSWERS[command[1]!]?.includes(size) ?? false;
}

/** DER, or r and s of 32 bytes each. */
function isSignature(data: Uint8Array): boolean {
  return data.length === 64 || (data[0] === 0x30 && data[1] === data.length - 2);
}

/** Whether there is a dot, and the form of the signature, stand in front of it in the newer flows. */
function behindFlags(data: Uint8Array): Uint8Array {
  return data[0]! <= 1 && data[1]! <= 1 ? data.subarray(2) : new Uint8Array(0);
}
