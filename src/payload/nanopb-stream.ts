/**
 * Protobuf bytes as nanopb takes them in: numbers, lengths and the edges it allows. What is made of
 * them is up to the decoders: Exchange's (`nanopb.ts`), and those of coin apps.
 */

export interface DecodeProblem {
  /** Dotted name of the field being read; undefined in front of a field. */
  readonly field: string | undefined;
  /** Offset in the protobuf bytes. */
  readonly offset: number;
  readonly reason: string;
  /** For sizes: the usable limit and what came, bytes. */
  readonly limit?: number;
  readonly actual?: number;
}

export class NanopbError extends Error {
  readonly problem: DecodeProblem;

  constructor(problem: DecodeProblem) {
    super(problem.reason);
    this.problem = problem;
  }
}

/** A window on the bytes; every read stays inside it. */
export class NanopbStream {
  readonly data: Uint8Array;
  readonly end: number;
  offset: number;

  constructor(data: Uint8Array, offset: number, end: number) {
    this.data = data;
    this.offset = offset;
    this.end = end;
  }

  get left(): number {
    return this.end - this.offset;
  }

  fail(reason: string, field?: string, sizes?: { limit: number; actual: number }): never {
    throw new NanopbError({ field, offset: this.offset, reason, ...sizes });
  }

  byte(field?: string): number {
    if (this.offset >= this.end) this.fail('the message ends in the middle of a number', field);
    return this.data[this.offset++]!;
  }

  take(size: number, field?: string): Uint8Array {
    this.skip(size, field);
    return this.data.subarray(this.offset - size, this.offset);
  }

  skip(size: number, field?: string): void {
    if (size > this.left) {
      this.fail(`${size} bytes announced, ${this.left} are there`, field);
    }
    this.offset += size;
  }

  /** The next bytes, into the start of `buffer`. */
  copyTo(buffer: Uint8Array, size: number, field?: string): void {
    const from = this.offset;
    this.skip(size, field);
    for (let at = 0; at < size; at++) buffer[at] = this.data[from + at]!;
  }

  /**
   * 32-bit varint with nanopb's rules: superfluous 0x80 bytes are allowed without limit, and ten
   * bytes of sign extension, nothing else above bit 31.
   */
  varint32(field?: string): number {
    let byte = this.byte(field);
    if ((byte & 0x80) === 0) return byte;
    let result = byte & 0x7f;
    let bit = 7;
    do {
      byte = this.byte(field);
      if (bit >= 32) {
        const signExtension = bit < 63 ? 0xff : 0x01;
        if ((byte & 0x7f) !== 0 && (result >>> 31 === 0 || byte !== signExtension)) {
          this.fail('a tag or length above 32 bits', field);
        }
      } else {
        result |= (byte & 0x7f) << bit;
      }
      bit += 7;
    } while ((byte & 0x80) !== 0);
    if (bit === 35 && (byte & 0x70) !== 0) this.fail('a tag or length above 32 bits', field);
    return result >>> 0;
  }

  /** 64-bit varint: at most ten bytes; what lies above bit 63 is lost. */
  varint64(field?: string): bigint {
    let result = 0n;
    for (let bit = 0n; bit < 64n; bit += 7n) {
      const byte = this.byte(field);
      result |= BigInt(byte & 0x7f) << bit;
      if ((byte & 0x80) === 0) return BigInt.asUintN(64, result);
    }
    return this.fail('a number on more than ten bytes', field);
  }
}
