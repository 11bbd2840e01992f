import { describe, expect, it } from 'vitest';
import { concat, EMPTY } from '../../../src/bytes.js';
import { COIN_APP_NAMES, type CoinAppName } from '../../../src/simulator/coins/registry.js';
import { OWN, owns } from './own-addresses.js';
import { appNamed, wallet } from './questions.js';

describe('an address of the seed', () => {
  it.each(OWN)('%s %#', (name, parameters, address, configuration = EMPTY) => {
    expect(appNamed(name).addressOf({ wallet, configuration, parameters })).toBe(address);
    expect(owns(name, parameters, address, { configuration })).toBe(true);
  });

  it('is not owned without parameters, with half a path or with another character', () => {
    for (const [name, parameters, address, configuration = EMPTY] of OWN) {
      const other = `${address.slice(0, -1)}${address.endsWith('q') ? 'p' : 'q'}`;
      const check = (given: Uint8Array, text: string) => owns(name, given, text, { configuration });
      expect(check(EMPTY, address), name).toBe(false);
      expect(check(parameters.subarray(0, -1), address), name).toBe(false);
      expect(check(parameters, other), name).toBe(false);
      expect(check(parameters, ''), name).toBe(false);
    }
  });

  it('may have bytes behind its path, except on Polkadot and Hedera', () => {
    for (const [name, parameters, address, configuration = EMPTY] of OWN) {
      const longer = concat(parameters, Uint8Array.of(7));
      expect(owns(name, longer, address, { configuration }), name).toBe(
        !['Polkadot', 'Hedera'].includes(name),
      );
    }
  });
});

describe('upper and lower case', () => {
  const isOwn = (name: CoinAppName, change: (address: string) => string) => {
    const [, parameters, address] = OWN.find(([app]) => app === name)!;
    return owns(name, parameters, change(address));
  };
  const upper = (address: string) => address.toUpperCase();
  const upperDigits = (address: string) => `0x${address.slice(2).toUpperCase()}`;

  it('matters to most', () => {
    for (const name of ['Ethereum', 'Bitcoin', 'Kaspa', 'Cardano ADA', 'NEAR'] as const) {
      expect(isOwn(name, upper), name).toBe(false);
    }
    expect(isOwn('Ethereum', upperDigits)).toBe(false);
    expect(isOwn('Ethereum', (address) => address.toLowerCase())).toBe(false);
  });

  it('does not matter to Aptos, Sui and Celo', () => {
    for (const name of ['Aptos', 'Sui', 'Celo'] as const) {
      expect(isOwn(name, upperDigits), name).toBe(true);
    }
    expect(isOwn('Aptos', upper)).toBe(true);
    expect(isOwn('Celo', upper)).toBe(false);
  });

  it('0x may be left out on Ethereum and Celo, not on Aptos', () => {
    const bare = (address: string) => address.slice(2);
    expect(isOwn('Ethereum', bare)).toBe(true);
    expect(isOwn('Celo', bare)).toBe(true);
    expect(isOwn('Aptos', bare)).toBe(false);
  });
});

describe('an extra id', () => {
  it('is refused by Tron, Solana, Litecoin and Hedera, and nothing to the others', () => {
    for (const [name, parameters, address, configuration = EMPTY] of OWN) {
      const refused = ['Tron', 'Solana', 'Litecoin', 'Hedera'].includes(name);
      const owned = owns(name, parameters, address, { configuration, extraId: '1' });
      expect(owned, name).toBe(!refused);
    }
  });
});

it('there is an address of every app, Ethereum Classic being Ethereum', () => {
  const tried = new Set(OWN.map(([name]) => name)).add('Ethereum Classic');
  expect([...tried].sort()).toEqual([...COIN_APP_NAMES].sort());
});
