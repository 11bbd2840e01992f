import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { printed } from './printed.js';
import { GOLDEN } from './recordings.js';

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

describe('amounts of Ledger’s golden images (amounts.md#golden-images)', () => {
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
