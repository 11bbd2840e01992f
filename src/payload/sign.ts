/**
 * Signing payloads and credentials: ECDSA over SHA-256 on secp256k1 or secp256r1, deterministic
 * (RFC 6979), so that the same message always has the same signature. Keys come as 32 bytes or as
 * PEM (SEC 1 or PKCS #8, not encrypted). A private key never leaves the closure it lies in.
 */

import { p256 } from '@noble/curves/nist.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { bytesOf, concat, equal, fromHex, isHex } from '../bytes.js';
import { decodeBase64 } from '../codec/base64.js';
import { InputError } from '../errors.js';
import type { Curve, SignatureFormat } from '../exchange/constants.js';
import { derFromRs } from './signature.js';

const CURVES = { secp256k1, secp256r1: p256 };
const KEY_SIZE = 32;

export interface SigningKey {
  readonly curve: Curve;
  /** 65 bytes, 04 x y. */
  readonly publicKey: Uint8Array;
  /** R‖S over SHA-256 of the message: 64 bytes. */
  sign(message: Uint8Array): Uint8Array;
}

/**
 * @param field how error messages call the key.
 * @throws InputError when the bytes are no private key of that curve. They are never repeated.
 */
export function signingKey(
  curve: Curve,
  privateKey: Uint8Array,
  field = 'private key',
): SigningKey {
  const { getPublicKey, sign, utils } = CURVES[curve];
  if (privateKey.length !== KEY_SIZE) {
    throw new InputError(`${field}: expected ${KEY_SIZE} bytes, found ${privateKey.length}`);
  }
  if (!utils.isValidSecretKey(privateKey)) {
    throw new InputError(`${field}: expected a number from 1 to the order of ${curve} less 1`);
  }
  const secret = privateKey.slice();
  // As signers for these curves do; the device takes high s on both.
  const lowS = curve === 'secp256k1';
  return {
    curve,
    publicKey: getPublicKey(secret, false),
    sign: (message) => sign(message, secret, { prehash: true, lowS, format: 'compact' }),
  };
}

/**
 * A private key as a person gives it: 64 hex digits, or PEM text that names its own curve.
 * @throws InputError for anything else, and when the PEM is for another curve than `curve`.
 */
export function parseSigningKey(text: string, field: string, curve?: Curve): SigningKey {
  const trimmed = text.trim();
  if (trimmed.includes('-----BEGIN')) return keyOfPem(trimmed, field, curve);
  const hex = trimmed.replace(/^0x/i, '');
  if (!isHex(hex) || hex.length !== 2 * KEY_SIZE) {
    throw new InputError(
      `${field}: expected 64 hex digits or PEM text, found ${trimmed.length} characters that are neither`,
    );
  }
  if (curve === undefined) {
    throw new InputError(`${field}: expected a curve beside a key in hex, found none`);
  }
  return signingKey(curve, fromHex(hex), field);
}

/**
 * What the signature of a payload covers, and its form.
 * @param payload as transmitted: the base64url text, or raw bytes in legacy SWAP.
 */
export function signPayload(
  key: SigningKey,
  payload: Uint8Array,
  { dotPrefix, format }: { dotPrefix: boolean; format: SignatureFormat },
): Uint8Array {
  const rs = key.sign(dotPrefix ? concat(bytesOf('.'), payload) : payload);
  return format === 'rs' ? rs : derFromRs(rs);
}

const OIDS: readonly (readonly [Curve, Uint8Array])[] = [
  ['secp256k1', fromHex('2b8104000a')],
  ['secp256r1', fromHex('2a8648ce3d030107')],
];
const TAG = { integer: 0x02, octets: 0x04, oid: 0x06, sequence: 0x30, parameters: 0xa0 } as const;

function keyOfPem(pem: string, field: string, wanted: Curve | undefined): SigningKey {
  const fail = (found: string): never => {
    throw new InputError(
      `${field}: expected a PEM private key (EC PRIVATE KEY or PRIVATE KEY) on secp256k1 or secp256r1, found ${found}`,
    );
  };
  const labels = [...pem.matchAll(/-----BEGIN ([A-Z0-9 ]+)-----/g)].map((match) => match[1]!);
  const block = /-----BEGIN ((?:EC )?PRIVATE KEY)-----([^-]*)-----END \1-----/.exec(pem);
  if (block === null) return fail(labels.length === 0 ? 'no readable PEM' : labels.join(' and '));
  const body = block[2]!;
  if (body.includes('ENCRYPTED')) return fail('an encrypted one');
  const der = decodeBase64(body.replace(/\s+/g, ''));
  const key = der && (block[1] === 'PRIVATE KEY' ? fromPkcs8(der) : fromSec1(der));
  if (!key) return fail('content that is not such a key');
  if (key.curve === undefined) return fail('one on another curve, or one that names no curve');
  if (wanted !== undefined && key.curve !== wanted) {
    throw new InputError(`${field}: expected a key on ${wanted}, found one on ${key.curve}`);
  }
  const padded = new Uint8Array(KEY_SIZE);
  if (key.secret.length > KEY_SIZE) return fail(`a key of ${key.secret.length} bytes`);
  padded.set(key.secret, KEY_SIZE - key.secret.length);
  return signingKey(key.curve, padded, field);
}

interface PrivateKey {
  readonly curve: Curve | undefined;
  readonly secret: Uint8Array;
}

/** RFC 5915: version, key, then the curve in [0]. */
function fromSec1(der: Uint8Array, outerCurve?: Curve): PrivateKey | undefined {
  const parts = derParts(derParts(der)?.[0], TAG.sequence);
  const secret = parts?.find(({ tag }) => tag === TAG.octets)?.value;
  const [oid] = derParts(parts?.find(({ tag }) => tag === TAG.parameters)) ?? [];
  return secret && { secret, curve: outerCurve ?? curveOf(oid) };
}

/** RFC 5208: version, algorithm with the curve, then a SEC 1 key as octets. */
function fromPkcs8(der: Uint8Array): PrivateKey | undefined {
  const parts = derParts(derParts(der)?.[0], TAG.sequence);
  const [, curve] = derParts(parts?.[1], TAG.sequence) ?? [];
  const inner = parts?.[2];
  return inner?.tag === TAG.octets ? fromSec1(inner.value, curveOf(curve)) : undefined;
}

function curveOf(part: DerPart | undefined): Curve | undefined {
  if (part?.tag !== TAG.oid) return undefined;
  return OIDS.find(([, oid]) => equal(oid, part.value))?.[0];
}

interface DerPart {
  readonly tag: number;
  readonly value: Uint8Array;
}

/** The objects that lie side by side in DER bytes; undefined when a length does not fit. */
function derParts(from: Uint8Array | DerPart | undefined, tag?: number): DerPart[] | undefined {
  if (from === undefined || ('tag' in from && tag !== undefined && from.tag !== tag)) {
    return undefined;
  }
  const der = 'tag' in from ? from.value : from;
  const parts: DerPart[] = [];
  for (let at = 0; at < der.length; ) {
    const first = der[at + 1];
    if (first === undefined || first > 0x82) return undefined;
    const extra = first < 0x80 ? 0 : first & 0x7f;
    let size = extra === 0 ? first : 0;
    for (let i = 0; i < extra; i++) size = size * 256 + (der[at + 2 + i] ?? 0);
    const start = at + 2 + extra;
    const end = start + size;
    if (end > der.length) return undefined;
    parts.push({ tag: der[at]!, value: der.subarray(start, end) });
    at = end;
  }
  return parts;
}
