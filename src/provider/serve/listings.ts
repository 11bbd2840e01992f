/**
 * What is traded: built-in currencies under the three names a provider needs for each. Its own id
 * (swap), Ledger's id (sell, buy), and the chain with the contract by which Ledger finds it
 * (provider-api.md#swap, #ledger-ids).
 */
import type { Currency } from '../../host/currencies.js';
import { currencyNamed } from '../../host/currency-names.js';

export interface Listing {
  /** The provider's own, in swap calls. */
  readonly id: string;
  readonly ledgerId: string;
  readonly currency: Currency;
  /** Ledger's `blockchain_name`. */
  readonly blockchain: string;
  /** EVM only. */
  readonly chainId?: number;
  /** Tokens only. */
  readonly contract?: string;
  /** Deposits go to one address and are told apart by a memo. */
  readonly memo: boolean;
  /** No deposit address can be given for it: NO_DEPOSIT_WALLET_ERROR is there to be seen. */
  readonly noDeposit: boolean;
  /** ISO 3166 codes of places where it is not traded. */
  readonly restrictedIn: readonly string[];
  /** Its price moves too much for a promise: quotes are indicative. */
  readonly floatOnly: boolean;
}

type Options = Partial<Omit<Listing, 'id' | 'ledgerId' | 'currency' | 'blockchain'>>;

function listing(
  currency: string,
  id: string,
  ledgerId: string,
  blockchain: string,
  options: Options = {},
): Listing {
  return {
    id,
    ledgerId,
    currency: currencyNamed(currency, 'listing'),
    blockchain,
    memo: false,
    noDeposit: false,
    restrictedIn: [],
    floatOnly: false,
    ...options,
  };
}

export const LISTINGS: readonly Listing[] = [
  listing('bitcoin', 'BTC', 'bitcoin', 'bitcoin'),
  listing('ethereum', 'ETH', 'ethereum', 'ethereum', { chainId: 1 }),
  listing('usdt', 'USDT', 'ethereum/erc20/usd_tether__erc20_', 'ethereum', {
    chainId: 1,
    contract: '0xdAC17F958D2ee523a2206206994597C13D831ec7',
  }),
  listing('usdc', 'USDC', 'ethereum/erc20/usd__coin', 'ethereum', {
    chainId: 1,
    contract: '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48',
  }),
  listing('dai', 'DAI', 'ethereum/erc20/dai_stablecoin_v2_0', 'ethereum', {
    chainId: 1,
    contract: '0x6B175474E89094C44Da98b954EedeAC495271d0F',
    restrictedIn: ['US'],
  }),
  listing('bsc', 'BNB', 'bsc', 'bsc', { chainId: 56 }),
  listing('usdt-bsc', 'USDT-BSC', 'bsc/bep20/binance-peg_bsc-usd', 'bsc', {
    chainId: 56,
    contract: '0x55d398326f99059fF775485246999027B3197955',
  }),
  listing('polygon', 'POL', 'polygon', 'polygon', { chainId: 137 }),
  listing('ethereum-classic', 'ETC', 'ethereum_classic', 'ethereum_classic', {
    chainId: 61,
    noDeposit: true,
  }),
  listing('litecoin', 'LTC', 'litecoin', 'litecoin'),
  listing('xrp', 'XRP', 'ripple', 'ripple', { memo: true }),
  listing('stellar', 'XLM', 'stellar', 'stellar', { memo: true }),
  listing('tron', 'TRX', 'tron', 'tron'),
  listing('usdt-tron', 'USDT-TRON', 'tron/trc20/tr7nhqjekqxgtci8q8zy4pl8otszgjlj6t', 'tron', {
    contract: 'TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t',
  }),
  listing('tezos', 'XTZ', 'tezos', 'tezos'),
  listing('ton', 'TON', 'ton', 'ton', { memo: true, floatOnly: true }),
  listing('cardano', 'ADA', 'cardano', 'cardano'),
  listing('cosmos', 'ATOM', 'cosmos', 'cosmos', { memo: true }),
  listing('polkadot', 'DOT', 'polkadot', 'polkadot'),
  listing('solana', 'SOL', 'solana', 'solana'),
];

const BY_ID = new Map(LISTINGS.map((one) => [one.id, one]));
const BY_LEDGER_ID = new Map(LISTINGS.map((one) => [one.ledgerId, one]));

/** By the provider's own id; upper and lower case are different. */
export function listingOf(id: string): Listing | undefined {
  return BY_ID.get(id);
}

export function listingOfLedgerId(id: string): Listing | undefined {
  return BY_LEDGER_ID.get(id);
}

/** Ordered pairs that are traded: all of them. */
export function tradeMethodsOf(from: Listing, to: Listing): readonly ('fixed' | 'float')[] {
  return from.floatOnly || to.floatOnly ? ['float'] : ['fixed', 'float'];
}
