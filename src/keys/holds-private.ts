/** Private keys where none belongs: before anything of a text or of bytes is shown, this is asked. */
import { fromHex, textOf } from '../bytes.js';
import { decodeBase64 } from '../codec/base64.js';
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

/** Letters of hex and base64 alone: no form of a key but these two is such a word. */
const WORD = /^[\w+/-]+$/;
const HEX_WORD = /^(?:0x)?[0-9a-f]+$/i;
/** Perhaps hex in groups, which counts before base64. */
const HEX_GROUPS = /^[0-9a-fx_-]+$/i;
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
  if (!WORD.test(text)) return undefined;
  const isHex = HEX_WORD.test(text);
  if (!isHex && HEX_GROUPS.test(text)) return undefined;
  const digits = isHex ? text.replace(/^0x/i, '') : '';
  // An odd number of digits is none of hex; decimal ones are a number of another kind.
  if (isHex && (digits.length % 2 !== 0 || !/[a-f]/i.test(digits))) return undefined;
  const size = isHex ? digits.length / 2 : (text.length * 3) >> 2;
  // Of that size nothing else is looked at.
  if (size === COORDINATE_SIZE) return size;
  for (const look of LOOKS) {
    const head = isHex ? fromHex(digits.slice(0, look)) : decodeBase64(text.slice(0, look));
    if (head === undefined || FIRST_OF_MORE.includes(head[0]!) || head[1] === 0) return undefined;
    if (head.some(isControl)) return size;
    if (text.length <= look) return isNoUtf8(head) ? size : undefined;
  }
  return undefined;
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
