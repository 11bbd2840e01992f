/**
 * Command and response APDUs as bytes (ISO 7816-4, short form): CLA INS P1 P2 Lc data, and data
 * followed by a two-byte status word, big-endian.
 */
import { concat, EMPTY, ownBytes } from '../bytes.js';

/** A command APDU taken apart; header bytes from 0 to 255. */
export interface Command {
  readonly cla: number;
  readonly ins: number;
  readonly p1: number;
  readonly p2: number;
  /** Lc bytes, 0 to {@link MAX_DATA_SIZE}. */
  readonly data: Uint8Array;
}

/** CLA INS P1 P2 Lc. */
export const HEADER_SIZE = 5;
/** What one byte of Lc can say. */
export const MAX_DATA_SIZE = 255;

/**
 * A command APDU: CLA INS P1 P2 Lc data. P1, P2 and data are zero and empty when absent.
 * @param memory where its bytes lie: its own, unless said.
 * @throws RangeError when data is longer than 255 bytes.
 */
export function encodeCommand(
  command: { cla: number; ins: number; p1?: number; p2?: number; data?: Uint8Array },
  memory: (size: number) => Uint8Array = ownBytes,
): Uint8Array {
  const data = command.data ?? EMPTY;
  if (data.length > MAX_DATA_SIZE) {
    throw new RangeError(`an APDU carries at most 255 bytes of data, not ${data.length}`);
  }
  const { cla, ins, p1 = 0, p2 = 0 } = command;
  const apdu = memory(HEADER_SIZE + data.length);
  apdu[0] = cla;
  apdu[1] = ins;
  apdu[2] = p1;
  apdu[3] = p2;
  apdu[4] = data.length;
  apdu.set(data, HEADER_SIZE);
  return apdu;
}

/** The command in an APDU, or undefined when header or Lc do not fit its size. */
export function decodeCommand(apdu: Uint8Array): Command | undefined {
  if (apdu.length < HEADER_SIZE || apdu[4] !== apdu.length - HEADER_SIZE) return undefined;
  return {
    cla: apdu[0]!,
    ins: apdu[1]!,
    p1: apdu[2]!,
    p2: apdu[3]!,
    data: apdu.subarray(HEADER_SIZE),
  };
}

/** A response APDU: data, then the status word (0x0000 to 0xffff) as two bytes, big-endian. */
export function response(status: number, data: Uint8Array = EMPTY): Uint8Array {
  return concat(data, Uint8Array.of(status >> 8, status & 0xff));
}

/**
 * Splits an answer.
 * @throws RangeError when it has fewer than two bytes.
 */
export function decodeResponse(answer: Uint8Array): { data: Uint8Array; status: number } {
  if (answer.length < 2)
    throw new RangeError(`an answer has at least 2 bytes, not ${answer.length}`);
  const at = answer.length - 2;
  return { data: answer.subarray(0, at), status: answer[at]! * 256 + answer[at + 1]! };
}

/** `6a81`: how this project writes status words. */
export function statusText(status: number): string {
  return status.toString(16).padStart(4, '0');
}
