/** Every switch of the rules A and B, thrown in the reference provider: its rule is told. */
import { expect, it, onTestFinished } from 'vitest';
import { rulesOf } from '../../../src/provider/rules/index.js';
import { startProvider } from '../../../src/provider/serve/index.js';
import { behavioursOf } from '../../../src/provider/serve/misbehave/index.js';
import { errors } from '../../../src/provider/test/chapters/errors.js';
import { reaching } from '../../../src/provider/test/chapters/reaching.js';
import { passive } from '../../../src/provider/test/passive.js';
import type { ProfileCurrency } from '../../../src/provider/test/profile.js';
import { play } from './runs.js';

const KEY = 'agreed-with-ledger-1';
const OWNED = new Set([reaching, errors, passive].flatMap(({ rules }) => rules));
const RESTRICTED = { ticker: 'DAI', restricted: true } satisfies ProfileCurrency;

/** Other rules of A and B that cannot but fail as well. */
const FOLLOWS: Readonly<Record<string, readonly string[]>> = {
  // Quotes are given to whom they should be refused.
  REGION_ONLY_ORDER: ['REGION_STATUS', 'CURRENCY_REGION_STATUS'],
};

const CASES = (['swap', 'sell', 'buy'] as const).flatMap((product) =>
  rulesOf(product)
    .filter(({ id }) => OWNED.has(id))
    .flatMap(({ id, switches }) => switches.map((code) => ({ product, id, code }))),
);
// Each switch once, with the first product that has it; older paths each product has its own.
const ONCE = CASES.filter(
  ({ code }, index) => code === 'OLD_PATH' || CASES.findIndex((one) => one.code === code) === index,
);

/** Of these a call is waited for until its deadline; of others an answer is never late. */
const LATE = ['SLOW_HEADERS', 'DRIP'];

it('all switches are there', () => {
  expect(ONCE.length).toBeGreaterThan(45);
});

it.each(ONCE)('$product: $code is $id', async ({ product, id, code }) => {
  const provider = await startProvider({
    products: [product],
    apiKey: KEY,
    behaviours: behavioursOf([code]),
  });
  onTestFinished(() => provider.close());
  const { regionHeader: header, restrictedRegions } = provider.settings;
  const run = await play(`${provider.url}/${product}`, {
    product,
    createOrders: true,
    profile: {
      headers: { 'X-Api-Key': KEY },
      region: { header, restricted: restrictedRegions[0]! },
      currencies:
        product === 'swap'
          ? { DAI: RESTRICTED }
          : { 'ethereum/erc20/dai_stablecoin_v2_0': RESTRICTED },
    },
    http: { deadline: LATE.includes(code) ? 1_500 : 20_000 },
  });
  expect(run.rule(id)).toMatchObject({ result: 'failed' });
  const follows = [id, ...(FOLLOWS[code] ?? [])];
  expect(run.errors.filter((other) => !follows.includes(other))).toEqual([]);
  expect(JSON.stringify(run.rules)).not.toContain(KEY);
});
