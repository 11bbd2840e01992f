/**
 * Keys in DER: SubjectPublicKeyInfo (RFC 5480), EC private keys (SEC 1, RFC 5915), PKCS #8 (RFC 5208,
 * 5958). What holds a key but hides it (certificates, PKCS #12, encrypted keys) is recognised.
 */
import { equal, fromHex, toBigInt, toHex } from '../bytes.js';
import { CURVE_NAMES, type Curve } from '../exchange/constants.js';
import { bitsOf, type Der, der, derInside, derSequence, TAG } from './asn1.js';
import { CURVE_OIDS, CURVES, pointOn } from './curves.js';
import { HIDDEN } from './hidden-key.js';
import { numberOf32, type RawKey, unreadable } from './raw-key.js';

const EC_PUBLIC_KEY = fromHex('2a8648ce3d0201');
const PRIME_FIELD = '2a8648ce3d0101';
const PKCS7 = '2a864886f70d0107';
const PKCS5_OR_12 = /^2a864886f70d01(05|0c)/;

/** Kinds of keys and curves that people mistake for ours; for messages. */
const OTHER_KINDS: Readonly<Record<string, string>> = {
  '2a864886f70d010101': 'an RSA key',
  '2a864886f70d01010a': 'an RSA key',
  '2a8648ce380401': 'a DSA key',
  '2b6570': 'an Ed25519 key',
  '2b6571': 'an Ed448 key',
  '2b656e': 'an X25519 key',
  '2b656f': 'an X448 key',
  '2b81040022': 'a key on secp384r1 (P-384)',
  '2b81040023': 'a key on secp521r1 (P-521)',
  '2b81040021': 'a key on secp224r1 (P-224)',
  '2a8648ce3d030101': 'a key on prime192v1 (P-192)',
  '2b2403030208010107': 'a key on brainpoolP256r1',
};

/** @param bytes one SEQUENCE, nothing behind it; undefined when they are not that. */
export function derKey(bytes: Uint8Array): RawKey | undefined {
  const parts = derSequence(bytes);
  if (parts === undefined) return undefined;
  const [first, second, third] = parts;
  if (first?.tag === TAG.integer) {
    if (second?.tag === TAG.octets) return sec1Key(parts);
    if (second?.tag !== TAG.sequence) return isRsa(first, second) ? rsa() : noKey();
    const inside = derInside(second, TAG.sequence);
    const oid = toHex(inside?.[0]?.value ?? new Uint8Array(0));
    if (oid.startsWith(PKCS7)) return HIDDEN.pkcs12;
    return third?.tag === TAG.octets ? pkcs8Key(inside, third.value) : noKey();
  }
  const inside = derInside(first, TAG.sequence);
  if (inside?.[0]?.tag === TAG.oid) {
    if (second?.tag === TAG.bits) return spkiKey(inside, second);
    const isLocked = PKCS5_OR_12.test(toHex(inside[0].value));
    return isLocked && second?.tag === TAG.octets ? HIDDEN.encrypted : noKey();
  }
  if (first?.tag === TAG.oid && toHex(first.value).startsWith(PKCS7)) return HIDDEN.pkcs7;
  if (inside !== undefined && second?.tag === TAG.sequence && third?.tag === TAG.bits) {
    // A request says version and subject, a certificate its serial number and more.
    return inside.length <= 4 && inside[0]?.tag === TAG.integer
      ? HIDDEN.request
      : HIDDEN.certificate;
  }
  return noKey();
}

const noKey = () => unreadable('DER that holds no key');
const rsa = () => unreadable('an RSA key');
/** PKCS #1 begins with its modulus, or with a version and then the modulus. */
const isRsa = (...parts: readonly (Der | undefined)[]) =>
  parts.some((part) => part?.tag === TAG.integer && part.value.length > 64);
const damaged = () => unreadable('a damaged key: its DER is not as it must be');

/** SEQUENCE { SEQUENCE { OID, curve }, BIT STRING point }. */
function spkiKey(algorithm: readonly Der[], point: Der): RawKey {
  const curve = ecCurve(algorithm);
  if (typeof curve === 'object') return curve;
  const bytes = bitsOf(point);
  return bytes === undefined ? damaged() : { kind: 'public', curve, bytes };
}

/** SEQUENCE { version, SEQUENCE { OID, curve }, OCTET STRING { a SEC 1 key } }. */
function pkcs8Key(algorithm: readonly Der[] | undefined, content: Uint8Array): RawKey {
  const curve = ecCurve(algorithm ?? []);
  if (typeof curve === 'object') return curve;
  const parts = derSequence(content);
  const key = parts === undefined ? damaged() : sec1Key(parts);
  if (key.kind !== 'private' || key.curve === undefined || key.curve === curve) {
    return key.kind === 'private' ? { ...key, curve } : key;
  }
  return unreadable('a key that names two curves');
}

/** SEQUENCE { 1, OCTET STRING key, [0] curve OPTIONAL, [1] BIT STRING point OPTIONAL }. */
function sec1Key(parts: readonly Der[]): RawKey {
  const parameters = derInside(
    parts.find(({ tag }) => tag === TAG.context0),
    TAG.context0,
  )?.[0];
  const curve = parameters === undefined ? undefined : curveOfParameters(parameters);
  if (typeof curve === 'object') return curve;
  const secret = numberOf32(parts[1]?.value ?? new Uint8Array(0));
  if (parts[1]?.tag !== TAG.octets || secret === undefined) return damaged();
  const point = derInside(
    parts.find(({ tag }) => tag === TAG.context1),
    TAG.context1,
  )?.[0];
  return { kind: 'private', curve, secret, publicBytes: bitsOf(point) };
}

function ecCurve([oid, parameters]: readonly Der[]): Curve | RawKey {
  if (oid?.tag !== TAG.oid) return damaged();
  if (equal(oid.value, EC_PUBLIC_KEY)) {
    return parameters === undefined ? damaged() : curveOfParameters(parameters);
  }
  return unreadable(OTHER_KINDS[toHex(oid.value)] ?? 'a key of another kind');
}

/** The curve that an OID names, or that is written out. */
export function curveOfParameters(part: Der): Curve | RawKey {
  if (part.tag === TAG.sequence) {
    return explicitCurve(derInside(part, TAG.sequence)) ?? unreadable('a key on another curve');
  }
  const curve = CURVE_NAMES.find((one) => equal(CURVE_OIDS[one], part.value));
  return curve ?? unreadable(OTHER_KINDS[toHex(part.value)] ?? 'a key on another curve');
}

/**
 * SEQUENCE { 1, { prime field, p }, { a, b }, generator, order, … } (SEC 1 C.2). All of it must be
 * as in the standard: with another generator the same point is another key.
 */
function explicitCurve(parts: readonly Der[] | undefined): Curve | undefined {
  const [, field, ab, generator, order] = parts ?? [];
  const [kind, p] = derInside(field, TAG.sequence) ?? [];
  const [a, b] = derInside(ab, TAG.sequence) ?? [];
  if (toHex(kind?.value ?? new Uint8Array(0)) !== PRIME_FIELD) return undefined;
  const is = (part: Der | undefined, value: bigint) =>
    part !== undefined && toBigInt(part.value) === value;
  return CURVE_NAMES.find((curve) => {
    const { Point } = CURVES[curve];
    const facts = Point.CURVE();
    const base = pointOn(curve, generator?.value ?? new Uint8Array(0));
    return (
      is(p, facts.p) &&
      is(a, facts.a) &&
      is(b, facts.b) &&
      is(order, facts.n) &&
      base !== undefined &&
      equal(base, Point.BASE.toBytes(false))
    );
  });
}

const oidOf = (value: Uint8Array) => der(TAG.oid, value);
const algorithmOf = (curve: Curve) =>
  der(TAG.sequence, oidOf(EC_PUBLIC_KEY), oidOf(CURVE_OIDS[curve]));
const bitString = (bytes: Uint8Array) => der(TAG.bits, Uint8Array.of(0), bytes);

/** SubjectPublicKeyInfo. @param point 65 bytes, 04 x y. */
export function spkiDer(curve: Curve, point: Uint8Array): Uint8Array {
  return der(TAG.sequence, algorithmOf(curve), bitString(point));
}

/** SEC 1, with curve and public half as OpenSSL writes it. */
export function sec1Der(curve: Curve, secret: Uint8Array, point: Uint8Array): Uint8Array {
  const named = der(TAG.context0, oidOf(CURVE_OIDS[curve]));
  return sec1(secret, named, point);
}

/** PKCS #8: the curve stands outside. */
export function pkcs8Der(curve: Curve, secret: Uint8Array, point: Uint8Array): Uint8Array {
  const version = der(TAG.integer, Uint8Array.of(0));
  const inner = sec1(secret, new Uint8Array(0), point);
  return der(TAG.sequence, version, algorithmOf(curve), der(TAG.octets, inner));
}

function sec1(secret: Uint8Array, named: Uint8Array, point: Uint8Array): Uint8Array {
  const version = der(TAG.integer, Uint8Array.of(1));
  return der(
    TAG.sequence,
    version,
    der(TAG.octets, secret),
    named,
    der(TAG.context1, bitString(point)),
  );
}
