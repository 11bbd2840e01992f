/**
 * Which coins have a memo for deposits, by coin app. Bitcoin and Ethereum take the first character
 * of payin_extra_id for a type of extra data and refuse to sign (recorded: 6b00 ff02, 6001 0500);
 * the others without one have no place for it in their payments.
 */
import type { CoinAppName } from './registry.js';

/** 'number': a destination tag of 32 bits. */
export type MemoKind = 'none' | 'text' | 'number';

const MEMOS: Readonly<Partial<Record<CoinAppName, MemoKind>>> = {
  Cosmos: 'text',
  Hedera: 'text',
  Stellar: 'text',
  TON: 'text',
  XRP: 'number',
};

/** @param app as a currency's coin app is called. */
export function memoKindOf(app: string): MemoKind {
  return MEMOS[app as CoinAppName] ?? 'none';
}
