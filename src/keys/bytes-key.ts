/** Keys in bytes: DER, bare, or a text after all. */
import { textIn } from '../codec/text.js';
import { COORDINATE_SIZE } from './curves.js';
import { derKey } from './der-key.js';
import { HIDDEN } from './hidden-key.js';
import { bareKey, type RawKey, unreadable } from './raw-key.js';
import { textKey } from './text-key.js';

/** The content of a file. */
export function bytesKey(bytes: Uint8Array): RawKey {
  const text = textIn(bytes);
  if (text !== undefined) return textKey(text);
  return binaryKey(bytes) ?? unreadable(`${bytes.length} bytes that are no form of a key`);
}

/** Bytes that stood in a text as hex, base64 or a list; undefined when they are no form of a key. */
export function nestedKey(bytes: Uint8Array, depth: number): RawKey | undefined {
  // A private key may happen to read as text.
  if (bytes.length === COORDINATE_SIZE) return bareKey(bytes);
  const text = textIn(bytes);
  return text === undefined ? binaryKey(bytes) : textKey(text, depth);
}

const JAVA_STORES = [
  [0xfe, 0xed, 0xfe, 0xed],
  [0xce, 0xce, 0xce, 0xce],
];

function binaryKey(bytes: Uint8Array): RawKey | undefined {
  if (JAVA_STORES.some((magic) => magic.every((byte, at) => bytes[at] === byte))) {
    return HIDDEN.javaStore;
  }
  // 64 bytes that begin with 30 may be x and y, too: DER must fit to the last byte.
  for (const size of [bytes.length, ...withoutLineEnd(bytes)]) {
    const key = derKey(bytes.subarray(0, size));
    if (key !== undefined) return key;
  }
  return bareKey(bytes);
}

/** Sizes without the line end that editors and `echo` put behind binary files. */
function withoutLineEnd(bytes: Uint8Array): number[] {
  const [before, last] = bytes.subarray(-2);
  if (last !== 0x0a && last !== 0x0d) return [];
  // The key itself may end with a byte that looks like a line end.
  return [bytes.length - 1, ...(before === 0x0d && last === 0x0a ? [bytes.length - 2] : [])];
}
