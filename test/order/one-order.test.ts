/**
 * One order, whoever is told it: `run`, `sign`, a scenario and the page make the same bytes of the
 * same words, and refuse the same words with the same sentence.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { fromHex, textOf, toBigInt, toHex } from '../../src/bytes.js';
import type { RunReport } from '../../src/cli/run/report.js';
import { encodeBase64, encodeBase64url } from '../../src/codec/base64.js';
import { InputError } from '../../src/errors.js';
import { FLOWS, type Flow, type FlowKind, flowFor } from '../../src/exchange/flows.js';
import { walletAddresses } from '../../src/host/address-book.js';
import { CURRENCIES } from '../../src/host/currencies.js';
import { privateKeyText } from '../../src/keys/write-key.js';
import { type FieldOption, type FieldOptions, optionName } from '../../src/order/options.js';
import { orderOf } from '../../src/order/order.js';
import { formatAmount } from '../../src/payload/amount.js';
import { encodeMessage } from '../../src/payload/encode.js';
import { MESSAGES } from '../../src/payload/messages.js';
import { parseScenarios } from '../../src/scenario/parse-scenarios.js';
import { prepare } from '../../src/scenario/prepare.js';
import { runScenario } from '../../src/scenario/run-scenario.js';
import { simulatedOpener } from '../../src/scenario/simulated.js';
import { exampleKey, exampleValues } from '../../src/sign/example-order.js';
import { signOrder } from '../../src/sign/sign-order.js';
import { coinAppNamed } from '../../src/simulator/coins/registry.js';
import { walletFromMnemonic } from '../../src/simulator/mnemonic.js';
import { nodeVerifier } from '../../src/simulator/node-verifier.js';
import { run } from '../cli/command-line.js';
import { handler } from '../server/handler.js';

const folder = mkdtempSync(join(tmpdir(), 'exchange-sim-order-'));
afterAll(() => rmSync(folder, { recursive: true }));
const pem = join(folder, 'key.pem');
writeFileSync(pem, privateKeyText(exampleKey('secp256k1'), 'pkcs8'));
const r1 = join(folder, 'r1.pem');
writeFileSync(r1, privateKeyText(exampleKey('secp256r1'), 'pkcs8'));

const NONCE = Uint8Array.from({ length: 32 }, (_, at) => at * 7);
const SWAP = {
  from: 'ETH',
  to: 'bitcoin',
  amount: '0.25',
  receiveAmount: '0.0100',
  payin: '0x9858EfFD232B4033E47d90003D41EC34EcaEda94',
  refund: '0xDad77910DbDFdE764fC21FCD4E74D71bBACA6D8D',
  payout: 'bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu',
  nonce: toHex(NONCE),
};
const SELL = {
  currency: 'btc',
  amount: '0.01',
  payin: 'bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu',
  email: 'a@b.c',
  fiat: 'EUR',
  fiatAmount: '297.40',
  nonce: toHex(NONCE),
};
const FUND = {
  currency: 'usdc-solana',
  amount: '12.5',
  payin: 'HAgk14JpMQLgt6rVgv7cBQFJWFto5Dqxi472uT3DKpqk',
  user: 'u 1',
  account: 'Card 1234',
  nonce: toHex(NONCE),
};
const WHOLE: Readonly<Record<FlowKind, FieldOptions>> = { swap: SWAP, sell: SELL, fund: FUND };

/** What is changed in a whole order; undefined takes an option out. */
type Change = { readonly [Option in FieldOption]?: string | undefined };

/** Words that say the same as, or more than, the whole order. */
const ORDERS: readonly (readonly [FlowKind, Change])[] = [
  ['swap', {}],
  ['swap', { memo: '1234567890123456789', refundMemo: 'r', payoutMemo: 'p' }],
  ['swap', { extraData: `0x${'AB'.repeat(33)}` }],
  ['swap', { extraData: '00', from: 'usdt-tron', amount: '1.50' }],
  ['swap', { amount: undefined, raw: '0x186a0', receiveAmount: undefined, receiveRaw: '12' }],
  ['swap', { nonce: encodeBase64(NONCE) }],
  ['swap', { nonce: ` ${encodeBase64url(NONCE)} ` }],
  ['swap', { from: 'Bitcoin', to: 'eth', amount: ' 1 ', receiveAmount: '0' }],
  ['sell', {}],
  ['sell', { fiatAmount: '297', memo: '7', fiat: 'XXXXXXXXX' }],
  ['sell', { fiatAmount: '0.1234560' }],
  ['sell', { fiatAmount: '92233720368547758.07', amount: undefined, raw: '0' }],
  ['fund', {}],
  ['fund', { memo: '7', user: 'x'.repeat(25), account: 'W'.repeat(25) }],
];

function words(kind: FlowKind, change: Change, legacy: boolean): FieldOptions {
  const order = { ...WHOLE[kind], ...change };
  const letters = legacy && kind === 'swap' ? { nonce: 'ABCDEFGHIJ' } : {};
  return Object.fromEntries(
    Object.entries({ ...order, ...letters }).filter(([, text]) => text !== undefined),
  );
}

const open = simulatedOpener({ verifier: nodeVerifier });

interface Told {
  readonly kind: FlowKind;
  readonly legacy: boolean;
  readonly options: FieldOptions;
}

const argsOf = ({ kind, legacy, options }: Told) => [
  kind,
  ...(legacy ? ['--legacy'] : []),
  ...Object.entries(options).map(([name, text]) => `${optionName(name as FieldOption)}=${text}`),
];
const scenarioOf = async ({ kind, legacy, options }: Told) => {
  const text = JSON.stringify({
    name: 'an order',
    flow: { kind, legacy: `${legacy}` },
    order: options,
    expect: { outcome: 'approved' },
  });
  return (await parseScenarios(text, 'a.json'))[0]!;
};
const bodyOf = ({ kind, legacy, options: { user, ...options } }: Told) => ({
  kind,
  legacy,
  ...options,
  ...(user === undefined ? {} : { userId: user }),
});

/** The payload each of them sends: its text, or hex in legacy SWAP. */
async function payloads(told: Told): Promise<Readonly<Record<string, string | undefined>>> {
  const ran = await run(['run', ...argsOf(told), '--json']);
  const signed = await run(['sign', ...argsOf(told), '--key', keyFor(told), '--json']);
  const { happened } = await runScenario(await scenarioOf(told), open);
  const server = handler();
  await server.json('POST', '/sim/flow', bodyOf(told));
  const answered = happened?.answered;
  const raw = flowFor(told.kind, { legacy: told.legacy }).encoding === 'raw';
  const { payload } = (JSON.parse(signed.out) as { providerSig: { payload: string } }).providerSig;
  return {
    run: (JSON.parse(ran.out) as RunReport).payload?.text,
    sign: payload,
    scenario:
      answered !== undefined && 'payload' in answered
        ? raw
          ? toHex(answered.payload)
          : textOf(answered.payload)
        : undefined,
    page: await payloadOfPage(server),
  };
}

const keyFor = ({ kind, legacy }: Told) =>
  flowFor(kind, { legacy }).curve === 'secp256r1' ? r1 : pem;

async function payloadOfPage(server: ReturnType<typeof handler>): Promise<string | undefined> {
  return await expect
    .poll(async () => {
      const { json } = await server.json('GET', '/sim/flow');
      const { outcome } = json as { outcome: string };
      return outcome;
    })
    .not.toBe('running')
    .then(async () => {
      const { json } = await server.json('GET', '/sim/flow');
      const { steps } = json as { steps: { data: Record<string, string> }[] };
      return steps.find(({ data }) => data.payload !== undefined)?.data.payload;
    });
}

describe('the same bytes', () => {
  const told = ORDERS.flatMap(([kind, change]) =>
    [false, true].map((legacy) => ({ kind, legacy, options: words(kind, change, legacy) })),
  );
  // Too large for the one length byte of a legacy command.
  const large: readonly (readonly [FlowKind, Change])[] = [
    ['swap', { payin: 'x'.repeat(150) }],
    ['fund', { memo: '7', user: 'x'.repeat(49), account: 'W'.repeat(49) }],
  ];
  const ng = large.map(([kind, change]) => ({
    kind,
    legacy: false,
    options: words(kind, change, false),
  }));
  it.each([...told, ...ng])('$kind legacy $legacy $options', async (each) => {
    const { run: ran, ...others } = await payloads(each);
    expect(ran?.length).toBeGreaterThan(100);
    expect(others).toEqual({ sign: ran, scenario: ran, page: ran });
  });
});

/** What is wrong, the option it is said of, and the sentence behind its name. */
const BAD: readonly (readonly [FlowKind, Change, FieldOption, string])[] = [
  [
    'swap',
    { amount: '1e3' },
    'amount',
    'expected a decimal number of ETH such as 0.5, found "1e3"',
  ],
  ['swap', { amount: '-1' }, 'amount', 'expected an amount of ETH of zero or more, found "-1"'],
  [
    'swap',
    { amount: '1,5' },
    'amount',
    'expected a decimal number of ETH such as 0.5, found "1,5"',
  ],
  ['swap', { amount: '' }, 'amount', 'expected a decimal number of ETH such as 0.5, found ""'],
  [
    'swap',
    { amount: '0.0000000000000000001' },
    'amount',
    'expected at most 18 decimals of ETH, found 19 in "0.0000000000000000001"',
  ],
  [
    'swap',
    { amount: '400000000000000000000' },
    'amount',
    'expected an amount that fits in 16 bytes of base units, found "400000000000000000000"',
  ],
  ['swap', { receiveAmount: '0.123456789' }, 'receiveAmount', 'expected at most 8 decimals of BTC'],
  ['swap', { amount: undefined, raw: '1.5' }, 'raw', 'expected at most 0 decimals of base units'],
  ['swap', { raw: '1' }, 'amount', 'expected without '],
  ['swap', { memo: 'x'.repeat(20) }, 'memo', 'payin_extra_id: expected at most 19 bytes, found 20'],
  ['swap', { memo: 'é' }, 'memo', 'payin_extra_id: expected printable ASCII, found "é"'],
  [
    'swap',
    { memo: ' 1' },
    'memo',
    'payin_extra_id: expected no blanks around the text, found " 1"',
  ],
  ['swap', { refundMemo: '1'.repeat(20) }, 'refundMemo', 'refund_extra_id: expected at most 19'],
  ['swap', { payoutMemo: '1'.repeat(20) }, 'payoutMemo', 'payout_extra_id: expected at most 19'],
  ['swap', { payin: 'x'.repeat(151) }, 'payin', 'payin_address: expected at most 150 bytes'],
  ['swap', { payin: '' }, 'payin', 'payin_address: expected a text, found an empty one'],
  ['swap', { refund: 'x'.repeat(151) }, 'refund', 'refund_address: expected at most 150 bytes'],
  ['swap', { payout: 'a\nb' }, 'payout', 'payout_address: expected printable ASCII, found "a\\nb"'],
  ['swap', { extraData: '0x0' }, 'extraData', 'expected an even number of hex digits, found "0x0"'],
  [
    'swap',
    { extraData: '0102' },
    'extraData',
    'payin_extra_data: expected 33 bytes (header and hash), found 2',
  ],
  [
    'swap',
    { extraData: '01'.repeat(33), memo: '1' },
    'extraData',
    'payin_extra_data: expected no memo (payin_extra_id) beside it, found both',
  ],
  [
    'swap',
    { nonce: 'abc' },
    'nonce',
    'expected 32 bytes as 64 hex digits, base64 or base64url, found 3 characters: "abc"',
  ],
  ['swap', { email: 'a@b.c' }, 'email', 'expected with a sell, found with a swap'],
  ['sell', { payout: 'x' }, 'payout', 'expected with a swap, found with a sell'],
  [
    'sell',
    { fiatAmount: '99999999999999999999' },
    'fiatAmount',
    'expected at most 9223372036854775807 without its point, found "99999999999999999999"',
  ],
  ['sell', { fiatAmount: '0.1234567890123456789' }, 'fiatAmount', 'expected at most 18 decimals'],
  ['sell', { fiatAmount: '1,000' }, 'fiatAmount', 'expected a decimal number such as 0.5'],
  ['sell', { fiat: 'XXXXXXXXXX' }, 'fiat', 'out_currency: expected at most 9 bytes, found 10'],
  ['sell', { email: 'x'.repeat(50) }, 'email', 'trader_email: expected at most 49 bytes, found 50'],
  ['sell', { email: '' }, 'email', 'trader_email: expected a text, found an empty one'],
  ['fund', { account: 'x'.repeat(50) }, 'account', 'account_name: expected at most 49 bytes'],
  ['fund', { user: 'x'.repeat(50) }, 'user', 'user_id: expected at most 49 bytes, found 50'],
  ['fund', { memo: 'x'.repeat(20) }, 'memo', 'in_extra_id: expected at most 19 bytes, found 20'],
];

describe('the same refusal', () => {
  it.each(BAD)('%s %j', async (kind, change, option, sentence) => {
    const told = { kind, legacy: false, options: words(kind, change, false) };
    // Not what wrap or hints add: the one line that says what is wrong.
    const said = async (args: readonly string[]) => {
      const { code, out, err } = await run(args);
      expect({ code, out }).toEqual({ code: 2, out: '' });
      return err.split('\n')[0]!;
    };
    const typed = `error: ${optionName(option)}: ${sentence}`;
    const ran = await said(['run', ...argsOf(told)]);
    expect(ran).toContain(typed);
    expect(await said(['sign', ...argsOf(told), '--key', pem])).toBe(ran);

    const bare = (text: string) =>
      text.replaceAll(/(?:--|order\.)([\w-]+)/g, (_, name: string) => plain(name));
    const written = await scenarioOf(told);
    expect(() => prepare(written)).toThrow(`a.json: an order: order.${option}: ${sentence}`);
    const { status, json } = await handler().json('POST', '/sim/flow', bodyOf(told));
    const name = option === 'user' ? 'userId' : option;
    expect(status).toBe(400);
    const { error } = json as { error: string };
    expect(error).toContain(`${name}: ${sentence}`);
    expect(bare(messageOf(() => prepare(written)))).toBe(
      `a.json: an order: ${bare(ran).replace('error: ', '')}`,
    );
  });
});

const plain = (name: string) =>
  name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

function messageOf(make: () => unknown): string {
  try {
    make();
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  return '';
}

describe('generated orders', () => {
  const addresses = walletAddresses(walletFromMnemonic(), coinAppNamed);
  const printable = fc.string({
    unit: fc.constantFrom(...'abcXYZ019 -_.:@é\n'),
    minLength: 1,
    maxLength: 52,
  });
  const amount = fc.oneof(
    fc
      .tuple(fc.bigInt({ min: 0n, max: 1n << 130n }), fc.integer({ min: 0, max: 24 }))
      .map(([units, decimals]) => formatAmount(units, decimals)),
    fc.constantFrom('', '1e3', '-1', '0x10', '1.', '.5', ' 2 ', '1_000', '٣'),
  );
  const nonce = fc.oneof(
    fc.uint8Array({ minLength: 30, maxLength: 34 }).map(toHex),
    fc.uint8Array({ minLength: 32, maxLength: 32 }).map(encodeBase64),
    fc.uint8Array({ minLength: 32, maxLength: 32 }).map(encodeBase64url),
    fc.constantFrom('ABCDEFGHIJ', 'abcdefghij', '0XabcdefgH', ''),
  );
  const hex = fc.oneof(
    fc.uint8Array({ minLength: 33, maxLength: 33 }).map(toHex),
    fc.constantFrom('', '00', '0x00', 'zz', '0'),
  );
  const id = fc.constantFrom(...CURRENCIES.map((currency) => currency.id));
  const rarely = <Value>(value: fc.Arbitrary<Value>) =>
    fc.option(value, { nil: undefined, freq: 1 });
  const shared = { amount, payin: printable, memo: rarely(printable), nonce };
  const orders: Readonly<Record<FlowKind, fc.Arbitrary<FieldOptions>>> = {
    swap: fc.record({
      ...shared,
      ...{ from: id, to: id, receiveAmount: amount, refund: printable, payout: printable },
      ...{ refundMemo: rarely(printable), payoutMemo: rarely(printable), extraData: rarely(hex) },
    }) as fc.Arbitrary<FieldOptions>,
    sell: fc.record({
      ...shared,
      ...{ currency: id, email: printable, fiat: printable, fiatAmount: amount },
    }) as fc.Arbitrary<FieldOptions>,
    fund: fc.record({
      ...shared,
      ...{ currency: id, user: printable, account: printable },
    }) as fc.Arbitrary<FieldOptions>,
  };
  const made = (flow: Flow, make: () => { values: Parameters<typeof encodeMessage>[1] }) => {
    try {
      return toHex(encodeMessage(MESSAGES[flow.kind], make().values));
    } catch (error) {
      if (error instanceof InputError) return error.message;
      throw error;
    }
  };

  it.each(Object.values(FLOWS).map((flow) => [flow.name, flow] as const))(
    '%s: run and sign make the same of the same words, or say the same',
    (_, flow) => {
      fc.assert(
        fc.property(orders[flow.kind], (options) => {
          const ran = made(flow, () => orderOf(flow, options, addresses, { name: optionName }));
          expect(made(flow, () => signOrder(flow, options))).toBe(ran);
        }),
        { numRuns: Number(process.env.FUZZ_RUNS ?? 300) },
      );
    },
  );

  it('an amount whose worth fits no message is made up of the example instead', () => {
    const raw = String((1n << 128n) - 1n);
    const swap = orderOf(FLOWS.SWAP_NG, { from: 'BTC', to: 'ETH', raw }, addresses).values;
    expect(swap.amount_to_provider).toEqual(new Uint8Array(16).fill(0xff));
    expect(toBigInt(swap.amount_to_wallet as Uint8Array)).toBe(250_000_000_000_000_000n);
    const sell = orderOf(FLOWS.SELL_NG, { currency: 'ETH', raw }, addresses).values;
    expect(sell.out_amount).toEqual({ coefficient: fromHex('ea60'), exponent: 2 });
  });

  it.each(Object.values(FLOWS).map((flow) => [flow.name, flow] as const))(
    '%s: an example says what run would make up',
    (_, flow) => {
      const options: FieldOptions = { amount: '0.5' };
      const { values, invented } = orderOf(flow, options, addresses);
      const { [flow.nonceField]: __, ...example } = exampleValues(flow, options);
      expect(example).toEqual(values);
      const amountField = flow.kind === 'swap' ? 'amount_to_provider' : 'in_amount';
      expect([...invented, amountField].filter((name) => name !== 'fees').toSorted()).toEqual(
        Object.keys(values).toSorted(),
      );
    },
  );
});
