/**
 * The forms in which keys are handed around: PEM, DER in base64, hex, JWK (RFC 5480, 5915, 5208,
 * 7517, 8812). Everything but the key itself has a fixed place and length, so the DER is written
 * from fixed prefixes.
 */
import { base64, base64urlnopad } from '@scure/base';
import { concat, fromHex, toHex } from '../bytes.js';
import type { Curve } from '../exchange/constants.js';
import type { PrivateKey } from './private-key.js';

/** As JOSE names the curves. */
export const JWK_CURVES: Readonly<Record<Curve, string>> = {
  secp256k1: 'secp256k1',
  secp256r1: 'P-256',
};

/** As JOSE names the signatures: ES256 is never secp256k1. */
export const JWS_ALGORITHMS: Readonly<Record<Curve, string>> = {
  secp256k1: 'ES256K',
  secp256r1: 'ES256',
};

export interface PublicJwk {
  readonly kty: 'EC';
  readonly crv: string;
  /** 32 bytes, base64url. */
  readonly x: string;
  readonly y: string;
}

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

const COORDINATE = 32;

/** SubjectPublicKeyInfo in front of an uncompressed point. */
const SPKI: Readonly<Record<Curve, Uint8Array>> = {
  secp256k1: fromHex('3056301006072a8648ce3d020106052b8104000a034200'),
  secp256r1: fromHex('3059301306072a8648ce3d020106082a8648ce3d030107034200'),
};

/** @param publicKey 65 bytes, 04 x y. */
export function publicKeyForms(curve: Curve, publicKey: Uint8Array): PublicKeyForms {
  const x = publicKey.subarray(1, 1 + COORDINATE);
  const y = publicKey.subarray(1 + COORDINATE);
  const der = concat(SPKI[curve], publicKey);
  const isOdd = (y.at(-1)! & 1) === 1;
  return {
    curve,
    uncompressed: toHex(publicKey),
    compressed: toHex(concat(Uint8Array.of(isOdd ? 3 : 2), x)),
    spki: base64.encode(der),
    pem: pem('PUBLIC KEY', der),
    jwk: {
      kty: 'EC',
      crv: JWK_CURVES[curve],
      x: base64urlnopad.encode(x),
      y: base64urlnopad.encode(y),
    },
  };
}

export const PRIVATE_KEY_FORMS = ['sec1', 'pkcs8', 'jwk', 'hex'] as const;
export type PrivateKeyForm = (typeof PRIVATE_KEY_FORMS)[number];

/** What stands around the 32 bytes: in front, between them and the 65 public bytes. */
interface Frame {
  readonly label: string;
  readonly front: Readonly<Record<Curve, Uint8Array>>;
  readonly middle: Readonly<Record<Curve, Uint8Array>>;
}

const SEC1: Frame = {
  label: 'EC PRIVATE KEY',
  front: { secp256k1: fromHex('30740201010420'), secp256r1: fromHex('30770201010420') },
  middle: {
    secp256k1: fromHex('a00706052b8104000aa144034200'),
    secp256r1: fromHex('a00a06082a8648ce3d030107a144034200'),
  },
};

const PKCS8: Frame = {
  label: 'PRIVATE KEY',
  front: {
    secp256k1: fromHex('308184020100301006072a8648ce3d020106052b8104000a046d306b0201010420'),
    secp256r1: fromHex('308187020100301306072a8648ce3d020106082a8648ce3d030107046d306b0201010420'),
  },
  middle: { secp256k1: fromHex('a144034200'), secp256r1: fromHex('a144034200') },
};

/** The text of a private key file, line break at its end. Whoever calls this writes it to a file. */
export function privateKeyText(key: PrivateKey, form: PrivateKeyForm): string {
  switch (form) {
    case 'sec1':
      return framed(key, SEC1);
    case 'pkcs8':
      return framed(key, PKCS8);
    case 'hex':
      return `${toHex(key.reveal())}\n`;
    case 'jwk': {
      const { jwk } = publicKeyForms(key.curve, key.publicKey);
      return `${JSON.stringify({ ...jwk, d: base64urlnopad.encode(key.reveal()) }, null, 2)}\n`;
    }
  }
}

function framed(key: PrivateKey, { label, front, middle }: Frame): string {
  const { curve, publicKey } = key;
  return pem(label, concat(front[curve], key.reveal(), middle[curve], publicKey));
}

const PEM_WIDTH = 64;

function pem(label: string, der: Uint8Array): string {
  const text = base64.encode(der);
  const lines = text.match(new RegExp(`.{1,${PEM_WIDTH}}`, 'g')) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}
