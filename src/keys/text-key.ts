/** Keys in texts: which form a text has is read off the text. */
import { decodeBase64 } from '../codec/base64.js';
import { bytesOfListText } from '../codec/byte-list.js';
import { decodeSpacedHex } from '../codec/hex.js';
import { nestedKey } from './bytes-key.js';
import { HIDDEN } from './hidden-key.js';
import { labelledKey } from './labelled-key.js';
import { decimalNumber } from './number-text.js';
import { holdsPem, pemKey } from './pem.js';
import { type RawKey, unreadable } from './raw-key.js';
import { sshKey } from './ssh-key.js';
import { valueKey } from './value-key.js';

/** A key in base64 in JSON in base64 is enough. */
export const MAX_DEPTH = 6;
/** Characters of a key that stands alone; PEM may stand in a longer text. */
const MAX_BARE = 64 * 1024;

/** YAML, of which only the JSON is read. */
const KUBERNETES = /^kind: Secret\s*$/m;

export function textKey(text: string, depth = 0): RawKey {
  const plain = text.replace(/^\uFEFF/, '').trim();
  if (plain === '') return unreadable('nothing');
  if (depth > MAX_DEPTH) return unreadable('a key that is wrapped too many times');
  const value = /^[{["]/.test(plain) ? jsonValue(plain) : undefined;
  if (typeof value === 'object' || typeof value === 'string') return valueKey(value, depth);
  if (holdsPem(plain)) return pemKey(plain);
  if (KUBERNETES.test(plain)) return HIDDEN.kubernetes;
  if (plain.length > MAX_BARE) return unreadable(`${plain.length} characters`);
  return (
    sshKey(plain) ??
    labelledKey(plain) ??
    bareText(plain, depth) ??
    (plain.startsWith('{') ? unreadable('JSON that cannot be read') : assigned(plain, depth))
  );
}

/** Numbers with more digits than a number of JavaScript holds stay whole, as texts. */
function jsonValue(text: string): unknown {
  for (const form of [text.replace(/([:[,]\s*)(\d{17,})(?=\s*[,}\]])/g, '$1"$2"'), text]) {
    try {
      return JSON.parse(form);
    } catch {
      // The next form, or none.
    }
  }
  return undefined;
}

/** Hex, decimal, a list of bytes, base64. */
function bareText(text: string, depth: number): RawKey | undefined {
  const plain = text.replace(/^(["'`])([^"'`]*)\1[,;]?$/, '$2').trim();
  const secret = decimalNumber(plain);
  if (secret !== undefined) return { kind: 'private', secret, isBare: true };
  const bytes =
    decodeSpacedHex(plain) ?? bytesOfListText(plain) ?? decodeBase64(plain.replace(/\s+/g, ''));
  if (bytes === undefined || bytes.length === 0) return undefined;
  return nestedKey(bytes, depth + 1);
}

/** `PARTNER_KEY=…`, as files of settings have it. */
function assigned(text: string, depth: number): RawKey {
  const [, value = ''] =
    /^(?:export\s+)?[A-Za-z_][\w.-]{0,60}\s*[=:]\s*(\S[\s\S]*)$/.exec(text) ?? [];
  const key = value === '' ? undefined : textKey(value, depth + 1);
  if (key !== undefined && key.kind !== 'unreadable') return key;
  return unreadable(
    text.length === 1
      ? 'one character that is no form of a key'
      : `${text.length} characters that are no form of a key`,
  );
}
