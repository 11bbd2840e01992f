/** Commands a coin app answers while it owns the wire, without signing anything. */
import { concat } from '../../bytes.js';

const OK = Uint8Array.of(0x90, 0x00);

/** The parts and status 9000. */
export function success(...parts: readonly Uint8Array[]): Uint8Array {
  return concat(...parts, OK);
}

/** One length byte, then the bytes. */
export function withLength(bytes: Uint8Array): Uint8Array {
  return concat(Uint8Array.of(bytes.length), bytes);
}
