/** Judgements of single answers, without a provider. */
import { expect, it } from 'vitest';
import { rulesOf } from '../../../src/provider/rules/index.js';
import { urlComplaints } from '../../../src/provider/test/chapters/sell-redirect/url.js';
import type { Exchange } from '../../../src/provider/test/exchange.js';
import { judgeExpiry, readTime } from '../../../src/provider/test/judgements/expiry.js';
import { judgeFees } from '../../../src/provider/test/judgements/fees.js';
import { judgeOrderTime } from '../../../src/provider/test/judgements/order-answer.js';
import { judgeQuoteTime } from '../../../src/provider/test/judgements/quotes.js';
import type { GoodQuote } from '../../../src/provider/test/known.js';
import { newJudge, type ProviderRun } from '../../../src/provider/test/run.js';

const NOW = Date.parse('2026-11-27T12:00:00Z');

function runOf(journal: readonly Exchange[] = []) {
  const judge = newJudge(rulesOf('sell'), 'sell');
  const run = { product: 'sell', judge, journal, known: new Map(), now: () => NOW };
  return {
    run: run as unknown as ProviderRun,
    of: (id: string) => {
      const { result, severity } = judge.results().find((rule) => rule.id === id)!;
      return result === 'failed' ? severity : result;
    },
  };
}

function exchangeOf(operation: string, totalMs: number): Exchange {
  const url = 'http://127.0.0.1/quote';
  const request = { operation, method: 'GET', url, headers: {} };
  const answer = { status: 200, headers: {}, bytes: new Uint8Array(0), text: '', json: {} };
  return { number: 1, request, answer, at: NOW, totalMs };
}

const quoteOf = (answer: Readonly<Record<string, unknown>>): GoodQuote => ({
  trade: { from: 'bitcoin', to: 'EUR', amount: '0.01' },
  answer,
  exchange: exchangeOf('sellQuote', 0),
});

it.each([
  ['2026-11-27T12:05:00Z', '2026-11-27T12:05:00.000Z', true, true],
  ['2026-11-27T12:05:00.25+02:00', '2026-11-27T10:05:00.250Z', true, true],
  ['2026-11-27T12:05:00+0000', '2026-11-27T12:05:00.000Z', true, false],
  ['2026-11-27T12:05:00-05', '2026-11-27T17:05:00.000Z', true, false],
  ['2026-11-27T12:05:00', '2026-11-27T12:05:00.000Z', false, true],
])('%s is %s', (text, iso, hasZone, isExact) => {
  expect(readTime(text)).toEqual({ at: Date.parse(iso), hasZone, isExact });
});

it.each(['in five minutes', '27/11/2026 12:05', '2026-13-40T99:00:00Z', '', 5, null])(
  '%s is no time',
  (value) => {
    expect(readTime(value)).toBeUndefined();
  },
);

const SEEN = [
  'QUOTE_EXPIRY_MISSING',
  'EXPIRY_SECONDS',
  'EXPIRY_UNPARSABLE',
  'EXPIRY_NO_ZONE',
  'QUOTE_EXPIRED_ON_ARRIVAL',
  'QUOTE_EXPIRY_TOO_SHORT',
];

it.each([
  ['2026-11-27T12:05:00Z', ['passed', 'passed', 'passed', 'passed', 'passed', 'passed']],
  ['2026-11-27T12:05:00+0000', ['passed', 'passed', 'note', 'passed', 'passed', 'passed']],
  ['2026-11-27T12:05:00', ['passed', 'passed', 'passed', 'warning', 'passed', 'passed']],
  ['2026-11-27T12:02:00Z', ['passed', 'passed', 'passed', 'passed', 'passed', 'warning']],
  ['2026-11-27T12:00:59Z', ['passed', 'passed', 'passed', 'passed', 'passed', 'error']],
  ['2026-11-27T11:59:59Z', ['passed', 'passed', 'passed', 'passed', 'error', 'notRun']],
  ['soon', ['passed', 'passed', 'error', 'notRun', 'notRun', 'notRun']],
  [1795795691, ['passed', 'error', 'notRun', 'notRun', 'notRun', 'notRun']],
  ['1795795691', ['passed', 'error', 'notRun', 'notRun', 'notRun', 'notRun']],
  [undefined, ['error', 'notRun', 'notRun', 'notRun', 'notRun', 'notRun']],
])('expiry %s', (expiry, wanted) => {
  const { run, of } = runOf();
  judgeExpiry(run, quoteOf({ expiry }), true);
  expect(SEEN.map(of)).toEqual(wanted);
});

it('an indicative quote without expiry is only noted', () => {
  const { run, of } = runOf();
  judgeExpiry(run, quoteOf({}), false);
  expect(of('QUOTE_EXPIRY_MISSING')).toBe('note');
});

it.each([
  [{ amountTo: '551.4', providerFees: '2.7', referralFees: '1.4' }, 'passed', 'passed'],
  [{ amountTo: '551.4', providerFees: '0.00005', referralFees: '0.000025' }, 'passed', 'error'],
  [{ amountTo: '551.4', providerFees: '0', referralFees: '0' }, 'passed', 'passed'],
  [{ amountTo: '551.4', providerFees: '2.7' }, 'error', 'passed'],
  [{ amountTo: '551.4' }, 'error', 'notRun'],
])('fees %o', (answer, missing, currency) => {
  const { run, of } = runOf();
  judgeFees(run, quoteOf(answer), ['providerFees', 'referralFees']);
  expect([of('FEES_MISSING'), of('FEES_CURRENCY')]).toEqual([missing, currency]);
});

it.each([
  [[100, 200, 300], 'passed'],
  [[100, 200, 3_500], 'warning'],
  [[100, 5_001, 200], 'error'],
  [[], 'notRun'],
] as const)('quotes of %o ms', (times, wanted) => {
  const { run, of } = runOf(times.map((time) => exchangeOf('sellQuote', time)));
  judgeQuoteTime(run, 'sellQuote');
  expect(of('QUOTE_TOO_SLOW')).toBe(wanted);
});

it.each([
  [[100], 'passed'],
  [[100, 6_000], 'warning'],
  [[30_001], 'error'],
  [[], 'notRun'],
] as const)('orders of %o ms', (times, wanted) => {
  const { run, of } = runOf(times.map((time) => exchangeOf('sell', time)));
  judgeOrderTime(run);
  expect(of('ORDER_TOO_SLOW')).toBe(wanted);
});

it.each([
  ['https://provider.example/x?a=1', []],
  ['http://provider.example/x', ['warning']],
  ['https://localhost/x', ['warning']],
  ['https://192.168.1.5/x', ['warning']],
  ['https://10.example.com/x', []],
  ['/x?a=1', [undefined]],
  ['javascript:alert(1)', [undefined]],
  ['provider.example/x', [undefined]],
  [undefined, [undefined]],
])('redirect to %s', (url, severities) => {
  expect(urlComplaints(url).map(({ severity }) => severity)).toEqual(severities);
});
