/** A coin nobody built in is never a silent yes: what is not judged is said, and nothing is decided. */
import { describe, expect, it } from 'vitest';
import { check } from '../../../../src/check/check.js';
import { isClean, verdictWords } from '../../../../src/report/result.js';
import { sarifReport } from '../../../../src/report/sarif.js';
import { caseOf, made } from '../../cases.js';

const DOGE = 'DH5yaieqoZN36fDVciNyRueRGvGLR3mr7L';
const PAYING = { currency_from: 'DOGE', refund_address: DOGE, payin_address: 'nonsense' };
const REQUEST = { payloadCurrencyFrom: 'DOGE', payloadCurrencyTo: 'ETH', amount: '0.25' };

function judged(...[name, values, request]: Parameters<typeof caseArgs>) {
  return check(caseArgs(name, values, request));
}

function caseArgs(
  name: Parameters<typeof made>[0],
  values: Parameters<typeof made>[1],
  request?: Record<string, unknown>,
) {
  return caseOf(made(name, values), request === undefined ? {} : { request });
}

const codes = ({ findings }: ReturnType<typeof check>) =>
  findings.map(({ severity, code, field }) => `${severity} ${code} ${field}`);

describe('a currency that is not built in', () => {
  it('paid with, leaves amount, addresses and memo unjudged', () => {
    const verdict = judged('SWAP_NG', { ...PAYING, payin_extra_id: '1' }, REQUEST);
    expect(verdict.verdict).toBe('unreadable');
    expect(verdict.device).toBeNull();
    expect(verdict.readers[0]?.stoppedAt).toContain('no coin configuration for "DOGE" is built in');
    expect(verdictWords(verdict)).toBe('not decided');
    expect(isClean({ place: { file: 'a' }, verdict })).toBe(false);
    expect(codes(verdict)).toEqual([
      'warning CURRENCY_NOT_BUILT_IN currency_from',
      'warning AMOUNT_NOT_COMPARED amount_to_provider',
    ]);
    expect(verdict.findings[0]?.evidence).toMatch(
      /^"DOGE" is no built-in currency: amount_to_provider, payin_address, payin_extra_id, refund_address are not judged, and the coin app is not asked\. Ledger has 8 of that ticker, dogecoin \(8 decimals\), .* and 4 more: a LedgerId in the request says which is meant\.$/,
    );
  });

  it('received, leaves the payout unjudged; the rest is judged', () => {
    const values = { currency_to: 'ZZZ', payout_address: 'x', payin_address: 'nonsense' };
    const request = { payloadCurrencyFrom: 'BTC', payloadCurrencyTo: 'ZZZ', amountTo: '5' };
    const verdict = judged('SWAP_NG', values, request);
    expect(verdict.verdict).toBe('unreadable');
    expect(codes(verdict)).toEqual([
      'error ADDRESS_MALFORMED payin_address',
      'warning CURRENCY_NOT_BUILT_IN currency_to',
      'warning AMOUNT_NOT_COMPARED amount_to_wallet',
    ]);
  });

  it.each([
    ['SELL_NG', 'BCH'],
    ['FUND_NG', 'SHIB'],
  ] as const)('is said in %s without a request, too', (name, ticker) => {
    const verdict = judged(name, { in_currency: ticker, in_address: 'nonsense' });
    expect(verdict.verdict).toBe('unreadable');
    expect(codes(verdict)).toEqual(['warning CURRENCY_NOT_BUILT_IN in_currency']);
    expect(verdict.findings[0]?.evidence).toContain('in_amount, in_address, in_extra_id');
  });

  it('is the one of the request, where the message has another', () => {
    const verdict = judged('SWAP_NG', {}, REQUEST);
    expect(verdict.readers[0]?.stoppedAt).toContain('"DOGE"');
    expect(codes(verdict)).toContain('error EXPECTED_VALUE_MISMATCH currency_from');
  });

  it('is no refusal in SARIF', () => {
    const verdict = judged('SWAP_NG', PAYING, REQUEST);
    const log = sarifReport([{ place: { file: 'a' }, verdict }], { version: '1.2.3' });
    const last = log.runs[0]!.results.at(-1);
    expect(last).toMatchObject({ ruleId: 'NOT_DECIDED', level: 'error' });
    expect(last?.message.text).toContain('"DOGE" is built in');
  });
});
