/**
 * A Bitcoin transaction whose inputs the device's keys spend: what each input signs (legacy, BIP-143,
 * BIP-341; all of it, SIGHASH_ALL or DEFAULT), and how it looks with its signatures.
 */
import { schnorr, secp256k1 } from '@noble/curves/secp256k1.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { concat, EMPTY, toHex } from '../../bytes.js';
import { littleEndian, varint, withVarint } from '../../simulator/coins/bitcoin/varint.js';
import { hash160 } from '../../simulator/coins/hashes.js';
import { witnessProgram } from './bitcoin-account.js';

export interface TransactionInput {
  /** Id of the previous transaction and number of its output, 36 bytes. */
  readonly outpoint: Uint8Array;
  readonly sequence: Uint8Array;
  /** What is spent. */
  readonly amount: bigint;
  readonly script: Uint8Array;
}

export interface BitcoinTransaction {
  readonly version: Uint8Array;
  readonly locktime: Uint8Array;
  readonly inputs: readonly TransactionInput[];
  /** Amount, then script with its length. */
  readonly outputs: readonly Uint8Array[];
}

/** What the app hands over for an input: of Taproot the key that is in the output. */
export interface InputSignature {
  readonly key: Uint8Array;
  readonly signature: Uint8Array;
}

type Form = 'legacy' | 'nested' | 'native' | 'taproot';

/** By the script that is spent; a script hash is taken for a nested key. */
function formOf(script: Uint8Array): Form {
  if (script[0] === 0x51) return 'taproot';
  if (script[0] === 0x00) return 'native';
  return script[0] === 0xa9 ? 'nested' : 'legacy';
}

const SIGHASH = { default: 0, all: 1 } as const;
const SCHNORR_SIZE = 64;
const sha256d = (bytes: Uint8Array) => sha256(sha256(bytes));
const joined = (parts: readonly Uint8Array[]) => concat(...parts);

/** Whether the input is signed by the key that its output names. */
export function isInputSigned(
  transaction: BitcoinTransaction,
  index: number,
  { key, signature }: InputSignature,
): boolean {
  const input = transaction.inputs[index];
  if (input === undefined) return false;
  const form = formOf(input.script);
  try {
    if (form === 'taproot') {
      const type = signature[SCHNORR_SIZE] ?? SIGHASH.default;
      const digest = taprootDigest(transaction, index, type);
      const inOutput = input.script.subarray(2);
      return schnorr.verify(signature.subarray(0, SCHNORR_SIZE), digest, inOutput);
    }
    if (toHex(scriptOfKey(form, key)) !== toHex(input.script)) return false;
    const digest = (form === 'legacy' ? legacyDigest : segwitDigest)(transaction, index, key);
    const isAll = signature.at(-1) === SIGHASH.all;
    const options = { prehash: false, lowS: false, format: 'der' } as const;
    return isAll && secp256k1.verify(signature.subarray(0, -1), digest, key, options);
  } catch {
    return false;
  }
}

function scriptOfKey(form: Exclude<Form, 'taproot'>, key: Uint8Array): Uint8Array {
  const program = witnessProgram(hash160(key));
  if (form === 'native') return program;
  if (form === 'legacy') return keyHashScript(key);
  return concat(Uint8Array.of(0xa9, 0x14), hash160(program), Uint8Array.of(0x87));
}

function keyHashScript(key: Uint8Array): Uint8Array {
  return concat(Uint8Array.of(0x76, 0xa9, 0x14), hash160(key), Uint8Array.of(0x88, 0xac));
}

function legacyDigest(transaction: BitcoinTransaction, index: number): Uint8Array {
  const { version, locktime, inputs, outputs } = transaction;
  const bodies = inputs.map(({ outpoint, script, sequence }, i) =>
    concat(outpoint, withVarint(i === index ? script : EMPTY), sequence),
  );
  return sha256d(
    concat(
      ...[version, varint(inputs.length), ...bodies],
      ...[varint(outputs.length), ...outputs, locktime, littleEndian(SIGHASH.all, 4)],
    ),
  );
}

function segwitDigest(
  { version, locktime, inputs, outputs }: BitcoinTransaction,
  index: number,
  key: Uint8Array,
): Uint8Array {
  const { outpoint, sequence, amount } = inputs[index]!;
  return sha256d(
    concat(
      version,
      sha256d(joined(inputs.map((input) => input.outpoint))),
      sha256d(joined(inputs.map((input) => input.sequence))),
      ...[outpoint, withVarint(keyHashScript(key)), littleEndian(amount, 8), sequence],
      ...[sha256d(joined(outputs)), locktime, littleEndian(SIGHASH.all, 4)],
    ),
  );
}

function taprootDigest(
  { version, locktime, inputs, outputs }: BitcoinTransaction,
  index: number,
  type: number,
): Uint8Array {
  const message = concat(
    ...[Uint8Array.of(0, type), version, locktime],
    sha256(joined(inputs.map(({ outpoint }) => outpoint))),
    sha256(joined(inputs.map(({ amount }) => littleEndian(amount, 8)))),
    sha256(joined(inputs.map(({ script }) => withVarint(script)))),
    sha256(joined(inputs.map(({ sequence }) => sequence))),
    sha256(joined(outputs)),
    ...[Uint8Array.of(0), littleEndian(index, 4)],
  );
  return schnorr.utils.taggedHash('TapSighash', message);
}

/**
 * The transaction as it is sent, and its id as explorers show it.
 * @param signatures one for each input.
 */
export function signedTransaction(
  { version, locktime, inputs, outputs }: BitcoinTransaction,
  signatures: readonly InputSignature[],
): { readonly raw: Uint8Array; readonly id: Uint8Array } {
  const forms = inputs.map(({ script }) => formOf(script));
  const bodies = inputs.map(({ outpoint, sequence }, i) =>
    concat(outpoint, withVarint(scriptSig(forms[i]!, signatures[i]!)), sequence),
  );
  const body = concat(varint(inputs.length), ...bodies, varint(outputs.length), ...outputs);
  const plain = concat(version, body, locktime);
  const id = sha256d(plain).reverse();
  if (forms.every((form) => form === 'legacy')) return { raw: plain, id };
  const witnesses = forms.map((form, i) => witness(form, signatures[i]!));
  return { raw: concat(version, Uint8Array.of(0, 1), body, ...witnesses, locktime), id };
}

function scriptSig(form: Form, { key, signature }: InputSignature): Uint8Array {
  const push = (bytes: Uint8Array) => concat(Uint8Array.of(bytes.length), bytes);
  if (form === 'legacy') return concat(push(signature), push(key));
  return form === 'nested' ? push(witnessProgram(hash160(key))) : EMPTY;
}

function witness(form: Form, { key, signature }: InputSignature): Uint8Array {
  if (form === 'legacy') return Uint8Array.of(0);
  const stack = form === 'taproot' ? [signature] : [signature, key];
  return concat(varint(stack.length), ...stack.map(withVarint));
}
