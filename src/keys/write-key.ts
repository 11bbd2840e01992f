/** The forms in which keys are handed around, written: PEM, DER in base64, hex, JWK. */
import { toHex } from '../bytes.js';
import { encodeBase64, encodeBase64url } from '../codec/base64.js';
import type { Curve } from '../exchange/constants.js';
import { compressedPoint } from './curves.js';
import { pkcs8Der, sec1Der, spkiDer } from './der-key.js';
import { type PublicJwk, publicJwk } from './jwk.js';
import { pemText } from './pem.js';
import type { PrivateKey } from './private-key.js';

/** One public key in every form. */
export interface PublicKeyForms {
  readonly curve: Curve;
  /** Hex of 65 bytes, 04 x y: what Ledger registers. */
  readonly uncompressed: string;
  /** Hex of 33 bytes, 02 or 03 and x: no device takes it. */
  readonly compressed: string;
  /** SubjectPublicKeyInfo, base64 without line breaks. */
  readonly spki: string;
  readonly pem: string;
  readonly jwk: PublicJwk;
}

/**
 * A public key in every form people ask for.
 * @param publicKey 65 bytes, 04 x y.
 */
export function publicKeyForms(curve: Curve, publicKey: Uint8Array): PublicKeyForms {
  const der = spkiDer(curve, publicKey);
  return {
    curve,
    uncompressed: toHex(publicKey),
    compressed: toHex(compressedPoint(publicKey)),
    spki: encodeBase64(der),
    pem: pemText('PUBLIC KEY', der),
    jwk: publicJwk(curve, publicKey),
  };
}

/** The forms {@link privateKeyText} writes. */
export const PRIVATE_KEY_FORMS = ['sec1', 'pkcs8', 'jwk', 'hex'] as const;
/** Of {@link PRIVATE_KEY_FORMS}. */
export type PrivateKeyForm = (typeof PRIVATE_KEY_FORMS)[number];

/** The text of a private key file, line break at its end. Whoever calls this writes it to a file. */
export function privateKeyText(key: PrivateKey, form: PrivateKeyForm): string {
  const { curve, publicKey } = key;
  const secret = key.reveal();
  switch (form) {
    case 'sec1':
      return pemText('EC PRIVATE KEY', sec1Der(curve, secret, publicKey));
    case 'pkcs8':
      return pemText('PRIVATE KEY', pkcs8Der(curve, secret, publicKey));
    case 'hex':
      return `${toHex(secret)}\n`;
    case 'jwk': {
      const jwk = { ...publicJwk(curve, publicKey), d: encodeBase64url(secret) };
      return `${JSON.stringify(jwk, null, 2)}\n`;
    }
  }
}
