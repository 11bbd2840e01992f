/** Bytes that come in pieces of any size and are taken in pieces of others; what is skipped needs no room. */
import { concat, EMPTY } from '../../bytes.js';

export interface ByteQueue {
  push(piece: Uint8Array): void;
  /** Bytes that are there. */
  readonly size: number;
  /** Bytes to be skipped that have not come yet. */
  readonly owed: number;
  /** The first `count` bytes, which stay; no more than are there. */
  peek(count: number): Uint8Array;
  /** Drops the first `count` bytes, also those that are still to come. */
  skip(count: number): void;
}

export function byteQueue(): ByteQueue {
  let bytes: Uint8Array = EMPTY;
  let at = 0;
  let owed = 0;
  return {
    push(piece) {
      const skipped = Math.min(owed, piece.length);
      owed -= skipped;
      const more = piece.subarray(skipped);
      bytes = at === bytes.length ? more : concat(bytes.subarray(at), more);
      at = 0;
    },
    get size() {
      return bytes.length - at;
    },
    get owed() {
      return owed;
    },
    peek: (count) => bytes.subarray(at, Math.min(at + count, bytes.length)),
    skip(count) {
      const there = Math.min(count, bytes.length - at);
      at += there;
      owed += count - there;
    },
  };
}
