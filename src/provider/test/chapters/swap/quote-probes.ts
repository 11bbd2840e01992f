/** E. Quotes that must be refused, and ids in another case. */
import { scaledDecimal } from '../../../decimal-text.js';
import { bestTrade } from '../../call-of.js';
import { fact, type GoodQuote, type Trade } from '../../known.js';
import { judgeRefusal } from '../../refused.js';
import type { ProviderRun } from '../../run.js';
import { answered, callName, numbers, statusOf } from '../../seen.js';
import { UNKNOWN_CURRENCY } from '../../survey.js';
import { quoteOf, quotesOf, tradeName } from './ask-quote.js';

export const QUOTE_PROBE_RULES = [
  'QUOTE_PAIR_UNKNOWN',
  'QUOTE_BELOW_MINIMUM',
  'QUOTE_ABOVE_MAXIMUM',
  'QUOTE_AMOUNT_GARBAGE',
  'QUOTE_CASE_SENSITIVE',
] as const;

export async function probeQuotes(run: ProviderRun, quote: GoodQuote): Promise<void> {
  const trade = bestTrade(run);
  await askUnknown(run, trade);
  await askLimits(run, trade, quote);
  await askGarbage(run, trade);
  await askOtherCase(run, trade);
}

async function askUnknown(run: ProviderRun, trade: Trade): Promise<void> {
  const wrong: readonly (readonly [string, Partial<Trade>])[] = [
    ['an unknown to', { to: UNKNOWN_CURRENCY }],
    ['an unknown from', { from: UNKNOWN_CURRENCY }],
    ['a currency against itself', { to: trade.from }],
  ];
  for (const [how, change] of wrong) {
    const { exchange } = await quoteOf(run, { ...trade, ...change }, 'probe');
    judgeRefusal(run, exchange, {
      id: 'QUOTE_PAIR_UNKNOWN',
      how,
      statuses: [404],
      keys: ['SWAP_PAIR_NOT_FOUND_ERROR'],
    });
  }
}

async function askLimits(run: ProviderRun, trade: Trade, { answer }: GoodQuote): Promise<void> {
  const { judge } = run;
  const textOf = (value: unknown) => (typeof value === 'string' ? value : undefined);
  const min = trade.min ?? textOf(answer.minAmountFrom);
  const max = trade.max ?? textOf(answer.maxAmountFrom);
  const ask = async (id: string, how: string, amount: string, key: 'MINIMUM' | 'MAXIMUM') => {
    const { exchange } = await quoteOf(run, { ...trade, amount }, 'probe');
    judgeRefusal(run, exchange, {
      id,
      how: `${how}, ${tradeName({ ...trade, amount })},`,
      statuses: [400],
      keys: [`FROM_CURRENCY_${key}_AMOUNT_ERROR`],
    });
  };
  const [half, twice] = [
    min === undefined ? undefined : scaledDecimal(min, 1, 2),
    max === undefined ? undefined : scaledDecimal(max, 2),
  ];
  if (half === undefined) judge.notRun('QUOTE_BELOW_MINIMUM', 'no minimum is named anywhere');
  else if (Number(half) === 0) judge.notRun('QUOTE_BELOW_MINIMUM', 'the minimum is 0');
  else await ask('QUOTE_BELOW_MINIMUM', 'half the minimum', half, 'MINIMUM');
  if (twice === undefined) judge.notRun('QUOTE_ABOVE_MAXIMUM', 'no maximum is named anywhere');
  else await ask('QUOTE_ABOVE_MAXIMUM', 'twice the maximum', twice, 'MAXIMUM');
}

const GARBAGE = ['', 'abc', '-1', '0', '1e3', '1,5', '9'.repeat(60)];

async function askGarbage(run: ProviderRun, trade: Trade): Promise<void> {
  const { judge } = run;
  const id = 'QUOTE_AMOUNT_GARBAGE';
  const asked = await quotesOf(
    run,
    GARBAGE.map((amount) => ({ ...trade, amount })),
    'probe',
  );
  for (const {
    exchange,
    quote,
    trade: { amount },
  } of asked) {
    const shown = amount.length > 20 ? '60 digits' : JSON.stringify(amount);
    const status = statusOf(exchange);
    const evidence = `${callName(exchange)} for the amount ${shown} ${answered(exchange)}`;
    const seen = { evidence, exchanges: numbers(exchange) };
    if (quote !== undefined) {
      judge.failed(id, { ...seen, evidence: `${evidence} with a quote: 400 wanted` });
    } else if (status >= 500) judge.failed(id, { ...seen, severity: 'warning' });
    else if (status > 0) judge.passed(id, seen);
  }
  judge.notRun(id, 'no answer to an amount that is none');
}

/** Letters of ids count everywhere, or nowhere. */
async function askOtherCase(run: ProviderRun, trade: Trade): Promise<void> {
  const { judge } = run;
  const id = 'QUOTE_CASE_SENSITIVE';
  const ids = new Set((fact(run, 'currencies') ?? []).map((currency) => currency.id));
  const changes = (['from', 'to'] as const).flatMap((name) => {
    const other = otherCase(trade[name]);
    return other === trade[name] || ids.has(other) ? [] : [{ ...trade, [name]: other }];
  });
  if (changes.length === 0) return judge.notRun(id, 'the ids have no letters to change');
  const asked = await quotesOf(run, changes, 'probe');
  const exchanges = numbers(...asked.map(({ exchange }) => exchange));
  const given = asked.filter(({ quote }) => quote !== undefined);
  const evidence = asked
    .map(({ trade: one, exchange }) => `${one.from} to ${one.to} ${answered(exchange)}`)
    .join(', ');
  if (given.length === 0 || given.length === asked.length) {
    return judge.passed(id, { evidence, exchanges });
  }
  judge.failed(id, { evidence, exchanges });
}

function otherCase(id: string): string {
  return id === id.toLowerCase() ? id.toUpperCase() : id.toLowerCase();
}
