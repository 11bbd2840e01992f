/** JSON around the payload that may have been signed: the answer or a part of it, claims of a JWT. */

import { utf8 } from '../../../../bytes.js';
import { encodeBase64url } from '../../../../codec/base64.js';
import type { Facts } from '../../../facts/facts.js';
import { isOrdinary, pythonJson, sorted } from './json-text.js';
import type { SignedText } from './texts.js';

type Members = Readonly<Record<string, unknown>>;

/** Members of a case file beside those of the answer. */
const CASE_MEMBERS = new Set(
  'flow legacy appVersion nonce deviceNonce request publicKey publicKeyHex curve registered otherKeys fees partner partnerName id'.split(
    ' ',
  ),
);
const SIGNATURES = new Set(['signature', 'payload_signature', 'signatures', 'sig']);

/** JSON texts of what the answer holds, without its signature and with it. */
export function* jsonTexts({ judged }: Facts, payload: string): Generator<SignedText> {
  for (const [value, what] of objects(judged.response, payload)) {
    for (const [json, how] of writings(value)) {
      const name = `${what} as JSON${how}`;
      const code = 'SIGNATURE_OVER_OTHER_TEXT';
      yield { code, what: name, bytes: utf8(json), reach: 'sha256' };
      if (how !== '') continue;
      yield { code, what: `'.' and ${name}`, bytes: utf8(`.${json}`), reach: 'sha256' };
      const encoded = utf8(`.${encodeBase64url(utf8(json))}`);
      yield { code, what: `'.' and base64url of ${name}`, bytes: encoded, reach: 'sha256' };
    }
  }
}

/** Claims a JWT library was given in place of the payload, as texts behind the header's dot. */
export function claimTexts({ judged }: Facts, payload: string): [text: string, what: string][] {
  const found: [string, string][] = [];
  for (const name of ['payload', 'data', 'sub', 'message', 'body']) {
    const claims = { [name]: payload };
    for (const json of [JSON.stringify(claims), pythonJson(claims)]) {
      found.push([encodeBase64url(utf8(json)), `the claims {"${name}": payload}`]);
    }
  }
  const { response } = judged;
  if (isObject(response) && isShort(response)) {
    const bare = withoutSignatures(response);
    found.push([encodeBase64url(utf8(JSON.stringify(bare))), 'the answer as claims']);
  }
  return found;
}

function* objects(
  response: Members | undefined,
  payload: string,
): Generator<readonly [value: unknown, what: string]> {
  yield [{ payload }, '{"payload": …}'];
  yield [{ providerSig: { payload } }, '{"providerSig": {"payload": …}}'];
  yield [payload, 'the payload text'];
  if (!isObject(response) || !isShort(response)) return;
  const answer = Object.fromEntries(
    Object.entries(response).filter(([name]) => !CASE_MEMBERS.has(name)),
  );
  const { providerSig } = answer;
  if (isObject(providerSig)) {
    const bare = withoutSignatures(providerSig);
    yield [bare, 'providerSig without its signature'];
    yield [{ ...bare, signature: '' }, 'providerSig with an empty signature'];
    yield [{ ...bare, signature: null }, 'providerSig with null as signature'];
    const { providerSig: _, ...rest } = answer;
    yield [rest, 'the answer without providerSig'];
    yield [{ ...rest, providerSig: bare }, 'the answer without the signature'];
    yield [{ ...answer, providerSig: bare }, 'the answer without the signature'];
    yield [{ ...rest, payload }, 'the answer with the payload'];
  } else {
    yield [withoutSignatures(answer), 'the answer without the signature'];
  }
}

/** Longer answers were not signed whole, and take long to hash. */
const MAX_SIGNED = 16_384;

function isShort(response: Members): boolean {
  return isOrdinary(response) && JSON.stringify(response).length <= MAX_SIGNED;
}

function withoutSignatures(members: Members): Members {
  return Object.fromEntries(Object.entries(members).filter(([name]) => !SIGNATURES.has(name)));
}

/** Each way of writing that makes another text. */
function writings(value: unknown): Map<string, string> {
  const inOrder = sorted(value);
  const all: [string, string][] = [
    [JSON.stringify(value), ''],
    [pythonJson(value), ' as Python writes it'],
    [JSON.stringify(inOrder), ', members in order of their names'],
    [pythonJson(inOrder), ' as Python writes it, members in order of their names'],
    [JSON.stringify(value, null, 2), ' in lines'],
  ];
  const found = new Map<string, string>();
  for (const [json, how] of all) if (!found.has(json)) found.set(json, how);
  return found;
}

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
