/** How messages show a pay-in address: it is public, and may be as long as a key all the same. */
import { sha256 } from '@noble/hashes/sha2.js';
import { base32nopad, base58xrp, bech32, bech32m } from '@scure/base';
import { equal } from '../../bytes.js';
import { shownText } from '../../shown.js';
import { isCashAddress } from '../../simulator/coins/cash-address.js';
import { crc16 } from '../../simulator/coins/crc.js';
import { CURRENCIES } from '../currencies.js';

/** The addresses of Cardano are longer than bech32 itself allows. */
const MAX_BECH32 = 160;

/** Networks of bech32 addresses. Never any prefix: private keys are written so, too (suiprivkey, nsec). */
const NETWORKS: ReadonlySet<string> = new Set([
  ...CURRENCIES.flatMap(({ foreignAddress }) => prefixOf(foreignAddress) ?? []),
  ...['ltc', 'stake', 'tb', 'bcrt', 'tltc', 'rltc', 'addr_test', 'stake_test'],
]);

/** In front of an account with its tag (XLS-5), of the main network and of the test networks. */
const X_ADDRESS = [Uint8Array.of(0x05, 0x44), Uint8Array.of(0x04, 0x93)];
/** First bytes of Stellar's public keys and accounts of exchanges (SEP-23); 0x90 is a seed. */
const STELLAR_PUBLIC: readonly (number | undefined)[] = [0x30, 0x60];

/**
 * Address in quotes, whole where its prefix is that of addresses and its checksum is right; anything
 * else as {@link shownText}: 64 digits without a checksum may be a key.
 */
export function shownAddress(text: string): string {
  return isPublic(text) ? JSON.stringify(text) : shownText(text);
}

function isPublic(text: string): boolean {
  if (text.length > MAX_BECH32) return false;
  if (/^(?:kaspa|kaspatest|bitcoincash):/.test(text)) return isCashAddress(text);
  return isBech32(text) || isXAddress(text) || isStellar(text);
}

function isBech32(text: string): boolean {
  const prefix = prefixOf(text.toLowerCase());
  if (prefix === undefined || !NETWORKS.has(prefix)) return false;
  const address = text as `${string}1${string}`;
  return [bech32, bech32m].some((code) => isDecoded(() => code.decode(address, MAX_BECH32)));
}

function isXAddress(text: string): boolean {
  return isDecoded(() => {
    const bytes = base58xrp.decode(text);
    const checksum = sha256(sha256(bytes.subarray(0, -4))).subarray(0, 4);
    const isKnown = X_ADDRESS.some((prefix) => equal(prefix, bytes.subarray(0, 2)));
    return isKnown && equal(checksum, bytes.subarray(-4));
  });
}

function isStellar(text: string): boolean {
  return isDecoded(() => {
    const bytes = base32nopad.decode(text);
    const [low = 0, high = 0] = bytes.subarray(-2);
    const isRight = crc16(bytes.subarray(0, -2)) === low + 256 * high;
    return STELLAR_PUBLIC.includes(bytes[0]) && isRight;
  });
}

function prefixOf(address: string): string | undefined {
  return /^([a-z_]+)1/.exec(address)?.[1];
}

/** Whether it was read without complaint; a reader that answers may still say no. */
function isDecoded(read: () => unknown): boolean {
  try {
    return read() !== false;
  } catch {
    return false;
  }
}
