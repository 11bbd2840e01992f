import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../src/bytes.js';
import { Checker } from '../../src/check/check.js';
import { rsOfDer } from '../../src/check/rules/signature/forms/halves.js';
import { decodeBase64url, encodeBase64url } from '../../src/codec/base64.js';
import type { Curve } from '../../src/exchange/constants.js';
import { FLOW_NAMES, FLOWS } from '../../src/exchange/flows.js';
import { walletAddresses } from '../../src/host/address-book.js';
import { CURRENCIES, type Currency } from '../../src/host/currencies.js';
import { amountBytes, shortestBytes } from '../../src/payload/amount.js';
import type { MessageValues } from '../../src/payload/encode.js';
import { memoKindOf } from '../../src/simulator/coins/memos.js';
import { coinAppNamed } from '../../src/simulator/coins/registry.js';
import { walletFromMnemonic } from '../../src/simulator/mnemonic.js';
import { nodeVerifier } from '../../src/simulator/node-verifier.js';
import { caseOf, type Made, made, signed } from './cases.js';

const checker = new Checker({ verifier: nodeVerifier });
const CURVES: readonly Curve[] = ['secp256k1', 'secp256r1'];

const known = CURRENCIES.filter(({ foreignAddress }) => foreignAddress.length <= 63);
const currency = fc.constantFrom(...known);
/** Coin apps print 64 bits of any amount. */
const amount = fc.bigInt({ min: 1n, max: 2n ** 63n - 1n }).map(amountBytes);
const word = fc.stringMatching(/^[A-Za-z0-9@._+-]{1,19}$/);
/** A memo where the coin has one. */
const memoOf = ({ app }: Currency) =>
  ({
    none: fc.constant(''),
    // Not `null` and its like by chance.
    text: fc.stringMatching(/^m[A-Za-z0-9]{1,18}$/),
    number: fc.integer({ min: 0, max: 2 ** 32 - 1 }).map(String),
  })[memoKindOf(app)];
const ownAddress = walletAddresses(walletFromMnemonic(), coinAppNamed);
const withMemo = currency.chain((currency) =>
  fc.record({ currency: fc.constant(currency), memo: memoOf(currency) }),
);

const swap = fc.record({ from: withMemo, to: currency, sent: amount, received: amount }).map(
  ({ from: { currency: from, memo }, to, sent, received }): MessageValues => ({
    payin_address: from.foreignAddress,
    payin_extra_id: memo,
    refund_address: ownAddress(from),
    payout_address: ownAddress(to),
    currency_from: from.ticker,
    currency_to: to.ticker,
    amount_to_provider: sent,
    amount_to_wallet: received,
  }),
);

const paid = ({
  paying: { currency, memo },
  sent,
}: {
  paying: { currency: Currency; memo: string };
  sent: Uint8Array;
}) => ({
  in_currency: currency.ticker,
  in_amount: sent,
  in_address: currency.foreignAddress,
  in_extra_id: memo,
});

const sell = fc
  .record({
    paying: withMemo,
    sent: amount,
    email: word,
    fiat: fc.constantFrom('EUR', 'USD', 'JPY', 'CHF'),
    coefficient: fc.bigInt({ min: 1n, max: 10n ** 12n }),
    exponent: fc.integer({ min: 2, max: 8 }),
  })
  .map(
    ({ email, fiat, coefficient, exponent, ...rest }): MessageValues => ({
      ...paid(rest),
      trader_email: email,
      out_currency: fiat,
      out_amount: { coefficient: shortestBytes(coefficient), exponent },
    }),
  );

const fund = fc.record({ paying: withMemo, sent: amount, user: word, account: word }).map(
  ({ user, account, ...rest }): MessageValues => ({
    ...paid(rest),
    user_id: user,
    account_name: account,
  }),
);

const MESSAGES = { swap, sell, fund };

/** One right signature in 128 begins r or s with a zero byte, of which Ledger's checker warns. */
function expectedOf({ flow, signature }: Made): string[] {
  const bytes = flow.encoding === 'raw' ? fromHex(signature) : decodeBase64url(signature)!;
  const rs = bytes.length === 64 ? bytes : rsOfDer(bytes)!;
  return rs[0] === 0 || rs[32] === 0 ? ['SIGNATURE_LEADING_ZERO'] : [];
}

describe.each(FLOW_NAMES)('conforming payloads of %s', (name) => {
  it.each(CURVES)('have no findings on %s', (curve) => {
    fc.assert(
      fc.property(MESSAGES[FLOWS[name].kind], (values) => {
        const order = made(name, values, { curve });
        // Legacy commands hold 255 bytes: what is longer with some fee is rightly warned about.
        const size =
          FLOWS[name].encoding === 'raw' ? order.payload.length / 2 : order.payload.length;
        fc.pre(FLOWS[name].ng || size <= 245);
        const verdict = checker.check(caseOf(order));
        expect(verdict.findings.map(({ code }) => code)).toEqual(expectedOf(order));
        expect(verdict.verdict).toBe('accepted');
      }),
      { numRuns: 60 },
    );
  });

  it('may be padded, when the padding is signed', () => {
    if (FLOWS[name].encoding === 'raw') return;
    const fields = { swap: 'payout_extra_id', sell: 'trader_email', fund: 'account_name' };
    for (const length of [1, 2, 3]) {
      const field = fields[FLOWS[name].kind];
      const pad = (text: string) => text.padEnd(Math.ceil(text.length / 4) * 4, '=');
      const order = made(name, { [field]: 'x'.repeat(10 + length) }, { text: pad });
      const { findings } = checker.check(caseOf(order));
      expect(findings.map(({ code }) => code)).toEqual(expectedOf(order));
    }
  });
});

describe('signatures the device accepts', () => {
  /** Tries payloads until r and s are as wanted. */
  function orderWith(curve: Curve, wanted: (rs: Uint8Array) => boolean) {
    for (let i = 0; ; i++) {
      const order = made('SWAP_NG', { payout_extra_id: `${i}` }, { curve });
      if (wanted(Uint8Array.from(atobUrl(order.signature)))) return order;
    }
  }

  function atobUrl(text: string): number[] {
    const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    return [...plain].map((character) => character.charCodeAt(0));
  }

  it.each(CURVES)('have zeros in front of r or s on %s, which is a warning', (curve) => {
    for (const at of [0, 32]) {
      const order = orderWith(curve, (rs) => rs[at] === 0 && rs[32 - at] !== 0);
      const { findings, verdict } = checker.check(caseOf(order));
      expect(findings).toMatchObject([{ code: 'SIGNATURE_LEADING_ZERO', severity: 'warning' }]);
      expect(findings[0]?.evidence).toMatch(at === 0 ? /^r is 00/ : /^s is 00/);
      expect(verdict).toBe('accepted');
    }
  });

  it.each(CURVES)('have a high s on %s', (curve) => {
    const order = made('SWAP_NG', {}, { curve });
    const rs = Uint8Array.from(atobUrl(order.signature));
    const n =
      curve === 'secp256k1'
        ? 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n
        : 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
    const s = n - BigInt(`0x${toHex(rs.subarray(32))}`);
    rs.set(Uint8Array.from(Buffer.from(s.toString(16).padStart(64, '0'), 'hex')), 32);
    const { findings, verdict } = checker.check(
      caseOf({ ...order, signature: encodeBase64url(rs) }),
    );
    expect(findings).toEqual([]);
    expect(verdict).toBe('accepted');
  });

  it('are 128 hex digits in legacy swaps, beside a payload in hex', () => {
    const order = made('SWAP');
    expect(order.signature).toMatch(/^[0-9a-f]{128}$/);
    expect(order.payload).toMatch(/^[0-9a-f]+$/);
    const { findings, verdict } = checker.check(caseOf(order));
    expect(findings).toEqual([]);
    expect(verdict).toBe('accepted');
  });
});

describe('the request', () => {
  it('decides whose the addresses are', () => {
    const order = made('SWAP_NG');
    const request = { payoutAddress: 'somebody else', refundAddress: 'somebody else' };
    const { device, findings } = checker.check(caseOf(order, { request }));
    expect(device).toMatchObject({ command: 'CHECK_REFUND_ADDRESS_NO_DISPLAY', status: '6a83' });
    expect(findings.map(({ code }) => code).sort()).toEqual([
      'PAYOUT_ADDRESS_NOT_USERS',
      'REFUND_ADDRESS_NOT_USERS',
    ]);
  });

  it('is fulfilled by the right order', () => {
    const order = made('SWAP_NG');
    const request = {
      payoutAddress: '0xDad77910DbDFdE764fC21FCD4E74D71bBACA6D8D',
      refundAddress: 'bc1qwqdg6squsna38e46795at95yu9atm8azzmyvckulcc7kytlcckxswvvzej',
      payloadCurrencyFrom: 'BTC',
      payloadCurrencyTo: 'ETH',
      currencyFrom: 'btc_main',
      currencyTo: 'eth_main',
      amount: '0.01',
      amountTo: '0.345678912345678912',
    };
    expect(checker.check(caseOf(order, { request })).findings).toEqual([]);
  });
});

describe('amounts against the quote', () => {
  const request = { amount: '0.01', amountTo: '0.345678912345678912' };
  const right = 345_678_912_345_678_912n;
  it.each([
    ['AMOUNT_FLOAT_ROUNDING', { amount_to_wallet: amountBytes(right + 64n) }],
    ['AMOUNT_WRONG_DECIMALS', { amount_to_wallet: amountBytes(right / 1000n) }],
    ['AMOUNT_WRONG_DECIMALS', { amount_to_provider: amountBytes(10_000_000_000_000_000n) }],
    ['AMOUNT_LITTLE_ENDIAN', { amount_to_wallet: amountBytes(right).reverse() }],
    ['AMOUNT_NOT_REQUESTED', { amount_to_provider: amountBytes(999_000n) }],
    ['AMOUNT_ZERO', { amount_to_provider: amountBytes(0n) }],
  ] as const)('%s', (code, values) => {
    const { findings } = checker.check(caseOf(made('SWAP_NG', values), { request }));
    expect(findings.map((finding) => finding.code)).toEqual([code]);
  });

  it('may include the network fees', () => {
    const values = { amount_to_wallet: amountBytes(right + 1_000n) };
    const quote = { ...request, payoutNetworkFees: '0.000000000000001' };
    const { findings } = checker.check(caseOf(made('SWAP_NG', values), { request: quote }));
    expect(findings).toEqual([]);
  });

  it('may have the decimals of a namesake on another network', () => {
    for (const decimals of [6n, 18n]) {
      const values = {
        currency_from: 'USDT',
        amount_to_provider: amountBytes(25n * 10n ** decimals),
      };
      const order = made('SWAP_NG', {
        ...values,
        payin_address: '0x9858EfFD232B4033E47d90003D41EC34EcaEda94',
        refund_address: '0xDad77910DbDFdE764fC21FCD4E74D71bBACA6D8D',
      });
      const { findings } = checker.check(caseOf(order, { request: { amount: '25' } }));
      expect(findings).toEqual([]);
    }
  });
});

describe('a payload without a key', () => {
  it('is not accepted, and says where the run stopped', () => {
    const order = signed('SWAP_NG', made('SWAP_NG').payload, new Uint8Array(0));
    const verdict = checker.check(caseOf(order, { publicKey: undefined, curve: undefined }));
    expect(verdict.verdict).toBe('unreadable');
    expect(verdict.readers[0]?.stoppedAt).toContain('public key');
    expect(verdict.findings.map(({ code }) => code)).toEqual(['PUBLIC_KEY_MISSING']);
  });
});
