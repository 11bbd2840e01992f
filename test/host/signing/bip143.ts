/** BIP-143 by other means than ours: what a transaction with one input of a key hash signs. */
import { createHash, createPublicKey, verify } from 'node:crypto';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { concat, fromHex } from '../../../src/bytes.js';

export const sha256 = (bytes: Uint8Array) =>
  new Uint8Array(createHash('sha256').update(bytes).digest());
export const sha256d = (bytes: Uint8Array) => sha256(sha256(bytes));

export function little(value: bigint, size: number): Uint8Array {
  return Uint8Array.from({ length: size }, (_, i) => Number((value >> BigInt(8 * i)) & 0xffn));
}

export interface Spent {
  /** What is hashed twice and signed. */
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
  readonly publicKey: Uint8Array;
  /** Of the transaction without its witness, as explorers show it. */
  readonly id: Uint8Array;
}

/**
 * @param raw one input without a script, its outputs, a witness of signature and key.
 * @param sequences what a signer took the sequence number for, of the input and in the hash of all.
 */
export function spentKeyHash(
  raw: Uint8Array,
  amount: bigint,
  sequences: { own?: Uint8Array; all?: Uint8Array } = {},
): Spent {
  const outpoint = raw.subarray(7, 43);
  const { own = raw.subarray(44, 48), all = own } = sequences;
  let at = 49;
  for (let i = 0; i < raw[48]!; i++) at += 8 + 1 + raw[at + 8]!;
  const outputs = raw.subarray(49, at);
  const size = raw[at + 1]!;
  const publicKey = raw.slice(at + 3 + size, at + 36 + size);
  const hash160 = createHash('ripemd160').update(sha256(publicKey)).digest('hex');
  return {
    message: concat(
      ...[raw.subarray(0, 4), sha256d(outpoint), sha256d(all), outpoint],
      ...[fromHex(`1976a914${hash160}88ac`), little(amount, 8), own],
      ...[sha256d(outputs), raw.subarray(-4), little(1n, 4)],
    ),
    // Without the byte that says ALL.
    signature: raw.slice(at + 2, at + 1 + size),
    publicKey,
    id: sha256d(concat(raw.subarray(0, 4), raw.subarray(6, at), raw.subarray(-4))).reverse(),
  };
}

/** OpenSSL's word on it. */
export function isSigned(message: Uint8Array, der: Uint8Array, publicKey: Uint8Array): boolean {
  const head = fromHex('3056301006072a8648ce3d020106052b8104000a034200');
  const point = secp256k1.Point.fromBytes(publicKey).toBytes(false);
  const key = createPublicKey({
    key: Buffer.from(concat(head, point)),
    format: 'der',
    type: 'spki',
  });
  return verify('sha256', sha256(message), key, der);
}
