/**
 * How the Sui app gets at what its host wants signed: every parameter is a chain of blocks, each
 * named by its SHA-256 and beginning with the name of the next; the app asks for them as it reads.
 * Source: app-sui rust-app/alamgu-async-block/src/lib.rs.
 *
 * Functions here are generators: they yield the name of a block, 32 bytes, and are given the block,
 * or undefined where the host does not have it.
 */
import { concat, EMPTY, equal, toBigInt } from '../../../bytes.js';

export type Talk<T> = Generator<Uint8Array, T, Uint8Array | undefined>;

export const NAME_SIZE = 32;
/** Name of the block behind the last. */
const END = new Uint8Array(NAME_SIZE);

/** Codes of a rejection, which the app answers as they are. */
export const REJECTED = { parameter: 0x0002, unsupported: 0x0008, unreadable: 0x6850 } as const;

/** The app goes no further with this command. */
export class Rejected extends Error {
  readonly code: number;
  /** Where a transaction that cannot be read is taken for an unknown one, this is not. */
  readonly isFinal: boolean;

  constructor(code: number, what: string, isFinal = false) {
    super(what);
    this.code = code;
    this.isFinal = isFinal;
  }
}

/** The app ends where it should have rejected. */
export class Panic extends Error {}

/** The end of the wire a command talks to: the block at hand, and what was rejected meanwhile. */
export class Host {
  /** Name of the block that was asked for last; undefined once the app has told its result. */
  asked: Uint8Array | undefined;
  /** That block; undefined where it did not come. */
  held: Uint8Array | undefined;
  /**
   * Something was rejected without ending the command. Where the app asks for a block before its
   * next answer, the rejection ends it all the same.
   */
  hasRejected = false;

  /** @throws Rejected where the host does not have it. */
  *block(name: Uint8Array): Talk<Uint8Array> {
    if (equal(name, END)) throw new Rejected(REJECTED.parameter, 'it ends too early');
    if (this.asked === undefined || !equal(this.asked, name)) {
      this.asked = name;
      const wasRejected = this.hasRejected;
      this.held = yield name;
      this.hasRejected = false;
      if (wasRejected) {
        throw new Rejected(REJECTED.unsupported, 'an object of its coins cannot be read', true);
      }
    }
    if (this.held === undefined) throw new Rejected(REJECTED.parameter, 'a block of it is missing');
    return this.held;
  }
}

/** One parameter, read from front to back. BCS numbers are little-endian. */
export class BlockStream {
  private readonly host: Host;
  private name: Uint8Array;
  private offset = 0;

  constructor(host: Host, name: Uint8Array) {
    this.host = host;
    this.name = name;
  }

  /** Another one, from here on. */
  clone(): BlockStream {
    const copy = new BlockStream(this.host, this.name);
    copy.offset = this.offset;
    return copy;
  }

  /** @throws Rejected, as all that read. */
  *take(size: number): Talk<Uint8Array> {
    let taken: Uint8Array = EMPTY;
    while (taken.length < size) {
      const part = yield* this.some(size - taken.length);
      taken = taken.length === 0 ? part : concat(taken, part);
    }
    return taken;
  }

  /** Hands on the next `size` bytes as they come. */
  *each(size: number, use: (bytes: Uint8Array) => void): Talk<void> {
    for (let missing = size; missing > 0; ) {
      const part = yield* this.some(missing);
      use(part);
      missing -= part.length;
    }
  }

  /** What is left of a block, `size` bytes at most. */
  private *some(size: number): Talk<Uint8Array> {
    const block = yield* this.host.block(this.name);
    const data = block.subarray(NAME_SIZE);
    const part = data.subarray(this.offset, this.offset + size);
    this.offset += part.length;
    if (this.offset === data.length) {
      this.name = block.subarray(0, NAME_SIZE);
      this.offset = 0;
    }
    return part;
  }

  *byte(): Talk<number> {
    return (yield* this.take(1))[0]!;
  }

  *uint(size: number): Talk<bigint> {
    return toBigInt((yield* this.take(size)).slice().reverse());
  }

  /** Number of a variant, or of elements: ULEB128 on 32 bits, in its shortest form. */
  *count(): Talk<number> {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = yield* this.byte();
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) {
        if (shift > 0 && byte === 0) throw unreadable('a number is not in its shortest form');
        break;
      }
    }
    if (value > 0xffff_ffff) throw unreadable('a number has more than 32 bits');
    return value;
  }

  *bool(): Talk<boolean> {
    const byte = yield* this.byte();
    if (byte > 1) throw unreadable('a boolean is neither 0 nor 1');
    return byte === 1;
  }

  /** The app has room for `max` elements, and notices when one more is read. */
  *list<T>(max: number, read: (stream: BlockStream) => Talk<T>): Talk<T[]> {
    const count = yield* this.count();
    const elements: T[] = [];
    for (let i = 0; i < count; i++) {
      elements.push(yield* read(this));
      if (elements.length > max) throw unreadable(`more than ${max} elements`);
    }
    return elements;
  }

  *bytes(max: number): Talk<Uint8Array> {
    return Uint8Array.from(yield* this.list(max, (stream) => stream.byte()));
  }
}

export function unreadable(what: string): Rejected {
  return new Rejected(REJECTED.unreadable, what);
}

export function unsupported(what: string): Rejected {
  return new Rejected(REJECTED.unsupported, what);
}
