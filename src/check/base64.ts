/** Base64 texts as providers write them by mistake: either alphabet, padded or not. */
import { decodeStrict } from '../payload/base64url.js';

/** Strict bytes of a text in either alphabet, padded or not; undefined for anything else. */
export function decodeEither(text: string): Uint8Array | undefined {
  const body = text.replace(/={1,2}$/, '');
  const padded = body.padEnd(Math.ceil(body.length / 4) * 4, '=');
  if (text !== body && text.length !== padded.length) return undefined;
  return decodeStrict(body.replaceAll('+', '-').replaceAll('/', '_')) ?? decodeLoose(body);
}

/** As a host decodes a signature: either alphabet, everything else is skipped. */
export function decodeAsHost(text: string): Uint8Array {
  return decodeLoose(
    text
      .replaceAll('+', '-')
      .replaceAll('/', '_')
      .replace(/[^\w-]/g, ''),
  )!;
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const VALUES = new Map(Array.from(ALPHABET, (character, value) => [character, value] as const));

/** Unused bits at the end need not be zero; a single leftover character is dropped. */
function decodeLoose(body: string): Uint8Array | undefined {
  const text = body.replaceAll('+', '-').replaceAll('/', '_');
  const out = new Uint8Array(Math.floor((text.length * 3) / 4));
  let bits = 0;
  let held = 0;
  let size = 0;
  for (const character of text) {
    const value = VALUES.get(character);
    if (value === undefined) return undefined;
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    out[size++] = (held >> bits) & 0xff;
  }
  return out.subarray(0, size);
}
