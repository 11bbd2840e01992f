/**
 * Verification with Node's OpenSSL: about ten times as fast as JavaScript. The only file of the
 * simulator that needs Node.
 */
import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { equal, toHex } from '../bytes.js';
import type { Curve } from '../exchange/constants.js';
import { spkiDer } from '../keys/der-key.js';
import { nobleVerifier, type Verifier } from './verifier.js';

const OPENSSL_NAMES: Readonly<Record<string, string>> = { sha256: 'sha256', sha512: 'sha512' };

/** Parsed keys: parsing costs as much as half a verification. null: not a point of the curve. */
const keys = new Map<string, KeyObject | null>();
const MAX_KEYS = 256;

export const nodeVerifier: Verifier = {
  name: 'node:crypto',
  isFast: true,
  verify(signed, rs) {
    const digest = OPENSSL_NAMES[signed.hash];
    if (digest === undefined) return nobleVerifier.verify(signed, rs);
    const key = keyOf(signed.curve, signed.publicKey);
    if (key === null || rs.length !== 64) return false;
    return verify(digest, signed.message, { key, dsaEncoding: 'ieee-p1363' }, rs);
  },
};

/** An archive is mostly by one partner: the last key is compared before the others are looked up. */
let last: { curve: Curve; publicKey: Uint8Array; key: KeyObject | null } | undefined;

function keyOf(curve: Curve, publicKey: Uint8Array): KeyObject | null {
  if (last !== undefined && last.curve === curve && equal(last.publicKey, publicKey)) {
    return last.key;
  }
  const name = `${curve} ${toHex(publicKey)}`;
  let key = keys.get(name);
  if (key === undefined) {
    if (keys.size >= MAX_KEYS) keys.clear();
    key = parse(curve, publicKey);
    keys.set(name, key);
  }
  last = { curve, publicKey: publicKey.slice(), key };
  return key;
}

function parse(curve: Curve, publicKey: Uint8Array): KeyObject | null {
  if (publicKey.length !== 65 || publicKey[0] !== 0x04) return null;
  try {
    const der = Buffer.from(spkiDer(curve, publicKey));
    return createPublicKey({ key: der, format: 'der', type: 'spki' });
  } catch {
    return null;
  }
}
