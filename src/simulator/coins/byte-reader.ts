/** Bytes of a transaction, read from front to back; each coin's format adds its own words. */
import { toBigInt } from '../../bytes.js';

/** The bytes end, or are not what they must be. The message says what, where the reader told it. */
export class Unreadable extends Error {}

export class ByteReader {
  private readonly data: Uint8Array;
  private at = 0;

  constructor(data: Uint8Array) {
    this.data = data;
  }

  get offset(): number {
    return this.at;
  }

  get left(): number {
    return this.data.length - this.at;
  }

  /** @throws Unreadable when fewer bytes are left, as all that follow. */
  take(size: number, field = 'a field'): Uint8Array {
    if (size > this.left) throw new Unreadable(`${field} is cut`);
    this.at += size;
    return this.data.subarray(this.at - size, this.at);
  }

  /** The next byte, which stays. @throws Unreadable at the end. */
  peek(field = 'a field'): number {
    const byte = this.data[this.at];
    if (byte === undefined) throw new Unreadable(`${field} is cut`);
    return byte;
  }

  byte(field?: string): number {
    return this.take(1, field)[0]!;
  }

  /** Big-endian on `size` bytes. */
  uint(size: number, field?: string): bigint {
    return toBigInt(this.take(size, field));
  }

  /** Little-endian on `size` bytes. */
  uintLe(size: number, field?: string): bigint {
    return toBigInt(this.take(size, field).slice().reverse());
  }
}

/** What `read` gives, or null where it meets what cannot be read. */
export function readOrNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}
