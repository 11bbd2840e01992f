/**
 * What a run has found out, for chapters behind: `learn` writes a fact into `run.known`, `fact` reads
 * it. A fact nobody has learned is undefined: the reader says what it waited for.
 */
import type { Exchange } from './exchange.js';
import type { ProviderRun } from './run.js';

export interface SwapCurrency {
  readonly id: string;
  readonly type?: string;
  readonly blockchain?: string;
  readonly chainId?: number;
  readonly contract?: string;
}

export interface SwapPair {
  readonly from: string;
  readonly to: string;
  readonly tradeMethod: readonly string[];
  /** Absent where they make no sense. */
  readonly minSwapAmount?: string;
  readonly maxSwapAmount?: string;
}

/** What valid calls ask for; ids as the product's quote wants them. */
export interface Trade {
  readonly from: string;
  readonly to: string;
  /** Decimal text, inside the limits where they are known; of `from`. */
  readonly amount: string;
  readonly min?: string;
  readonly max?: string;
  /** Swap: as the pair lists them. */
  readonly tradeMethods?: readonly string[];
  /** Sell and buy. */
  readonly paymentMethod?: string;
  readonly country?: string;
}

export interface GoodQuote {
  readonly trade: Trade;
  readonly quoteId?: string;
  readonly tradeMethod?: string;
  /** The answer as it was parsed. */
  readonly answer: Readonly<Record<string, unknown>>;
  readonly exchange: Exchange;
}

export interface GoodOrder {
  readonly quote: GoodQuote;
  /** swapId or sellId. */
  readonly id: string;
  /** Hex, as it was sent. */
  readonly nonce: string;
  readonly answer: Readonly<Record<string, unknown>>;
  readonly exchange: Exchange;
}

export interface Facts {
  /** Path that answers, by operation, where it is not the contract's. */
  readonly paths: Readonly<Record<string, string>>;
  /** Why an operation cannot be called with sense, by operation: the rule it waits for and what was seen. */
  readonly unusable: Readonly<Record<string, string>>;
  /** The answer of a path nobody serves, by method. */
  readonly nowhere: Readonly<Record<string, Exchange>>;
  /** Swap: all pages that were read. */
  readonly currencies: readonly SwapCurrency[];
  /** Swap: all pages that were read; empty where there is no /pairs. */
  readonly pairs: readonly SwapPair[];
  /** Sell and buy: /capabilities as parsed. */
  readonly capabilities: unknown;
  /** Sell and buy: /crypto-currencies. */
  readonly ledgerIds: readonly string[];
  /** Trades that can be asked for, the best first. */
  readonly trades: readonly Trade[];
  readonly quotes: readonly GoodQuote[];
  readonly orders: readonly GoodOrder[];
  /** The user's addresses by ticker, from the device. */
  readonly addresses: Readonly<Record<string, string>>;
}

type Holder = Pick<ProviderRun, 'known'>;

export function fact<Name extends keyof Facts>(
  { known }: Holder,
  name: Name,
): Facts[Name] | undefined {
  return known.get(name) as Facts[Name] | undefined;
}

export function learn<Name extends keyof Facts>(
  { known }: Holder,
  name: Name,
  value: Facts[Name],
): void {
  known.set(name, value);
}

/** One entry more of the facts that stand by operation. */
export function learnOf(
  run: Holder,
  name: 'paths' | 'unusable',
  operation: string,
  value: string,
): void {
  learn(run, name, { ...fact(run, name), [operation]: value });
}

/** One more; readers take the first or the last as they need. */
export function learnQuote(run: Holder, quote: GoodQuote): void {
  learn(run, 'quotes', [...(fact(run, 'quotes') ?? []), quote]);
}

export function learnOrder(run: Holder, order: GoodOrder): void {
  learn(run, 'orders', [...(fact(run, 'orders') ?? []), order]);
}

/** Why calls of an operation would say nothing, as a reason for `notRun`; undefined when they can be made. */
export function unusable(run: Holder, operation: string): string | undefined {
  return fact(run, 'unusable')?.[operation];
}
