/** Private keys where none belongs: before anything of a text or of bytes is shown, this is asked. */
import { asciiCodes, fromHex, textOf } from '../bytes.js';
import { decodeBase64Codes } from '../codec/base64.js';
import { isControl } from '../codec/text.js';
import { holdsPrivatePem } from '../shown.js';
import { bytesKey } from './bytes-key.js';
import { COORDINATE_SIZE } from './curves.js';
import { HIDDEN } from './hidden-key.js';
import type { RawKey } from './raw-key.js';
import { textKey } from './text-key.js';
import { valueKey } from './value-key.js';

const SECRET: readonly string[] = [
  HIDDEN.encrypted.found,
  HIDDEN.pkcs12.found,
  HIDDEN.openssh.found,
  HIDDEN.javaStore.found,
  HIDDEN.kubernetes.found,
];
/** Shorter than any form of 28 bytes. */
const MIN_TEXT = 28;

/**
 * - whole: PEM, DER, a JWK, the answer of a key service: a private key and nothing else
 * - bare: a number of 32 bytes, which a hash, a nonce or half a signature may be, too
 */
export type PrivateForm = 'whole' | 'bare';

/** @param value a text, bytes, or a value of JSON. Undefined: no private key. Never throws. */
export function privateFormOf(value: unknown): PrivateForm | undefined {
  if (typeof value === 'string') {
    if (value.length < MIN_TEXT) return undefined;
    const size = sizeOfBinary(value);
    if (size !== undefined) return size === COORDINATE_SIZE ? 'bare' : undefined;
    return holdsPrivatePem(value) ? 'whole' : formOf(textKey(value));
  }
  if (value instanceof Uint8Array) return formOf(bytesKey(value));
  return typeof value === 'object' && value !== null ? formOf(valueKey(value)) : undefined;
}

/** Kinds of characters, as bits: those of base64 in both alphabets, of hex, and of hex in groups. */
const IN_BASE64 = 1;
const IN_HEX = 2;
const IN_GROUPS = 4;
/** Of hex, and no decimal digit. */
const HEX_LETTER = /[a-f]/i;
const KINDS = new Uint8Array(128);
for (let code = 0; code < KINDS.length; code++) {
  const character = String.fromCharCode(code);
  if (/[\w+/-]/.test(character)) KINDS[code]! |= IN_BASE64;
  if (/[0-9a-f]/i.test(character)) KINDS[code]! |= IN_HEX;
  if (/[0-9a-fx_-]/i.test(character)) KINDS[code]! |= IN_GROUPS;
}
const ZERO = 0x30;
const X = 0x78;
/** What small letters have and capitals have not. */
const SMALL = 0x20;
/** Characters of a word that are looked at: most tell at once, an order with a long text in front later. */
const LOOKS = [64, 256];
/** Of zeros and byte order marks, which texts begin with, of DER, of stores of keys. */
const FIRST_OF_MORE: readonly number[] = [0x00, 0x30, 0xce, 0xfe, 0xff];

/**
 * A first look that answers for payloads, signatures, nonces and addresses: bytes in a word of hex or
 * base64 whose beginning says that they are neither text nor DER nor a store of keys, so that nothing
 * but their number makes a key of them. Undefined where it takes more than a look.
 */
function sizeOfBinary(text: string): number | undefined {
  const codes = asciiCodes(text);
  if (codes === undefined) return undefined;
  const start = codes[0] === ZERO && (codes[1]! | SMALL) === X ? 2 : 0;
  let all = IN_BASE64 | IN_HEX | IN_GROUPS;
  let at = start;
  for (; at + 4 <= text.length; at += 4) {
    all &=
      KINDS[codes[at]!]! & KINDS[codes[at + 1]!]! & KINDS[codes[at + 2]!]! & KINDS[codes[at + 3]!]!;
  }
  for (; at < text.length; at++) all &= KINDS[codes[at]!]!;
  // No form of a key but hex and base64 is such a word.
  if ((all & IN_BASE64) === 0) return undefined;
  const isHex = (all & IN_HEX) !== 0;
  // Perhaps hex in groups, which counts before base64.
  if (!isHex && (all & IN_GROUPS) !== 0) return undefined;
  // An odd number of digits is none of hex; decimal ones are a number of another kind.
  if (isHex && (text.length % 2 !== 0 || !HEX_LETTER.test(text))) return undefined;
  const size = isHex ? (text.length - start) / 2 : (text.length * 3) >> 2;
  // Of that size nothing else is looked at.
  if (size === COORDINATE_SIZE) return size;
  for (const look of LOOKS) {
    const head = isHex
      ? fromHex(text.slice(start, start + look))
      : decodeBase64Codes(codes, Math.min(look, text.length), headMemory);
    if (head === undefined || FIRST_OF_MORE.includes(head[0]!) || head[1] === 0) return undefined;
    if (hasControl(head)) return size;
    if (text.length <= look) return isNoUtf8(head) ? size : undefined;
  }
  return undefined;
}

/** For the first look at base64: all there is to it is done before the next. */
const HEAD = new Uint8Array((LOOKS[0]! * 3) / 4);
const headMemory = (size: number) => (size === HEAD.length ? HEAD : new Uint8Array(size));

function hasControl(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at++) if (isControl(bytes[at]!)) return true;
  return false;
}

/** A byte above 7f alone; but text in other encodings counts where PEM is in it. */
function isNoUtf8(bytes: Uint8Array): boolean {
  const isAlone = bytes.some(
    (byte, at) => byte > 0x7f && !(bytes[at - 1]! > 0x7f) && !(bytes[at + 1]! > 0x7f),
  );
  return isAlone && !textOf(bytes).includes('-----BEGIN ');
}

function formOf(key: RawKey): PrivateForm | undefined {
  if (key.kind === 'private') return key.isBare === true ? 'bare' : 'whole';
  return key.kind === 'unreadable' && SECRET.includes(key.found) ? 'whole' : undefined;
}

/**
 * A number of 28 to 36 bytes somewhere in a text, in hex, in decimal or as a member in base64. Two
 * of them in a row are r and s, or a point.
 */
const NUMBER =
  /(?<![0-9a-f])[0-9a-f]{56,72}(?![0-9a-f])|(?<![0-9a-f])\d{60,90}(?![0-9a-f])|["'][\w+/-]{43}=?["']/i;

/** As {@link privateFormOf}, of a text that may hold one beside other characters. */
export function privateFormIn(text: string): PrivateForm | undefined {
  return privateFormOf(text) ?? (NUMBER.test(text) ? 'bare' : undefined);
}
