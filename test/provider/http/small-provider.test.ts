/** A provider that does all of A and B right: nothing fails, and what is not run says why. */
import { expect, it } from 'vitest';
import type { Product } from '../../../src/provider/product.js';
import { play } from './runs.js';
import { KEY, REGION, smallProvider } from './small-provider.js';

const LOCAL = ['HTTP_TLS_INVALID', 'HTTP_NOT_TLS'];
const CURRENCIES = {
  swap: { DAI: { ticker: 'DAI', amount: '1', restricted: true } },
  sell: { dai: { ticker: 'DAI', restricted: true } },
  card: {},
  buy: {},
  fund: {},
};

it.each(['swap', 'sell', 'buy'] as const)('%s: all of A and B is passed', async (product) => {
  const url = await smallProvider({ product });
  const profile = {
    headers: { 'X-Api-Key': KEY },
    region: REGION,
    currencies: CURRENCIES[product],
  };
  const run = await play(url, { product, createOrders: true, profile });
  expect(run.rules.filter(({ result }) => result === 'failed')).toEqual([]);
  const open = run.rules.filter(({ result }) => result === 'notRun').map(({ id }) => id);
  expect(open.filter((id) => !LOCAL.includes(id))).toEqual([]);
});

it('card: POST /sell is all there is', async () => {
  const url = await smallProvider({ product: 'card' });
  const profile = { headers: { 'X-Api-Key': KEY }, region: REGION };
  const run = await play(url, { product: 'card', createOrders: true, profile });
  expect(run.failed).toEqual([]);
  expect(run.rule('AUTH_NOT_ENFORCED').result).toBe('passed');
  expect(run.rule('ERROR_SHAPE').result).toBe('passed');
  expect(run.rule('REGION_STATUS').result).toBe('passed');
  const quiet = await play(url, { product: 'card', profile });
  expect(quiet.failed).toEqual([]);
  expect(quiet.rule('ERROR_SHAPE')).toMatchObject({
    result: 'notRun',
    why: 'needs --create-orders',
  });
  expect(quiet.journal.some(({ request }) => request.method === 'POST')).toBe(false);
});

it('without --create-orders no order is asked for, and all else is looked at', async () => {
  for (const product of ['swap', 'sell'] satisfies Product[]) {
    const orders: string[] = [];
    const url = await smallProvider({
      product,
      bend: (reply, { method, path }) => {
        if (method === 'POST' && path !== '/quote') orders.push(path);
        return reply;
      },
    });
    const profile = { headers: { 'X-Api-Key': KEY }, region: REGION };
    const run = await play(url, { product, profile });
    expect(run.failed).toEqual([]);
    expect(orders).toEqual([]);
    expect(run.rule('REGION_INCONSISTENT').why).toBe('needs --create-orders');
    expect(run.rule('MALFORMED_REQUEST_500').result).toBe('passed');
  }
});

it('a profile without key or region: those rules say what they lack', async () => {
  const url = await smallProvider({
    enter: (asked) => ({ ...asked, headers: { 'x-api-key': KEY } }),
  });
  const run = await play(url, { createOrders: true });
  expect(run.failed).toEqual([]);
  for (const id of ['AUTH_NOT_ENFORCED', 'AUTH_STATUS', 'AUTH_HEADER_CASE']) {
    expect(run.rule(id)).toMatchObject({
      result: 'notRun',
      why: 'the profile names no header with a key',
    });
  }
  expect(run.rule('REGION_UNTESTABLE').why).toContain('no way to say where the user is');
});

it('the same seed asks the same questions', async () => {
  const asked = async () => {
    const url = await smallProvider();
    const { journal } = await play(url, { profile: { headers: { 'x-api-key': KEY } }, seed: 7 });
    return journal.map(({ request }) => [request.url.replace(/:\d+/, ''), request.body]);
  };
  expect(await asked()).toEqual(await asked());
});
