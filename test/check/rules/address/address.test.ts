import { describe, expect, it } from 'vitest';
import { Checker } from '../../../../src/check/check.js';
import { addressProblem } from '../../../../src/check/rules/address/problem.js';
import { belongsToNobody } from '../../../../src/check/rules/address/shape.js';
import { walletAddresses } from '../../../../src/host/address-book.js';
import { CURRENCIES } from '../../../../src/host/currencies.js';
import { currencyNamed } from '../../../../src/host/currency-names.js';
import { coinAppNamed } from '../../../../src/simulator/coins/registry.js';
import { walletFromMnemonic } from '../../../../src/simulator/mnemonic.js';
import { nodeVerifier } from '../../../../src/simulator/node-verifier.js';
import { caseOf, made } from '../../cases.js';

const checker = new Checker({ verifier: nodeVerifier });
const own = walletAddresses(walletFromMnemonic(), coinAppNamed);
const EVM = '0x9858EfFD232B4033E47d90003D41EC34EcaEda94';
const HEDERA_KEY = '10fcec8c5db29aeab62272a08be39b1ec75eba50624351fba9948ff5d3d78ecf';
const BTC = 'bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu';

describe('right addresses', () => {
  it.each(CURRENCIES.map((currency) => [currency.id, currency] as const))(
    'of %s have no problem',
    (_, currency) => {
      for (const address of [currency.foreignAddress, own(currency)]) {
        expect(addressProblem(address, currency), address).toBeUndefined();
      }
    },
  );

  it.each([
    ['bitcoin', '1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2'],
    ['bitcoin', '3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy'],
    ['bitcoin', 'bc1p5cyxnuxmeuwuvkwfem96lqzszd02n6xdcjrs20cac6yqjjwudpxqkedrcr'],
    ['ethereum', EVM.toLowerCase()],
    ['cardano', 'Ae2tdPwUPEZFRbyhz3cpfC2CumGzNkFBN2L42rcUc2yjQpEkxDbkPodpMAi'],
    ['stellar', 'MA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJUAAAAAAAAAAAACJUQ'],
    ['ton', '0:211276663999d7022754153295dfb23e03ad0ee260885feb369597653859efbb'],
    ['near', 'alice.near'],
    ['hedera', '0.0.1234'],
    ['hedera', `0x${HEDERA_KEY}`],
  ])('%s may be %s', (id, address) => {
    expect(addressProblem(address, currencyNamed(id, 'currency'))).toBeUndefined();
  });
});

describe('texts that cannot be an address of their coin', () => {
  it.each([
    ['ethereum', EVM.slice(2), 'ADDRESS_MALFORMED', '0x is missing', EVM],
    ['ethereum', EVM.slice(0, -1), 'ADDRESS_MALFORMED', '39 digits', undefined],
    // The form of keys on Hedera and of accounts on NEAR says nothing.
    ['ethereum', HEDERA_KEY, 'ADDRESS_MALFORMED', 'no address of Ethereum', undefined],
    ['hedera', '0.0', 'ADDRESS_MALFORMED', 'no address of Hedera', undefined],
    ['hedera', EVM, 'ADDRESS_OTHER_NETWORK', 'Ethereum', undefined],
    ['ethereum', `${EVM}0`, 'ADDRESS_MALFORMED', '41 digits', undefined],
    ['ethereum', EVM.replace('0x', '0X'), 'ADDRESS_MALFORMED', '0X instead of 0x', EVM],
    ['ethereum', 'vitalik.eth', 'ADDRESS_MALFORMED', 'a name', undefined],
    ['ethereum', EVM.replace('E', 'e'), 'ADDRESS_CHECKSUM', 'EIP-55', undefined],
    ['ethereum', `0x${'0'.repeat(40)}`, 'ADDRESS_OF_NOBODY', "nobody's", undefined],
    ['ethereum', `0x${'0'.repeat(36)}dEaD`, 'ADDRESS_OF_NOBODY', "nobody's", undefined],
    ['ethereum', BTC, 'ADDRESS_OTHER_NETWORK', 'Bitcoin', undefined],
    ['ethereum', 'TGrLpry8MNqMuMUTe2VXv5wYkRuFEsbKsE', 'ADDRESS_OTHER_NETWORK', 'Tron', undefined],
    ['ethereum', `ethereum:${EVM}@1?value=1e18`, 'ADDRESS_IS_URI', 'ethereum:', EVM],
    ['ethereum', `eip155:1:${EVM}`, 'ADDRESS_IS_URI', 'CAIP-10', EVM],
    ['bitcoin', BTC.toUpperCase(), 'ADDRESS_MALFORMED', 'lower case', BTC],
    ['bitcoin', `${BTC.slice(0, -1)}v`, 'ADDRESS_CHECKSUM', 'checksum', undefined],
    ['bitcoin', '1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN3', 'ADDRESS_CHECKSUM', 'checksum', undefined],
    [
      'bitcoin',
      'tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx',
      'ADDRESS_OTHER_NETWORK',
      'test network',
      undefined,
    ],
    [
      'bitcoin',
      'mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn',
      'ADDRESS_OTHER_NETWORK',
      'test network',
      undefined,
    ],
    ['bitcoin', `bitcoin:${BTC}?amount=0.01`, 'ADDRESS_IS_URI', 'bitcoin:', BTC],
    ['bitcoin', EVM, 'ADDRESS_OTHER_NETWORK', 'Ethereum', undefined],
    // Version 1 with the checksum of version 0 (BIP 350).
    [
      'bitcoin',
      'bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd',
      'ADDRESS_CHECKSUM',
      'checksum',
      undefined,
    ],
    ['xrp', 'rHsMGQEkVNJmpGWs8XUBoTBiAAbwxZN5v4', 'ADDRESS_CHECKSUM', 'checksum', undefined],
    [
      'stellar',
      'GB3JDWCQJCWMJ3IILWIGDTQJJC5567PGVEVXSCVPEQOTDN64VJBDQBYY',
      'ADDRESS_CHECKSUM',
      'checksum',
      undefined,
    ],
    ['tron', 'TGrLpry8MNqMuMUTe2VXv5wYkRuFEsbKsF', 'ADDRESS_CHECKSUM', 'checksum', undefined],
    [
      'ton',
      'UQAhEnZmOZ4XCJ1BKsvvt4D1DobiFgIf8nbZdTiT0l-8mOpk',
      'ADDRESS_CHECKSUM',
      'checksum',
      undefined,
    ],
    [
      'cosmos',
      'osmo19rl4cm2hmr8afy4kldpxz3fka4jguq0a5m7df8',
      'ADDRESS_OTHER_NETWORK',
      'osmo1',
      undefined,
    ],
    [
      'kaspa',
      'kaspa:qqd6e65yefepe9wk0m9vuxdufxd80sphy67gwwd0vdaumzdt4tc9s3qt0lqeg',
      'ADDRESS_CHECKSUM',
      'checksum',
      undefined,
    ],
    [
      'polkadot',
      '12aRjLzT5ycoWGHwoHLoXxd5QBa6bxuqivMQSGsPonzd9MWb',
      'ADDRESS_CHECKSUM',
      'checksum',
      undefined,
    ],
    [
      'solana',
      'HAgk14JpMQLgt6rVgv7cBQFJWFto5Dqxi472uT3D',
      'ADDRESS_MALFORMED',
      '32 bytes',
      undefined,
    ],
  ])('%s: %s is %s', (id, address, code, says, corrected) => {
    const problem = addressProblem(address, currencyNamed(id, 'currency'));
    expect(problem?.code).toBe(code);
    expect(problem?.says).toContain(says);
    expect(problem?.corrected).toBe(corrected);
  });

  it('0x1111… may be somebody’s', () => {
    expect(belongsToNobody(`0x${'1'.repeat(40)}`)).toBe(false);
    expect(belongsToNobody(`0x${'0'.repeat(39)}1`)).toBe(true);
  });

  it.each(['e', 'E', 'f', 'F'])('0x and 40 times %s is a placeholder, nobody’s', (digit) => {
    expect(belongsToNobody(`0x${digit.repeat(40)}`)).toBe(true);
    expect(said({ payin_address: `0x${digit.repeat(40)}` })).toEqual([
      'error ADDRESS_OF_NOBODY payin_address',
    ]);
  });
});

const ETH_ORDER = {
  currency_from: 'ETH',
  currency_to: 'BTC',
  payin_address: EVM,
  refund_address: '0xDad77910DbDFdE764fC21FCD4E74D71bBACA6D8D',
  payout_address: 'bc1qqtl9jlrwcr3fsfcjj2du7pu6fcgaxl5dsw2vyg',
};
const REQUEST = {
  refundAddress: ETH_ORDER.refund_address,
  payoutAddress: ETH_ORDER.payout_address,
  payloadCurrencyFrom: 'ETH',
  payloadCurrencyTo: 'BTC',
};

/** Findings of an order that pays with ETH, `severity code field`. */
function said(values: Record<string, string>, members: Record<string, unknown> = {}): string[] {
  const order = made('SWAP_NG', { ...ETH_ORDER, ...values });
  return checker
    .check(caseOf(order, { request: REQUEST, ...members }))
    .findings.map(({ severity, code, field }) => `${severity} ${code} ${field}`);
}

describe('the pay-in address of an order', () => {
  it('may differ from the answer in upper and lower case, on EVM networks', () => {
    for (const payinAddress of [EVM, EVM.toLowerCase(), EVM.toUpperCase().replace('0X', '0x')]) {
      expect(said({}, { response: { payinAddress } })).toEqual([]);
      expect(said({ payin_address: payinAddress }, { response: { payinAddress: EVM } })).toEqual(
        [],
      );
    }
    const payinAddress = '0x9858EfFD232B4033E47d90003D41EC34EcaEda95';
    expect(said({}, { response: { payinAddress } })).toEqual([
      'error ADDRESS_MISMATCH payin_address',
    ]);
  });

  it('is compared letter for letter on Bitcoin', () => {
    const values = {
      ...ETH_ORDER,
      currency_from: 'BTC',
      currency_to: 'ETH',
      refund_address: ETH_ORDER.payout_address,
      payout_address: ETH_ORDER.refund_address,
      payin_address: BTC,
    };
    const order = caseOf(made('SWAP_NG', values), {
      response: { payinAddress: BTC.toUpperCase() },
    });
    expect(checker.check(order).findings.map(({ code }) => code)).toEqual(['ADDRESS_MISMATCH']);
  });

  it.each([
    [EVM.slice(2), ['error ADDRESS_MALFORMED payin_address']],
    ['vitalik.eth', ['error ADDRESS_MALFORMED payin_address']],
    [`0x${'0'.repeat(40)}`, ['error ADDRESS_OF_NOBODY payin_address']],
    [EVM.replace('E', 'e'), ['error ADDRESS_CHECKSUM payin_address']],
    [`eip155:1:${EVM}`, ['error ADDRESS_IS_URI payin_address']],
    // The device drops a prefix of payin_address, and the coin app signs (recorded).
    [`ethereum:${EVM}`, ['warning ADDRESS_IS_URI payin_address']],
    [BTC, ['error ADDRESS_OTHER_NETWORK payin_address']],
  ])('%s', (payin_address, expected) => {
    expect(said({ payin_address })).toEqual(expected);
  });

  it('keeps no prefix in sell and fund: there the device drops none', () => {
    const order = made('FUND_NG', { in_address: `ethereum:${EVM}` });
    const { findings } = checker.check(caseOf(order, { request: { payloadCurrency: 'ETH' } }));
    expect(findings.map(({ severity, code }) => `${severity} ${code}`)).toEqual([
      'error ADDRESS_IS_URI',
    ]);
  });

  it('may be on any network its ticker is on, unless the refund address says which', () => {
    const tron = { in_currency: 'USDT', in_address: 'TGrLpry8MNqMuMUTe2VXv5wYkRuFEsbKsE' };
    expect(checker.check(caseOf(made('FUND_NG', tron))).findings).toEqual([]);
    const usdt = { currency_from: 'USDT', payin_address: tron.in_address };
    expect(said(usdt, { request: { ...REQUEST, payloadCurrencyFrom: 'USDT' } })).toEqual([
      'error ADDRESS_OTHER_NETWORK payin_address',
    ]);
  });
});

describe("the user's own addresses", () => {
  it('are compared letter for letter, and their form is told', () => {
    expect(said({ refund_address: ETH_ORDER.refund_address.toLowerCase() })).toEqual([
      'error REFUND_ADDRESS_NOT_USERS refund_address',
    ]);
    expect(said({ payout_address: `bitcoin:${ETH_ORDER.payout_address}` })).toEqual([
      'wrong-on-screen ADDRESS_IS_URI payout_address',
      'wrong-on-screen PAYOUT_ADDRESS_NOT_USERS payout_address',
    ]);
    expect(said({ refund_address: `${ETH_ORDER.refund_address.slice(0, -1)}E` })).toEqual([
      'error ADDRESS_CHECKSUM refund_address',
      'error REFUND_ADDRESS_NOT_USERS refund_address',
    ]);
  });

  it('are those a coin app derives, whatever letters the request has', () => {
    const { refund_address } = ETH_ORDER;
    const lower = refund_address.toLowerCase();
    const request = { ...REQUEST, refundAddress: lower };
    const order = caseOf(made('SWAP_NG', { ...ETH_ORDER, refund_address: lower }), { request });
    const { device, findings } = checker.check(order);
    expect(device).toMatchObject({ command: 'CHECK_REFUND_ADDRESS_NO_DISPLAY', status: '6a83' });
    expect(findings).toMatchObject([
      { code: 'REFUND_ADDRESS_NOT_USERS', severity: 'error', corrected: refund_address },
    ]);
    // The message has what the device derives.
    const right = checker.check(caseOf(made('SWAP_NG', ETH_ORDER), { request }));
    expect(right).toMatchObject({ device: null, verdict: 'accepted', findings: [] });
  });

  it('on Celo may be in any case: its app does not mind', () => {
    const refund = '0xE70E8AfeF87CC8F0D7a61F58535F6EC99cd860cA'.toLowerCase();
    const order = { ...ETH_ORDER, currency_from: 'CELO', refund_address: refund };
    const request = { ...REQUEST, payloadCurrencyFrom: 'CELO', refundAddress: refund };
    const { device, findings } = checker.check(caseOf(made('SWAP_NG', order), { request }));
    expect(device).toBeNull();
    expect(findings).toEqual([]);
  });

  it.each([
    [BTC.toUpperCase(), 'ADDRESS_MALFORMED'],
    ['tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx', 'ADDRESS_OTHER_NETWORK'],
    [`${BTC.slice(0, -1)}v`, 'ADDRESS_CHECKSUM'],
    ['xyz', 'ADDRESS_MALFORMED'],
  ])('are no less wrong when the request has the same: %s', (payoutAddress, code) => {
    const expected = [`wrong-on-screen ${code} payout_address`];
    const request = { ...REQUEST, payoutAddress };
    expect(said({ payout_address: payoutAddress }, { request })).toEqual(expected);
    // Without a request, too, where the answer is one of a real order.
    const response = { payinAddress: EVM };
    expect(said({ payout_address: payoutAddress }, { request: undefined, response })).toEqual(
      expected,
    );
  });

  it('of a token may be on a network where it is not built in', () => {
    const payoutAddress = 'HAgk14JpMQLgt6rVgv7cBQFJWFto5Dqxi472uT3DKpqk';
    const request = { ...REQUEST, payloadCurrencyTo: 'DAI', payoutAddress };
    const values = { currency_to: 'DAI', payout_address: payoutAddress };
    expect(said(values, { request })).toEqual(['warning ADDRESS_OTHER_NETWORK payout_address']);
  });

  it('are judged by form alone without a request', () => {
    const order = made('SWAP_NG', {
      ...ETH_ORDER,
      payout_address: 'TGrLpry8MNqMuMUTe2VXv5wYkRuFEsbKsE',
    });
    expect(checker.check(caseOf(order)).findings.map(({ code }) => code)).toEqual([
      'ADDRESS_OTHER_NETWORK',
    ]);
  });
});
