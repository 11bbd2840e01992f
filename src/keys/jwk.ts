/** JSON Web Keys (RFC 7517, 7518), of cloud services too: kty EC-HSM, other names of the curve. */
import { concat } from '../bytes.js';
import { encodeBase64url } from '../codec/base64.js';
import type { Curve } from '../exchange/constants.js';
import { COORDINATE_SIZE, curveNamed, JWK_CURVES } from './curves.js';
import { numberValue } from './number-text.js';
import { type RawKey, unlike, unreadable } from './raw-key.js';

/** A public key as a JSON Web Key (RFC 7517). */
export interface PublicJwk {
  readonly kty: 'EC';
  readonly crv: string;
  /** 32 bytes, base64url. */
  readonly x: string;
  readonly y: string;
}

/** @param point 65 bytes, 04 x y. */
export function publicJwk(curve: Curve, point: Uint8Array): PublicJwk {
  return {
    kty: 'EC',
    crv: JWK_CURVES[curve],
    x: encodeBase64url(point.subarray(1, 1 + COORDINATE_SIZE)),
    y: encodeBase64url(point.subarray(1 + COORDINATE_SIZE)),
  };
}

/** Whether an object is a JWK, or at least has the numbers of one. */
export function isJwk(members: Readonly<Record<string, unknown>>): boolean {
  const { kty, x, y, X, Y } = members;
  return typeof kty === 'string' || (x !== undefined && y !== undefined) || (!!X && !!Y);
}

const EXPECTED = 'a JWK with kty EC, its curve in crv, x and y';

/** Curves of JOSE that are not ours; only these are repeated. */
const OTHER_CURVES = ['P-384', 'P-521', 'Ed25519', 'Ed448', 'X25519', 'X448'];
const OTHER_TYPES = ['OKP', 'RSA', 'RSA-HSM', 'oct', 'oct-HSM', 'AKP'];

export function jwkKey(members: Readonly<Record<string, unknown>>): RawKey {
  const { kty = 'EC', crv, alg, x = members.X, y = members.Y, d = members.D } = members;
  if (!/^EC(-HSM)?$/i.test(String(kty))) {
    const known = OTHER_TYPES.find((name) => name === kty);
    return unlike(EXPECTED, known === undefined ? 'another kty' : `kty ${known}`);
  }
  const named = typeof crv === 'string' && crv !== '' ? curveNamed(crv) : null;
  if (named === undefined) {
    const known = OTHER_CURVES.find((name) => name === crv);
    return unlike(EXPECTED, known === undefined ? 'a crv that is neither curve' : `crv ${known}`);
  }
  const curve = named ?? (typeof alg === 'string' ? curveNamed(alg) : undefined);
  const secret = numberValue(d);
  if (isGiven(d) && secret === undefined)
    return unreadable('a JWK whose d is no number of 32 bytes');
  const [one, two] = [numberValue(x), numberValue(y)];
  const point =
    one === undefined || two === undefined ? undefined : concat(Uint8Array.of(4), one, two);
  if (secret !== undefined) return { kind: 'private', curve, secret, publicBytes: point };
  if (point !== undefined) return { kind: 'public', curve, bytes: point };
  const missing = [x, y].every(isGiven) ? 'whose x or y is no number of 32 bytes' : 'without them';
  return unlike(EXPECTED, `one ${missing}`);
}

const isGiven = (value: unknown) => value !== undefined && value !== null && value !== '';
