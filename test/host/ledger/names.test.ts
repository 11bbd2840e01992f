/** Which currency a text means, and flows with currencies that are not built in. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { addressParameters, configurationOf } from '../../../src/host/currencies.js';
import { currencyNamed, namingOf } from '../../../src/host/currency-names.js';
import { configurationFor } from '../../../src/host/ledger/production.js';
import { coinAppNamed } from '../../../src/simulator/coins/registry.js';
import { walletFromMnemonic } from '../../../src/simulator/mnemonic.js';
import { run } from '../../cli/command-line.js';

const OTHER_WALLET = walletFromMnemonic(`${'abandon '.repeat(11)}about`);

describe('a name', () => {
  it('is a built-in currency first, by id, LedgerId or ticker', () => {
    expect(currencyNamed('ripple', 'x').id).toBe('xrp');
    expect(currencyNamed('polygon/erc20/usd_coin', 'x').id).toBe('usdc-polygon');
    expect(currencyNamed('USDT', 'x').id).toBe('usdt');
  });

  it('is a LedgerId', () => {
    expect(currencyNamed('ethereum/erc20/gemini_dollar', 'x')).toMatchObject({
      id: 'ethereum/erc20/gemini_dollar',
      ticker: 'GUSD',
      decimals: 2,
      app: 'Ethereum',
      fee: { ticker: 'ETH', decimals: 18 },
    });
  });

  it('is asked about where several share the ticker', () => {
    expect(namingOf('AAVE').kind).toBe('ambiguous');
    expect(() => currencyNamed('AAVE', '--from')).toThrow(
      /^--from: expected one currency, found the ticker "AAVE" of \d+$/,
    );
  });

  it('whose coin app is not simulated says so', () => {
    expect(() => currencyNamed('dogecoin', '--from')).toThrow(
      '--from: expected a currency a flow can have here, found "dogecoin": Dogecoin is of the Dogecoin app, which is not simulated',
    );
    expect(
      namingOf('cardano/native/007394e3117755fbb0558b93c54ce3bc6c85770920044ade143dc742505443'),
    ).toMatchObject({
      kind: 'unusable',
      why: 'is of the Cardano ADA app, which is simulated for its coin alone',
    });
    expect(namingOf('aptos_testnet')).toMatchObject({
      kind: 'unusable',
      why: 'is of a test network, for which the Aptos app is not simulated',
    });
  });

  it('of nothing names the nearest', async () => {
    const { code, err } = await run(['run', 'swap', '--from', 'ethereum/erc20/aavee']);
    expect(code).toBe(2);
    expect(err).toContain('found "ethereum/erc20/aavee"');
    expect(err).toContain('Nearest: ethereum/erc20/aave');
  });
});

/** One of each family, and those with something of their own. */
const SOME = [
  'ethereum/erc20/gemini_dollar',
  'base/erc20/usd_coin',
  'gnosis',
  'filecoin',
  'avalanche_c_chain/erc20/usd_coin',
  'celo/erc20/celo_native_asset_0x471ece3750da237f93b8e339c536989b8978a438',
  'tron/trc20/tafjulxivgt4qwk6uzwjqwzxtsagaqnvp4',
  'solana/spl/jupyiwryjfskupiha7hker8vutaefosybkedznsdvcn',
  'ton/jetton/eqavlwfdxgf2lxm67y4yzc17wykd9a0guwpkms1gosm__not',
  'sui/coin/afsui_0xf325ce1300e8dac124071d3152c5c5ee6174914f8bc2161e88329cf579246efc::afsui::afsui',
  'mantra',
];

describe.each(SOME)('%s', (id) => {
  it('has a foreign address that its coin app derives for another wallet', () => {
    const currency = currencyNamed(id, 'id');
    const address = coinAppNamed(currency.app)!.addressOf({
      wallet: OTHER_WALLET,
      configuration: currency.subConfiguration,
      parameters: addressParameters(currency),
    });
    expect(address).toBe(currency.foreignAddress);
  });

  it('sends what Ledger has signed, where it has signed something', () => {
    const signed = configurationFor({ id })?.configuration;
    if (signed !== undefined)
      expect(configurationOf(currencyNamed(id, 'id'))).toEqual(Uint8Array.from(signed));
  });

  it('is paid and received in a swap on the simulated device', async () => {
    const { decimals, ticker } = currencyNamed(id, 'id');
    const paid = await run(['run', 'swap', '--from', id, '--to', 'BTC', '--amount', '7', '--json']);
    expect([paid.code, paid.err]).toEqual([0, '']);
    const { fields } = JSON.parse(paid.out).payload;
    expect(fields.currency_from).toBe(ticker);
    expect(BigInt(`0x${fields.amount_to_provider}`)).toBe(7n * 10n ** BigInt(decimals));
    const received = await run(['run', 'swap', '--from', 'BTC', '--to', id, '--json']);
    expect([received.code, received.err]).toEqual([0, '']);
  }, 20_000);
});

it('sign needs no coin app: decimals are those of the list', async () => {
  const order = [
    '--currency',
    'dogecoin',
    '--amount',
    '1.5',
    '--payin',
    'DH5yaieqoZN36fDVciNyRueRGvGLR3mr7L',
  ];
  const user = ['--email', 'jane.doe@example.com', '--fiat', 'EUR', '--fiat-amount', '5'];
  const key = join(mkdtempSync(join(tmpdir(), 'exchange-sim-names-')), 'key.pem');
  await run(['keys', 'new', '--curve', 'secp256k1', '--out', key]);
  const { code, out } = await run([
    'sign',
    'sell',
    '--key',
    key,
    ...order,
    ...user,
    '--nonce',
    '11'.repeat(32),
    '--json',
  ]);
  expect(code).toBe(0);
  const message = Buffer.from(JSON.parse(out).providerSig.payload, 'base64url');
  expect(message.toString('latin1')).toContain('DOGE');
  // 1.5 DOGE are 150,000,000 base units.
  expect(message.toString('hex')).toContain('08f0d180');
});

it('sign asks which, where decimals of a ticker differ', async () => {
  const { code, err } = await run([
    'sign',
    'sell',
    '--example',
    '--currency',
    'DOGE',
    '--amount',
    '1',
  ]);
  expect(code).toBe(2);
  expect(err).toContain('--currency: expected one currency, found the ticker "DOGE" of');
  expect(err).toContain('dogecoin (8 decimals)');
});

it('sign --case asks with the LedgerId, and check and sign read it again', async () => {
  const id = 'ethereum/erc20/gemini_dollar';
  const made = await run([
    'sign',
    'swap',
    '--example',
    '--from',
    id,
    '--to',
    'BTC',
    '--amount',
    '12.34',
    '--case',
  ]);
  expect(made.code).toBe(0);
  const order = JSON.parse(made.out);
  expect(order.request).toMatchObject({
    currencyFrom: id,
    payloadCurrencyFrom: 'GUSD',
    amount: '12.34',
  });
  const folder = mkdtempSync(join(tmpdir(), 'exchange-sim-case-'));
  const [file, request] = [join(folder, 'case.json'), join(folder, 'request.json')];
  writeFileSync(file, made.out);
  writeFileSync(request, JSON.stringify(order.request));
  const checked = await run(['check', file, '--json']);
  expect([checked.code, JSON.parse(checked.out).results[0].findings]).toEqual([0, []]);
  const key = join(folder, 'key.pem');
  await run(['keys', 'new', '--curve', 'secp256k1', '--out', key]);
  const payin = '0x9858EfFD232B4033E47d90003D41EC34EcaEda94';
  const given = ['--key', key, '--request', request, '--payin', payin];
  const again = await run(['sign', 'swap', ...given, '--case']);
  expect(again.code).toBe(0);
  expect(JSON.parse(again.out).request.amount).toBe('12.34');
  const example = await run(['sign', 'swap', '--example', '--request', request]);
  expect(example.code).toBe(0);
});

it('scenarios name currencies so, too', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'exchange-sim-scenario-')), 'gusd.yaml');
  writeFileSync(
    file,
    `scenarios:
  - name: a token
    flow: { kind: swap }
    order: { from: ethereum/erc20/gemini_dollar, to: BTC, amount: '12.34' }
    expect: { outcome: approved, screens: [12.34 GUSD] }
`,
  );
  const { code, out } = await run(['test', file]);
  expect([code, out]).toEqual([0, expect.stringContaining('a token')]);
});
