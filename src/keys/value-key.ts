/**
 * Keys in JSON: JWK and sets of them, byte lists, and the answers of AWS KMS, Google Cloud KMS,
 * Azure Key Vault and HashiCorp Vault. One rule for all: the members that may hold a key are looked
 * at, and there must be one key in them.
 */
import { bytesOfList } from '../codec/byte-list.js';
import type { Curve } from '../exchange/constants.js';
import { nestedKey } from './bytes-key.js';
import { curveNamed } from './curves.js';
import { isJwk, jwkKey } from './jwk.js';
import { type Candidate, oneKeyOf } from './one-key.js';
import { holdsPem } from './pem.js';
import { type RawKey, unlike, unreadable } from './raw-key.js';
import { MAX_DEPTH, textKey } from './text-key.js';

type Members = Readonly<Record<string, unknown>>;

/** Members whose text may be a key in any form; names without case and punctuation. */
const KEY_MEMBERS = new Set([
  ...['publickey', 'publickeyhex', 'publickeypem', 'publickeybase64', 'pub', 'pubkey', 'public'],
  ...[
    'privatekey',
    'privatekeyhex',
    'privatekeypem',
    'privatekeyplaintext',
    'priv',
    'prv',
    'privkey',
    'private',
    'secret',
  ],
  ...['secretkey', 'key', 'data', 'pem', 'hex', 'value', 'spki', 'der', 'jwk', 'bytes', 'base64'],
  ...['uncompressed', 'compressed', 'publicjwk', 'content'],
]);

/** Members that say of which curve the key beside them is. */
const CURVE_MEMBERS = new Set(['curve', 'curvename', 'namedcurve', 'publickeycurve', 'crv']);
/** Members that say it of most keys: of a bare one it is taken, others know better. */
const HINTS = new Set(['keyspec', 'customermasterkeyspec', 'algorithm', 'alg', 'type', 'keytype']);

/** `-----BEGIN`, as the secrets of Kubernetes have it. */
const PEM_IN_BASE64 = /^\s*LS0tLS1CRUdJTi/;

/** No answer of a key service has more. */
const MAX_MEMBERS = 64;

export function valueKey(value: unknown, depth = 0): RawKey {
  if (typeof value === 'string') return textKey(value, depth);
  if (value instanceof Uint8Array) return listedBytes(value, depth);
  if (typeof value !== 'object' || value === null) {
    return unreadable(value === undefined || value === null ? 'nothing' : `a ${typeof value}`);
  }
  if (depth > MAX_DEPTH) return unreadable('a key that is wrapped too many times');
  const bytes = bytesOfList(value);
  if (bytes !== undefined) return listedBytes(bytes, depth);
  if (Array.isArray(value)) return oneKeyOf(listed(value, depth));
  const members = value as Members;
  return isJwk(members) ? jwkKey(members) : objectKey(members, depth);
}

function listedBytes(bytes: Uint8Array, depth: number): RawKey {
  const key = nestedKey(bytes, depth + 1);
  return key ?? unreadable(`a list of ${bytes.length} bytes that are no form of a key`);
}

function listed(values: readonly unknown[], depth: number): Candidate[] {
  return values.slice(0, MAX_MEMBERS).map((value, at) => ({
    label: nameOf(value) ?? `number ${at + 1}`,
    key: valueKey(value, depth + 1),
  }));
}

function nameOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { kid, id } = value as Members;
  return [kid, id].find((name) => typeof name === 'string');
}

function objectKey(members: Members, depth: number): RawKey {
  const named = Object.entries(members)
    .slice(0, MAX_MEMBERS)
    .map(([name, value]) => ({ name, plain: plainName(name), value }));
  const curve = named.find(({ plain, value }) => CURVE_MEMBERS.has(plain) && isPlain(value));
  const own = curve === undefined ? undefined : curveNamed(String(curve.value));
  if (curve !== undefined && own === undefined) {
    return unlike('the curve secp256k1 or secp256r1 in curve', 'another name');
  }
  const candidates = named.flatMap(({ name, plain, value }): Candidate[] => {
    if (plain === 'keys' && Array.isArray(value)) return listed(value, depth + 1);
    const isKey = KEY_MEMBERS.has(plain) && isGiven(value);
    const mayHold =
      typeof value === 'object'
        ? value !== null
        : isText(value) && (holdsPem(value) || PEM_IN_BASE64.test(value));
    if (!isKey && !mayHold) return [];
    const key = valueKey(value, depth + 1);
    // An object may be about anything else.
    const isWorth = isKey || key.kind !== 'unreadable' || key.isTelling === true;
    return isWorth ? [{ label: name, key }] : [];
  });
  const key = candidates.length === 0 ? NOTHING : oneKeyOf(candidates);
  return withCurve(key, own, hintOf(named));
}

const NOTHING = unreadable('a JSON object with no key in it');

function hintOf(named: readonly { plain: string; value: unknown }[]): Curve | undefined {
  return named
    .filter(({ plain }) => HINTS.has(plain))
    .map(({ value }) => (isText(value) ? curveNamed(value) : undefined))
    .find((curve) => curve !== undefined);
}

function withCurve(key: RawKey, own: Curve | undefined, hint: Curve | undefined): RawKey {
  if (key.kind === 'unreadable') return key;
  if (own !== undefined && key.curve !== undefined && key.curve !== own) {
    return unlike(`a key on ${own}`, `one on ${key.curve}`);
  }
  return { ...key, curve: key.curve ?? own, likely: key.likely ?? hint };
}

const isText = (value: unknown): value is string => typeof value === 'string';
/** Go writes an empty object where its curve was. */
const isPlain = (value: unknown) => isGiven(value) && typeof value !== 'object';
const isGiven = (value: unknown) => value !== undefined && value !== null && value !== '';

function plainName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}
