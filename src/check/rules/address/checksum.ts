/** Checksums inside addresses, by coin app: of texts that have the outer form already. */
import { blake2b } from '@noble/hashes/blake2.js';
import { sha256 } from '@noble/hashes/sha2.js';
import {
  base32nopad,
  base58,
  base58xrp,
  base64urlnopad,
  bech32,
  bech32m,
  createBase58check,
} from '@scure/base';
import { bytesOf, concat, equal, toBigInt } from '../../../bytes.js';
import { isCashAddress } from '../../../simulator/coins/cash-address.js';
import { crc16 } from '../../../simulator/coins/crc.js';
import { checksummedDigits } from '../../../simulator/coins/hashes.js';

const base58check = createBase58check(sha256);
/** Longer than any address; bech32 itself stops at 90. */
const MAX_BECH32 = 160;
const SOLANA_KEY_SIZE = 32;

type Check = (address: string) => boolean;

const CHECKS: Readonly<Record<string, Check>> = {
  Bitcoin: (address) => (address.startsWith('bc1') ? isSegwit(address) : isBase58check(address)),
  Litecoin: (address) => (address.startsWith('ltc1') ? isSegwit(address) : isBase58check(address)),
  Ethereum: isEip55,
  'Ethereum Classic': isEip55,
  Celo: isEip55,
  Tron: isBase58check,
  XRP: (address) => {
    const bytes = decoded(() => base58xrp.decode(address));
    return bytes !== undefined && hasDoubleSha(bytes);
  },
  Stellar: (address) => {
    const bytes = decoded(() => base32nopad.decode(address));
    if (bytes === undefined) return false;
    const [low = 0, high = 0] = bytes.subarray(-2);
    return crc16(bytes.subarray(0, -2)) === low + 256 * high;
  },
  'Tezos Wallet': isBase58check,
  TON: (address) => {
    // The raw form, chain and hash, has no checksum.
    if (address.includes(':')) return true;
    const url = address.replaceAll('+', '-').replaceAll('/', '_');
    const bytes = decoded(() => base64urlnopad.decode(url));
    return (
      bytes !== undefined && crc16(bytes.subarray(0, -2)) === Number(toBigInt(bytes.subarray(-2)))
    );
  },
  'Cardano ADA': (address) =>
    !address.startsWith('addr1') ||
    decoded(() => bech32.decode(address as `${string}1${string}`, MAX_BECH32)) !== undefined,
  // No checksum, but a public key of a certain size.
  Solana: (address) => decoded(() => base58.decode(address))?.length === SOLANA_KEY_SIZE,
  Kaspa: (address) => isCashAddress(address),
  Cosmos: (address) => decoded(() => bech32.decode(address as `${string}1${string}`)) !== undefined,
  Polkadot: (address) => {
    const bytes = decoded(() => base58.decode(address));
    if (bytes === undefined) return false;
    const hash = blake2b(concat(bytesOf('SS58PRE'), bytes.subarray(0, -2)));
    return equal(hash.subarray(0, 2), bytes.subarray(-2));
  },
};

/** False only where the address has a checksum and it is wrong. */
export function hasRightChecksum(address: string, app: string): boolean {
  return !Object.hasOwn(CHECKS, app) || CHECKS[app]!(address);
}

/** Of the last EVM addresses: to hash one takes longer than all else that is asked of it. */
const spelt = new Map<string, string>();
const MAX_KNOWN = 256;

/** The address with the letters of EIP-55; undefined for what is no EVM address. */
export function eip55(address: string): string | undefined {
  const digits = address.startsWith('0x') ? address.slice(2) : address.replace(/^0x/i, '');
  if (!/^[0-9a-fA-F]{40}$/.test(digits)) return undefined;
  const before = spelt.get(digits);
  if (before !== undefined) return before;
  if (spelt.size >= MAX_KNOWN) spelt.clear();
  const right = `0x${checksummedDigits(digits.toLowerCase())}`;
  spelt.set(digits, right);
  return right;
}

/** All in one case carries no checksum. */
function isEip55(address: string): boolean {
  const digits = address.slice(2);
  if (digits === digits.toLowerCase() || digits === digits.toUpperCase()) return true;
  return eip55(address) === address;
}

function isBase58check(address: string): boolean {
  return decoded(() => base58check.decode(address)) !== undefined;
}

function hasDoubleSha(bytes: Uint8Array): boolean {
  return equal(sha256(sha256(bytes.subarray(0, -4))).subarray(0, 4), bytes.subarray(-4));
}

/** Version 0 is bech32 of 20 or 32 bytes, all others are bech32m (BIP 350). */
function isSegwit(address: string): boolean {
  const text = address as `${string}1${string}`;
  const old = decoded(() => bech32.decode(text));
  if (old !== undefined) {
    const [version, ...program] = old.words;
    const size = decoded(() => bech32.fromWords(program))?.length;
    return version === 0 && (size === 20 || size === 32);
  }
  const [version = 0] = decoded(() => bech32m.decode(text))?.words ?? [];
  return version > 0 && version <= 16;
}

function decoded<T>(decode: () => T): T | undefined {
  try {
    return decode();
  } catch {
    return undefined;
  }
}
