/** What a form says, before anyone has asked whether it is any good. */
import { concat } from '../bytes.js';
import { type Curve, KEY_SIZE } from '../exchange/constants.js';
import { COMPRESSED_SIZE, COORDINATE_SIZE, POINT_SIZE } from './curves.js';

/** `curve` is what the form itself names; `likely` what stands somewhere beside it. */
interface Named {
  readonly curve?: Curve | undefined;
  readonly likely?: Curve | undefined;
}

export interface RawPublic extends Named {
  readonly kind: 'public';
  /** As given: a point in a form of X9.62, or x y alone. */
  readonly bytes: Uint8Array;
}

export interface RawPrivate extends Named {
  readonly kind: 'private';
  /** Big-endian, 32 bytes. */
  readonly secret: Uint8Array;
  /** Nothing but the number: it may be something else. */
  readonly isBare?: true;
  /** The public half that came with it. */
  readonly publicBytes?: Uint8Array | undefined;
}

/** No key, or not one: a sentence "expected …, found …", never with anything of the content. */
export interface Unreadable {
  readonly kind: 'unreadable';
  /** When absent: a key of the kind that was asked for. */
  readonly expected?: string;
  readonly found: string;
  readonly hint?: string;
  /** There is something about keys in it, so it is worth saying more than anything beside it. */
  readonly isTelling?: true;
  /** A bare key of this kind, good for all anyone knows: only its curve is missing. */
  readonly needsCurve?: 'public' | 'private';
}

export type RawKey = RawPublic | RawPrivate | Unreadable;

export function unreadable(found: string, hint?: string): Unreadable {
  return hint === undefined ? { kind: 'unreadable', found } : { kind: 'unreadable', found, hint };
}

export function telling(found: string, hint: string): Unreadable {
  return { ...unreadable(found, hint), isTelling: true };
}

export function unlike(expected: string, found: string, hint?: string): Unreadable {
  return { ...unreadable(found, hint), expected };
}

export function isUnreadable(raw: RawKey): raw is Unreadable {
  return raw.kind === 'unreadable';
}

/**
 * The integer on 32 bytes: zeros in front come and go (Java's BigInteger writes 33 bytes when the
 * first bit is set, others drop leading zeros). Undefined when it does not fit.
 */
export function numberOf32(bytes: Uint8Array): Uint8Array | undefined {
  const start = bytes.findIndex((byte) => byte !== 0);
  const digits = start < 0 ? new Uint8Array(0) : bytes.subarray(start);
  if (digits.length > COORDINATE_SIZE) return undefined;
  return concat(new Uint8Array(COORDINATE_SIZE - digits.length), digits);
}

/** A key without anything around it; its size and first byte say which. Undefined: none. */
export function bareKey(bytes: Uint8Array): RawKey | undefined {
  const [first = 0] = bytes;
  const { length } = bytes;
  if (length === COORDINATE_SIZE) return { kind: 'private', secret: bytes, isBare: true };
  if (length === COMPRESSED_SIZE && first === 0) {
    return { kind: 'private', secret: bytes.subarray(1), isBare: true };
  }
  if (length === COMPRESSED_SIZE && (first === 2 || first === 3)) return { kind: 'public', bytes };
  if (length === POINT_SIZE) return { kind: 'public', bytes };
  if (length === KEY_SIZE && (first === 4 || first === 6 || first === 7)) {
    return { kind: 'public', bytes };
  }
  // PKCS #11 puts a point into an OCTET STRING.
  if (length === KEY_SIZE + 2 && first === 4 && bytes[1] === KEY_SIZE && bytes[2] === 4) {
    return { kind: 'public', bytes: bytes.subarray(2) };
  }
  // Cut off or with something behind, but a point all the same: longer than a private key.
  if (length > 40 && length < 2 * KEY_SIZE && first === 4) return { kind: 'public', bytes };
  if (length < COORDINATE_SIZE && length > 27) {
    return unreadable(
      `${length} bytes`,
      'A private key is 32 bytes: if zeros in front were dropped, write all 64 hex digits.',
    );
  }
  return undefined;
}
