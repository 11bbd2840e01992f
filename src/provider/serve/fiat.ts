/** Ordinary money: currencies, countries and ways to pay. Prices are made up, like those of coins. */
import type { Priced } from './market.js';

const CENTS = 2;

export interface Fiat extends Priced {
  readonly code: string;
  /** Least and most of a purchase, whole units. */
  readonly min: number;
  readonly max: number;
}

const fiat = (code: string, price: bigint): Fiat => ({
  code,
  price,
  decimals: CENTS,
  min: 20,
  max: 20_000,
});

/** ISO 4217. */
export const FIATS: readonly Fiat[] = [
  fiat('EUR', 108_000_000n),
  fiat('USD', 100_000_000n),
  fiat('GBP', 127_000_000n),
];

export function fiatOf(code: string): Fiat | undefined {
  return FIATS.find((one) => one.code === code);
}

/** ISO 3166 alpha-2, and the methods of the contract's list that work there. */
export const COUNTRIES: readonly {
  readonly country: string;
  readonly methods: readonly string[];
}[] = [
  { country: 'FR', methods: ['sepa', 'card'] },
  { country: 'DE', methods: ['sepa', 'card', 'giropay'] },
  { country: 'GB', methods: ['fasterpayments', 'card'] },
  { country: 'US', methods: ['ach', 'card'] },
];

export function isOffered(method: string, country?: string): boolean {
  return COUNTRIES.some(
    (one) => (country === undefined || one.country === country) && one.methods.includes(method),
  );
}
