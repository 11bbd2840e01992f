/** The file of Ledger's currencies: what is in it, and that Ledger has signed what it says. */
import { createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { toHex, utf8 } from '../../../src/bytes.js';
import { LEDGER_PRODUCTION_KEY } from '../../../src/exchange/keys.js';
import { CURRENCIES } from '../../../src/host/currencies.js';
import { ledgerIdOf } from '../../../src/host/ledger/built-in.js';
import {
  aboutCurrencies,
  ledgerNetwork,
  ledgerRecord,
  recordOfContract,
  recordsOfTicker,
} from '../../../src/host/ledger/catalogue.js';
import { CurrenciesFile } from '../../../src/host/ledger/currencies-file.js';
import { configurationFor } from '../../../src/host/ledger/production.js';
import type { LedgerRecord } from '../../../src/host/ledger/records.js';
import { nearestIds, searchCurrencies } from '../../../src/host/ledger/search.js';
import { tokenHash } from '../../../src/host/ledger/token-hash.js';
import { writeCurrencies } from '../../../src/host/ledger/write-currencies.js';
import { spkiDer } from '../../../src/keys/der-key.js';
import { derFromRs } from '../../../src/payload/signature.js';

const file = readFileSync(new URL('../../../data/currencies.bin', import.meta.url));
const opened = new CurrenciesFile(file, (bytes) => brotliDecompressSync(bytes));

describe("the file of Ledger's currencies", () => {
  it('says where it is from', () => {
    const { source, licence, count, signed } = aboutCurrencies()!;
    expect({ source, licence, count, signed }).toEqual({
      source: '@ledgerhq/cryptoassets@13.31.0',
      licence: 'Apache-2.0',
      count: 43_100,
      signed: 21_351,
    });
    expect(file.length).toBeLessThan(2_400_000);
  });

  // All of them: scripts/verify-currencies.mjs.
  it("has configurations that Ledger's production key has signed, each with its own signature", () => {
    const spki = Buffer.from(spkiDer('secp256k1', LEDGER_PRODUCTION_KEY));
    const key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
    let looked = 0;
    const refused: string[] = [];
    for (let row = 0; row < opened.header.count; row += 61) {
      const { id, configuration, signature } = opened.record(row);
      expect(configuration === undefined).toBe(signature === undefined);
      if (configuration === undefined || signature === undefined) continue;
      looked++;
      if (!verify('sha256', configuration, key, derFromRs(signature))) refused.push(id);
    }
    expect(refused).toEqual([]);
    expect(looked).toBeGreaterThan(300);
  });

  it('has rows in order, whose ids are found again', () => {
    let before = '';
    for (let row = 0; row < opened.header.count; row++) {
      const { id } = opened.words(row);
      if (!(before < id)) expect(before).toBe(`in front of ${id}`);
      before = id;
      if (row % 97 === 0) expect(opened.rowOf(id)).toBe(row);
    }
    expect([opened.rowOf(''), opened.rowOf('~~~'), opened.rowOf('bitcoin2')]).toEqual([-1, -1, -1]);
  });

  it('has every built-in currency, with our ticker and decimals; one is newer', () => {
    const missing: string[] = [];
    for (const currency of CURRENCIES) {
      const record = ledgerRecord(ledgerIdOf(currency));
      if (record === undefined) missing.push(currency.id);
      else expect([record.ticker, record.decimals]).toEqual([currency.ticker, currency.decimals]);
    }
    expect(missing).toEqual(['monad']);
  });

  // provider-api.md#currency-configuration, and the package itself.
  it.each([
    ['bitcoin', '0342544307426974636f696e00'],
    ['arbitrum', '0345544808457468657265756d0d0345544812000000000000a4b1'],
    ['avalanche_c_chain', '044156415808457468657265756d0e044156415812000000000000a86a'],
    ['ton', '03544f4e03544f4e00'],
    ['ethereum/erc20/aave', '044141564508457468657265756d0e0441415645120000000000000001'],
    ['tron/trc20/tekxitehnzsmse2xqrbj4w32run966rdz8', '04555344430454726f6e06045553444306'],
  ])('%s: the configuration Ledger has signed', (id, hex) => {
    expect(toHex(ledgerRecord(id)!.configuration!)).toBe(hex);
    expect(toHex(configurationFor({ id })!.configuration)).toBe(hex);
  });

  it('finds a token by its contract, in either case where it is in hex', () => {
    const aave = '0x7Fc66500c84A76Ad7e9c93437bFc5Ac33E2DDaE9';
    for (const contract of [aave, aave.toLowerCase()]) {
      expect(recordOfContract('ethereum', contract)?.id).toBe('ethereum/erc20/aave');
    }
    expect(recordOfContract('polygon', aave)).toBeUndefined();
    expect(recordOfContract('ethereum', '')).toBeUndefined();
  });

  it('knows networks, their families and coin apps', () => {
    expect(ledgerNetwork('base')).toMatchObject({ family: 'evm', app: 'Ethereum', chainId: 8453 });
    expect(ledgerNetwork('osmo')).toMatchObject({ family: 'cosmos', ticker: 'OSMO' });
    expect(ledgerNetwork('ethereum_sepolia')?.testnetFor).toBe('ethereum');
  });

  it('lists those of a ticker, coins first, none of test networks', () => {
    const ids = recordsOfTicker('doge').map(({ id }) => id);
    expect(ids[0]).toBe('dogecoin');
    expect(ids).toContain('bsc/bep20/binance-peg_dogecoin');
    expect(recordsOfTicker('CSX$').map(({ id }) => id)).toEqual(['bsc/bep20/csx$']);
    expect(recordsOfTicker('csx.')).toEqual([]);
    expect(recordsOfTicker('gusd\nGemini dollar')).toEqual([]);
    expect(recordsOfTicker('tETH').map(({ id }) => id)).not.toContain('ethereum_goerli');
  });
});

it('what is written is read again, whatever its configuration', () => {
  const network = { id: 'net', name: 'Net', ticker: 'NET', decimals: 8, family: 'evm', app: 'App' };
  const record = (id: string, rest: Partial<LedgerRecord>): LedgerRecord => ({
    id,
    ticker: 'T',
    name: 'Token',
    decimals: 18,
    network: 'net',
    configuration: undefined,
    signature: undefined,
    contract: 7,
    ...rest,
  });
  const address = `0x${'0a'.repeat(20)}`;
  const one64 = new Uint8Array(64).fill(1);
  const usual = Uint8Array.of(1, 0x54, 3, 0x41, 0x70, 0x70, 3, 1, 0x54, 18);
  const records = [
    record('net/erc20/usual', { configuration: usual, signature: one64 }),
    record('net', { ticker: 'NET', name: 'NET', decimals: undefined, contract: 0 }),
    // Signed under another ticker than that of the list, twice: one signature.
    record('net/erc20/token', { ticker: 't', configuration: usual, signature: one64 }),
    record(`net/erc20/token_${address}`, { contract: tokenHash('net', address) }),
    record(`net/erc20/to_${address}`, { contract: tokenHash('net', address) }),
    // Ends like a contract, and has another.
    record(`net/erc20/not_${address}`, {}),
    record('net/erc20/ünïcode 😀', { name: '😀', ticker: 'Ü' }),
    record('net/erc20/other', {
      configuration: utf8('abc'),
      signature: new Uint8Array(64).fill(2),
    }),
  ];
  const about = { source: 's', integrity: 'i', licence: 'l', date: 'd' };
  const bytes = writeCurrencies(records, [network], about, (plain) => brotliCompressSync(plain));
  const read = new CurrenciesFile(bytes, (packed) => brotliDecompressSync(packed));
  expect(read.header).toMatchObject({
    count: 8,
    signed: 3,
    sections: { signatures: { size: 128 } },
  });
  for (const one of records) {
    const { signature, configuration, ...rest } = read.record(read.rowOf(one.id));
    expect(rest).toEqual({ ...one, configuration: undefined, signature: undefined, ...rest });
    expect(rest).toMatchObject({
      id: one.id,
      ticker: one.ticker,
      name: one.name,
      contract: one.contract,
    });
    expect(rest.decimals).toBe(one.decimals);
    expect(configuration).toEqual(one.configuration);
    expect(signature && Uint8Array.from(signature)).toEqual(one.signature);
  }
  expect(read.words(read.rowOfContract('net', address)).id).toBe(`net/erc20/token_${address}`);
  expect(read.rowOfContract('other', address)).toBe(-1);
  expect(() => writeCurrencies([record('a*', {})], [network], about, (plain) => plain)).toThrow(
    'a*: a mark or a line break in it',
  );
});

describe('search', () => {
  it('wants every word, and puts whole tickers and coins in front', () => {
    expect(searchCurrencies(['doge'])[0]?.id).toBe('dogecoin');
    expect(searchCurrencies(['USDC', 'base'])[0]?.id).toBe('base/erc20/usd_coin');
    expect(searchCurrencies(['no such word'])).toEqual([]);
  });

  it.each([
    ['etherum/erc20/aave', 'ethereum/erc20/aave'],
    ['bitcon', 'bitcoin'],
    ['dogcoin', 'dogecoin'],
    [
      'solana/spl/jupyiwryjfskupiha7hker8vutaefosybkedznsdvcx',
      'solana/spl/jupyiwryjfskupiha7hker8vutaefosybkedznsdvcn',
    ],
  ])('%s is near to %s', (typed, meant) => {
    expect(nearestIds(typed)[0]).toBe(meant);
  });

  it('has nothing near to what is far', () => {
    expect(nearestIds('qzxqzxqzx')).toEqual([]);
    expect(nearestIds('x'.repeat(100_000))).toEqual([]);
  });
});
