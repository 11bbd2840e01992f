/**
 * Where the device's random values come from. The default is the platform's CSPRNG; test builds
 * fix them, a replay plays recorded ones.
 */
import { bytesOf, fromHex, toHex } from '../bytes.js';
import type { Flow } from '../exchange/flows.js';
import type { Build } from './build.js';

/** Where the nonce and the challenge come from. */
export interface Randomness {
  /** Device transaction id: ten letters A..Z, or 32 bytes. */
  nonce(form: Flow['nonce']): Uint8Array;
  /** Trusted-name challenge, 4 bytes. */
  challenge(): Uint8Array;
  /**
   * A signature of a scheme in which devices draw the nonce, where one is to be repeated: one that
   * `isValid` takes. Undefined, or without this: the signer makes one itself, always the same.
   */
  signature?(size: number, isValid: (signature: Uint8Array) => boolean): Uint8Array | undefined;
}

export const CSPRNG: Randomness = {
  nonce(form) {
    if (form === 'bytes') return crypto.getRandomValues(new Uint8Array(32));
    // As the firmware: a random byte modulo 26, slightly biased towards the first letters.
    return crypto.getRandomValues(new Uint8Array(10)).map((byte) => 0x41 + (byte % 26));
  },
  challenge: () => crypto.getRandomValues(new Uint8Array(4)),
};

/** What a build with TESTING makes every time. */
export const TESTING_NONCE = fromHex(
  '350aea0c97f747f1d0f760814614a47523801b1aeb7d0bcbbaa2a4f46bf8184b',
);
export const TESTING_LETTERS = bytesOf('QQQQQQQQQQ');
const FIXED_CHALLENGE = fromHex('deadbeef');

/** True for what a build with TESTING makes of either form. */
export function isTestingNonce(nonce: Uint8Array): boolean {
  return [TESTING_NONCE, TESTING_LETTERS].some((fixed) => toHex(fixed) === toHex(nonce));
}

/** `source`, with the values a test build fixes. */
export function randomnessOf(build: Build, source: Randomness = CSPRNG): Randomness {
  return {
    nonce(form) {
      if (!build.includes('TESTING')) return source.nonce(form);
      return form === 'bytes' ? TESTING_NONCE : TESTING_LETTERS;
    },
    challenge: () => (build.includes('FIXED_TLV_CHALLENGE') ? FIXED_CHALLENGE : source.challenge()),
    signature: (size, isValid) => source.signature?.(size, isValid),
  };
}
