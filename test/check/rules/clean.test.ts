/** Where a topic is said to be clean, its rule has nothing to say, whatever was found before it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex } from '../../../src/bytes.js';
import { checkAsync } from '../../../src/check/check-async.js';
import type { CheckCase } from '../../../src/check/check-case.js';
import { deviceRun } from '../../../src/check/device/device-answer.js';
import { CaseVerifier } from '../../../src/check/device/verification.js';
import { factsOf } from '../../../src/check/facts/read-facts.js';
import { Findings } from '../../../src/check/findings/findings.js';
import { Checker, readCase } from '../../../src/check/index.js';
import { isClean } from '../../../src/check/rules/clean.js';
import { TOPICS } from '../../../src/check/rules/index.js';
import { FLOW_NAMES, FLOWS, type FlowName } from '../../../src/exchange/flows.js';
import { DEFAULT_FIRMWARE } from '../../../src/firmware/index.js';
import { CURRENCIES } from '../../../src/host/currencies.js';
import { amountBytes } from '../../../src/payload/amount.js';
import { MISTAKE_CODES, MISTAKES } from '../../../src/sign/mistakes.js';
import { nodeVerifier } from '../../../src/simulator/node-verifier.js';
import { loadedBy } from '../../cli/static-imports.js';
import { caseOf, made, NONCE } from '../cases.js';
import { FIXTURES, knownOf } from '../fixtures.js';
import { mistaken } from './mistaken.js';

const checker = new Checker({ verifier: nodeVerifier });

/** Findings of rules that had nothing to look at, with and without what others found. */
function saidOfClean(judged: CheckCase, verifier = nodeVerifier): string[] {
  if (judged.payload.trim() === '') return [];
  const facts = factsOf(judged, DEFAULT_FIRMWARE);
  const asked = new CaseVerifier(verifier);
  const run = deviceRun(facts, DEFAULT_FIRMWARE, asked);
  const before = new Findings();
  for (const noticed of judged.noticed) before.all.push(noticed);
  const said: string[] = [];
  for (const { topic, isClean, judge } of TOPICS) {
    const clean = isClean(facts, run);
    if (!clean && topic === 'signature') continue;
    const own = new Findings();
    if (clean) judge(facts, own, { run, verifier: asked });
    const count = before.all.length;
    judge(facts, before, { run, verifier: asked });
    if (!clean) continue;
    const added = [...own.all, ...before.all.slice(count)];
    said.push(...added.map(({ code, evidence }) => `${topic}: ${code}: ${evidence}`));
  }
  return said;
}

describe('a topic that is clean has no finding', () => {
  it.each(MISTAKE_CODES.map((code, at) => [code, at] as const))('%s', (code, at) => {
    const { flows } = MISTAKES[code];
    // In turns: each in all of its flows would take seconds.
    const flow = FLOWS[flows[at % flows.length]!];
    expect(saidOfClean(mistaken(flow, code))).toEqual([]);
  });

  it('recorded mistakes', () => {
    const said = FIXTURES.flatMap((fixture) =>
      saidOfClean(readCase({ ...fixture, ...knownOf(fixture) }, fixture.id)),
    );
    expect(said).toEqual([]);
  });
});

/** Values that are right beside those that nearly are. */
const sized = (size: number) => fc.uint8Array({ minLength: size, maxLength: size });
const units = fc.oneof(
  fc.constantFrom(0n, 1n, 1_000_000n, 250_000_000n, 10n ** 18n, 2n ** 64n - 1n, 2n ** 127n),
  fc.bigInt({ min: 0n, max: 2n ** 90n }),
);
const amount = fc.oneof(
  { weight: 4, arbitrary: units.map(amountBytes) },
  fc.uint8Array({ maxLength: 18 }),
  fc.nat(99_999).map((number) => new TextEncoder().encode(`${number}`)),
  units.map((value) => amountBytes(value).reverse()),
);
const currency = fc.constantFrom(...CURRENCIES);
const ticker = fc.oneof(
  { weight: 6, arbitrary: currency.map((known) => known.ticker) },
  fc.constantFrom('btc', 'DOGE', 'ETH ', 'eth_main', 'bitcoin', 'USDT.TRC20', ''),
);
const address = fc.oneof(
  { weight: 6, arbitrary: currency.map((known) => known.foreignAddress) },
  currency.map((known) => known.foreignAddress.toLowerCase()),
  fc.constantFrom('', ' 1', '0x0000000000000000000000000000000000000000', 'bitcoin:1abc', 'ü'),
);
const memo = fc.constantFrom('', '', '12345', 'null', '4294967296', 'text', 'é');
const decimal = fc.constantFrom('0.01', '1', '250', '1000000', '0.000000001', '1e-3', 'x', '');
const asked = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const nonce = fc.oneof({ weight: 4, arbitrary: fc.constant(NONCE) }, sized(32), sized(31));

const values = {
  swap: fc.record({
    payin_address: address,
    payin_extra_id: memo,
    refund_address: address,
    refund_extra_id: memo,
    payout_address: address,
    payout_extra_id: memo,
    currency_from: ticker,
    currency_to: ticker,
    amount_to_provider: amount,
    amount_to_wallet: amount,
    device_transaction_id_ng: nonce,
  }),
  sell: fc.record({
    in_currency: ticker,
    in_amount: amount,
    in_address: address,
    in_extra_id: memo,
    out_currency: fc.constantFrom('EUR', 'USD', 'eur', ''),
    out_amount: fc.record({
      coefficient: fc.oneof(fc.uint8Array({ maxLength: 9 }), fc.constantFrom(Uint8Array.of(0x32))),
      exponent: fc.constantFrom(0, 2, 2, 2, 8, 18, 19, 256),
    }),
    device_transaction_id: nonce,
  }),
};

const request = fc.record({
  from: asked(ticker),
  payloadCurrencyFrom: asked(ticker),
  payloadCurrencyTo: asked(ticker),
  payloadCryptoCurrency: asked(ticker),
  refundAddress: asked(address),
  payoutAddress: asked(address),
  refundExtraId: asked(memo),
  amount: asked(decimal),
  fiatCurrency: asked(fc.constantFrom('EUR', 'eur', 'USD')),
});
const response = fc.record({
  payinAddress: asked(address),
  payinExtraId: asked(memo),
  amountTo: asked(decimal),
});

/** Every signature verifies: what is signed does not matter here. */
const credulous = { name: 'credulous', verify: () => true };

it.each(['SWAP_NG', 'SELL_NG'] as const)('%s, whatever stands in it', (name: FlowName) => {
  const { kind } = FLOWS[name];
  fc.assert(
    fc.property(
      kind === 'swap' ? values.swap : values.sell,
      fc.option(request),
      fc.option(response),
      fc.boolean(),
      (message, request, response, knowsNonce) => {
        const judged = caseOf(made(name, message), {
          ...(request && { request }),
          ...(response && { response }),
          ...(knowsNonce && { nonce: toHex(NONCE) }),
        });
        expect(saidOfClean(judged, credulous)).toEqual([]);
      },
    ),
    { numRuns: 100 },
  );
});

describe('checkAsync', () => {
  it.each(FLOW_NAMES)('%s: the verdict of check, with nothing loaded for it', async (name) => {
    const judged = mistaken(FLOWS[name]);
    const facts = factsOf(judged, DEFAULT_FIRMWARE);
    const run = deviceRun(facts, DEFAULT_FIRMWARE, new CaseVerifier(nodeVerifier));
    expect(isClean(facts, run)).toBe(true);
    const verdict = await checkAsync(judged);
    expect(JSON.stringify(verdict)).toBe(JSON.stringify(checker.check(judged)));
    expect(verdict).toMatchObject({ verdict: 'accepted', findings: [] });
  });

  it.each(['check/check-async.ts', 'cli/check/check.ts'])(
    '%s loads nothing of a fault',
    (start) => {
      const loaded = loadedBy(start);
      expect(loaded).toContain('check/rules/clean.ts');
      const fault =
        /check\/rules\/.*(rule|damaged)\.ts|signature\/(diagnosis|forms)|around-|screens\/ui/;
      expect(loaded.filter((name) => fault.test(name))).toEqual([]);
    },
  );

  it('loads no texts of findings', () => {
    const loaded = loadedBy('check/check-async.ts');
    expect(
      loaded.filter((name) => /findings\.ts|findings\/catalogue|holds-private/.test(name)),
    ).toEqual([]);
  });
});
