/**
 * How messages show what came. Whatever somebody gave may be a private key in the wrong place, so
 * every message that repeats some of it asks here.
 */

/**
 * The sentence of every error about what somebody gave: `where: expected what, found found`.
 * @param where the field, option or file; undefined where the sentence around it says so.
 * @param found in words: what came goes through {@link shownText} or {@link shownValue}.
 */
export function expected(
  where: string | undefined,
  what: string,
  found: string | number | bigint,
): string {
  const sentence = `expected ${what}, found ${found}`;
  return where === undefined ? sentence : `${where}: ${sentence}`;
}

/** So many characters of what came are shown: an address or a nonce in hex is whole. */
const MOST_SHOWN = 64;

/** So many of a path, a URL, or a sentence that somebody else wrote. */
const MOST_SHOWN_OF_LONG = 200;

/**
 * As much of a value as is shown. For what cannot be a secret of the user's, such as what a provider
 * answers; all else goes through {@link shownText}.
 */
export function cut(text: string): string {
  return text.slice(0, MOST_SHOWN);
}

/** As {@link cut}, for what is longer by nature: a path, a URL, a sentence that somebody else wrote. */
export function cutLong(text: string): string {
  return text.slice(0, MOST_SHOWN_OF_LONG);
}

/** As {@link cut}, of a value of JSON. */
export function cutJson(value: unknown): string {
  return cut(JSON.stringify(value) ?? 'nothing');
}

/** PEM of a private key, whatever else is in the text. */
export function holdsPrivatePem(text: string): boolean {
  return /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY/.test(text);
}

const BASE64_RUN = /[A-Za-z0-9+/_=-]{40}/;

/** Whether somewhere in a text there is what may be a key in one piece, or PEM. */
export function holdsKeyRun(text: string): boolean {
  return /-----BEGIN|PRIVATE KEY/.test(text) || BASE64_RUN.test(text);
}

/** Numbers of a byte list, after the first few: signed, hex, quoted or escaped, too. */
const BYTE_LIST =
  /\b(?:0x[0-9a-f]{1,2}|\d{1,3})\b(?:["'\s,:;[\]{}\\-]+(?:0x[0-9a-f]{1,2}|\d{1,3})\b){5}/i;

/**
 * Whether a text that should be a word, or the name of a file that is not there, may be a key or a
 * good part of one, in any form. Rather too often than not.
 */
export function mayBeKey(text: string): boolean {
  if (/-----|PRIVATE KEY|"d"\s*:|\[\s*-?\d{1,3}\s*,/.test(text) || BYTE_LIST.test(text))
    return true;
  const plain = text.replace(/0x|[\s\0:,"'`{}[\]\\]/gi, '');
  return BASE64_RUN.test(plain) || /^(?=.*\d)[0-9a-f]{8,}$/i.test(plain);
}

/** No key is as short as this. */
const SHORT = 24;
const EVM_ADDRESS = /^0x[0-9a-f]{40}$/i;
/** Enough to judge any text by. */
const MAX_LOOKED_AT = 4096;

/** In place of what may be a key. */
export const KEY_LIKE = 'what looks like a key';

/**
 * A text in quotes, {@link cut}, control characters escaped; {@link KEY_LIKE} when
 * the text may be a private key or hold one.
 */
export function shownText(text: string): string {
  return isShown(text) ? JSON.stringify(cut(text)) : KEY_LIKE;
}

/** As {@link shownText}, for names in a sentence: without quotes. */
export function shownName(text: string): string {
  return isShown(text) ? cut(text) : KEY_LIKE;
}

/** A word of a longer text, in quotes: the text may be a key where the word alone is too short for one. */
export function shownWord(word: string, whole: string): string {
  return isShown(whole) ? shownText(word) : KEY_LIKE;
}

function isShown(text: string): boolean {
  return text.length <= SHORT || EVM_ADDRESS.test(text) || !mayBeKey(text.slice(0, MAX_LOOKED_AT));
}

/** How messages show a value that was not expected: only if it is short, never an object's content. */
export function shownValue(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (typeof value === 'object') return Array.isArray(value) ? 'a list' : 'an object';
  if (typeof value === 'string' && value.length > SHORT) return `${value.length} characters`;
  // The digits of a key that was taken for a number.
  if (typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER)
    return 'a huge number';
  return JSON.stringify(value) ?? typeof value;
}
