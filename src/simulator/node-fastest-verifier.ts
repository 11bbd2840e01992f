/**
 * The fastest verification this machine has: OpenSSL for P-256, and for secp256k1 the optional
 * package `secp256k1` (libsecp256k1, prebuilt). Without it OpenSSL does both.
 */
import { hash } from 'node:crypto';
import { KEY_SIZE } from '../exchange/constants.js';
import { type NativeSecp256k1, nativeSecp256k1 } from '../keys/native-secp256k1.js';
import { nodeVerifier } from './node-verifier.js';
import type { SignedMessage, Verifier } from './verifier.js';

type Library = Pick<NativeSecp256k1, 'ecdsaVerify' | 'signatureNormalize'>;

/** Questions that OpenSSL answers sooner than the library is loaded. */
const FEW = 16;

/** libsecp256k1 where it is there and the question is for it, else OpenSSL. */
export function verifierWith(library: () => Library | null, few = FEW): Verifier {
  let asked = 0;
  return {
    name: 'fastest',
    isFast: true,
    verify(signed, rs) {
      const isNatives = signed.curve === 'secp256k1' && signed.hash === 'sha256';
      const found = isNatives && asked++ >= few ? library() : null;
      return found === null ? nodeVerifier.verify(signed, rs) : verifies(found, signed, rs);
    },
  };
}

export const fastestVerifier: Verifier = verifierWith(nativeSecp256k1);

const RS_SIZE = 64;
const HALF = RS_SIZE / 2;

function verifies(
  library: Library,
  { publicKey, message }: SignedMessage,
  rs: Uint8Array,
): boolean {
  // The library knows hybrid keys (06, 07) too; the device knows one form.
  if (rs.length !== RS_SIZE || publicKey.length !== KEY_SIZE || publicKey[0] !== 0x04) return false;
  // As a text: a new buffer takes twice as long as the hash.
  const digest = hash('sha256', message, 'binary');
  for (let at = 0; at < DIGEST.length; at++) DIGEST[at] = digest.charCodeAt(at);
  try {
    if (rs[HALF]! < 0x7f) return library.ecdsaVerify(rs, DIGEST, publicKey);
    LOW.set(rs);
    return library.ecdsaVerify(library.signatureNormalize(LOW), DIGEST, publicKey);
  } catch {
    return false;
  }
}

/** Memory of the question that is asked: there is one at a time. */
const DIGEST = new Uint8Array(32);
const LOW = new Uint8Array(RS_SIZE);
