import { describe, expect, it } from 'vitest';
import { EMPTY, toHex } from '../../src/bytes.js';
import { isReviewPage } from '../../src/device/gestures.js';
import { flowFor } from '../../src/exchange/flows.js';
import { walletAddresses } from '../../src/host/address-book.js';
import { testAuthority } from '../../src/host/authority.js';
import { addressParameters, CURRENCIES, configurationOf } from '../../src/host/currencies.js';
import { currencyNamed, findCurrency } from '../../src/host/currency-names.js';
import { flowSteps } from '../../src/host/flow-runner.js';
import { type FlowStep, outcomeOf } from '../../src/host/flow-step.js';
import { testPartner } from '../../src/host/partner.js';
import { orderOf } from '../../src/order/order.js';
import { parseAmount } from '../../src/payload/amount.js';
import { COIN_APP_NAMES, coinAppNamed } from '../../src/simulator/coins/registry.js';
import { walletFromMnemonic } from '../../src/simulator/mnemonic.js';
import { nodeVerifier } from '../../src/simulator/node-verifier.js';
import { createSimulator } from '../../src/simulator/simulator.js';

const OTHER_WALLET = walletFromMnemonic(`${'abandon '.repeat(11)}about`);
const each = CURRENCIES.map((currency) => [currency.id, currency] as const);

describe('the table', () => {
  it('has every coin app there is, and ids once', () => {
    expect(new Set(CURRENCIES.map(({ app }) => app))).toEqual(new Set(COIN_APP_NAMES));
    expect(new Set(CURRENCIES.map(({ id }) => id)).size).toBe(CURRENCIES.length);
  });

  it.each(each)('%s: its foreign address is one of another wallet', (_, currency) => {
    const address = coinAppNamed(currency.app)?.addressOf({
      wallet: OTHER_WALLET,
      configuration: currency.subConfiguration,
      parameters: addressParameters(currency),
    });
    expect(address).toBe(currency.foreignAddress);
  });

  it.each(each)('%s: example amounts have no more decimals than the currency', (_, currency) => {
    const { amount, fees } = currency.example;
    const { decimals, fee } = currency;
    expect(parseAmount(amount, { field: 'amount', decimals })).toBeGreaterThan(0n);
    expect(parseAmount(fees, { field: 'fees', decimals: fee.decimals })).toBeGreaterThan(0n);
  });

  // Configurations that Ledger's tests sign (recordings `suite-*`) or has signed:
  // provider-api.md#currency-configuration.
  it.each([
    ['bitcoin', '0342544307426974636f696e00'],
    ['ethereum', '0345544808457468657265756d12034554481200000000000000010345544812'],
    ['bsc', '03424e4208457468657265756d1203424e4212000000000000003803424e4212'],
    ['monad', '034d4f4e08457468657265756d12034d4f4e12000000000000008f034d4f4e12'],
    ['cosmos', '0441544f4d06436f736d6f730706636f736d6f73'],
    ['tezos', '0358545a0554657a6f7300'],
    ['cardano', '034144410b43617264616e6f2041444100'],
    ['ton', '03544f4e03544f4e00'],
    ['usdt-tron', '04555344540454726f6e06045553445406'],
    ['aptos', '03415054054170746f7300'],
  ])('%s: coin configuration', (id, hex) => {
    expect(toHex(configurationOf(currencyNamed(id, 'id')))).toBe(hex);
  });

  it.each([
    ['bitcoin', '02058000005480000000800000000000000000000000'],
    ['litecoin', '01058000003180000002800000000000000000000000'],
    ['polkadot', '00058000002c80000162800000008000000080000000'],
    ['ethereum', '058000002c8000003c800000000000000000000000'],
    ['xrp', '058000002c80000090800000000000000000000000'],
    ['aptos', '038000002c8000027d80000000'],
  ])('%s: address parameters', (id, hex) => {
    expect(toHex(addressParameters(currencyNamed(id, 'id')))).toBe(hex);
  });

  it('finds by id, then by ticker, in upper or lower case', () => {
    expect(findCurrency('USDT')?.id).toBe('usdt');
    expect(findCurrency('Usdt-Tron')?.name).toBe('Tether USD on Tron');
    expect(findCurrency('TON')?.decimals).toBe(9);
    expect(() => currencyNamed('ZZZZQ', '--from')).toThrow(
      '--from: expected the ticker or id of a known currency',
    );
  });
});

describe('every currency, swapped, sold and funded with on the simulator', () => {
  async function lastScreens(kind: 'swap' | 'sell' | 'fund', options: Record<string, string>) {
    const device = createSimulator({ verifier: nodeVerifier });
    const flow = flowFor(kind);
    const addresses = walletAddresses(device.ledger.wallet, (name) => device.coinApp(name));
    const { values, ...terms } = orderOf(flow, options, addresses);
    const steps: FlowStep[] = [];
    const request = {
      flow,
      rate: 'fixed',
      client: 'direct',
      partner: testPartner(flow),
      authority: testAuthority(),
      payload: { kind: 'order', values },
      user: 'approve',
      ...terms,
    } as const;
    for await (const step of flowSteps(device, request)) steps.push(step);
    expect(steps.at(-1)?.reason).toBeUndefined();
    expect(outcomeOf(steps)).toBe('approved');
    const screens = steps.flatMap((step) => step.screens).filter(isReviewPage);
    return screens.map((screen) => screen.lines.map((line) => line.text.trim()).join(' '));
  }

  it.each(each)('%s', async (id, currency) => {
    const swap = await lastScreens('swap', { from: id, to: 'eth' });
    // No warning page: the default addresses are the user's own.
    expect(swap.filter((text) => text.includes('Warning'))).toEqual([]);
    expect(swap.find((text) => text.startsWith('Send'))).toContain(currency.ticker);
    expect(swap.find((text) => text.startsWith('Fees'))).toContain(currency.fee.ticker);
    const back = await lastScreens('swap', { from: 'eth', to: id });
    expect(back.filter((text) => text.includes('Warning'))).toEqual([]);
    await lastScreens('sell', { currency: id });
    await lastScreens('fund', { currency: id });
  });
});

it('the sub-configuration of a plain coin is empty', () => {
  expect(currencyNamed('btc', 'x').subConfiguration).toEqual(EMPTY);
});
