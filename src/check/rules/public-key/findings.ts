/** The public key that is registered for the provider; said while it is read, and by `signature/rule.ts`. */
import { findings } from '../entry.js';

export const PUBLIC_KEY_FINDINGS = findings({
  PUBLIC_KEY_MISSING: {
    title: 'The public key is not known',
    why: 'Without it nobody can say whether the signature is right.',
    fix: 'Give the registered public key (PEM, JWK, hex with its curve).',
    example: '--public-key provider.pem',
    severity: 'warning',
  },
  PUBLIC_KEY_MALFORMED: {
    title: 'The public key is no point of its curve',
    why: 'The device takes any 65 bytes that start with 04 and finds out later: then no signature verifies.',
    fix: 'Register the uncompressed point: 04, x, y; 65 bytes, on the curve that is registered.',
    example: 'A secp256r1 key registered as secp256k1.',
    severity: 'error',
  },
  PUBLIC_KEY_COMPRESSED: {
    title: 'The public key is compressed',
    why: 'Partner credentials hold 65 bytes, and the first must be 04. The device refuses anything else.',
    fix: 'Register the uncompressed form. It is the same key.',
    example: '02a1b2… (33 bytes) instead of 04a1b2… (65 bytes).',
    severity: 'warning',
  },
  LEGACY_CURVE_UNSUPPORTED: {
    title: 'The legacy flow does not know this curve',
    why: 'Legacy swaps verify on secp256k1 only, legacy sell and fund on secp256r1 only.',
    fix: 'Use the current flow (appVersion 2), or a key on the curve of the legacy flow.',
    example: 'A P-256 key with appVersion 1 of swap.',
    severity: 'error',
  },
});
