import { describe, expect, it } from 'vitest';
import { Checker } from '../../../../src/check/check.js';
import { readDecimal } from '../../../../src/check/facts/decimal-text.js';
import { amountBytes } from '../../../../src/payload/amount.js';
import { nodeVerifier } from '../../../../src/simulator/node-verifier.js';
import { caseOf, made } from '../../cases.js';

describe('an amount as a text', () => {
  it.each([
    ['0.25', '0.25'],
    ['+0.25', '0.25'],
    [' 0.25\n', '0.25'],
    ['.5', '0.5'],
    ['5.', '5'],
    ['007', '7'],
    ['0.2500', '0.25'],
    ['5e-1', '0.5'],
    ['2.5e-1', '0.25'],
    ['1e-7', '0.0000001'],
    ['1.5E+3', '1500'],
    [1e-7, '0.0000001'],
    [0.1, '0.1'],
    [1e21, '1000000000000000000000'],
    ['0,5', '0.5'],
    ['0,125', '0.125'],
    ['12,5', '12.5'],
    ['1234,567', '1234.567'],
    ['1,000.25', '1000.25'],
    ['1.000,25', '1000.25'],
    ['1,000,000', '1000000'],
    ['1 000.25', '1000.25'],
    ["1'000", '1000'],
    ['0.5 ETH', '0.5'],
    ['0.5eth', '0.5'],
  ])('%s is read', (value, expected) => {
    expect(readDecimal(value, 'ETH')).toBe(expected);
  });

  it.each([
    '1,000',
    '1.2.3',
    '-1',
    '0.5 BTC',
    'abc',
    '1e999',
    '0x10',
    '',
    'Infinity',
    null,
    {},
    [1],
  ])('%s is not', (value) => {
    expect(readDecimal(value, 'ETH')).toBeUndefined();
  });

  it('may be one thing only where a point is one: 1.000', () => {
    expect(readDecimal('1.000')).toBe('1');
  });
});

describe('amounts of a request', () => {
  const checker = new Checker({ verifier: nodeVerifier });
  /** 0.01 BTC for 0.345678912345678912 ETH. */
  const said = (request: Record<string, unknown>, values = {}) =>
    checker
      .check(caseOf(made('SWAP_NG', values), { request }))
      .findings.map(({ severity, code, field }) => `${severity} ${code} ${field}`);

  it.each(['0.01', '1e-2', '0,01', '0.01 BTC', ' 0.01', 0.01])('%s is compared', (amount) => {
    const request = { amount, payloadCurrencyFrom: 'BTC' };
    expect(said(request)).toEqual([]);
    expect(said(request, { amount_to_provider: amountBytes(1_000_001n) })).toEqual([
      'wrong-on-screen AMOUNT_NOT_REQUESTED amount_to_provider',
    ]);
  });

  it.each(['1,000', 'a lot', null, '0.010000001', -1, { value: 1 }])(
    '%s is not compared, and that is said',
    (amount) => {
      expect(said({ amount })).toEqual(['warning AMOUNT_NOT_COMPARED amount_to_provider']);
    },
  );

  it('are not missed where the answer has them', () => {
    expect(said({ amountTo: null, amount: '0.01' })).toEqual([
      'warning AMOUNT_NOT_COMPARED amount_to_wallet',
    ]);
    const order = caseOf(made('SWAP_NG'), {
      request: { amountTo: null },
      response: { amountTo: '0.345678912345678912' },
    });
    expect(checker.check(order).findings).toEqual([]);
  });

  it('may be in base units, where nothing else can be meant, and that is said', () => {
    const request = { amount: '1000000', amountTo: '345678912345678912' };
    const both = [
      'warning AMOUNT_READ_AS_BASE_UNITS amount_to_provider',
      'warning AMOUNT_READ_AS_BASE_UNITS amount_to_wallet',
    ];
    expect(said(request)).toEqual(both);
    expect(said(request, { amount_to_wallet: amountBytes(5n) })).toEqual([
      'wrong-on-screen AMOUNT_NOT_REQUESTED amount_to_wallet',
      ...both,
    ]);
    // A million coins, asked for and signed: nothing was read in another way.
    expect(said({ amount: '1000000' }, { amount_to_provider: amountBytes(10n ** 14n) })).toEqual(
      [],
    );
  });

  it('in base units are not called coins', () => {
    const order = caseOf(made('SWAP_NG'), { request: { amountTo: '345678912345678913' } });
    const [first] = checker.check(order).findings;
    expect(first?.code).toBe('AMOUNT_FLOAT_ROUNDING');
    expect(first?.evidence).toBe(
      '345678912345678912 base units; asked for are 345678912345678913 base units of ETH. They differ by -1 in the last digits.',
    );
  });

  it.each(['', ' ', '0,,5'])('that are %j are said not to be compared', (amount) => {
    expect(said({ amount })).toEqual(['warning AMOUNT_NOT_COMPARED amount_to_provider']);
  });

  it('say of fiat as well what was not compared', () => {
    const order = caseOf(made('SELL_NG'), { request: { amountTo: '1,000' } });
    expect(checker.check(order).findings.map(({ code, field }) => `${code} ${field}`)).toEqual([
      'AMOUNT_NOT_COMPARED out_amount',
    ]);
  });
});

describe('the fiat amount of a quote', () => {
  const checker = new Checker({ verifier: nodeVerifier });
  const said = (amountTo: unknown) =>
    checker
      .check(caseOf(made('SELL_NG'), { response: { amountTo } }))
      .findings.map(({ severity, code, field }) => `${severity} ${code} ${field}`);

  it.each(['1', '1e3', '0.0000000000000000001', '1e-60', '9'.repeat(50), 1e21])(
    '%s is held against the message',
    (amountTo) =>
      expect(said(amountTo)).toEqual(['wrong-on-screen AMOUNT_NOT_REQUESTED out_amount']),
  );

  it.each([5.68e76, '5.68e76', '9'.repeat(77), '9'.repeat(91), null, 'a lot', -1])(
    '%s is not, and that is said',
    (amountTo) => expect(said(amountTo)).toEqual(['warning AMOUNT_NOT_COMPARED out_amount']),
  );
});
