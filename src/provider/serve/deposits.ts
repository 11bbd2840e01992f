/** Where an order is paid: an address of its own where one can be made up, else one for all. */
import { base58 } from '@scure/base';
import { base58WithPrefix, checksummed } from '../../simulator/coins/hashes.js';
import type { Listing } from './listings.js';

/** First byte of an address that pays to a hash, by app: of a script, for Tron of a key. */
const PREFIXES: Readonly<Record<string, number>> = { Bitcoin: 0x05, Litecoin: 0x32, Tron: 0x41 };

/** Well-formed, new at each call, and of nobody: what is sent there is lost. */
export function depositAddress({ currency, memo }: Listing): string {
  const { app, foreignAddress } = currency;
  if (memo) return foreignAddress;
  const prefix = PREFIXES[app];
  if (prefix !== undefined) return base58WithPrefix([prefix], random(20));
  if (/^0x[0-9a-f]{40}$/i.test(foreignAddress)) return `0x${checksummed(random(20))}`;
  return app === 'Solana' ? base58.encode(random(32)) : foreignAddress;
}

const random = (size: number): Uint8Array => crypto.getRandomValues(new Uint8Array(size));
