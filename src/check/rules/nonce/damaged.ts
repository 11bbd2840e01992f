/** What was done to a nonce that is not the one it should be: the first reading that fits. */
import { blake2b } from '@noble/hashes/blake2.js';
import { md5, ripemd160, sha1 } from '@noble/hashes/legacy.js';
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import { keccak_256, sha3_256 } from '@noble/hashes/sha3.js';
import { bytesOf, equal, fromHex, isHex, textOf, toHex } from '../../../bytes.js';
import { encodeBase64url } from '../../../codec/base64.js';
import type { FindingCode } from '../../findings/codes.js';
import { hexOfNumber, quoted } from '../../findings/evidence.js';
import { beforeUtf8, bytesListed, replacedBytes, unwrapped } from '../../payload/damaged-bytes.js';

export interface DamagedNonce {
  readonly code: FindingCode;
  readonly says: string;
  /** Hex of the nonce, where it follows. */
  readonly meant?: string;
}

const SIZE = 32;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

const HASHES: Readonly<Record<string, (bytes: Uint8Array) => Uint8Array>> = {
  'SHA-256': sha256,
  'SHA-512': sha512,
  'SHA-1': sha1,
  'SHA3-256': sha3_256,
  'Keccak-256': keccak_256,
  MD5: md5,
  'RIPEMD-160': ripemd160,
  'BLAKE2b-256': (bytes) => blake2b(bytes, { dkLen: SIZE }),
  'SHA-256 twice': (bytes) => sha256(sha256(bytes)),
};

/** @param wanted undefined when the device's nonce is not known. */
export function damagedNonce(value: Uint8Array, wanted?: Uint8Array): DamagedNonce | undefined {
  return (
    damagedAsText(value, wanted) ??
    (wanted && (part(value, wanted) ?? hashed(value, wanted))) ??
    wrapped(value, wanted) ??
    otherId(value)
  );
}

function damagedAsText(value: Uint8Array, wanted?: Uint8Array): DamagedNonce | undefined {
  const code = 'BYTES_DAMAGED_AS_TEXT';
  const lost = replacedBytes(value);
  if (lost > 0) {
    return {
      code,
      says: `${hexOfNumber(value)}: ${lost} times ef bf bd, where a byte was no UTF-8.`,
    };
  }
  const before = beforeUtf8(value);
  if (before?.length !== SIZE || (wanted !== undefined && !equal(before, wanted))) return undefined;
  const says = `${hexOfNumber(value)}: bytes above 7f stand as two bytes of UTF-8.`;
  return { code, says, meant: toHex(before) };
}

/** A piece of the nonce: from either end, or as hex digits of its front. */
function part(value: Uint8Array, wanted: Uint8Array): DamagedNonce | undefined {
  const code = 'NONCE_WRONG_LENGTH';
  if (value.length >= 4 && value.length < SIZE && equal(value, wanted.subarray(0, value.length))) {
    return { code, says: `${hexOfNumber(value)}: the first ${value.length} bytes of the nonce.` };
  }
  if (value.length >= 4 && value.length < SIZE && isTail(value, wanted)) {
    return { code, says: `${hexOfNumber(value)}: the last ${value.length} bytes of the nonce.` };
  }
  if (value.length === SIZE && textOf(value).toLowerCase() === toHex(wanted).slice(0, SIZE)) {
    const says = `${quoted(textOf(value))}: the first ${SIZE} hex digits of the nonce, as text.`;
    return { code: 'NONCE_HEX_AS_TEXT', says };
  }
  return undefined;
}

/** The end of the nonce; without leading zeros alone it is all of it. */
function isTail(value: Uint8Array, wanted: Uint8Array): boolean {
  const lost = wanted.subarray(0, SIZE - value.length);
  return lost.some((byte) => byte !== 0) && equal(value, wanted.subarray(SIZE - value.length));
}

function hashed(value: Uint8Array, wanted: Uint8Array): DamagedNonce | undefined {
  const hex = toHex(wanted);
  const texts = [
    wanted,
    bytesOf(hex),
    bytesOf(hex.toUpperCase()),
    bytesOf(encodeBase64url(wanted)),
  ];
  const shown = textOf(value).toLowerCase();
  for (const [name, hash] of Object.entries(HASHES)) {
    for (const [at, text] of texts.entries()) {
      const digest = hash(text);
      if (!equal(digest, value) && toHex(digest) !== shown) continue;
      const of =
        at === 0 ? 'the nonce' : `the text of the nonce in ${at < 3 ? 'hex' : 'base64url'}`;
      return { code: 'NONCE_HASHED', says: `${hexOfNumber(value)} is ${name} of ${of}.` };
    }
  }
  return undefined;
}

function wrapped(value: Uint8Array, wanted?: Uint8Array): DamagedNonce | undefined {
  const code = 'NONCE_WRONG_LENGTH';
  const listed = bytesListed(value);
  if (listed?.length === SIZE) {
    return {
      code,
      says: `${quoted(textOf(value))}: the bytes as a text of numbers.`,
      meant: toHex(listed),
    };
  }
  const inside = value.length > SIZE ? unwrapped(value) : undefined;
  if (inside?.bytes.length !== SIZE) return undefined;
  if (wanted !== undefined && !equal(inside.bytes, wanted)) return undefined;
  const says = `${hexOfNumber(value)} instead of ${SIZE}: ${inside.says}.`;
  return { code, says, meant: toHex(inside.bytes) };
}

function otherId(value: Uint8Array): DamagedNonce | undefined {
  const code = 'NONCE_IS_OTHER_ID';
  const text = textOf(value);
  if (UUID.test(text)) return { code, says: `${quoted(text)} is a UUID.` };
  const bytes = value.length === SIZE && isHex(text) ? fromHex(text) : value;
  // Version and variant of RFC 9562.
  const [version, variant] = [bytes[6]! >> 4, bytes[8]! >> 6];
  if (bytes.length !== 16 || version < 1 || version > 8 || variant !== 2) return undefined;
  return { code, says: `${hexOfNumber(value)}: the 16 bytes of a UUID of version ${version}.` };
}
