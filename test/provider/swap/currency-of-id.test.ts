/** Which currency a provider's own id is: by the profile's LedgerId, or by what the catalogue says. */
import { expect, it } from 'vitest';
import { learn } from '../../../src/provider/test/known.js';
import { parseProfile, profileOf } from '../../../src/provider/test/read-profile.js';
import { builtIn, decimalsOfCurrency } from '../../../src/provider/test/trades.js';

const AAVE = '0x7Fc66500c84A76Ad7e9c93437bFc5Ac33E2DDaE9';
const GUSD = 'ethereum/erc20/gemini_dollar';

async function knower(currencies = '') {
  const text = `url: http://127.0.0.1:1\nproducts: [swap]\n${currencies}`;
  const profile = await profileOf(await parseProfile(text, 'p.yaml'), { where: 'p.yaml', env: {} });
  return { product: 'swap' as const, profile, known: new Map() };
}

it('the LedgerId of the profile', async () => {
  const run = await knower(`currencies: { gusd_main: { ticker: GUSD, ledgerId: ${GUSD} } }`);
  expect(builtIn(run, 'gusd_main')?.id).toBe(GUSD);
  expect(decimalsOfCurrency(run, 'gusd_main')).toBe(2);
  expect(builtIn(run, 'other_main')).toBeUndefined();
});

it('chain and contract of the catalogue, whatever the provider calls it', async () => {
  const run = await knower();
  const token = { type: 'token', contract: AAVE } as const;
  learn(run, 'currencies', [
    { ...token, id: 'x1', blockchain: 'ethereum', chainId: 1 },
    { ...token, id: 'x2', blockchain: 'polygon', chainId: 137 },
    { id: 'x3', type: 'coin', blockchain: 'dogecoin' },
  ]);
  expect(builtIn(run, 'x1')).toMatchObject({ id: 'ethereum/erc20/aave', ticker: 'AAVE' });
  expect(builtIn(run, 'x2')).toBeUndefined();
  expect(builtIn(run, 'x3')).toBeUndefined();
});
