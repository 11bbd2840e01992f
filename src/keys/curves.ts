/**
 * The two curves a partner's key may be on: their names, object identifiers and arithmetic, told
 * once (SEC 2, RFC 5480, RFC 8812).
 */
import { p256 } from '@noble/curves/nist.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { concat, fromHex } from '../bytes.js';
import { CURVE_NAMES, type Curve, KEY_SIZE } from '../exchange/constants.js';
import { opensslPoint, opensslPublicKey } from './openssl.js';

/** Arithmetic of the curves. */
export const CURVES = { secp256k1, secp256r1: p256 } as const;

/** Bytes of a coordinate, and of a private key. */
export const COORDINATE_SIZE = 32;
/** x y alone. */
export const POINT_SIZE = 2 * COORDINATE_SIZE;
export const COMPRESSED_SIZE = 1 + COORDINATE_SIZE;

/** Object identifiers as they stand in DER, without tag and length. */
export const CURVE_OIDS: Readonly<Record<Curve, Uint8Array>> = {
  secp256k1: fromHex('2b8104000a'),
  secp256r1: fromHex('2a8648ce3d030107'),
};

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

/** Every name in use, small letters and digits only: standards, JOSE, OpenSSL, cloud services. */
const NAMES: Readonly<Record<Curve, readonly string[]>> = {
  secp256k1: [
    ...['secp256k1', 'k1', 'k256', 'p256k', 'p256k1', 'es256k', '13132010', 'eckoblitz256'],
    ...['eccsecgp256k1', 'ecsignsecp256k1sha256', 'ecdsasecp256k1', 'ansip256k1'],
  ],
  secp256r1: [
    ...['secp256r1', 'r1', 'prime256v1', 'p256', 'nistp256', 'es256', '1284010045317', 'p256r1'],
    ...['eccnistp256', 'ecsignp256sha256', 'ecdsap256', 'ecdsasha2nistp256', 'x962p256v1'],
  ],
};

const BY_NAME = new Map(
  CURVE_NAMES.flatMap((curve) => NAMES[curve].map((name) => [name, curve] as const)),
);

/** The curve of a name such as `secp256k1`, `P-256K`, `ES256` or its OID; undefined for others. */
export function curveNamed(name: string): Curve | undefined {
  return BY_NAME.get(name.toLowerCase().replace(/[^a-z0-9]/g, ''));
}

/**
 * The point as 65 bytes, 04 x y, from any form of X9.62: uncompressed (04), compressed (02, 03),
 * hybrid (06, 07), or x y alone. Undefined when it is none of the curve.
 */
export function pointOn(curve: Curve, bytes: Uint8Array): Uint8Array | undefined {
  const [form] = bytes;
  const isHybrid = bytes.length === KEY_SIZE && (form === 6 || form === 7);
  if (isHybrid && form % 2 !== bytes.at(-1)! % 2) return undefined;
  const start = isHybrid ? 1 : bytes.length === POINT_SIZE ? 0 : undefined;
  const plain = start === undefined ? bytes : concat(Uint8Array.of(4), bytes.subarray(start));
  const isCompressed = plain.length === COMPRESSED_SIZE && (plain[0] === 2 || plain[0] === 3);
  if (!isCompressed && (plain.length !== KEY_SIZE || plain[0] !== 4)) return undefined;
  const native = opensslPoint(curve, plain);
  if (native !== null) return native;
  try {
    return CURVES[curve].Point.fromBytes(plain).toBytes(false);
  } catch {
    return undefined;
  }
}

/**
 * 65 bytes, 04 x y.
 *
 * @param secret 32 bytes, a number from 1 to the order of the curve less 1.
 */
export function publicKeyOf(curve: Curve, secret: Uint8Array): Uint8Array {
  return opensslPublicKey(curve, secret) ?? CURVES[curve].getPublicKey(secret, false);
}

/** 33 bytes of a point in 65. */
export function compressedPoint(point: Uint8Array): Uint8Array {
  return concat(Uint8Array.of(2 + (point.at(-1)! & 1)), point.subarray(1, COMPRESSED_SIZE));
}

/** The curves such a point lies on: of 65 bytes at most one in practice, of 33 it may be both. */
export function curvesThrough(bytes: Uint8Array): readonly Curve[] {
  return CURVE_NAMES.filter((curve) => pointOn(curve, bytes) !== undefined);
}
