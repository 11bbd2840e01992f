/**
 * Messages of Solana transactions, as the Solana app reads them: header, account keys, instructions.
 * No recording: source app-solana libsol/parser.c, message.c.
 */
import { ByteReader, Unreadable } from '../byte-reader.js';

export const KEY_SIZE = 32;
const HASH_SIZE = 32;
const VERSIONED = 0x80;
/** More instructions the app does not read. */
const MAX_INSTRUCTIONS = 4;

export interface SolanaHeader {
  /** How many of the first keys sign. */
  readonly signatures: number;
  readonly keys: readonly Uint8Array[];
  readonly isVersioned: boolean;
  readonly instructions: number;
  /** What follows: the instructions. */
  readonly body: Uint8Array;
}

export interface Instruction {
  readonly program: Uint8Array;
  readonly accounts: readonly Account[];
  readonly data: Uint8Array;
}

/** An account an instruction works on. */
export interface Account {
  readonly key: Uint8Array;
  readonly signs: boolean;
}

/** @throws Unreadable when it is cut. */
export function readHeader(message: Uint8Array): SolanaHeader {
  const reader = new ByteReader(message);
  const isVersioned = ((message[0] ?? 0) & VERSIONED) !== 0;
  if (isVersioned) reader.byte('version');
  const signatures = reader.byte('count of signatures');
  reader.take(2, 'counts of accounts that are only read');
  const keys = Array.from({ length: readLength(reader) }, () => reader.take(KEY_SIZE, 'keys'));
  reader.take(HASH_SIZE, 'blockhash');
  const instructions = readLength(reader);
  const body = message.subarray(reader.offset);
  return { signatures, keys, isVersioned, instructions, body };
}

/** @throws Unreadable, also when there are none, more than four, or bytes behind them. */
export function readInstructions(header: SolanaHeader): Instruction[] {
  const { keys, signatures, instructions, isVersioned, body } = header;
  if (instructions === 0 || instructions > MAX_INSTRUCTIONS) {
    throw new Unreadable(`it has ${instructions} instructions, 1 to ${MAX_INSTRUCTIONS} are read`);
  }
  const reader = new ByteReader(body);
  const keyAt = (index: number) => {
    const key = keys[index];
    if (key === undefined) throw new Unreadable(`it has no account ${index}`);
    return key;
  };
  const all = Array.from({ length: instructions }, () => {
    const program = reader.byte('program');
    const indices = [...reader.take(readLength(reader), 'accounts of an instruction')];
    const data = reader.take(readLength(reader), 'data of an instruction');
    return {
      program: keyAt(program),
      accounts: indices.map((index) => ({ key: keyAt(index), signs: index < signatures })),
      data,
    };
  });
  if (isVersioned && readLength(reader) > 0) throw new Unreadable('it has address lookup tables');
  if (reader.left > 0) throw new Unreadable('bytes follow the last instruction');
  return all;
}

/** Seven bits a byte, lowest first, on three bytes at most. */
function readLength(reader: ByteReader): number {
  let length = 0;
  for (let shift = 0; shift <= 14; shift += 7) {
    const byte = reader.byte('a length');
    length |= (byte & 0x7f) << shift;
    if ((byte & 0x80) === 0) break;
  }
  return length;
}
