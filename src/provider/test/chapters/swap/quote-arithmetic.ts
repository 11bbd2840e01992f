/** FEES_CURRENCY and QUOTE_ARITHMETIC: whether the numbers of quotes belong together. */
import type { ProviderRun } from '../../run.js';
import { numbers } from '../../seen.js';
import { FEES } from './quote-rules.js';
import { numberOf, quoteName, type SeenQuote } from './seen-quotes.js';

interface Numbers {
  readonly quote: SeenQuote;
  readonly paid: number;
  readonly received: number;
  /** Of the provider and referral: shares of the amount. The network's is a sum of its own. */
  readonly shares: number;
  readonly fees: number;
}

function numbersOf(quote: SeenQuote): Numbers | undefined {
  const [paid, received] = [numberOf(quote.amount), numberOf(quote.answer.amountTo)];
  const [provider, referral, network] = FEES.map((name) => numberOf(quote.answer[name]));
  if (paid === undefined || received === undefined || paid === 0 || received === 0)
    return undefined;
  if (provider === undefined || referral === undefined) return undefined;
  const shares = provider + referral;
  return { quote, paid, received, shares, fees: shares + (network ?? 0) };
}

/** More than this of the amount is no fee, less than this is none at all. */
const MOST = 0.5;
const LEAST = 1e-5;
/** What shares of an amount are usual, with room on both sides. */
const PLAUSIBLE = { least: 1e-4, most: 0.2 };

export function judgeFees(run: ProviderRun, quotes: readonly SeenQuote[]): void {
  const { judge } = run;
  const id = 'FEES_CURRENCY';
  const known = quotes.flatMap((quote) => numbersOf(quote) ?? []);
  const charged = known.filter(({ shares }) => shares > 0);
  if (charged.length === 0) {
    judge.notRun(id, known.length === 0 ? 'waited for FEES_MISSING' : 'the quotes have no fees');
    return;
  }
  const ofReceived = charged.map(({ shares, received }) => shares / received);
  const ofPaid = charged.map(({ shares, paid }) => shares / paid);
  const odd = charged.find(({ shares, paid, received }) => {
    const [here, there] = [shares / received, shares / paid];
    const isOdd = here > MOST || here < LEAST;
    return isOdd && there >= PLAUSIBLE.least && there <= PLAUSIBLE.most;
  });
  // The same share of what is paid everywhere, and not of what is received.
  const isOfPaid = spread(ofPaid) < spread(ofReceived) || charged.length === 1;
  const exchanges = numbers(...charged.map(({ quote }) => quote.exchange)).slice(0, 20);
  if (odd !== undefined && isOfPaid) {
    const { quote, shares, received, paid } = odd;
    const { from, to } = quote;
    const evidence = `${quoteName(quote)}: fees of ${shares} are ${percent(shares / received)} of ${received} ${to} and ${percent(shares / paid)} of ${paid} ${from}: they seem to be in ${from}`;
    judge.failed(id, { evidence, exchanges: numbers(quote.exchange) });
    return;
  }
  const [low, high] = [Math.min(...ofReceived), Math.max(...ofReceived)];
  const evidence = `fees are ${percent(low)} to ${percent(high)} of what is received, in ${charged.length} quotes`;
  judge.passed(id, { evidence, exchanges });
}

/** Of ratios: how far apart the largest and the smallest are. */
function spread(ratios: readonly number[]): number {
  return Math.log(Math.max(...ratios) / Math.min(...ratios));
}

const percent = (ratio: number): string => `${Number((ratio * 100).toPrecision(2))} %`;

const MAX_APART = 0.05;

/** @param two quotes of one trade with different amounts, asked one after the other. */
export function judgeArithmetic(
  { judge }: ProviderRun,
  quotes: readonly SeenQuote[],
  two: readonly SeenQuote[],
): void {
  const id = 'QUOTE_ARITHMETIC';
  const known = quotes.flatMap((quote) => numbersOf(quote) ?? []);
  const above = known.find(({ fees, received }) => fees > received);
  if (above !== undefined) {
    const { quote, fees, received } = above;
    const evidence = `${quoteName(quote)}: fees of ${fees} are above amountTo ${received}`;
    judge.failed(id, { evidence, exchanges: numbers(quote.exchange) });
  }
  const [small, large] = two.map(numbersOf);
  if (small === undefined || large === undefined) {
    judge.notRun(id, 'two amounts of one pair were not both quoted with their fees');
    return;
  }
  // Before fees: those of the network do not grow with the amount.
  const rate = ({ received, fees, paid }: Numbers) => (received + fees) / paid;
  const apart = rate(large) / rate(small) - 1;
  const exchanges = numbers(small.quote.exchange, large.quote.exchange);
  const evidence = `${quoteName(small.quote)} at ${rate(small).toPrecision(6)}, ${quoteName(large.quote)} at ${rate(large).toPrecision(6)} before fees: ${percent(apart)} apart`;
  if (Math.abs(apart) > MAX_APART) judge.failed(id, { evidence, exchanges });
  else judge.passed(id, { evidence, exchanges });
}
