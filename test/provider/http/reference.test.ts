/** A and B against the reference provider: all is passed, and what is not run says why. */
import { expect, it, onTestFinished } from 'vitest';
import { PRODUCTS } from '../../../src/provider/product.js';
import { startProvider } from '../../../src/provider/serve/index.js';
import type { ProfileCurrency } from '../../../src/provider/test/profile.js';
import { play } from './runs.js';

const KEY = 'agreed-with-ledger-1';
const RESTRICTED = { ticker: 'DAI', restricted: true } satisfies ProfileCurrency;
const NO_DEPOSIT = { ticker: 'ETC', noDeposit: true } satisfies ProfileCurrency;

async function provider() {
  const running = await startProvider({ apiKey: KEY });
  onTestFinished(() => running.close());
  return running;
}

it.each([...PRODUCTS])('%s', async (product) => {
  const { url, settings } = await provider();
  const run = await play(`${url}/${product}`, {
    product,
    createOrders: true,
    profile: {
      headers: { 'X-Api-Key': KEY },
      region: { header: settings.regionHeader, restricted: settings.restrictedRegions[0]! },
      currencies:
        product === 'swap'
          ? { DAI: RESTRICTED, ETC: NO_DEPOSIT }
          : { 'ethereum/erc20/dai_stablecoin_v2_0': RESTRICTED, ethereum_classic: NO_DEPOSIT },
    },
  });
  expect(run.rules.filter(({ result }) => result === 'failed')).toEqual([]);
  const open = run.rules.filter(({ result }) => result === 'notRun').map(({ id }) => id);
  expect(open).toEqual(['HTTP_TLS_INVALID', 'HTTP_NOT_TLS']);
});

it('with nothing but the URL and a key', async () => {
  const { url } = await provider();
  for (const product of PRODUCTS) {
    const run = await play(`${url}/${product}`, {
      product,
      profile: { headers: { 'x-api-key': KEY } },
    });
    expect(run.rules.filter(({ result }) => result === 'failed')).toEqual([]);
    for (const { result, why } of run.rules) {
      if (result === 'notRun') {
        expect(why).toMatch(
          /create-orders|plain HTTP|this machine|where the user is|of \d+ errors/,
        );
      }
    }
  }
});
