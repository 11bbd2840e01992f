/** Private keys where none belongs: before anything of a text or of bytes is shown, this is asked. */
import { holdsPrivatePem } from '../shown.js';
import { bytesKey } from './bytes-key.js';
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
    return holdsPrivatePem(value) ? 'whole' : formOf(textKey(value));
  }
  if (value instanceof Uint8Array) return formOf(bytesKey(value));
  return typeof value === 'object' && value !== null ? formOf(valueKey(value)) : undefined;
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
