/**
 * The device's own base64url decoder, with its tolerances (app-exchange `src/base64.c`, recordings
 * `base64-*`): never use it to judge a text. What hosts write and read is in `codec/base64.ts`.
 */

import { briefBytes } from '../bytes.js';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Characters outside the alphabet are not refused: they count as 64 and leak a bit. */
const ILLEGAL = 64;

const VALUES = new Uint8Array(256).fill(ILLEGAL);
for (let i = 0; i < ALPHABET.length; i++) VALUES[ALPHABET.charCodeAt(i)] = i;
VALUES['/'.charCodeAt(0)] = 63;

/**
 * Decodes as the device does: undefined when it refuses (length mod 4 is 1, '=' included, or more
 * than `maxSize` bytes come out). Never refuses a character.
 */
export function decodeAsDevice(text: Uint8Array, maxSize: number): Uint8Array | undefined {
  let length = text.length;
  if (length % 4 === 1) return undefined;
  if (length === 0) return new Uint8Array(0);
  // At most two trailing '=' are dropped.
  const EQUALS = 0x3d;
  if (text[length - 1] === EQUALS) length--;
  if (text[length - 1] === EQUALS) length--;

  const out = briefBytes(Math.ceil((length * 3) / 4) + 3);
  let size = 0;
  let at = 0;
  for (; length - at > 4; at += 4) {
    if (maxSize - size < 3) return undefined;
    const second = VALUES[text[at + 1]!]!;
    const third = VALUES[text[at + 2]!]!;
    out[size++] = (VALUES[text[at]!]! << 2) | (second >> 4);
    out[size++] = (second << 4) | (third >> 2);
    out[size++] = (third << 6) | VALUES[text[at + 3]!]!;
  }
  const left = length - at;
  for (let k = 1; k < left; k++) {
    if (size >= maxSize) return undefined;
    const before = VALUES[text[at + k - 1]!]!;
    out[size++] = (before << (2 * k)) | (VALUES[text[at + k]!]! >> (6 - 2 * k));
  }
  return out.subarray(0, size);
}
