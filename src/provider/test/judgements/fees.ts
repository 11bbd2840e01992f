/** Fees of a quote: there at all, and in the currency that is received. */
import type { GoodQuote } from '../known.js';
import type { ProviderRun } from '../run.js';
import { callName, numbers } from '../seen.js';

export const FEE_RULES = ['FEES_MISSING', 'FEES_CURRENCY'] as const;

/** Shares of the amount that a fee can sensibly be. */
const LEAST = 1e-4;
const MOST = 0.25;
/** Below, or above, nobody would call it a fee of that amount. */
const TOO_SMALL = 1e-5;
const TOO_LARGE = 0.5;

/** @param names of the fees the product's quote has. */
export function judgeFees(run: ProviderRun, quote: GoodQuote, names: readonly string[]): void {
  const { judge } = run;
  const { answer, exchange, trade } = quote;
  const seen = { exchanges: numbers(exchange) };
  const missing = names.filter((name) => answer[name] === undefined || answer[name] === null);
  if (missing.length > 0) {
    const evidence = `${callName(exchange)} has no ${missing.join(', ')}`;
    judge.failed('FEES_MISSING', { evidence, ...seen });
  } else {
    const evidence = `${callName(exchange)} has ${names.join(', ')}`;
    judge.passed('FEES_MISSING', { evidence, ...seen });
  }
  const amountTo = Number(answer.amountTo);
  const amountFrom = Number(answer.amountFrom ?? answer.amount ?? trade.amount);
  // The network's fee is what it is; the others are shares of the amount.
  const shares = names.filter((name) => !/network/i.test(name) && answer[name] !== undefined);
  const fees = shares.map((name) => Number(answer[name])).reduce((sum, fee) => sum + fee, 0);
  if (!(amountTo > 0) || !(amountFrom > 0) || !(fees >= 0) || shares.length === 0) {
    judge.notRun('FEES_CURRENCY', 'waited for FEES_MISSING: no amounts to compare');
    return;
  }
  const [ofTo, ofFrom] = [fees / amountTo, fees / amountFrom];
  const isOdd = fees > 0 && (ofTo < TOO_SMALL || ofTo > TOO_LARGE);
  const arithmetic = `fees ${decimal(fees)}, amountTo ${decimal(amountTo)} (${percent(ofTo)}), amount ${decimal(amountFrom)} (${percent(ofFrom)})`;
  if (isOdd && ofFrom >= LEAST && ofFrom <= MOST) {
    const evidence = `${arithmetic}: out of proportion in ${trade.to}, plausible in ${trade.from}`;
    judge.failed('FEES_CURRENCY', { evidence, ...seen });
  } else judge.passed('FEES_CURRENCY', { evidence: arithmetic, ...seen });
}

const decimal = (value: number): string => String(Number(value.toPrecision(6)));
const percent = (share: number): string => `${Number((share * 100).toPrecision(3))} %`;
