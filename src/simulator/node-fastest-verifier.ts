/**
 * The fastest verification this machine has: OpenSSL for P-256, and for secp256k1 the optional
 * package `secp256k1` (libsecp256k1, prebuilt). Without it OpenSSL does both.
 */
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { KEY_SIZE } from '../exchange/constants.js';
import { nodeVerifier } from './node-verifier.js';
import type { SignedMessage, Verifier } from './verifier.js';

/** What we use of the package; all of it throws for numbers out of range and points off the curve. */
interface Native {
  /** Makes s low, in place: libsecp256k1 refuses a high one, the device does not. */
  signatureNormalize(rs: Uint8Array): Uint8Array;
  ecdsaVerify(rs: Uint8Array, digest: Uint8Array, publicKey: Uint8Array): boolean;
}

interface NativeSigner extends Native {
  /** R‖S with a low s, RFC 6979. */
  ecdsaSign(digest: Uint8Array, secret: Uint8Array): { readonly signature: Uint8Array };
}

/** undefined: not tried yet; null: not there. */
let native: NativeSigner | null | undefined;

/** Null when the package is missing or has no binary for this machine. */
export function nativeSecp256k1(): NativeSigner | null {
  if (native === undefined) native = load();
  return native;
}

function load(): NativeSigner | null {
  try {
    // Not the package's main file: that one falls back to slow JavaScript without a word.
    return createRequire(import.meta.url)('secp256k1/bindings.js') as NativeSigner;
  } catch {
    return null;
  }
}

/** Questions that OpenSSL answers sooner than the library is loaded. */
const FEW = 16;

/** libsecp256k1 where it is there and the question is for it, else OpenSSL. */
export function verifierWith(library: () => Native | null, few = FEW): Verifier {
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

function verifies(library: Native, { publicKey, message }: SignedMessage, rs: Uint8Array): boolean {
  // The library knows hybrid keys (06, 07) too; the device knows one form.
  if (rs.length !== RS_SIZE || publicKey.length !== KEY_SIZE || publicKey[0] !== 0x04) return false;
  const digest = createHash('sha256').update(message).digest();
  try {
    const isHigh = rs[HALF]! >= 0x7f;
    const low = isHigh ? library.signatureNormalize(rs.slice()) : rs;
    return library.ecdsaVerify(low, digest, publicKey);
  } catch {
    return false;
  }
}
