/**
 * Prices, limits and fees in exact integers. The prices are those of the currency table: made up,
 * and the same at every call, so that two quotes can be compared.
 */
import type { Currency } from '../../host/currencies.js';
import { formatAmount, parseAmount } from '../../payload/amount.js';
import type { Listing } from './listings.js';
import type { ProviderSettings } from './settings.js';
import type { Fees } from './store.js';

/** Decimals of a price, and of amounts of dollars. */
const PRECISION = 8;
/** Answers have no more decimals than this, however many the currency has. */
const SHOWN_DECIMALS = 8;
const TEN_THOUSAND = 10_000n;
/** Dollars. */
const MINIMUM = 20n;
const MAXIMUM = 50_000n;

/** What a unit is worth: crypto from the currency table, fiat from a table here. */
export interface Priced {
  readonly decimals: number;
  /** Dollars for one unit, times 10^8. */
  readonly price: bigint;
}

export function pricedCurrency({ decimals, price = '1' }: Currency): Priced {
  return { decimals, price: parseAmount(price, { field: 'price', decimals: PRECISION }) };
}

export interface Price {
  readonly amountTo: string;
  readonly fees: Fees;
}

/**
 * amountTo = what the amount is worth, less both fees, less the network fee of the payout
 * (provider-api.md#all-products). Fees are in the output currency. Undefined when nothing
 * is left.
 */
export function priceOf(
  amount: bigint,
  from: Priced,
  to: Priced,
  { fees, network }: { fees: ProviderSettings['fees']; network: bigint },
): Price | undefined {
  const worth = cut(exchanged(amount, from, to), to);
  const provider = cut((worth * fees.provider) / TEN_THOUSAND, to);
  const referral = cut((worth * fees.referral) / TEN_THOUSAND, to);
  const rest = worth - provider - referral - network;
  if (rest <= 0n) return undefined;
  const text = (units: bigint) => formatAmount(units, to.decimals);
  return {
    amountTo: text(rest),
    fees: { provider: text(provider), referral: text(referral), network: text(network) },
  };
}

/** What a payout on the chain costs, in the currency that is paid out. */
export function networkFeeOf({ currency }: Listing): bigint {
  const { fee, example } = currency;
  const units = parseAmount(example.fees, { field: 'fee', decimals: fee.decimals });
  if (fee.ticker === currency.ticker) return cut(units, pricedCurrency(currency));
  const price = FEE_PRICES[fee.ticker] ?? '1';
  const coin = {
    decimals: fee.decimals,
    price: parseAmount(price, { field: 'price', decimals: PRECISION }),
  };
  const paidOut = pricedCurrency(currency);
  return cut(exchanged(units, coin, paidOut), paidOut);
}

/** Dollars for the coins that pay the fees of tokens. */
const FEE_PRICES: Readonly<Record<string, string>> = {
  ETH: '2400',
  BNB: '500',
  POL: '0.5',
  TRX: '0.15',
};

/** Least and most of a currency that can be exchanged, in its units. */
export function limitsOf(currency: Priced): { min: string; max: string } {
  const units = (dollars: bigint) =>
    rounded((dollars * 10n ** BigInt(PRECISION + currency.decimals)) / currency.price);
  return {
    min: formatAmount(units(MINIMUM), currency.decimals),
    max: formatAmount(units(MAXIMUM), currency.decimals),
  };
}

export function exchanged(amount: bigint, from: Priced, to: Priced): bigint {
  const scaled = amount * from.price * 10n ** BigInt(to.decimals);
  return scaled / (to.price * 10n ** BigInt(from.decimals));
}

/** Without the decimals nobody wants to read. */
function cut(units: bigint, { decimals }: Priced): bigint {
  const unit = 10n ** BigInt(Math.max(0, decimals - SHOWN_DECIMALS));
  return (units / unit) * unit;
}

/** Three significant digits: limits are round numbers. */
function rounded(units: bigint): bigint {
  const unit = 10n ** BigInt(Math.max(0, units.toString().length - 3));
  return (units / unit) * unit;
}
