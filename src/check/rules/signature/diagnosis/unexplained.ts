/** A signature that verifies over nothing that was tried: what can be said of it all the same. */

import { sha256 } from '@noble/hashes/sha2.js';
import { toHex } from '../../../../bytes.js';
import type { Curve } from '../../../../exchange/constants.js';
import { CURVE_NAMES } from '../../../../exchange/constants.js';
import { HALF, type Reading } from '../forms/halves.js';
import type { Hit } from './diagnosis.js';
import { rangeProblem, recoveredKeys } from './probe.js';

/** Says what is certain as findings, and what follows from an assumption as evidence. */
export function unexplained(
  registered: Curve,
  readings: readonly Reading[],
  right: Uint8Array,
): Hit[] {
  const [{ rs }] = readings as readonly [Reading];
  const range = rangeProblem(registered, rs);
  const tried =
    'No input that was tried verifies: the text with and without dot and padding, protobuf, hex, JSON, JWS headers, other hashes and none, r and s in other forms and orders, the other curve, and all keys that are known.';
  if (range !== undefined) {
    return [
      { code: 'SIGNATURE_OUT_OF_RANGE', evidence: range },
      { code: 'SIGNATURE_INVALID_ALL_INPUTS', evidence: tried },
    ];
  }
  const evidence = [tried, ...CURVE_NAMES.map((curve) => signers(curve, rs, right))];
  if (mayBeEd25519(rs)) {
    evidence.push(
      'The last 32 bytes would do as s of Ed25519, which one signature in 16 does by chance: if you sign with an Ed25519 key (EdDSA), that is another algorithm, and no device can verify it.',
    );
  }
  return [{ code: 'SIGNATURE_INVALID_ALL_INPUTS', evidence: evidence.join(' ') }];
}

function signers(curve: Curve, rs: Uint8Array, right: Uint8Array): string {
  const keys = signingKeys(curve, rs, sha256(right));
  if (keys.length === 0) return `No key on ${curve} can have made it: r is no x coordinate there.`;
  return `If the right bytes were signed on ${curve}, it was by one of these keys, and none of them is registered: ${keys.join(', ')}.`;
}

/** Of the signature looked at last, on each curve: the search asks before and after. */
const lastKeys = new Map<Curve, { readonly signed: string; readonly keys: readonly string[] }>();

/** In hex, the keys that may have signed a digest. */
function signingKeys(curve: Curve, rs: Uint8Array, digest: Uint8Array): readonly string[] {
  const signed = `${toHex(rs)} ${toHex(digest)}`;
  const last = lastKeys.get(curve);
  if (last?.signed === signed) return last.keys;
  const keys = recoveredKeys(curve, rs, digest).map(toHex);
  lastKeys.set(curve, { signed, keys });
  return keys;
}

/** s of Ed25519 is little-endian and below 2^252 and a bit (RFC 8032, 5.1.7). */
function mayBeEd25519(rs: Uint8Array): boolean {
  return rs[2 * HALF - 1]! <= 0x10;
}

/**
 * Keys that would explain a failing signature as one over the right bytes, and the digest they came
 * from. The same key from two digests is no chance: it is a partner's unknown key, and a search
 * would end with nothing. So an archive after a rotation is searched once, not line by line.
 */
const candidates = new Map<string, string>();
const REMEMBERED = 8192;

/** True when an earlier signature over other bytes was made by the same unknown key. */
export function isExplained(curve: Curve, rs: Uint8Array, right: Uint8Array): boolean {
  const hash = sha256(right);
  const digest = toHex(hash);
  let known = false;
  // The registered curve first: that is where a rotated key lies.
  for (const one of [...CURVE_NAMES].sort((a) => (a === curve ? -1 : 1))) {
    for (const key of signingKeys(one, rs, hash)) {
      const name = `${one} ${key}`;
      const before = candidates.get(name);
      if (before !== undefined && before !== digest) known = true;
      if (candidates.size >= REMEMBERED) candidates.clear();
      if (before === undefined) candidates.set(name, digest);
    }
    if (known) return true;
  }
  return false;
}
