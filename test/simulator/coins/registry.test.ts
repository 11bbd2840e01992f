import { describe, expect, it } from 'vitest';
import {
  COIN_APP_NAMES,
  coinAppNamed,
  isCoinAppName,
} from '../../../src/simulator/coins/registry.js';
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
});
