import { describe, expect, it } from 'vitest';
import { toHex, utf8 } from '../../src/bytes.js';
import type { Device, Model } from '../../src/device.js';
import { DeviceError } from '../../src/errors.js';
import { FLOW_NAMES, FLOWS } from '../../src/exchange/flows.js';
import type { FlowRequest } from '../../src/host/flow-plan.js';
import { outcomeOf, refusalOf } from '../../src/host/flow-step.js';
import { testPartner } from '../../src/host/partner.js';
import { signingKey } from '../../src/keys/private-key.js';
import type { OrderOptions } from '../../src/order/options.js';
import { requestOf, simulator, stepsOf, summary } from './flow.js';

const FIRST_FIVE = [
  'START_NEW_TRANSACTION 9000',
  'SET_PARTNER_KEY 9000',
  'CHECK_PARTNER 9000',
  'PROCESS_TRANSACTION_RESPONSE 9000',
  'CHECK_TRANSACTION_SIGNATURE 9000',
];
const LAST = ['PROMPT_UI_DISPLAY 9000', 'START_SIGNING_TRANSACTION 9000'];

describe.each(FLOW_NAMES)('%s', (name) => {
  const checks =
    FLOWS[name].kind === 'swap'
      ? ['CHECK_PAYOUT_ADDRESS 9000', 'CHECK_REFUND_ADDRESS_NO_DISPLAY 9000']
      : ['CHECK_ASSET_IN_NO_DISPLAY 9000'];

  it.each(['fixed', 'floating'] as const)('is approved at a %s rate', async (rate) => {
    const device = simulator();
    const steps = await stepsOf(device, requestOf(device, name, {}, { rate }));
    expect(summary(steps)).toEqual([...FIRST_FIVE, ...checks, ...LAST]);
    expect(steps.map((step) => step.number)).toEqual(steps.map((_, i) => i + 1));
    expect(outcomeOf(steps)).toBe('approved');
    expect(refusalOf(steps)).toBeNull();
    expect(steps[0]?.exchanges[0]?.apdu[2]).toBe(rate === 'fixed' ? 0 : 1);
    const nonce = FLOWS[name].nonce === 'letters' ? /^[A-Z]{10}$/ : /^[0-9a-f]{64}$/;
    expect(steps[0]?.data.nonce).toMatch(nonce);
  });

  it.each(['nanosp', 'nanox', 'stax', 'flex', 'apex_p'] as const)(
    'is rejected by the user of a %s',
    async (model: Model) => {
      const device = simulator(model);
      const steps = await stepsOf(device, requestOf(device, name, {}, { user: 'reject' }));
      expect(summary(steps)).toEqual([...FIRST_FIVE, ...checks, 'PROMPT_UI_DISPLAY 6a84']);
      expect(outcomeOf(steps)).toBe('rejected');
    },
  );
});

describe('the review', () => {
  it('is read page by page, in order', async () => {
    const device = simulator();
    const steps = await stepsOf(device, requestOf(device, 'SWAP_NG'));
    const review = steps.find((step) => step.command === 'PROMPT_UI_DISPLAY');
    const lines = review?.screens.map((screen) =>
      screen.lines.map(({ text }) => text.trim()).join(' | '),
    );
    expect(lines).toEqual([
      'Review transaction to | swap ETH to BTC',
      'Exchange partner | Test partner',
      'Send | 0.25 ETH',
      'Receive | 0.01 BTC',
      'Fees | 0.00042 ETH',
      'Sign transaction | to swap',
      'Processing',
    ]);
  });

  it('of a cross-seed payout warns; refusing it is a rejection', async () => {
    const device = simulator('stax');
    const options = { payout: '1BoatSLRHtKNngkdXEeobR76b53LETtpyT' };
    const request = requestOf(device, 'SWAP_NG', options, { user: 'reject' });
    const steps = await stepsOf(device, request);
    expect(refusalOf(steps)).toMatchObject({ status: '6a92', name: 'USER_REFUSED_CROSS_SEED' });
    expect(outcomeOf(steps)).toBe('rejected');
  });

  it('on a device without a screen for programs: says what to do and waits', async () => {
    const inner = simulator();
    const { screen } = inner;
    const device: Device = {
      name: 'blind',
      model: 'nanosp',
      exchange: (apdu) => {
        const answer = inner.exchange(apdu);
        if (apdu[1] === 0x0f) void screen.approve();
        return answer;
      },
      close: () => inner.close(),
    };
    const told: string[] = [];
    const notify = (text: string) => told.push(text);
    const steps = await stepsOf(device, requestOf(inner, 'SELL_NG', {}, { notify }));
    expect(outcomeOf(steps)).toBe('approved');
    expect(told).toEqual([
      'Look at the device, compare every page with what you expect, then approve there.',
    ]);
  });
});

describe('refusals are data', () => {
  const cases: [string, OrderOptions, (request: FlowRequest) => Partial<FlowRequest>, object][] = [
    [
      'a wrong nonce',
      { nonce: '00'.repeat(32) },
      () => ({}),
      {
        command: 'PROCESS_TRANSACTION_RESPONSE',
        status: '6a82',
        reason: { field: 'device_transaction_id_ng', actual: '00'.repeat(32) },
      },
    ],
    [
      'an over-long field',
      { fields: ['payin_extra_id=0123456789abcdefghij'] },
      () => ({}),
      {
        command: 'PROCESS_TRANSACTION_RESPONSE',
        status: '6a81',
        reason: { field: 'payin_extra_id', expected: 'at most 19 bytes', actual: '20 bytes' },
      },
    ],
    [
      'a partner Ledger has not signed',
      {},
      ({ partner }) => ({ partner: { ...partner, signature: new Uint8Array(70) } }),
      { command: 'CHECK_PARTNER', status: '9d1a', fix: expect.stringContaining('name, curve') },
    ],
    [
      "another key's signature",
      {},
      ({ partner }) => ({
        partner: { ...partner, key: signingKey('secp256k1', new Uint8Array(32).fill(7)) },
      }),
      { command: 'CHECK_TRANSACTION_SIGNATURE', status: '9d1a' },
    ],
    [
      'a payload of more than 512 bytes',
      {},
      () => ({
        payload: { kind: 'given', payload: utf8('A'.repeat(600)), signature: new Uint8Array(64) },
      }),
      { command: 'PROCESS_TRANSACTION_RESPONSE', status: '6a89' },
    ],
    [
      'a signature in DER',
      {},
      ({ payload }) => ({ payload: { ...payload, signature: new Uint8Array(71).fill(0x30) } }),
      {
        command: 'CHECK_TRANSACTION_SIGNATURE',
        status: '6a80',
        fix: expect.stringContaining('r and s, 32 bytes each'),
      },
    ],
    [
      'a ticker the coin configuration does not have',
      { fields: ['currency_to=LTC'] },
      () => ({}),
      { command: 'CHECK_PAYOUT_ADDRESS', status: '6a80' },
    ],
    [
      "somebody else's refund address",
      { refund: '0x9858EfFD232B4033E47d90003D41EC34EcaEda94' },
      () => ({}),
      { command: 'CHECK_REFUND_ADDRESS_NO_DISPLAY', status: '6a83' },
    ],
  ];

  it.each(cases)('%s', async (_, options, change, expected) => {
    const device = simulator();
    const request = requestOf(device, 'SWAP_NG', options);
    const steps = await stepsOf(device, { ...request, ...change(request) });
    expect(refusalOf(steps)).toMatchObject(expected);
    expect(outcomeOf(steps)).toBe('refused');
    expect(steps.slice(0, -1).every((step) => step.accepted)).toBe(true);
    expect(steps.at(-1)?.accepted).toBe(false);
  });
});

describe('payload and signature', () => {
  it('given ready are sent as they are', async () => {
    const device = simulator('nanosp', 'test');
    const request = requestOf(device, 'SWAP_NG');
    const [, , , sent, signed] = await stepsOf(device, request);
    const again = simulator('nanosp', 'test');
    const payload = {
      kind: 'given',
      payload: utf8(sent!.data.payload!),
      signature: Buffer.from(signed!.data.signature!, 'hex'),
    } as const;
    const { key: _, ...withoutKey } = testPartner(request.flow);
    const steps = await stepsOf(again, { ...request, payload, partner: withoutKey });
    expect(outcomeOf(steps)).toBe('approved');
    expect(steps.map((step) => step.exchanges.map(({ apdu }) => toHex(apdu)))).toEqual(
      (await stepsOf(simulator('nanosp', 'test'), request)).map((step) =>
        step.exchanges.map(({ apdu }) => toHex(apdu)),
      ),
    );
  });

  it('a partner without a private key cannot sign', async () => {
    const device = simulator();
    const { key: _, ...partner } = testPartner(FLOWS.SWAP_NG);
    const running = stepsOf(device, requestOf(device, 'SWAP_NG', {}, { partner }));
    await expect(running).rejects.toThrow('expected a private key to sign with, found none');
  });

  it('in two APDUs are one step', async () => {
    const device = simulator();
    const memo = { fields: [`payin_address=${'x'.repeat(100)}`] };
    const steps = await stepsOf(device, requestOf(device, 'SWAP_NG', memo));
    expect(steps[3]?.exchanges).toHaveLength(2);
    expect(steps[3]?.explanation).toContain('in 2 APDUs');
  });
});

it('a cable that breaks is thrown, not told as a step', async () => {
  const inner = simulator();
  const device: Device = {
    name: 'loose',
    model: 'nanosp',
    screen: inner.screen,
    exchange: (apdu) =>
      apdu[1] === 0x0f ? Promise.reject(new DeviceError('unplugged')) : inner.exchange(apdu),
    close: () => inner.close(),
  };
  await expect(stepsOf(device, requestOf(inner, 'FUND_NG'))).rejects.toThrow('unplugged');
});
