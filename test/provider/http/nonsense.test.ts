/** Whatever JSON a provider answers, a run goes on to its end and says something of every rule. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { play } from './runs.js';
import { KEY, smallProvider } from './small-provider.js';

/** The right members with anything in them, which goes further in than any JSON. */
const nearly = (member: string) =>
  fc.record({ [member]: fc.array(fc.oneof(fc.jsonValue(), fc.dictionary(NAMES, fc.jsonValue()))) });
const NAMES = fc.constantFrom(
  ...['id', 'from', 'to', 'tradeMethod', 'minSwapAmount', 'maxSwapAmount', 'fiat', 'country'],
  ...['paymentMethods', 'minAmount', 'maxAmount', 'type', 'chainId', 'blockchain'],
);
const ANSWER = fc.oneof(
  fc.jsonValue(),
  nearly('currencies'),
  nearly('pairs'),
  nearly('countriesCapabilities'),
  nearly('cryptoCurrencyCapabilities'),
  nearly('fiatCurrencyCapabilities'),
);

it.each(['swap', 'sell', 'buy'] as const)('%s', async (product) => {
  await fc.assert(
    fc.asyncProperty(fc.array(ANSWER, { minLength: 1, maxLength: 4 }), async (answers) => {
      let turn = 0;
      const url = await smallProvider({
        product,
        bend: (reply, { method, path }) =>
          method === 'GET' && reply.status === 200 && path !== '/quote'
            ? { ...reply, body: JSON.stringify(answers[turn++ % answers.length]) }
            : reply,
      });
      const profile = { headers: { 'x-api-key': KEY } };
      const { rules } = await play(url, { product, createOrders: true, profile });
      expect(rules.filter(({ why }) => why?.includes('ended early'))).toEqual([]);
    }),
    { numRuns: 25 },
  );
});

it.each(['swap', 'sell', 'buy'] as const)('%s: brackets without end', async (product) => {
  const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
  const url = await smallProvider({
    product,
    bend: (reply) => (reply.status === 200 ? { ...reply, body: deep } : reply),
  });
  const { rules } = await play(url, {
    product,
    createOrders: true,
    profile: { headers: { 'x-api-key': KEY } },
  });
  expect(rules.filter(({ why }) => why?.includes('ended early'))).toEqual([]);
  expect(rules.find(({ id }) => id === 'JSON_INVALID')).toMatchObject({
    result: 'failed',
    evidence: expect.stringContaining('nested deeper than 100 levels'),
  });
});
