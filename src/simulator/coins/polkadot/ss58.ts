/** Addresses of Substrate chains: base58 of a prefix, an account and a checksum. */
import { blake2b } from '@noble/hashes/blake2.js';
import { base58 } from '@scure/base';
import { bytesOf, concat } from '../../../bytes.js';

const LAST_PREFIX = 16383;
const LAST_SHORT_PREFIX = 63;

/** Undefined for a prefix there cannot be. */
export function ss58(account: Uint8Array, prefix: number): string | undefined {
  if (prefix > LAST_PREFIX) return undefined;
  const head =
    prefix <= LAST_SHORT_PREFIX
      ? [prefix]
      : [0x40 | ((prefix >> 2) & 0x3f), ((prefix & 3) << 6) + ((prefix >> 8) & 0x3f)];
  const body = concat(Uint8Array.from(head), account);
  const checksum = blake2b(concat(bytesOf('SS58PRE'), body)).subarray(0, 2);
  return base58.encode(concat(body, checksum));
}
