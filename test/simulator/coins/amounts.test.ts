import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { concat, EMPTY, fromHex, utf8 } from '../../../src/bytes.js';
import type { CoinAppName } from '../../../src/simulator/coins/registry.js';
import {
  amountBytes,
  appNamed,
  evmConfiguration,
  tokenConfiguration,
  withLength,
} from './questions.js';
import { GOLDEN } from './recordings.js';

const ATOM = withLength(utf8('cosmos'));

/** The coin configuration an asset of amounts.json and of Ledger's tests has. */
const ASSETS: Record<string, [CoinAppName, Uint8Array]> = {
  'Ethereum ETH': ['Ethereum', evmConfiguration('ETH', 18, 1, 'ETH')],
  'Ethereum BNB': ['Ethereum', evmConfiguration('BNB', 18, 56, 'BNB')],
  'Ethereum MON': ['Ethereum', evmConfiguration('MON', 18, 143, 'MON')],
  'Ethereum DAI': ['Ethereum', evmConfiguration('DAI', 18, 1)],
  'EthereumClassic ETC': ['Ethereum Classic', evmConfiguration('ETC', 18, 61, 'ETC')],
  'Tron USDT': ['Tron', tokenConfiguration('USDT', 6)],
  'Tron USDC': ['Tron', tokenConfiguration('USDC', 6)],
  'TON USDT': ['TON', tokenConfiguration('USDT', 9)],
  'Sui USDC': ['Sui', tokenConfiguration('USDC', 6)],
  'Cosmos ATOM': ['Cosmos', ATOM],
  'Cardano ADA': ['Cardano ADA', EMPTY],
  'Tezos XTZ': ['Tezos Wallet', EMPTY],
};

function assetOf(app: string, ticker: string): [CoinAppName, Uint8Array] {
  return ASSETS[`${app} ${ticker}`] ?? [app as CoinAppName, EMPTY];
}

function printed(app: string, ticker: string, raw: bigint | Uint8Array, isFee = false) {
  const [name, configuration] = assetOf(app, ticker);
  const amount = typeof raw === 'bigint' ? amountBytes(raw) : raw;
  return appNamed(name).formatAmount({ configuration, amount, isFee });
}

interface Printed {
  app: string;
  ticker: string;
  amountRaw: string;
  send: string | null;
  feeRaw: string;
  fees: string | null;
  sw: string;
}

describe('amounts the real coin apps printed in the emulator (amounts.json)', () => {
  const all: Printed[] = JSON.parse(readFileSync(`${GOLDEN}amounts.json`, 'utf8'));

  it.each(all)('$app $ticker $amountRaw', ({ app, ticker, amountRaw, send, feeRaw, fees, sw }) => {
    const ours = printed(app, ticker, BigInt(amountRaw));
    const ourFees = printed(app, ticker, BigInt(feeRaw), true);
    if (sw === '9000') {
      // That Kaspa app wrote no ticker in front of amounts; the one of the recordings does.
      expect(ours).toBe(app === 'Kaspa' ? `KAS ${send}` : send);
      expect(ourFees).toBe(fees);
    } else {
      expect([ours, ourFees]).toContain(null);
    }
  });
});

describe('amounts of Ledger’s golden images (AMOUNTS.md, section 2)', () => {
  it.each([
    ['Aptos', 'APT', 42n, 600n, '0.00000042 APT', '0.000006 APT'],
    ['Aptos', 'APT', 446739662n, 4200n, '4.46739662 APT', '0.000042 APT'],
    ['Bitcoin', 'BTC', 20900000n, 100000n, '0.209 BTC', '0.001 BTC'],
    ['Bitcoin', 'BTC', 446739662n, 10078n, '4.46739662 BTC', '0.00010078 BTC'],
    ['Ethereum', 'ETH', 10000000n, 100n, '0.00000000001 ETH', '0.0000000000000001 ETH'],
    ['Ethereum', 'BNB', 446739662n, 10078n, '0.000000000446739662 BNB', '0.000000000000010078 BNB'],
    ['Ethereum', 'MON', 10000000n, 100n, '0.00000000001 MON', '0.0000000000000001 MON'],
    ['Ethereum', 'DAI', 446739662n, 10078n, '0.000000000446739662 DAI', '0.000000000000010078 ETH'],
    ['Celo', 'CELO', 10000000n, 101n, 'CELO 0.00000000001', 'CELO 0.000000000000000101'],
    ['Celo', 'CELO', 446739662n, 10078n, 'CELO 0.000000000446739662', 'CELO 0.000000000000010078'],
    ['Cardano', 'ADA', 4671693n, 174345n, '4.671693 ADA', '0.174345 ADA'],
    ['Cardano', 'ADA', 446739662n, 28n, '446.739662 ADA', '0.000028 ADA'],
    [
      'Cosmos',
      'ATOM',
      234567822222222n,
      173469283649234n,
      '234567822.222222 ATOM',
      '173469283.649234 ATOM',
    ],
    ['Kaspa', 'KAS', 543210000n, 2036n, 'KAS 5.4321', 'KAS 0.00002036'],
    ['Kaspa', 'KAS', 679000000123n, 1111222233n, 'KAS 6790.00000123', 'KAS 11.11222233'],
    [
      'NEAR',
      'NEAR',
      1234560000000000000000000000n,
      45000000000000000000n,
      '1234.56 NEAR',
      '0.000045 NEAR',
    ],
    ['NEAR', 'NEAR', 500000000000000000000000n, 45000000000000000000n, '0.5 NEAR', '0.000045 NEAR'],
    [
      'Polkadot',
      'DOT',
      125138026362100973352314721007221280020n,
      100000000n,
      'DOT 12513802636210097335231472100.722128002',
      'DOT 0.01',
    ],
    ['XRP', 'XRP', 1000000n, 100n, 'XRP 1', 'XRP 0.0001'],
    ['Stellar', 'XLM', 10000000n, 100n, '1 XLM', '0.00001 XLM'],
    ['Sui', 'SUI', 2078000000n, 5640n, 'SUI 2.078', 'SUI 0.00000564'],
    ['Sui', 'SUI', 101000001234n, 554300n, 'SUI 101.000001234', 'SUI 0.0005543'],
    ['Sui', 'USDC', 100023n, 5640n, 'USDC 0.100023', 'SUI 0.00000564'],
    ['Tezos', 'XTZ', 10000000n, 100n, '10 XTZ', '0.0001 XTZ'],
    ['TON', 'TON', 12345670000n, 100000000n, 'TON 12.34567', 'TON 0.1'],
    ['TON', 'USDT', 446739662n, 10000123n, 'USDT 0.446739662', 'TON 0.010000123'],
    ['Tron', 'TRX', 1000000n, 0n, '1 TRX', '0.000000 TRX'],
    ['Tron', 'USDC', 446739662n, 1n, '446.739662 USDC', '0.000001 TRX'],
    ['Litecoin', 'LTC', 139735638n, 339n, '1.39735638 LTC', '0.00000339 LTC'],
  ])('%s %s %d', (app, ticker, amount, fee, send, fees) => {
    expect(printed(app, ticker, amount)).toBe(send);
    expect(printed(app, ticker, fee, true)).toBe(fees);
  });
});

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
