/** The reference provider does all of it right: nothing fails, and what is not run says why. */
import { expect, it, onTestFinished } from 'vitest';
import type { Product } from '../../../src/provider/product.js';
import { startProvider } from '../../../src/provider/serve/index.js';
import { CHAPTERS } from '../../../src/provider/test/chapters/index.js';
import { NOT_ALLOWED } from '../../../src/provider/test/run.js';
import { playAt, playProduct } from './runs.js';

const LOCAL = ['HTTP_TLS_INVALID', 'HTTP_NOT_TLS'];
/** Neither in a profile of the tests, nor in what the reference provider says. */
const UNKNOWN = ['PARTNER_CREDENTIAL', 'LEDGER_ID_DELISTED'];
const PUSHED = /^(WEBHOOK_|READBACK_|STATUS_REGRESSES)/;

const OPEN: Readonly<Record<Exclude<Product, 'swap'>, readonly string[]>> = {
  sell: ['PAYIN_MEMO_OUTSIDE'],
  card: [],
  fund: [],
  buy: ['CAPABILITIES_FIAT_NOT_LISTED'],
};

it.each(['sell', 'card', 'fund', 'buy'] as const)('%s: every rule', async (product) => {
  const run = await playProduct(product, [], { chapters: CHAPTERS });
  expect(run.rules.filter(({ result }) => result === 'failed')).toEqual([]);
  const allowed = new Set([...LOCAL, ...UNKNOWN, ...OPEN[product]]);
  expect(run.notRun.filter((id) => !allowed.has(id) && !PUSHED.test(id))).toEqual([]);
  for (const id of run.notRun) expect(run.rule(id).why).toMatch(/\S{3}/);
});

it('without --create-orders nothing is ordered, and what needs orders says so', async () => {
  const run = await playProduct('sell', [], { createOrders: false });
  expect(run.errors).toEqual([]);
  for (const id of ['SELL_AMOUNT', 'ORDER_CACHED', 'EXPIRED_QUOTE_ACCEPTED', 'CONCURRENCY_MIXUP']) {
    expect(run.rule(id)).toMatchObject({ result: 'notRun', why: NOT_ALLOWED });
  }
  expect(run.rule('CAP_LIMITS_QUOTE').result).toBe('passed');
  expect(run.rule('RUN_NOT_ALLOWED').result).toBe('passed');
});

it('without a clock or --wait an expiry is not waited for', async () => {
  const run = await playProduct('sell', [], { profile: { clock: undefined as never } });
  expect(run.rule('EXPIRED_QUOTE_ACCEPTED')).toMatchObject({ result: 'notRun' });
  expect(run.rule('EXPIRED_QUOTE_ACCEPTED').why).toContain('--wait');
});

it('what a profile does not name is said to be missing', async () => {
  const profile = { currencies: {}, region: undefined as never };
  const card = await playProduct('card', [], { profile });
  expect(card.rule('NO_DEPOSIT_STATUS').why).toContain('noDeposit');
  expect(card.rule('SELL_CARD_COUNTRY').why).toContain('region');
  const buy = await playProduct('buy', [], { profile: { headers: {} } });
  expect(buy.rule('BUY_KEY').result).toBe('notRun');
});

it('a provider that knows LedgerIds alone is asked by them', async () => {
  const provider = await startProvider({
    products: ['sell'],
    behaviours: [
      {
        ask: (call) =>
          call.path === '/sell' && /"fromCryptoCurrency":"[A-Z]/.test(call.text)
            ? {
                status: 404,
                headers: { 'content-type': 'application/json' },
                body: { messageKey: 'CURRENCY_FROM_NOT_FOUND_ERROR', message: 'Not on sale.' },
              }
            : call,
      },
    ],
  });
  onTestFinished(() => provider.close());
  const run = await playAt(provider.url, 'sell');
  expect(run.errors).toEqual([]);
  expect(run.rule('SELL_AMOUNT').result).toBe('passed');
});
