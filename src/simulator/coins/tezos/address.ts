/** Texts of Tezos addresses. Source: app-tezos app/src/parser/formatting.c, Tezos' Base58 prefixes. */
import { toHex } from '../../../bytes.js';
import { base58WithPrefix } from '../hashes.js';

/** By the kind of key: tz1 (ed25519), tz2 (secp256k1), tz3 (secp256r1), tz4 (BLS). */
const ACCOUNT_PREFIXES = [
  [0x06, 0xa1, 0x9f],
  [0x06, 0xa1, 0xa1],
  [0x06, 0xa1, 0xa4],
  [0x06, 0xa1, 0xa6],
] as const;
/** KT1. */
const CONTRACT_PREFIX = [0x02, 0x5a, 0x79];
const CONTRACT = 1;
/** Rollups, which nobody approves a payment to. */
const OTHER_KINDS = [2, 3, 4];

/** The account of a key's hash, 20 bytes; null for a kind of key there is not. */
export function accountText(kind: number, hash: Uint8Array): string | null {
  const prefix = ACCOUNT_PREFIXES[kind];
  return prefix === undefined ? null : base58WithPrefix(prefix, hash);
}

/** A destination of 22 bytes: account or contract; null where the app knows no such kind. */
export function destinationText(bytes: Uint8Array): string | null {
  const [kind = 0, keyKind = 0] = bytes;
  if (kind === 0) return accountText(keyKind, bytes.subarray(2));
  if (kind === CONTRACT) return base58WithPrefix(CONTRACT_PREFIX, bytes.subarray(1, 21));
  return OTHER_KINDS.includes(kind) ? `rollup ${toHex(bytes.subarray(1, 21))}` : null;
}
