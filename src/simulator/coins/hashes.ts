/** Hashes and encodings several coins make their addresses with. */
import { ripemd160 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { keccak_256 } from '@noble/hashes/sha3.js';
import { createBase58check } from '@scure/base';
import { bytesOf, concat, toHex } from '../../bytes.js';

/** RIPEMD-160 of SHA-256, 20 bytes. */
export function hash160(bytes: Uint8Array): Uint8Array {
  return ripemd160(sha256(bytes));
}

const base58check = createBase58check(sha256);

/** Base58 of a prefix, a hash and the checksum over both. */
export function base58WithPrefix(prefix: readonly number[], hash: Uint8Array): string {
  return base58check.encode(concat(Uint8Array.from(prefix), hash));
}

/** Prefix and hash of such a text, or undefined for what is none. */
export function base58Payload(text: string): Uint8Array | undefined {
  try {
    return base58check.decode(text);
  } catch {
    return undefined;
  }
}

/** The 20 bytes of an Ethereum address, from the uncompressed public key. */
export function keccakAddress(uncompressed: Uint8Array): Uint8Array {
  return keccak_256(uncompressed.subarray(1)).slice(12);
}

/** EIP-55 text of an Ethereum address, 40 digits without `0x`. */
export function checksummed(address: Uint8Array): string {
  return checksummedDigits(toHex(address));
}

/** As {@link checksummed}, of the 40 digits in lower case. */
export function checksummedDigits(plain: string): string {
  const hash = keccak_256(bytesOf(plain));
  let text = '';
  for (let at = 0; at < plain.length; at++) {
    const digit = plain[at]!;
    const nibble = at % 2 === 0 ? hash[at >> 1]! >> 4 : hash[at >> 1]! & 0x0f;
    text += nibble >= 8 ? digit.toUpperCase() : digit;
  }
  return text;
}
