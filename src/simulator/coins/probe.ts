/** Commands a coin app answers while it owns the wire, without signing anything. */
import { concat } from '../../bytes.js';

const OK = Uint8Array.of(0x90, 0x00);

/**
 * Data of `apdu` when its class, instruction, P1 and P2 are those given and its length byte is
 * right, else null.
 */
export function dataOf(
  apdu: Uint8Array,
  header: readonly [cla: number, ins: number, p1: number, p2: number],
): Uint8Array | null {
  if (!header.every((byte, at) => apdu[at] === byte)) return null;
  const data = apdu.subarray(5);
  return data.length === (apdu[4] ?? 0) ? data : null;
}

/** The parts and status 9000. */
export function success(...parts: readonly Uint8Array[]): Uint8Array {
  return concat(...parts, OK);
}

/** One length byte, then the bytes. */
export function withLength(bytes: Uint8Array): Uint8Array {
  return concat(Uint8Array.of(bytes.length), bytes);
}
