import { describe, expect, it } from 'vitest';
import {
  COIN_APP_NAMES,
  coinAppNamed,
  isCoinAppName,
} from '../../../src/simulator/coins/registry.js';
import { amountBytes, evmConfiguration } from './questions.js';
import { recordings } from './recordings.js';

describe('the registry', () => {
  it('has every app that was installed for the recordings', () => {
    const installed = new Set(recordings().flatMap(({ apps }) => apps.split(', ')));
    const own = [...installed].filter((name) => name !== '' && !name.includes('(='));
    expect(own.filter((name) => !isCoinAppName(name))).toEqual([]);
  });

  it('calls each app by its key', () => {
    for (const name of COIN_APP_NAMES) expect(coinAppNamed(name)?.name).toBe(name);
  });

  it('wants the exact name', () => {
    for (const name of ['bitcoin', 'Tezos', 'ETH', '', 'toString', '__proto__']) {
      expect(coinAppNamed(name), name).toBeUndefined();
    }
  });

  it('gives one app the name of another', () => {
    const alias = coinAppNamed('Binance Smart Chain', { sameAs: 'Bitcoin' });
    expect(alias?.name).toBe('Binance Smart Chain');
    const question = { configuration: new Uint8Array(), amount: Uint8Array.of(1), isFee: false };
    expect(alias?.formatAmount(question)).toBe('0.00000001 BTC');
  });

  it('has older releases that wrote the ticker first', () => {
    const format = (name: 'Ethereum' | 'Bitcoin' | 'Ethereum Classic', value: bigint) =>
      coinAppNamed(name, { tickerFirst: true })?.formatAmount({
        configuration: evmConfiguration('ETH', 18, 1, 'ETH'),
        amount: amountBytes(value),
        isFee: false,
      });
    expect(format('Ethereum', 1050000000000000000n)).toBe('ETH 1.05');
    expect(format('Ethereum', 0n)).toBe('ETH 0');
    expect(format('Ethereum Classic', 100n)).toBe('ETH 0.0000000000000001');
    expect(format('Bitcoin', 20900000n)).toBe('BTC 0.209');
    expect(format('Bitcoin', 0n)).toBe('BTC 0');
  });
});
