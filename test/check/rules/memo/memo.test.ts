import { describe, expect, it } from 'vitest';
import { Checker } from '../../../../src/check/check.js';
import { CURRENCIES } from '../../../../src/host/currencies.js';
import { currencyNamed } from '../../../../src/host/currency-names.js';
import { memoKindOf } from '../../../../src/simulator/coins/memos.js';
import { nodeVerifier } from '../../../../src/simulator/node-verifier.js';
import { caseOf, made } from '../../cases.js';

const checker = new Checker({ verifier: nodeVerifier });

function said(values: Record<string, string>, members: Record<string, unknown> = {}): string[] {
  const { findings } = checker.check(caseOf(made('SWAP_NG', values), members));
  return findings.map(({ severity, code, field }) => `${severity} ${code} ${field}`);
}

/** An order that pays with a currency. */
function paying(id: string) {
  const { ticker, foreignAddress } = currencyNamed(id, 'currency');
  const address = foreignAddress;
  return {
    currency_from: ticker,
    payin_address: address,
    refund_address: address.replace(/.$/, ''),
  };
}

describe('a memo of the deposit', () => {
  it('is of five coin apps', () => {
    const apps = CURRENCIES.map(({ app }) => app).filter((app) => memoKindOf(app) !== 'none');
    expect([...new Set(apps)].sort()).toEqual(['Cosmos', 'Hedera', 'Stellar', 'TON', 'XRP']);
  });

  // Recorded: sign-memo-with-eth ends 6001 0500, btc-memo-text 6b00 ff02.
  it.each([
    ['BTC', {}],
    [
      'ETH',
      { ...paying('ethereum'), refund_address: '0xDad77910DbDFdE764fC21FCD4E74D71bBACA6D8D' },
    ],
  ])('is an error with %s', (ticker, values) => {
    const request = { payloadCurrencyFrom: ticker, payloadCurrencyTo: 'ETH' };
    expect(said({ ...values, payin_extra_id: '12345' }, { request })).toEqual([
      'error MEMO_NOT_SUPPORTED payin_extra_id',
    ]);
  });

  it('is an error in sell and fund as well', () => {
    for (const name of ['SELL_NG', 'FUND_NG'] as const) {
      const order = caseOf(made(name, { in_extra_id: '12345' }), { request: { slippage: '0.1' } });
      expect(checker.check(order).findings.map(({ code }) => code)).toEqual(['MEMO_NOT_SUPPORTED']);
    }
  });

  it('is a warning where nothing is known but the message', () => {
    expect(said({ payin_extra_id: '12345' })).toEqual([
      'warning MEMO_NOT_SUPPORTED payin_extra_id',
    ]);
  });

  it.each(['null', 'undefined', 'None', 'NaN', 'nil', 'N/A', '[object Object]', '""', '-'])(
    '%s is not one',
    (memo) => {
      const order = made('FUND_NG', {
        in_currency: 'XLM',
        in_address: currencyNamed('stellar', 'currency').foreignAddress,
        in_extra_id: memo,
      });
      const { findings } = checker.check(caseOf(order));
      expect(findings.map(({ severity, code }) => `${severity} ${code}`)).toEqual([
        'error MEMO_MALFORMED',
      ]);
    },
  );

  it.each([
    ['0', []],
    ['4294967295', []],
    ['4294967296', ['MEMO_MALFORMED']],
    ['12a', ['MEMO_MALFORMED']],
    ['', ['MEMO_MISSING']],
  ])('of XRP is a number of 32 bits: %s', (memo, expected) => {
    const order = made('FUND_NG', {
      in_currency: 'XRP',
      in_address: currencyNamed('xrp', 'currency').foreignAddress,
      in_extra_id: memo,
    });
    expect(checker.check(caseOf(order)).findings.map(({ code }) => code)).toEqual(expected);
  });
});

describe('a memo of an own address', () => {
  const request = { payloadCurrencyFrom: 'BTC', payloadCurrencyTo: 'ETH' };

  it('that nobody asked for is told', () => {
    for (const field of ['payout_extra_id', 'refund_extra_id']) {
      expect(said({ [field]: '12345' }, { request })).toEqual([
        `warning MEMO_NOT_REQUESTED ${field}`,
      ]);
      // Without a request nobody knows what was asked.
      expect(said({ [field]: '12345' })).toEqual([]);
      expect(said({ [field]: 'undefined' })).toEqual([`error MEMO_MALFORMED ${field}`]);
    }
  });

  it('that was asked for is compared', () => {
    const asked = { ...request, payoutAddressExtraId: '7', refundAddressExtraId: '8' };
    expect(said({ payout_extra_id: '7', refund_extra_id: '8' }, { request: asked })).toEqual([]);
    expect(said({ payout_extra_id: '9' }, { request: asked })).toEqual([
      'error REFUND_MEMO_LOST refund_extra_id',
      'error EXPECTED_VALUE_MISMATCH payout_extra_id',
    ]);
  });

  it('is refused by the Litecoin, Solana and Tron apps, whatever it says', () => {
    const { foreignAddress } = currencyNamed('litecoin', 'currency');
    const litecoin = {
      currency_from: 'LTC',
      payin_address: foreignAddress,
      refund_address: 'MGGnYKpSC1smKKuPwsfdsmAQyNy2Z1CBYA',
      refund_extra_id: '1',
    };
    const verdict = checker.check(caseOf(made('SWAP_NG', litecoin)));
    expect(verdict.device).toMatchObject({ status: '6a83' });
    expect(verdict.findings.map(({ severity, code }) => `${severity} ${code}`)).toContain(
      'error MEMO_NOT_SUPPORTED',
    );
  });
});
