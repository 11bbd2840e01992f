/** JWS headers that may stand in front of the payload: those the answer carries, and what libraries write. */

import { sha256 } from '@noble/hashes/sha2.js';
import { textOf, utf8 } from '../../../../bytes.js';
import { decodeBase64, encodeBase64url } from '../../../../codec/base64.js';
import type { Curve } from '../../../../exchange/constants.js';
import type { PartnerKey } from '../../../check-case.js';
import type { Facts } from '../../../facts/facts.js';
import { quoted } from '../../../findings/evidence.js';
import { isOrdinary, members, pythonJson, sortedJson } from './json-text.js';

export interface JwsHeader {
  /** In words, for the evidence. */
  readonly what: string;
  /** As it stands in front of the dot: base64url of its JSON. */
  readonly text: string;
  /** The answer carries it. */
  readonly isCarried?: true;
}

type Fields = Readonly<Record<string, unknown>>;

/** JSON objects in base64 start so; the standard alphabet is wrong, and signed all the same. */
const ENCODED_JSON = /^(?:ey|e30|ew)[\w+/-]*={0,2}$/;
const HEADER_MEMBERS = new Set(['protected', 'header', 'jwsHeader', 'jws_header', 'joseHeader']);
const KID_MEMBERS = new Set(['kid', 'keyId', 'key_id', 'keyID', 'x5t']);
const MAX_CARRIED = 12;

/** Headers found in the answer: most likely first, each once. */
export function carriedHeaders({ judged }: Facts): JwsHeader[] {
  const found = new Map<string, JwsHeader>();
  const add = (text: string, where: string) => {
    if (found.size >= MAX_CARRIED || found.has(text)) return;
    const what = `the header ${shown(text)} (from ${where})`;
    found.set(text, { text, what, isCarried: true });
  };
  const inText = (text: string, where: string) => {
    const [front = '', ...rest] = text.trim().split('.');
    if (ENCODED_JSON.test(front) && (rest.length > 0 || isJson(front))) add(front, where);
  };
  inText(judged.signature ?? '', 'the signature');
  if (judged.payload.includes('.')) inText(judged.payload, 'the payload');
  const kids: string[] = [];
  for (const { name, value } of members(judged.response)) {
    if (typeof value === 'string') {
      if (value !== judged.payload && value !== judged.signature) inText(value, name);
      if (KID_MEMBERS.has(name)) kids.push(value);
    }
    if (!HEADER_MEMBERS.has(name)) continue;
    for (const json of jsonForms(value)) add(encodeBase64url(utf8(json)), name);
  }
  for (const kid of kids) {
    for (const json of withKid(kid, judged.key?.curve)) add(encodeBase64url(utf8(json)), 'kid');
  }
  return [...found.values()];
}

/** What libraries and hand-written code put there, nothing of it in the answer. */
export function knownHeaders(key: PartnerKey): JwsHeader[] {
  const [own, other] = algorithms(key.curve);
  const objects: Fields[] = [own, other].flatMap((alg) => [
    { alg },
    { alg, typ: 'JWT' },
    { typ: 'JWT', alg },
    { alg, typ: 'JWS' },
    { alg, typ: 'JOSE' },
    { typ: 'JOSE', alg },
    { alg, b64: false, crit: ['b64'] },
    { alg, typ: 'JWT', b64: false, crit: ['b64'] },
    { b64: false, crit: ['b64'], alg },
  ]);
  const fixed: Fields[] = [{}, { alg: 'none' }, { alg: 'HS256', typ: 'JWT' }, { alg: 'RS256' }];
  const kids = [thumbprint(key), 'default', 'key1', 'key-1', ...PLACEHOLDERS];
  const jsons = [
    ...[...objects, ...fixed].flatMap((fields) => [JSON.stringify(fields), pythonJson(fields)]),
    ...kids.flatMap((kid) => [JSON.stringify({ alg: own, kid })]),
    ...[thumbprint(key)].flatMap((kid) => withKid(kid, key.curve)),
  ];
  return [...new Set(jsons)].map(headerOf);
}

/** Headers of libraries that sign claims. */
export function jwtHeaders(facts: Facts, key: PartnerKey): JwsHeader[] {
  const [alg, other] = algorithms(key.curve);
  const known = [{ alg, typ: 'JWT' }, { typ: 'JWT', alg }, { alg }, { alg: other, typ: 'JWT' }].map(
    (fields) => headerOf(JSON.stringify(fields)),
  );
  return [...carriedHeaders(facts), ...known];
}

function headerOf(json: string): JwsHeader {
  return { what: `the header ${json}`, text: encodeBase64url(utf8(json)) };
}

/** Names people give the one key they have while they try things out. */
const PLACEHOLDERS = 'abcdefghijklmnopqrstuvwxyz0123456789';

function algorithms(curve: Curve | undefined): readonly [string, string] {
  return curve === 'secp256r1' ? ['ES256', 'ES256K'] : ['ES256K', 'ES256'];
}

function withKid(kid: string, curve: Curve | undefined): string[] {
  return algorithms(curve).flatMap((alg) =>
    [
      { alg, kid },
      { kid, alg },
      { alg, typ: 'JWT', kid },
      { alg, kid, typ: 'JWT' },
      { typ: 'JWT', alg, kid },
      { kid, typ: 'JWT', alg },
    ].map((fields) => JSON.stringify(fields)),
  );
}

/** RFC 7638: many libraries call a key so when nobody named it. */
function thumbprint({ curve, publicKey }: PartnerKey): string {
  const [x, y] = [publicKey.subarray(1, 33), publicKey.subarray(33)].map(encodeBase64url);
  const crv = curve === 'secp256r1' ? 'P-256' : 'secp256k1';
  return encodeBase64url(sha256(utf8(JSON.stringify({ crv, kty: 'EC', x, y }))));
}

/** The JSON texts a library may have made of a header that is given as an object, or as JSON text. */
function jsonForms(value: unknown): string[] {
  if (typeof value === 'string' && value.startsWith('{')) return [value];
  if (typeof value !== 'object' || value === null || !isOrdinary(value)) return [];
  return [...new Set([JSON.stringify(value), pythonJson(value), sortedJson(value)])];
}

/** RFC 7797: what stands behind the dot is the payload as it is. */
export function isUnencoded({ text }: JwsHeader): boolean {
  return /"b64"\s*:\s*false/.test(textOf(decodeBase64(text) ?? new Uint8Array(0)));
}

function shown(text: string): string {
  const bytes = decodeBase64(text);
  return bytes === undefined ? quoted(text) : quoted(textOf(bytes));
}

function isJson(text: string): boolean {
  const bytes = decodeBase64(text);
  return bytes !== undefined && /^\{[\s\S]*\}\s*$/.test(textOf(bytes));
}
