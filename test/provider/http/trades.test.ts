/** Which trades a run asks for, and with which tickers, addresses and amounts. */
import { expect, it } from 'vitest';
import type { Product } from '../../../src/provider/product.js';
import { bestTrade, callOf } from '../../../src/provider/test/call-of.js';
import { type Facts, learn } from '../../../src/provider/test/known.js';
import type { Profile } from '../../../src/provider/test/profile.js';
import { decimalsOfCurrency, tickerOf } from '../../../src/provider/test/trades.js';
import { profileOf } from './servers.js';

function runOf(product: Product, facts: Partial<Facts>, profile: Partial<Profile> = {}) {
  const run = {
    product,
    profile: profileOf('http://x', profile),
    known: new Map<string, unknown>(),
    random: () => 0.5,
  };
  for (const [name, value] of Object.entries(facts))
    learn(run, name as keyof Facts, value as never);
  return run;
}

const PAIR = { tradeMethod: ['fixed'], minSwapAmount: '0.5', maxSwapAmount: '0.9' };
const PAIRS = [
  { from: 'OBSCURE', to: 'ODD', ...PAIR },
  { from: 'ETH', to: 'BTC', ...PAIR },
];

it('a pair of coins we know, an amount inside its limits', () => {
  const run = runOf('swap', { pairs: PAIRS });
  expect(bestTrade(run)).toMatchObject({ from: 'ETH', to: 'BTC', amount: '0.5' });
  expect(callOf(run, 'quote')).toMatchObject({
    method: 'POST',
    path: '/quote',
    body: { from: 'ETH', to: 'BTC', amount: '0.5' },
  });
});

it('the profile’s pair, amount, ticker, memo and address come first', () => {
  const run = runOf(
    'swap',
    { pairs: PAIRS },
    {
      pairs: [{ from: 'OBSCURE', to: 'ODD' }],
      currencies: {
        OBSCURE: { ticker: 'OBS', amount: '0.75' },
        ODD: { ticker: 'ODD', memo: '12' },
      },
      addresses: { OBS: 'obs-address' },
    },
  );
  expect(callOf(run, 'swapFloat').body).toMatchObject({
    amount: '0.75',
    refundAddress: 'obs-address',
    payoutAddressExtraId: '12',
    currencyFrom: 'OBSCURE',
    payloadCurrencyFrom: 'OBS',
    nonce: '80'.repeat(32),
  });
});

it('members can be changed, and dropped with undefined', () => {
  const run = runOf('sell', {});
  const { query } = callOf(run, 'sellQuote', { members: { amount: undefined, from: 'bitcoin' } });
  expect(query).toEqual({ from: 'bitcoin', to: 'EUR', 'payment-method': 'card' });
});

it('sell: fiat, country and method as the capabilities allow them', () => {
  const run = runOf('sell', {
    ledgerIds: ['ripple/odd', 'bitcoin'],
    capabilities: {
      fiatCurrencyCapabilities: [{ fiat: 'USD' }, { fiat: 'CHF' }],
      cryptoCurrencyCapabilities: [{ id: 'bitcoin', minAmount: 0.02, maxAmount: 1e-1 }],
      countriesCapabilities: [
        { country: 'AA', paymentMethods: [] },
        {
          country: 'CH',
          paymentMethods: [{ name: 'sepa', minMaxRestrictions: [{ fiat: 'CHF' }] }],
        },
      ],
    },
  });
  expect(bestTrade(run)).toEqual({
    from: 'bitcoin',
    to: 'CHF',
    amount: '0.04',
    min: '0.02',
    max: '0.1',
    paymentMethod: 'sepa',
    country: 'CH',
  });
});

it('broken catalogues do no harm', () => {
  const broken = {
    capabilities: { countriesCapabilities: 'none', fiatCurrencyCapabilities: [null] },
  };
  expect(bestTrade(runOf('buy', broken))).toMatchObject({ from: 'EUR', to: 'bitcoin' });
  const pairs = [{ from: 'BTC', to: 'ETH' } as never];
  expect(bestTrade(runOf('swap', { pairs }))).toMatchObject({ from: 'BTC', to: 'ETH' });
});

it('decimals are those of the chain, or unknown', () => {
  const token = { type: 'token', contract: '0x8ac76a51cc950d9822d68b83fe1ad97b32cd580d' };
  const run = runOf('swap', {
    currencies: [
      { id: 'USDC', ...token, chainId: 56 },
      { id: 'usdc', ...token, chainId: 1 },
      { id: 'my-eth', type: 'coin', blockchain: 'ethereum' },
    ],
  });
  expect(decimalsOfCurrency(run, 'usdc')).toBe(6);
  expect(decimalsOfCurrency(run, 'my-eth')).toBe(18);
  expect(tickerOf(run, 'my-eth')).toBe('ETH');
  expect(tickerOf(run, 'ethereum/erc20/aave')).toBe('AAVE');
  expect(decimalsOfCurrency(run, 'nothing')).toBeUndefined();
});
