/** Error keys of the contracts, and what older documents called them. */

export const ERROR_KEYS = [
  'REGION_RESTRICTED_ERROR',
  'CURRENCY_REGION_RESTRICTED_ERROR',
  'FROM_CURRENCY_MINIMUM_AMOUNT_ERROR',
  'FROM_CURRENCY_MAXIMUM_AMOUNT_ERROR',
  'SWAP_PAIR_NOT_FOUND_ERROR',
  'NO_DEPOSIT_WALLET_ERROR',
  'CURRENCY_FROM_NOT_FOUND_ERROR',
  'CURRENCY_TO_NOT_FOUND_ERROR',
  'SWAP_QUOTE_NOT_FOUND_ERROR',
  'SELL_QUOTE_NOT_FOUND_ERROR',
  'TRANSACTION_NOT_FOUND',
  'SELL_TRANSACTION_NOT_FOUND_ERROR',
  'USER_ID_NOT_FOUND_ERROR',
] as const;

export type ErrorKey = (typeof ERROR_KEYS)[number];

/** Older name, and the one of today. */
export const OLD_ERROR_KEYS: Readonly<Record<string, ErrorKey>> = {
  TO_CURRENCY_MAXIMUM_AMOUNT_ERROR: 'FROM_CURRENCY_MAXIMUM_AMOUNT_ERROR',
  SWAP_TRANSACTION_NOT_FOUND_ERROR: 'TRANSACTION_NOT_FOUND',
};

export const isErrorKey = (key: string): key is ErrorKey =>
  (ERROR_KEYS as readonly string[]).includes(key);

/** The key that is meant by another spelling: case, separators, a missing or added ERROR. */
export function meantKey(key: string): ErrorKey | undefined {
  return ERROR_KEYS.find((known) => letters(known) === letters(key));
}

const letters = (key: string): string =>
  key
    .toUpperCase()
    .replace(/[^A-Z]/g, '')
    .replace(/ERROR$/, '');
