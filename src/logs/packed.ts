/** What is packed, by its first bytes; what unpacks it (`unpack.ts`) is loaded by who meets such a file. */
import type { FormatName } from './format-names.js';
import type { Body } from './log-parser.js';

export interface Budget {
  left: number;
  readonly most: number;
  /** A gzip archive that stands in no other may have any number: it is read as it comes. */
  readonly gzipIsFree: boolean;
}

/** What archives in archives have in common. */
export interface Unpacking {
  /** Reads what is packed; undefined for what is not. */
  bodyFor(head: Uint8Array, wanted: FormatName | undefined, archives: Unpacking): Body | undefined;
  /** How many archives this stands in. */
  readonly depth: number;
  /** Bytes that may still be unpacked. */
  readonly budget: Budget;
  /** The member of a zip archive that is wanted. */
  readonly member?: string | undefined;
}

const GZIP = [0x1f, 0x8b] as const;
/** In front of each member of a zip archive. */
export const ZIP_MEMBER = [0x50, 0x4b, 0x03, 0x04] as const;
const EMPTY_ZIP = [0x50, 0x4b, 0x05, 0x06] as const;

/** Bytes that tell. */
export const MARK_SIZE = 4;

export function isGzip(head: Uint8Array): boolean {
  return GZIP.every((byte, at) => head[at] === byte);
}

export function isZip(head: Uint8Array): boolean {
  return [ZIP_MEMBER, EMPTY_ZIP].some((mark) => mark.every((byte, at) => head[at] === byte));
}
