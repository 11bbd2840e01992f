/**
 * Commands as they are shown and kept. A file with a private key in it is easily given where a
 * signature belongs: what may be one is sent, as everything that is given, and never repeated.
 */
import { concat, isHex, textOf, toHex } from '../bytes.js';
import { encodeBase64url } from '../codec/base64.js';
import { CLA, INS, RS_SIZE } from '../exchange/constants.js';
import { privateFormOf } from '../keys/holds-private.js';
import { KEY_LIKE } from '../shown.js';

const HEADER = 5;
/** In front of a signature in NG flows: which bytes were signed, in which form it is. */
const PREFIX = 2;

const onlySize = ({ length }: Uint8Array): string => `${length} bytes: ${KEY_LIKE}`;

/** Hex, or how many bytes there were. */
export function shownSignature(signature: Uint8Array): string {
  return holdsKey(signature) ? onlySize(signature) : toHex(signature);
}

/** Hex; of a signature or a payload that may be a key only its size. */
export function shownApdu(apdu: Uint8Array): string {
  const from = keyFrom(apdu);
  if (from === undefined) return toHex(apdu);
  return `${toHex(apdu.subarray(0, from))} ${onlySize(apdu.subarray(from))}`;
}

/** With zeros in place of a signature or a payload that may be a key; the same bytes when there is none. */
export function keptApdu(apdu: Uint8Array): Uint8Array {
  const from = keyFrom(apdu);
  if (from === undefined) return apdu;
  return concat(apdu.subarray(0, from), new Uint8Array(apdu.length - from));
}

/** Where the signature, or the payload, begins, when it may be a key. */
function keyFrom(apdu: Uint8Array): number | undefined {
  if (apdu[0] !== CLA) return undefined;
  if (apdu[1] === INS.PROCESS_TRANSACTION_RESPONSE) {
    return NUMBER_AS_PAYLOAD.test(textOf(apdu.subarray(HEADER))) ? HEADER : undefined;
  }
  if (apdu[1] !== INS.CHECK_TRANSACTION_SIGNATURE) return undefined;
  return [HEADER, HEADER + PREFIX].find((from) => holdsKey(apdu.subarray(from)));
}

/**
 * Digits of a key that were read as base64url: hex, decimal, or a list of bytes without its commas.
 * Hex of a whole signature has more, a signature in base64url never so many together.
 */
const DIGITS = /(?<![0-9a-f])[0-9a-f]{20,99}(?![0-9a-f])/i;

/**
 * Right behind encoding and length. A message begins otherwise: its first byte is the tag of a field,
 * in base64url two letters of which no number has the second.
 */
const NUMBER_AS_PAYLOAD = /^[\s\S]{1,3}[0-9a-f]{56}/i;

/** As the bytes are, and as the text that was read as base64url. */
function holdsKey(signature: Uint8Array): boolean {
  // Two numbers, however large; a key as text of as many letters is none.
  if (signature.length === RS_SIZE && !isHex(textOf(signature))) return false;
  if (privateFormOf(signature) !== undefined) return true;
  const text = encodeBase64url(signature);
  return DIGITS.test(text) || privateFormOf(text) === 'bare';
}
