/** Unsigned numbers in either byte order. Behind the end there are zeros. */

export type ByteOrder = 'big' | 'little';

export function at16(bytes: Uint8Array, at: number, order: ByteOrder): number {
  const [first, second] = [bytes[at] ?? 0, bytes[at + 1] ?? 0];
  return order === 'big' ? first * 256 + second : second * 256 + first;
}

export function at32(bytes: Uint8Array, at: number, order: ByteOrder): number {
  const [high, low] = order === 'big' ? [at, at + 2] : [at + 2, at];
  return at16(bytes, high, order) * 0x1_0000 + at16(bytes, low, order);
}
