/**
 * Reads a NEAR transaction as it comes in, chunk by chunk: Borsh, fields in order. Source: app-near
 * src/parsing/*, src/utils/types/capped_string.rs, borsh/src/lib.rs.
 *
 * Functions here are generators: they yield when more bytes are needed, which the app answers with
 * 9000, and are given the next chunk.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { concat, textOf, toBigInt, utf8 } from '../../../bytes.js';
import { Unreadable } from '../byte-reader.js';

/** One command of a transaction. */
export interface Chunk {
  readonly data: Uint8Array;
  readonly isLast: boolean;
}

/** What reading gives in the end; a chunk is undefined where another command came in its place. */
export type Reading<T> = Generator<undefined, T, Chunk | undefined>;

/** Longest name of an account the app keeps; what follows is read and forgotten. */
const MAX_ACCOUNT = 64;
const ACTIONS = 9;
/** Number of the action that pays. */
export const TRANSFER = 3;

const KEY_SIZE = { ed25519: 32, secp256k1: 64 } as const;

/** What stands in front of the actions. */
export interface Prefix {
  /** 32 bytes; null for a key on secp256k1. */
  readonly publicKey: Uint8Array | null;
  /** One character a byte, at most 64. */
  readonly receiver: string;
  readonly actions: number;
}

/** The bytes of a transaction in the order they come. */
export class ChunkStream {
  private left: Uint8Array;
  private isLast: boolean;
  private readonly hash = sha256.create();
  private hashes = false;

  constructor({ data, isLast }: Chunk) {
    this.left = data;
    this.isLast = isLast;
  }

  /** From here on, what is read is hashed. */
  startHashing(): void {
    this.hashes = true;
  }

  /** SHA-256 of what was read since. */
  digest(): Uint8Array {
    return this.hash.digest();
  }

  /** @throws Unreadable when the transaction ends before, as all that read. */
  *take(size: number): Reading<Uint8Array> {
    const parts: Uint8Array[] = [];
    let missing = size;
    while (missing > 0) {
      const part = yield* this.some(missing);
      if (part.length === 0) throw new Unreadable('it ends too early');
      parts.push(part);
      missing -= part.length;
    }
    return parts.length === 1 ? parts[0]! : concat(...parts);
  }

  *skip(size: number): Reading<void> {
    for (let missing = size; missing > 0; ) {
      const part = yield* this.some(missing);
      if (part.length === 0) throw new Unreadable('it ends too early');
      missing -= part.length;
    }
  }

  /** Whether the last chunk is read to its end: asks for one more where it was not the last. */
  *isAtEnd(): Reading<boolean> {
    return (yield* this.some(1)).length === 0;
  }

  /** At most `size` bytes; none at the end of the last chunk. */
  private *some(size: number): Reading<Uint8Array> {
    if (this.left.length === 0 && !this.isLast) {
      const chunk = yield;
      if (chunk === undefined) throw new Unreadable('another command came before its end');
      if (chunk.data.length === 0) throw new Unreadable('a part of it is empty');
      this.left = chunk.data;
      this.isLast = chunk.isLast;
    }
    const part = this.left.subarray(0, size);
    this.left = this.left.subarray(size);
    if (this.hashes) this.hash.update(part);
    return part;
  }

  *byte(): Reading<number> {
    return (yield* this.take(1))[0]!;
  }

  /** Little-endian, as all numbers of Borsh. */
  *uint(size: number): Reading<bigint> {
    return toBigInt((yield* this.take(size)).slice().reverse());
  }
}

export function* readPrefix(stream: ChunkStream): Reading<Prefix> {
  yield* readAccount(stream);
  const publicKey = yield* readPublicKey(stream);
  yield* stream.take(8); // nonce
  const receiver = yield* readAccount(stream);
  yield* stream.take(32); // hash of a block
  return { publicKey, receiver, actions: Number(yield* stream.uint(4)) };
}

/** The number of an action's kind. */
export function* readAction(stream: ChunkStream): Reading<number> {
  const kind = yield* stream.byte();
  if (kind >= ACTIONS) throw new Unreadable(`there is no action of kind ${kind}`);
  return kind;
}

/** The amount of a transfer, in yoctoNEAR. */
export function readDeposit(stream: ChunkStream): Reading<bigint> {
  return stream.uint(16);
}

function* readPublicKey(stream: ChunkStream): Reading<Uint8Array | null> {
  const kind = yield* stream.byte();
  if (kind === 0) return yield* stream.take(KEY_SIZE.ed25519);
  if (kind !== 1) throw new Unreadable(`there are no keys of kind ${kind}`);
  yield* stream.take(KEY_SIZE.secp256k1);
  return null;
}

function* readAccount(stream: ChunkStream): Reading<string> {
  const size = Number(yield* stream.uint(4));
  const bytes = yield* stream.take(Math.min(size, MAX_ACCOUNT));
  yield* stream.skip(size - bytes.length);
  const kept = utf8Beginning(bytes, size > MAX_ACCOUNT);
  if (kept === null) throw new Unreadable('the name of an account is not UTF-8');
  return textOf(kept);
}

/** The bytes, without a character that is cut at their end where that may be; null if not UTF-8. */
function utf8Beginning(bytes: Uint8Array, mayBeCut: boolean): Uint8Array | null {
  try {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    const text = decoder.decode(bytes, { stream: mayBeCut });
    return bytes.subarray(0, utf8(text).length);
  } catch {
    return null;
  }
}

export function isUtf8(bytes: Uint8Array): boolean {
  return utf8Beginning(bytes, false) !== null;
}
