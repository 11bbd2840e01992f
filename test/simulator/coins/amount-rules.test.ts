import { describe, expect, it } from 'vitest';
import { concat, EMPTY, fromHex, utf8 } from '../../../src/bytes.js';
import { printed } from './printed.js';
import {
  amountBytes,
  appNamed,
  evmConfiguration,
  tokenConfiguration,
  withLength,
} from './questions.js';

describe('the Ethereum app', () => {
  const format = (configuration: Uint8Array, raw: bigint, isFee = false) =>
    appNamed('Ethereum').formatAmount({ configuration, amount: amountBytes(raw), isFee });

  it('needs a ticker, decimals and a chain id', () => {
    const whole = evmConfiguration('ETH', 18, 1);
    expect(format(whole, 1n)).not.toBeNull();
    for (let size = 0; size < whole.length; size++) {
      expect(format(whole.subarray(0, size), 1n), `${size} bytes`).toBeNull();
    }
  });

  it('wants fees of 18 decimals, whole or not at all', () => {
    const config = evmConfiguration('USDT', 6, 1, 'ETH');
    expect(format(config, 1500000n)).toBe('1.5 USDT');
    expect(format(config.subarray(0, -1), 1500000n)).toBeNull();
    expect(format(concat(config.subarray(0, -1), Uint8Array.of(6)), 1500000n)).toBeNull();
    expect(format(concat(config, fromHex('ffff')), 1500000n)).toBe('1.5 USDT');
  });

  it('names fees after the network when the configuration does not', () => {
    expect(format(evmConfiguration('USDC', 6, 137), 100n, true)).toBe('0.0000000000000001 POL');
    expect(format(evmConfiguration('USDC', 6, 999999), 100n, true)).toBe('0.0000000000000001 ???');
    expect(format(evmConfiguration('USDC', 6, 0), 100n, true)).toBe('0.0000000000000001 ETH');
    expect(format(evmConfiguration('USDC', 6, 11297108109), 0n, true)).toBe('0 PALM');
    expect(format(evmConfiguration('USDC', 6, 1, 'XYZ'), 0n, true)).toBe('0 XYZ');
  });

  it('takes as many decimals as fit with the ticker, any for zero', () => {
    expect(format(evmConfiguration('E', 45, 1), 1n)).toBe(`0.${'0'.repeat(44)}1 E`);
    expect(format(evmConfiguration('E', 46, 1), 1n)).toBeNull();
    expect(format(evmConfiguration('ETH', 40, 1), 1n)).toBe(`0.${'0'.repeat(39)}1 ETH`);
    expect(format(evmConfiguration('ETH', 255, 1), 1n)).toBeNull();
    expect(format(evmConfiguration('ETH', 255, 1), 0n)).toBe('0 ETH');
  });

  it('takes tickers of 1 to 49 characters that fit, shown up to a NUL', () => {
    expect(format(evmConfiguration('T'.repeat(47), 0, 1), 1n)).toBe(`1 ${'T'.repeat(47)}`);
    expect(format(evmConfiguration('T'.repeat(48), 0, 1), 1n)).toBeNull();
    expect(format(evmConfiguration('T'.repeat(50), 0, 1), 1n)).toBeNull();
    expect(format(evmConfiguration('', 0, 1), 1n)).toBeNull();
    expect(format(evmConfiguration('AB\0C', 0, 1), 1n)).toBe('1 AB');
  });
});

describe('tokens of the other apps', () => {
  it.each([
    ['Tron', 13, '0.000001 '],
    ['TON', 14, ' 0.000001'],
    ['Aptos', 14, '0.000001 '],
    ['Solana', 13, '0.000001 '],
    ['Celo', 14, ' 0.000001'],
    ['Sui', 15, ' 0.000001'],
  ] as const)('%s takes tickers up to %d characters', (app, longest, number) => {
    const format = (length: number) =>
      appNamed(app).formatAmount({
        configuration: tokenConfiguration('T'.repeat(length), 6),
        amount: amountBytes(1n),
        isFee: false,
      });
    expect(format(longest)?.replace(/T+/, '')).toBe(number);
    expect(format(longest + 1)).toBeNull();
    expect(format(0)).toBeNull();
  });

  it('fees are in the native coin, whatever the configuration', () => {
    for (const [app, fees] of [
      ['Tron', '0.000001 TRX'],
      ['TON', 'TON 0.000000001'],
      ['Aptos', '0.00000001 APT'],
      ['Solana', '0.000000001 SOL'],
      ['Sui', 'SUI 0.000000001'],
      ['Cardano ADA', '0.000001 ADA'],
    ] as const) {
      const question = { configuration: fromHex('ff'), amount: amountBytes(1n), isFee: true };
      expect(appNamed(app).formatAmount(question), app).toBe(fees);
      expect(appNamed(app).formatAmount({ ...question, isFee: false }), app).toBeNull();
    }
  });
});

describe('amounts too large', () => {
  it('are those of nine bytes for the apps that count in 64 bits, zeros in front included', () => {
    for (const app of ['Bitcoin', 'Litecoin', 'Stellar', 'Tezos', 'Kaspa', 'Cardano', 'Solana']) {
      const ticker = app === 'Cardano' ? 'ADA' : app === 'Tezos' ? 'XTZ' : '';
      expect(printed(app, ticker, 2n ** 64n - 1n), app).not.toBeNull();
      expect(printed(app, ticker, 2n ** 64n), app).toBeNull();
      expect(printed(app, ticker, fromHex('000000000000000001'), true), app).toBeNull();
    }
  });

  it('are those of twenty digits for XRP, Tron and Aptos; some hang the real ones', () => {
    for (const app of ['XRP', 'Tron', 'Aptos']) {
      expect(printed(app, '', 2n ** 63n), app).not.toBeNull();
      expect(printed(app, '', 2n ** 64n - 1n), app).toBeNull();
    }
  });
});

describe('Cosmos', () => {
  const format = (configuration: Uint8Array) =>
    appNamed('Cosmos').formatAmount({ configuration, amount: amountBytes(1n), isFee: false });

  it('takes the first chain that starts with the configured prefix', () => {
    expect(format(withLength(utf8('osmo')))).toBe('0.000001 OSMO');
    expect(format(withLength(utf8('dydx')))).toBe('0.000000000000000001 DYDX');
    expect(format(withLength(utf8('ce')))).toBe('0.000001 TIA');
    expect(format(withLength(utf8('c')))).toBe('0.000001 ATOM');
    expect(format(withLength(utf8('')))).toBe('0.000001 ATOM');
    expect(format(withLength(utf8('osmosis')))).toBeNull();
    expect(format(withLength(utf8('osmo\0sis')))).toBe('0.000001 OSMO');
    expect(format(withLength(utf8('os\0mo')))).toBeNull();
    expect(format(EMPTY)).toBeNull();
  });
});

describe('whole numbers and zero', () => {
  it.each([
    ['Polkadot', 'DOT', 'DOT 0.0'],
    ['Sui', 'SUI', 'SUI 0.0'],
    ['Solana', 'SOL', '0 SOL'],
    ['Celo', 'CELO', 'CELO 0'],
    ['Stellar', 'XLM', '0 XLM'],
  ])('%s', (app, ticker, zero) => {
    expect(printed(app, ticker, 0n)).toBe(zero);
  });
});
