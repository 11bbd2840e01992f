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

/** By the key it is of: a wallet gives the same one again and again, and each text costs two hashes. */
const addresses = new WeakMap<Uint8Array, string>();

/** EIP-55 text of a key's Ethereum address, 40 digits without `0x`. */
export function ethereumAddress(uncompressed: Uint8Array): string {
  const known = addresses.get(uncompressed);
  if (known !== undefined) return known;
  const address = checksummed(keccakAddress(uncompressed));
  addresses.set(uncompressed, address);
  return address;
}

/** Of the last addresses: what checks them and what derives them ask for the same ones. */
const checksums = new Map<string, string>();
const MOST_CHECKSUMS = 256;

/** EIP-55 text of an Ethereum address, 40 digits without `0x`. */
export function checksummed(address: Uint8Array): string {
  return checksummedDigits(toHex(address));
}

/** As {@link checksummed}, of the 40 digits in lower case. */
export function checksummedDigits(plain: string): string {
  const known = checksums.get(plain);
  if (known !== undefined) return known;
  const text = withChecksum(plain);
  if (checksums.size >= MOST_CHECKSUMS) checksums.clear();
  checksums.set(plain, text);
  return text;
}

function withChecksum(plain: string): string {
  const hash = keccak_256(bytesOf(plain));
  let text = '';
  for (let at = 0; at < plain.length; at++) {
    const digit = plain[at]!;
    const nibble = at % 2 === 0 ? hash[at >> 1]! >> 4 : hash[at >> 1]! & 0x0f;
    text += nibble >= 8 ? digit.toUpperCase() : digit;
  }
  return text;
}
