/**
 * A partner's public key as people have it: PEM, SubjectPublicKeyInfo (DER in base64 or hex), JWK,
 * or a bare point in hex or base64 (65 bytes 04 x y, 64 bytes x y, 33 bytes compressed).
 */

import { p256 } from '@noble/curves/nist.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { concat, equal, fromHex, isHex } from '../bytes.js';
import { decodeBase64 } from '../codec/base64.js';
import { InputError } from '../errors.js';
import { type Curve, KEY_SIZE } from '../exchange/constants.js';
import { hexOf } from './evidence.js';
import type { Finding } from './finding.js';
import { findingOf } from './findings.js';

const CURVES = { secp256k1, secp256r1: p256 };
const OIDS: readonly (readonly [Curve, Uint8Array])[] = [
  ['secp256k1', fromHex('2b8104000a')],
  ['secp256r1', fromHex('2a8648ce3d030107')],
];
const EC_KEY_OID = fromHex('2a8648ce3d0201');

const CURVE_NAMES: Readonly<Record<string, Curve>> = {
  secp256k1: 'secp256k1',
  k1: 'secp256k1',
  k256: 'secp256k1',
  es256k: 'secp256k1',
  secp256r1: 'secp256r1',
  r1: 'secp256r1',
  prime256v1: 'secp256r1',
  p256: 'secp256r1',
  es256: 'secp256r1',
};

export interface PublicKey {
  readonly curve: Curve;
  /** 65 bytes, 04 x y; as given, even when it is no point of the curve. */
  readonly publicKey: Uint8Array;
  readonly noticed: readonly Finding[];
}

/** The curve of a name such as `secp256k1`, `P-256` or `ES256`; undefined for other names. */
export function curveNamed(name: string): Curve | undefined {
  const plain = name.toLowerCase().replace(/[^a-z0-9]/g, '');
  return Object.hasOwn(CURVE_NAMES, plain) ? CURVE_NAMES[plain] : undefined;
}

/**
 * @param source a text, or a JWK object.
 * @param options.field how messages call the key; `options.curve` is needed beside a bare point.
 * @throws InputError when it is no public key at all. What is a key but a wrong one is noticed.
 */
export function parsePublicKey(
  source: unknown,
  options: { field: string; curve?: Curve | undefined },
): PublicKey {
  const { field } = options;
  if (typeof source === 'object' && source !== null) return fromJwk(source, options);
  if (typeof source !== 'string' || source.trim() === '') {
    throw new InputError(
      `${field}: expected a public key as text or as a JWK, found ${typeof source}`,
    );
  }
  const text = source.trim();
  if (/PRIVATE KEY/.test(text)) {
    throw new InputError(`${field}: expected a public key, found a private one`, {
      hint: 'Give the public half only; `exchange-sim keys` makes it.',
    });
  }
  if (text.startsWith('{')) return fromJwk(jsonOf(text, field), options);
  const pem = /-----BEGIN ([A-Z ]+)-----([^-]*)-----END/.exec(text);
  if (pem !== null && pem[1] !== 'PUBLIC KEY') {
    throw new InputError(`${field}: expected PEM of a PUBLIC KEY, found a ${pem[1]}`);
  }
  const bytes = bytesOfKey(pem === null ? text : pem[2]!, field);
  if (isPrivate(bytes)) {
    throw new InputError(`${field}: expected a public key, found what may be a private one`, {
      hint: 'Give the public half only; `exchange-sim keys` makes it.',
    });
  }
  return isDer(bytes) ? fromSpki(bytes, options) : fromPoint(bytes, neededCurve(options), field);
}

/** A bare number, or DER that begins with a version, as SEC 1 and PKCS #8 do: never repeated. */
function isPrivate(bytes: Uint8Array): boolean {
  if (bytes.length === 32) return true;
  return isDer(bytes) && bytes[bytes[1]! < 0x80 ? 2 : 2 + (bytes[1]! & 0x7f)] === 0x02;
}

/** A SEQUENCE; 64 bytes are x and y, whatever they begin with. */
function isDer(bytes: Uint8Array): boolean {
  return bytes[0] === 0x30 && bytes.length !== 64;
}

function bytesOfKey(text: string, field: string): Uint8Array {
  const plain = text.replace(/\s+/g, '').replace(/^0x/i, '');
  const bytes = isHex(plain) ? fromHex(plain) : decodeBase64(plain);
  if (bytes !== undefined && bytes.length > 0) return bytes;
  throw new InputError(
    `${field}: expected a public key (PEM, JWK, hex or base64), found ${plain.length} characters that are none of them`,
  );
}

function jsonOf(text: string, field: string): object {
  try {
    return JSON.parse(text) as object;
  } catch {
    throw new InputError(`${field}: expected a JWK, found JSON that cannot be read`);
  }
}

function fromJwk(jwk: object, options: { field: string; curve?: Curve | undefined }): PublicKey {
  const { kty, crv, x, y, d } = jwk as Record<string, unknown>;
  const { field } = options;
  if (d !== undefined) throw new InputError(`${field}: expected a public JWK, found a private one`);
  const curve = typeof crv === 'string' ? curveNamed(crv) : options.curve;
  if (kty !== 'EC' || curve === undefined || typeof x !== 'string' || typeof y !== 'string') {
    throw new InputError(
      `${field}: expected a JWK with kty EC, crv secp256k1 or P-256, x and y, found ${Object.keys(jwk).join(', ')}`,
    );
  }
  sameCurve(curve, options);
  const point = [x, y].map((part) => decodeBase64(part) ?? new Uint8Array(0));
  const padded = point.map((part) => concat(new Uint8Array(Math.max(0, 32 - part.length)), part));
  return fromPoint(concat(Uint8Array.of(4), ...padded), curve, field);
}

function fromSpki(
  der: Uint8Array,
  options: { field: string; curve?: Curve | undefined },
): PublicKey {
  const { field } = options;
  // SEQUENCE { SEQUENCE { OID ecPublicKey, OID curve }, BIT STRING point } (RFC 5480).
  const found = OIDS.find(([, oid]) => includes(der, oid));
  if (!includes(der, EC_KEY_OID) || found === undefined) {
    throw new InputError(
      `${field}: expected a key on secp256k1 or secp256r1, found one of another kind`,
    );
  }
  const [curve] = found;
  sameCurve(curve, options);
  const size = der.length > 80 ? KEY_SIZE : 33;
  return fromPoint(der.subarray(der.length - size), curve, field);
}

function includes(bytes: Uint8Array, part: Uint8Array): boolean {
  for (let at = 0; at + part.length <= bytes.length; at++) {
    if (equal(bytes.subarray(at, at + part.length), part)) return true;
  }
  return false;
}

function sameCurve(
  found: Curve,
  { field, curve }: { field: string; curve?: Curve | undefined },
): void {
  if (curve === undefined || curve === found) return;
  throw new InputError(`${field}: expected a key on ${curve}, found one on ${found}`);
}

function neededCurve({ field, curve }: { field: string; curve?: Curve | undefined }): Curve {
  if (curve !== undefined) return curve;
  throw new InputError(
    `${field}: expected a curve beside a bare public key (secp256k1 or secp256r1), found none`,
  );
}

function fromPoint(bytes: Uint8Array, curve: Curve, field: string): PublicKey {
  const noticed: Finding[] = [];
  let publicKey = bytes;
  if (bytes.length === 64) publicKey = concat(Uint8Array.of(4), bytes);
  const isCompressed = bytes.length === 33 && (bytes[0] === 2 || bytes[0] === 3);
  const point = pointOf(publicKey, curve);
  if (isCompressed && point !== undefined) {
    publicKey = point;
    noticed.push(
      findingOf('PUBLIC_KEY_COMPRESSED', {
        field,
        evidence: `33 bytes that start with ${bytes[0] === 2 ? '02' : '03'}: a compressed point on ${curve}.`,
        corrected: Array.from(point, (byte) => byte.toString(16).padStart(2, '0')).join(''),
      }),
    );
  } else if (point === undefined) {
    const other = curve === 'secp256k1' ? 'secp256r1' : 'secp256k1';
    const elsewhere = pointOf(publicKey, other) === undefined ? '' : ` It is one of ${other}.`;
    noticed.push(
      findingOf('PUBLIC_KEY_MALFORMED', {
        field,
        evidence: `${hexOf(bytes)} is no point of ${curve}.${elsewhere}`,
      }),
    );
  }
  return { curve, publicKey: sized(publicKey), noticed };
}

function pointOf(bytes: Uint8Array, curve: Curve): Uint8Array | undefined {
  try {
    return CURVES[curve].Point.fromBytes(bytes).toBytes(false);
  } catch {
    return undefined;
  }
}

/** The device takes 65 bytes and nothing else: a malformed key is cut or filled for the run. */
function sized(bytes: Uint8Array): Uint8Array {
  if (bytes.length === KEY_SIZE) return bytes;
  const key = new Uint8Array(KEY_SIZE);
  key.set(bytes.subarray(0, KEY_SIZE));
  return key;
}
