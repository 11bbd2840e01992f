/**
 * Transactions as the Kaspa app takes them: a header, outputs and inputs, each in a command of its
 * own; and what is signed for the first input. Source: app-kaspa src/transaction/*, src/sighash.c.
 */
import { blake2b } from '@noble/hashes/blake2.js';
import { bytesOf, concat, fromBigInt } from '../../../bytes.js';
import { HARDENED } from '../../hardened.js';
import { ByteReader, Unreadable } from '../byte-reader.js';
import { cashAddress } from '../cash-address.js';
import { COIN_TYPE, PURPOSE, SCHNORR_VERSION } from './app.js';

export interface Header {
  readonly version: number;
  readonly outputs: number;
  readonly inputs: number;
  readonly account: number;
  /** Of the key that must own the second output. */
  readonly changePath: readonly number[];
}

export interface Output {
  readonly value: bigint;
  readonly script: Uint8Array;
}

export interface Input {
  readonly value: bigint;
  readonly transactionId: Uint8Array;
  readonly addressType: number;
  readonly addressIndex: number;
  readonly index: number;
}

export const NO_OUTPUT: Output = { value: 0n, script: new Uint8Array(34) };
export const NO_INPUT: Input = {
  value: 0n,
  transactionId: new Uint8Array(32),
  addressType: 0,
  addressIndex: 0,
  index: 0,
};

/** Most outputs. */
export const MAX_OUTPUTS = 2;
/** Most inputs. */
export const MAX_INPUTS = 128;

/** A header as far as it could be read, zeros for the rest, and why it was refused. */
export interface ReadHeader {
  readonly header: Header;
  readonly problem?: string;
}

/** The app keeps what it has read of a header that it refuses. */
export function readHeader(data: Uint8Array): ReadHeader {
  const header = { version: 0, outputs: 0, inputs: 0, account: 0, changePath: NO_CHANGE };
  try {
    readInto(header, new ByteReader(data));
    return { header };
  } catch (error) {
    if (error instanceof Unreadable) return { header, problem: error.message };
    throw error;
  }
}

const NO_CHANGE: readonly number[] = [PURPOSE, COIN_TYPE, 0, 0, 0];

function readInto(header: { -readonly [K in keyof Header]: Header[K] }, reader: ByteReader): void {
  header.version = Number(reader.uint(2, 'the version'));
  header.outputs = reader.byte('the number of outputs');
  if (!isOutputCount(header.outputs)) throw new Unreadable(`${header.outputs} outputs, not 1 or 2`);
  header.inputs = reader.byte('the number of inputs');
  if (header.inputs < 1 || header.inputs > MAX_INPUTS) {
    throw new Unreadable(`${header.inputs} inputs, not 1 to ${MAX_INPUTS}`);
  }
  const changeType = reader.byte('the type of the change address');
  if (changeType > 1) throw new Unreadable('the type of the change address is not 0 or 1');
  const changeIndex = Number(reader.uint(4, 'the index of the change address'));
  header.account = Number(reader.uint(4, 'the account'));
  header.changePath = [PURPOSE, COIN_TYPE, header.account, 0, 0];
  if (header.account < HARDENED) throw new Unreadable('the account is not hardened');
  header.changePath = [PURPOSE, COIN_TYPE, header.account, changeType, changeIndex];
  if (reader.left > 0) throw new Unreadable('bytes are left over behind the header');
}

export function isOutputCount(count: number): boolean {
  return count >= 1 && count <= MAX_OUTPUTS;
}

/** How the app tells which part of an output it cannot read: its own error number, as a status. */
export const OUTPUT_ERROR = { rest: 0xffe2, value: 0xffe1, script: 0xffe0 } as const;

const SCRIPT_HASH = { first: 0xaa, length: 0x20, last: 0x87 } as const;
/** Length of the key, and the operation that checks its signature. */
const KEY_SCRIPTS: Readonly<Record<number, number>> = { 32: 0xac, 33: 0xab };

/**
 * An output, or the status that refuses it.
 * @param before what is in its place: what the app has read of one that it refused stays there.
 */
export function readOutput(
  data: Uint8Array,
  before: Output = NO_OUTPUT,
): { readonly output: Output; readonly status?: number } {
  if (data.length < 8) return { output: before, status: OUTPUT_ERROR.value };
  const value = new ByteReader(data).uint(8);
  const [first = 0, second] = data.subarray(8);
  const size = first === SCRIPT_HASH.first ? SCRIPT_HASH.length + 3 : first + 2;
  const script = data.slice(8, 8 + size);
  const last = script[size - 1];
  const isKnown =
    first === SCRIPT_HASH.first
      ? second === SCRIPT_HASH.length && last === SCRIPT_HASH.last
      : last !== undefined && KEY_SCRIPTS[first] === last;
  if (!isKnown) return { output: { ...before, value }, status: OUTPUT_ERROR.script };
  const output = { value, script };
  return data.length === 8 + size ? { output } : { output, status: OUTPUT_ERROR.rest };
}

/** @throws Unreadable */
export function readInput(data: Uint8Array): Input {
  const reader = new ByteReader(data);
  const value = reader.uint(8, 'the value');
  const transactionId = reader.take(32, 'the transaction').slice();
  const addressType = reader.byte('the type of the address');
  const addressIndex = Number(reader.uint(4, 'the index of the address'));
  const index = reader.byte('the index');
  if (reader.left > 0) throw new Unreadable('bytes are left over behind the input');
  return { value, transactionId, addressType, addressIndex, index };
}

const VERSION = { ecdsa: 1, scriptHash: 8 } as const;

/** The address an output pays to. */
export function addressOfScript(script: Uint8Array): string {
  const [first] = script;
  if (first === SCRIPT_HASH.first) {
    return cashAddress('kaspa', VERSION.scriptHash, script.subarray(2, 34));
  }
  if (first !== 33) return cashAddress('kaspa', SCHNORR_VERSION, script.subarray(1, 33));
  const key = script.slice(1, 34);
  // Only the parity of the first byte counts.
  key[0] = 2 + (key[0]! & 1);
  return cashAddress('kaspa', VERSION.ecdsa, key);
}

/** Key of an input. */
export function inputPath({ account }: Header, { addressType, addressIndex }: Input): number[] {
  return [PURPOSE, COIN_TYPE, account, addressType, addressIndex];
}

const little = (value: bigint | number, size: number) => fromBigInt(BigInt(value), size).reverse();

const keyed = (...parts: readonly Uint8Array[]) =>
  blake2b(concat(...parts), { dkLen: 32, key: bytesOf('TransactionSigningHash') });

/**
 * What is signed for an input whose key has this x coordinate: every output, no lock time, one
 * signature operation and sequence 0 for each input. 32 bytes.
 */
export function signatureHash(
  { version }: Header,
  outputs: readonly Output[],
  inputs: readonly Input[],
  signed: Input,
  x: Uint8Array,
): Uint8Array {
  const outpoint = ({ transactionId, index }: Input) => concat(transactionId, little(index, 4));
  const SCRIPT_VERSION = new Uint8Array(2);
  const ONE = Uint8Array.of(1);
  const NO_SEQUENCE = new Uint8Array(8);
  const script = concat(Uint8Array.of(x.length), x, Uint8Array.of(KEY_SCRIPTS[32]!));
  const outputHash = keyed(
    ...outputs.map((output) =>
      concat(
        little(output.value, 8),
        SCRIPT_VERSION,
        little(output.script.length, 8),
        output.script,
      ),
    ),
  );
  return keyed(
    little(version, 2),
    keyed(...inputs.map(outpoint)),
    keyed(...inputs.map(() => NO_SEQUENCE)),
    keyed(...inputs.map(() => ONE)),
    outpoint(signed),
    SCRIPT_VERSION,
    little(script.length, 8),
    script,
    little(signed.value, 8),
    NO_SEQUENCE,
    ONE,
    outputHash,
    // Lock time, subnetwork, gas, payload.
    new Uint8Array(8 + 20 + 8 + 32),
    // Everything is signed.
    ONE,
  );
}
