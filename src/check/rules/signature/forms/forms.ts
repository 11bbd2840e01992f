/**
 * A signature as text: which bytes were meant, through everything people wrap them in. What a host
 * makes of the text is another matter (`hostSignature`).
 */

import { base58 } from '@scure/base';
import { fromBigInt, fromHex, isHex, textOf } from '../../../../bytes.js';
import { decodeBase64, decodeBase64url, urlAlphabet } from '../../../../codec/base64.js';
import { hexDigits } from '../../../../codec/hex.js';
import { parseJson } from '../../../../codec/json.js';
import { quoted } from '../../../findings/evidence.js';
import { isPrintable, readableText } from '../../../payload/readable-text.js';
import { containedIn } from './containers.js';
import { HALF, joined, type Step } from './halves.js';
import { textInside } from './wrappings.js';

/** Bytes a text may stand for, and the layers that were looked through. */
export interface Decoded {
  readonly bytes: Uint8Array;
  readonly steps: readonly Step[];
  /** A guess: nothing is said of it unless it verifies. */
  readonly guess?: boolean;
}

/** Fewest characters of a text inside another one. */
const SHORTEST = 40;
const MAX_TEXT = 8192;
const MAX_DEPTH = 5;
const MALFORMED = 'SIGNATURE_MALFORMED';

/** Most likely first; the plain reading as base64 comes last, and is always there. */
export function decodings(text: string): Decoded[] {
  if (text.length > MAX_TEXT) return [];
  return [...decode(text, [], MAX_DEPTH)];
}

function* decode(text: string, steps: readonly Step[], depth: number): Generator<Decoded> {
  if (depth === 0) return;
  // First, for bytes may look like any of what follows.
  yield* oneByteCharacters(text, steps);
  const unwrapped = textInside(text);
  if (unwrapped !== undefined) {
    yield* decode(unwrapped.text, [...steps, unwrapped.step], depth - 1);
    return;
  }
  const plain = text.trim();
  if (/^[{[]/.test(plain)) {
    const value = parseJson(plain);
    if (value !== undefined) {
      yield* fromValue(value, steps, depth);
      // Long numbers lose digits in JSON.parse; the text has them all.
      yield* pair(plain, steps);
      return;
    }
  }
  const numbers = byteList(plain) ?? bigNumber(plain);
  if (numbers !== undefined) {
    yield { bytes: numbers, steps: [...steps, asNumbers(plain)] };
    return;
  }
  // 64 bytes with a blank for '+' look like two numbers, too.
  if (plusForBlanks(text)?.length !== 2 * HALF) yield* pair(plain, steps);
  const hex = hexText(plain);
  if (hex !== undefined) {
    const evidence = `${hex.length} hex digits.`;
    const step: Step = { code: 'SIGNATURE_IS_HEX_TEXT', what: 'as hex text', evidence };
    yield* inside(fromHex(hex), [...steps, step], depth);
    return;
  }
  yield* fromBase64(text, steps, depth);
}

/** Base64 in either alphabet; '+' may have become a blank. */
function* fromBase64(text: string, steps: readonly Step[], depth: number): Generator<Decoded> {
  const solid = text.replace(/\s+/g, '');
  const bytes = decodeBase64(solid) ?? decodeBase64(solid.replace(/=+$/, ''));
  if (text.includes(' ') && bytes?.length !== 2 * HALF) {
    const plus = plusForBlanks(text);
    const what = "with '+' put back where blanks are";
    if (plus !== undefined) yield { bytes: plus, steps: [...steps, { code: MALFORMED, what }] };
  }
  if (bytes !== undefined) yield* inside(bytes, steps, depth);
  const fifty = fromBase58(solid);
  if (fifty !== undefined) {
    const what = 'as base58';
    yield { bytes: fifty, steps: [...steps, { code: MALFORMED, what }], guess: true };
  }
  const body = urlAlphabet(solid);
  // Strictly, for the bits that 43 characters have too many tell one text of 86 from two.
  const [r, s] = [decodeBase64url(body.slice(0, 43)), decodeBase64url(body.slice(43))];
  if (body.length === 86 && r !== undefined && s !== undefined) {
    yield* inParts(r, s, 'as base64url of r and base64url of s, one behind the other', steps, true);
  }
}

/** Of 64 bytes or DER in base58; every such text looks like base64, too. */
function fromBase58(text: string): Uint8Array | undefined {
  if (text.length < 80 || text.length > 100 || !/^[1-9A-HJ-NP-Za-km-z]+$/.test(text)) return;
  const bytes = base58.decode(text);
  return bytes.length >= 2 * HALF && bytes.length <= 72 ? bytes : undefined;
}

/** Forms of a web page and of URLs turn '+' into a blank. */
function plusForBlanks(text: string): Uint8Array | undefined {
  return text.includes(' ')
    ? decodeBase64(text.replaceAll(' ', '+').replace(/\s+/g, ''))
    : undefined;
}

/** Bytes that may be a text themselves. */
function* inside(bytes: Uint8Array, steps: readonly Step[], depth: number): Generator<Decoded> {
  const contained = containedIn(bytes);
  if (contained !== undefined) {
    yield { bytes: contained.bytes, steps: [...steps, contained.step] };
    return;
  }
  if (bytes.length >= SHORTEST && isPrintable(withoutLineEnd(bytes))) {
    const text = textOf(bytes);
    const isBase64 = !isHex(hexDigits(text)) && decodeBase64(text.trim()) !== undefined;
    const step: Step = isBase64
      ? {
          code: 'SIGNATURE_ENCODED_TWICE',
          what: 'as base64 of a base64 text',
          evidence: `Decoded once it is base64 text again: ${quoted(text)}.`,
        }
      : { what: `as a text inside ${steps.length === 0 ? 'base64' : 'that'}` };
    yield* decode(text, [...steps, step], depth - 1);
  }
  const latin = latinOfUtf8(bytes);
  if (latin !== undefined) {
    const what = 'as bytes that were turned into UTF-8 one by one';
    yield { bytes: latin, steps: [...steps, { code: 'SIGNATURE_ENCODED_TWICE', what }] };
  }
  yield { bytes, steps };
}

function withoutLineEnd(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (end > 0 && (bytes[end - 1] === 0x0a || bytes[end - 1] === 0x0d)) end--;
  return bytes.subarray(0, end);
}

/** Buffer and Uint8Array as JSON, lists, `{r, s}`, and whatever holds one of them. */
function* fromValue(value: unknown, steps: readonly Step[], depth: number): Generator<Decoded> {
  if (depth === 0 || value === null) return;
  if (typeof value === 'string') {
    yield* decode(value, steps, depth - 1);
    return;
  }
  if (typeof value !== 'object') return;
  const { data } = value as { data?: unknown };
  const list = bytesOfList(
    Array.isArray(value) ? value : Array.isArray(data) ? data : indexed(value),
  );
  if (list !== undefined) {
    yield { bytes: list, steps: [...steps, asNumbers(JSON.stringify(value))] };
    return;
  }
  const members = Object.entries(value);
  const named = (name: string) =>
    members.find(([member]) => member.toLowerCase().replace(/[^a-z]/g, '') === name)?.[1];
  const [r, s] = Array.isArray(value) ? value : [named('r'), named('s')];
  const [left, right] = [numberOf(r), numberOf(s)];
  if (left !== undefined && right !== undefined) {
    yield* inParts(left, right, 'as an object or list of r and s', steps);
    return;
  }
  for (const [name, member] of members.slice(0, 16)) {
    if (typeof member === 'string' && member.length < SHORTEST) continue;
    if (typeof member !== 'string' && typeof member !== 'object') continue;
    const step: Step = {
      code: MALFORMED,
      what: `as the member ${quoted(name)} of JSON`,
      evidence: `It is JSON with the members ${members
        .map(([one]) => one)
        .slice(0, 8)
        .join(', ')}.`,
    };
    yield* fromValue(member, [...steps, step], depth - 1);
  }
}

/** `{"0": 12, "1": 34, …}`, which JSON makes of a Uint8Array. */
function indexed(value: object): unknown[] {
  const entries = Object.entries(value);
  return entries.every(([name], at) => name === String(at)) ? entries.map(([, one]) => one) : [];
}

/** Bytes as numbers, those of languages with signed bytes too. */
function bytesOfList(list: readonly unknown[]): Uint8Array | undefined {
  if (list.length < HALF || list.length > MAX_TEXT) return undefined;
  const isByte = (one: unknown) => Number.isInteger(one) && Math.abs(Number(one)) <= 0xff;
  return list.every(isByte) ? Uint8Array.from(list as number[]) : undefined;
}

function byteList(text: string): Uint8Array | undefined {
  if (!/^[[({<]?\s*-?\d{1,3}(?:[\s,;]+-?\d{1,3}){31,}\s*[\])}>]?$/.test(text)) return undefined;
  return bytesOfList((text.match(/-?\d+/g) ?? []).map(Number));
}

/** One decimal number of 140 digits or more: r and s together. */
function bigNumber(text: string): Uint8Array | undefined {
  return /^\d{140,200}n?$/.test(text)
    ? numberBytes(BigInt(text.replace('n', '')), 2 * HALF)
    : undefined;
}

function numberBytes(value: bigint, size: number): Uint8Array | undefined {
  return value >= 1n << BigInt(8 * size) ? undefined : fromBigInt(value, size);
}

function asNumbers(text: string): Step {
  return {
    code: 'SIGNATURE_AS_NUMBERS',
    what: 'as a list of bytes or a decimal number',
    evidence: `It is written as numbers: ${quoted(text)}.`,
  };
}

/** r and s with something between them. */
function* pair(text: string, steps: readonly Step[]): Generator<Decoded> {
  const tokens = text.match(/[A-Za-z0-9+/_-]{20,}={0,2}/g) ?? [];
  if (tokens.length !== 2) return;
  const [r, s] = tokens.map(numberOf);
  if (r === undefined || s === undefined) return;
  yield* inParts(r, s, 'as r and s with a separator between them', steps);
}

function* inParts(
  r: Uint8Array,
  s: Uint8Array,
  what: string,
  steps: readonly Step[],
  guess = false,
): Generator<Decoded> {
  const bytes = joined(r, s);
  if (bytes === undefined) return;
  const evidence = `r and s are apart: r has ${r.length} bytes, s has ${s.length}.`;
  const step: Step = { code: 'SIGNATURE_IN_PARTS', what, evidence };
  yield { bytes, steps: [...steps, step], ...(guess && { guess }) };
}

/** A number of up to 33 bytes: hex, decimal, base64, or bytes in a list or Buffer. */
function numberOf(value: unknown): Uint8Array | undefined {
  if (typeof value === 'object' && value !== null) {
    const data = (value as { data?: unknown }).data ?? value;
    if (!Array.isArray(data) && typeof data !== 'object') return undefined;
    return bytesOfList(Array.isArray(data) ? data : indexed(data as object));
  }
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  const digits = hexDigits(text);
  if (/^\d{67,78}n?$/.test(text)) return numberBytes(BigInt(text.replace('n', '')), HALF);
  if (/^[0-9a-fA-F]{40,66}$/.test(digits))
    return fromHex(digits.length % 2 ? `0${digits}` : digits);
  const bytes = decodeBase64(text);
  return bytes !== undefined && bytes.length >= HALF - 8 && bytes.length <= HALF + 1
    ? bytes
    : undefined;
}

/** Hex digits, also with `0x`, `\x`, colons, commas or blanks between the bytes. */
function hexText(text: string): string | undefined {
  const plain = hexDigits(text);
  if (isHex(plain)) return plain.length >= SHORTEST ? plain : undefined;
  if (!/^(?:(?:0x|\\x)?[0-9a-fA-F]{2}[\s:,;-]*)+$/.test(text)) return undefined;
  const digits = text.replace(/0x|\\x|[\s:,;-]/g, '');
  return isHex(digits) && digits.length >= SHORTEST ? digits : undefined;
}

/** One character for each byte, as Latin-1 or Windows-1252 decode it. */
function* oneByteCharacters(text: string, steps: readonly Step[]): Generator<Decoded> {
  if (!/[\u0080-\u{10ffff}]/u.test(text)) return;
  const bytes = fromOneByteText(text);
  if (bytes === undefined) return;
  const evidence = `Its ${text.length} characters are bytes that were turned into text one by one.`;
  yield {
    bytes,
    steps: [...steps, { code: MALFORMED, what: 'as one byte for each character', evidence }],
  };
}

/** What the characters 80 to 9f of Windows-1252 are in Unicode. */
const WINDOWS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

function fromOneByteText(text: string): Uint8Array | undefined {
  const codes = Array.from(text, (character) => {
    const at = WINDOWS.indexOf(character);
    return at < 0 ? character.codePointAt(0)! : 0x80 + at;
  });
  return codes.every((code) => code <= 0xff) ? Uint8Array.from(codes) : undefined;
}

function latinOfUtf8(bytes: Uint8Array): Uint8Array | undefined {
  if (bytes.length < 70 || isPrintable(bytes)) return undefined;
  const text = readableText(bytes);
  return text.length === bytes.length ? undefined : fromOneByteText(text);
}
