/**
 * A log in which the device accepted a signature that does not verify was altered. When one bit makes
 * all the difference, it is found: in what was signed or in the signature itself.
 */
import { toHex } from '../bytes.js';

/** Bytes that are searched; each bit costs one verification. */
const MOST_BYTES = 640;

export interface Flip {
  /** Offset of the byte. */
  readonly offset: number;
  /** What stands there and what would verify, hex. */
  readonly found: string;
  readonly expected: string;
  /** The bytes as they verify. */
  readonly repaired: Uint8Array;
}

/** @param verifies asked once for each bit of `bytes`, with that bit turned. */
export function flippedBit(
  bytes: Uint8Array,
  verifies: (candidate: Uint8Array) => boolean,
): Flip | undefined {
  if (bytes.length > MOST_BYTES) return undefined;
  const candidate = bytes.slice();
  for (let offset = 0; offset < bytes.length; offset++) {
    for (let bit = 0; bit < 8; bit++) {
      candidate[offset] = bytes[offset]! ^ (1 << bit);
      if (!verifies(candidate)) continue;
      return {
        offset,
        found: toHex(bytes.subarray(offset, offset + 1)),
        expected: toHex(candidate.subarray(offset, offset + 1)),
        repaired: candidate,
      };
    }
    candidate[offset] = bytes[offset]!;
  }
  return undefined;
}

export function flipWords(
  { offset, found, expected }: Omit<Flip, 'repaired'>,
  where: string,
): string {
  return `with ${expected} instead of ${found} at byte ${offset} of ${where} it verifies: one bit of the log was changed there`;
}
