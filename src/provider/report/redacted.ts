/**
 * The one place that takes secrets out of what is shown: the profile's headers and keys, headers
 * that let somebody in, private keys, e-mail addresses. Redact first and cut afterwards: half a
 * secret is not recognised.
 */

import { SECRET_NAME } from '../test/authentication.js';
import type { Exchange } from '../test/exchange.js';
import type { Profile } from '../test/profile.js';
import { withoutEncoded } from './encoded-secrets.js';

export type Redact = (text: string) => string;

export const HIDDEN = '[hidden]';
export const HIDDEN_EMAIL = '[e-mail hidden]';
export const HIDDEN_KEY = '[private key hidden]';
export const HIDDEN_ENCODED = '[encoded secret hidden]';

/** Headers whose values say nothing about who we are. */
const PLAIN_HEADERS = new Set(['accept', 'accept-encoding', 'accept-language', 'user-agent']);

/** Headers that say who the user is, in traffic of others. */
const PERSONAL_HEADER = /^forwarded$|forwarded-for|(real|client|connecting)-ip/i;

/** Shorter values are hidden in their headers only: they would be found in every text. */
const MIN_LENGTH = 4;

const EMAIL =
  /[\p{L}\p{N}._%+'-]{1,64}(?:@|%40|\\u0040)[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}/giu;
/** To its end, or to that of the text where it was cut off. */
const PEM =
  /-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z0-9 ]{0,30}PRIVATE KEY-----|$)/g;
/** Members that hold one: of a JWK `d`. */
const PRIVATE_MEMBER =
  /("(?:d|private_?key|secret_?key|privkey|priv|prv|seed|mnemonic)"\s*:\s*)"(?:[^"\\]|\\.){1,8192}"/gi;

export function redactor(profile: Pick<Profile, 'headers' | 'webhook'>): Redact {
  const secrets = secretsOf(profile);
  return (text) => {
    let shown = text;
    for (const secret of secrets) shown = shown.replaceAll(secret, HIDDEN);
    return withoutEncoded(shown, { secrets, instead: HIDDEN_ENCODED })
      .replace(PEM, HIDDEN_KEY)
      .replace(PRIVATE_MEMBER, `$1"${HIDDEN_KEY}"`)
      .replace(EMAIL, HIDDEN_EMAIL);
  };
}

export const withoutEmails: Redact = (text) => text.replace(EMAIL, HIDDEN_EMAIL);

/** Every text that must not be seen, the longest first: the values, and the forms they travel in. */
export function secretsOf({ headers, webhook }: Pick<Profile, 'headers' | 'webhook'>): string[] {
  const values = Object.entries(headers)
    .filter(([name]) => !PLAIN_HEADERS.has(name.toLowerCase()))
    .flatMap(([, value]) => [value, afterScheme(value)]);
  if (webhook?.key !== undefined) values.push(webhook.key);
  const forms = values.filter((value) => value.length >= MIN_LENGTH).flatMap(formsOf);
  return [...new Set(forms)].sort((a, b) => b.length - a.length);
}

/** `Bearer abc` holds `abc`. */
function afterScheme(value: string): string {
  return value.trim().replace(/^\w{1,20} +/, '');
}

function formsOf(value: string): string[] {
  const bytes = new TextEncoder().encode(value);
  const base64 = btoa(String.fromCharCode(...bytes)).replace(/=+$/, '');
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [
    value,
    JSON.stringify(value).slice(1, -1),
    value.replaceAll('/', '\\/'),
    encodeURIComponent(value),
    base64,
    base64.replaceAll('+', '-').replaceAll('/', '_'),
    hex,
    hex.toUpperCase(),
  ];
}

/** An exchange as reports show it. */
export interface ShownExchange {
  readonly number: number;
  readonly request: {
    readonly operation: string;
    readonly method: string;
    readonly url: string;
    readonly headers: readonly (readonly [name: string, value: string])[];
    readonly body?: string;
  };
  readonly answer?: {
    readonly status: number;
    readonly headers: readonly (readonly [name: string, value: string])[];
    readonly body: string;
  };
  readonly failure?: string;
  readonly milliseconds: number;
}

/** Characters of a body that are shown. */
const MAX_BODY = 4000;
/** Characters that are searched: what is behind them is not shown either. */
const MAX_SEARCHED = 64 * 1024;
/** Characters of a header or key. */
const MAX_SECRET = 4096;

export function shownExchange(exchange: Exchange, profile: Profile, redact: Redact): ShownExchange {
  const { number, request, answer, failure, totalMs } = exchange;
  const secret = new Set(
    Object.keys(profile.headers)
      .map((name) => name.toLowerCase())
      .filter((name) => !PLAIN_HEADERS.has(name)),
  );
  const headers = (all: Readonly<Record<string, string>>) =>
    Object.entries(all).map(([name, value]): [string, string] => {
      const lower = name.toLowerCase();
      const hide = secret.has(lower) || SECRET_NAME.test(name) || PERSONAL_HEADER.test(name);
      return [redact(name), hide ? HIDDEN : cut(redact(value), 500)];
    });
  const { operation, method, url, body } = request;
  return {
    number,
    request: {
      operation,
      method,
      url: redact(url),
      headers: headers(request.headers),
      ...(body === undefined ? {} : { body: shownBody(body, redact) }),
    },
    ...(answer === undefined
      ? {}
      : {
          answer: {
            status: answer.status,
            headers: headers(answer.headers),
            body: shownBody(answer.text, redact),
          },
        }),
    ...(failure === undefined ? {} : { failure: redact(failure.message) }),
    milliseconds: Math.round(totalMs),
  };
}

function shownBody(text: string, redact: Redact): string {
  if (text.length <= MAX_SEARCHED) return cut(redact(text), MAX_BODY, text.length);
  // The last secret of the searched part may be cut in two.
  const searched = redact(text.slice(0, MAX_SEARCHED)).slice(0, -MAX_SECRET);
  return `${searched.slice(0, MAX_BODY)}… (${text.length} characters)`;
}

function cut(text: string, length: number, whole = text.length): string {
  return text.length <= length ? text : `${text.slice(0, length)}… (${whole} characters)`;
}
