/**
 * What providers hand to ECDSA in place of SHA-256 of a text. ECDSA takes the leftmost 256 bits of
 * what it is given as a number; shorter hashes are taken as they are.
 */

import { blake2b, blake2s } from '@noble/hashes/blake2.js';
import { md5, ripemd160, sha1 } from '@noble/hashes/legacy.js';
import { sha224, sha256, sha384, sha512, sha512_256 } from '@noble/hashes/sha2.js';
import { keccak_256, sha3_256, sha3_384, sha3_512 } from '@noble/hashes/sha3.js';
import { bytesOf, concat, fromHex, textOf, toHex } from '../../../../bytes.js';
import { encodeBase64, encodeBase64url } from '../../../../codec/base64.js';
import type { FindingCode } from '../../../findings/codes.js';

/** Bytes that count: the size of both curves. */
const SIZE = 32;

export interface Digest {
  /** How it differs from SHA-256; absent where it does not. */
  readonly code?: FindingCode;
  /** Behind "It verifies over …, ". */
  readonly what: string;
  /** The bytes ECDSA gets, at most 32, a big-endian number. */
  readonly of: (text: Uint8Array) => Uint8Array;
}

export const SHA256: Digest = { what: 'hashed with SHA-256', of: sha256 };

type Hash = (message: Uint8Array) => Uint8Array;

/** Remembers the last answer: the hash of one text goes into many digests. */
function once(hash: Hash): Hash {
  let last: { text: Uint8Array; digest: Uint8Array } | undefined;
  return (text) => {
    if (last?.text !== text) last = { text, digest: hash(text) };
    return last.digest;
  };
}

const sha2 = once(sha256);
const sha2Long = once(sha512);
const keccak = once(keccak_256);

function hashed(name: string, hash: Hash): Digest {
  return {
    code: 'SIGNATURE_WRONG_HASH',
    what: `hashed with ${name}`,
    of: (text) => hash(text).subarray(0, SIZE),
  };
}

function twice(what: string, hash: Hash): Digest {
  return { code: 'SIGNATURE_DOUBLE_HASHED', what: `hashed twice: ${what}`, of: hash };
}

function unhashed(what: string, of: Hash): Digest {
  return { code: 'SIGNATURE_NOT_HASHED', what: `not hashed: ${what}`, of };
}

/** EIP-191, version 0x45: what signMessage of Ethereum wallets and libraries hashes. */
function personal(message: Uint8Array): Uint8Array {
  return keccak_256(concat(bytesOf(`\x19Ethereum Signed Message:\n${message.length}`), message));
}

/** As Bitcoin wallets sign messages; lengths above 252 take three bytes. */
function bitcoinMessage(message: Uint8Array): Uint8Array {
  const { length } = message;
  const size = length < 0xfd ? [length] : [0xfd, length & 0xff, length >> 8];
  return sha256(
    sha256(concat(bytesOf('\x18Bitcoin Signed Message:\n'), Uint8Array.from(size), message)),
  );
}

const hex = (hash: Hash) => (text: Uint8Array) => bytesOf(toHex(hash(text)));
const hex0x = (hash: Hash) => (text: Uint8Array) => bytesOf(`0x${toHex(hash(text))}`);
const first = (bytes: Uint8Array) => bytes.subarray(0, SIZE);

/**
 * `ec.sign(text, …)` of the npm package elliptic: bn.js reads a text as hex digits, and takes the
 * low four bits of (code - 48) for a character that is none. Then the leftmost 256 bits count, from
 * the first byte that is not zero (before version 6.6) or from the first byte.
 */
function asHexDigits(text: Uint8Array, skipZeros: boolean): Uint8Array {
  let digits = '';
  for (const character of textOf(text)) {
    digits += /[0-9a-fA-F]/.test(character)
      ? character
      : ((character.charCodeAt(0) - 0x30) & 0xf).toString(16);
  }
  const all = skipZeros ? digits.replace(/^0+/, '') : digits;
  return first(fromHex(all.length % 2 === 0 ? all : `0${all}`));
}

/** elliptic before 6.6 counts bytes as numbers do: zeros in front are none. */
function withoutZeros(text: Uint8Array): Uint8Array {
  const at = text.findIndex((byte) => byte !== 0);
  return at < 0 ? text.subarray(0, 0) : first(text.subarray(at));
}

/** Likely with any text that somebody may hash himself. */
export const USUAL: readonly Digest[] = [
  twice('SHA-256 of SHA-256', (text) => sha256(sha2(text))),
  twice('SHA-256 of the hex text of SHA-256', (text) => sha256(hex(sha2)(text))),
  hashed('Keccak-256', keccak),
  {
    code: 'SIGNATURE_WRONG_HASH',
    what: 'hashed as an Ethereum personal message (EIP-191, Keccak-256)',
    of: personal,
  },
  hashed('SHA-512', sha2Long),
  hashed('SHA-384', sha384),
  hashed('SHA-1', sha1),
  hashed('SHA3-256', sha3_256),
  unhashed('its first 32 bytes were taken as the hash', first),
  unhashed('taken as hex digits, as elliptic reads a text', (text) => asHexDigits(text, true)),
];

/** Tried with the few texts nearest to the right one. */
export const RARE: readonly Digest[] = [
  unhashed('taken as hex digits, as elliptic reads a text', (text) => asHexDigits(text, false)),
  unhashed('its first 32 bytes that are not zero were taken as the hash', withoutZeros),
  unhashed('the first 32 characters of the hex text of SHA-256 were taken as the hash', (text) =>
    first(hex(sha2)(text)),
  ),
  unhashed('the first 32 characters of the base64 text of SHA-256 were taken as the hash', (text) =>
    first(bytesOf(encodeBase64(sha2(text)))),
  ),
  twice('SHA-256 of the hex text of SHA-256, in capitals', (text) =>
    sha256(bytesOf(toHex(sha2(text)).toUpperCase())),
  ),
  twice("SHA-256 of the hex text of SHA-256 with '0x'", (text) => sha256(hex0x(sha2)(text))),
  twice('SHA-256 of the base64 text of SHA-256', (text) =>
    sha256(bytesOf(encodeBase64(sha2(text)))),
  ),
  twice('SHA-256 of the base64url text of SHA-256', (text) =>
    sha256(bytesOf(encodeBase64url(sha2(text)))),
  ),
  twice('SHA-256 of SHA-512', (text) => sha256(sha2Long(text))),
  twice('SHA-256 of SHA-1', (text) => sha256(sha1(text))),
  twice('SHA-256 of Keccak-256', (text) => sha256(keccak(text))),
  twice('SHA-256 of the hex text of Keccak-256', (text) => sha256(hex(keccak)(text))),
  twice('Keccak-256 of SHA-256', (text) => keccak_256(sha2(text))),
  twice('Keccak-256 of Keccak-256', (text) => keccak_256(keccak(text))),
  twice('SHA-512 of SHA-512', (text) => first(sha512(sha2Long(text)))),
  twice('SHA-1 of SHA-256', (text) => sha1(sha2(text))),
  twice('SHA-256 as an Ethereum personal message', (text) => personal(sha2(text))),
  twice('the hex text of SHA-256 as an Ethereum personal message', (text) =>
    personal(hex(sha2)(text)),
  ),
  twice("the hex text of SHA-256 with '0x' as an Ethereum personal message", (text) =>
    personal(hex0x(sha2)(text)),
  ),
  twice('Keccak-256 as an Ethereum personal message', (text) => personal(keccak(text))),
  twice('the hex text of Keccak-256 as an Ethereum personal message', (text) =>
    personal(hex(keccak)(text)),
  ),
  twice("the hex text of Keccak-256 with '0x' as an Ethereum personal message", (text) =>
    personal(hex0x(keccak)(text)),
  ),
  twice('SHA-256 of SHA-256 as a Bitcoin message', bitcoinMessage),
  hashed('SHA-224', sha224),
  hashed('SHA-512/256', sha512_256),
  hashed('SHA3-384', sha3_384),
  hashed('SHA3-512', sha3_512),
  hashed('BLAKE2b-256', (text) => blake2b(text, { dkLen: SIZE })),
  hashed('BLAKE2b-512', blake2b),
  hashed('BLAKE2s', blake2s),
  hashed('RIPEMD-160', ripemd160),
  hashed('RIPEMD-160 of SHA-256', (text) => ripemd160(sha2(text))),
  hashed('MD5', md5),
  hashed('SHA-256, its bytes in reverse order', (text) => sha2(text).slice().reverse()),
];
