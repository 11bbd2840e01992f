/**
 * Ledger's own client library drives the simulator, unmodified. It is an optional dependency: who
 * tests without it says so with EXCHANGE_SIM_WITHOUT_OPTIONAL=1.
 */
import { describe, expect, it } from 'vitest';
import { toHex } from '../../src/bytes.js';
import { DeviceError, InputError } from '../../src/errors.js';
import { FLOW_NAMES, FLOWS } from '../../src/exchange/flows.js';
import type { FlowRequest } from '../../src/host/flow-plan.js';
import { outcomeOf, refusalOf } from '../../src/host/flow-step.js';
import { encodeMessage } from '../../src/payload/encode.js';
import { NEW_TRANSACTION } from '../../src/payload/messages.js';
import {
  ledgerExchange,
  refusedStatus,
  translatedError,
  transportOf,
} from '../../src/transport/ledgerjs.js';
import { requestOf, simulator, stepsOf, summary } from '../host/flow.js';

const omitted = process.env.EXCHANGE_SIM_WITHOUT_OPTIONAL === '1';

/** Of the test build. */
const NONCE = '350aea0c97f747f1d0f760814614a47523801b1aeb7d0bcbbaa2a4f46bf8184b';

function sizeOfMessage({ payload }: FlowRequest): number {
  return encodeMessage(NEW_TRANSACTION, payload.kind === 'order' ? payload.values : {}).length;
}

const WALLET = { client: 'ledger-wallet' } as const;

describe.skipIf(omitted)('hw-app-exchange', () => {
  it.each(FLOW_NAMES)('%s: approved, in the order of Ledger Wallet', async (name) => {
    const device = simulator();
    const steps = await stepsOf(device, requestOf(device, name, {}, WALLET));
    const checks =
      FLOWS[name].kind === 'swap'
        ? ['CHECK_PAYOUT_ADDRESS 9000', 'CHECK_REFUND_ADDRESS 9000']
        : ['CHECK_ASSET_IN 9000'];
    expect(summary(steps).slice(5, -1)).toEqual(checks);
    expect(summary(steps).at(-1)).toBe('START_SIGNING_TRANSACTION 9000');
    expect(outcomeOf(steps)).toBe('approved');
  });

  it.each(FLOW_NAMES)('%s: rejected', async (name) => {
    const device = simulator();
    const steps = await stepsOf(device, requestOf(device, name, {}, { ...WALLET, user: 'reject' }));
    expect(outcomeOf(steps)).toBe('rejected');
  });

  it('sends the same bytes as our client up to the checks', async () => {
    const apdus = async (client: 'direct' | 'ledger-wallet') => {
      const device = simulator('nanosp', 'test');
      const steps = await stepsOf(device, requestOf(device, 'SWAP_NG', {}, { client }));
      return steps.slice(0, 6).flatMap((step) => step.exchanges.map(({ apdu }) => toHex(apdu)));
    };
    expect(await apdus('ledger-wallet')).toEqual(await apdus('direct'));
  });

  it('a refusal is a step with the reason, like any other', async () => {
    const device = simulator();
    const options = { nonce: '00'.repeat(32) };
    const steps = await stepsOf(device, requestOf(device, 'SWAP_NG', options, WALLET));
    expect(refusalOf(steps)).toMatchObject({
      command: 'PROCESS_TRANSACTION_RESPONSE',
      status: '6a82',
      reason: { field: 'device_transaction_id_ng' },
    });
  });

  // hw-app-exchange 0.27.0 drops 255 bytes when there are 510 or 511 (length, text, fees).
  it.each([
    [509, '9000'],
    [510, '6a80'],
    [511, '6a80'],
    [512, '9000'],
  ])('%i bytes of PROCESS data: theirs answers %s, ours 9000', async (size, theirs) => {
    // Unpadded base64 of whole groups comes in fours: the size of the fees makes the rest.
    const feeSize = (size - 4) % 4 || 4;
    const protobufSize = ((size - 4 - feeSize) / 4) * 3;
    const device = () => simulator('nanosp', 'test');
    const filled = (length: number) =>
      requestOf(device(), 'SWAP_NG', {
        nonce: NONCE,
        payin: 'x'.repeat(150),
        fields: ['refund_address=', `payout_address=${'y'.repeat(length)}`],
      });
    const missing = protobufSize - sizeOfMessage(filled(128));
    const request = { ...filled(128 + missing), fees: 1n << BigInt(8 * (feeSize - 1)) };
    const processed = async (client: 'direct' | 'ledger-wallet') =>
      (await stepsOf(device(), { ...request, client }))[3]!;
    const ours = await processed('direct');
    expect(ours.exchanges.reduce((sum, { apdu }) => sum + apdu.length - 5, 0)).toBe(size);
    expect(ours.status.toString(16)).toBe('9000');
    expect((await processed('ledger-wallet')).status.toString(16)).toBe(theirs);
  });

  it('tells invalid data from broken connections', async () => {
    const device = simulator();
    const exchange = ledgerExchange(device, FLOWS.SWAP_NG, 'fixed');
    const error = await exchange
      .validatePayoutOrAsset(new Uint8Array(3), new Uint8Array(3), new Uint8Array(3))
      .catch((thrown: unknown) => thrown);
    expect(translatedError(error)).toBeInstanceOf(InputError);
    expect(translatedError(error).message).toContain('Signature should be DER serialized');
  });
});

describe.skipIf(omitted)('a Device as hw-transport Transport', () => {
  it('sends, and refuses as Ledger does', async () => {
    const transport = transportOf(simulator());
    const answer = await transport.send(0xe0, 0x02, 0, 3);
    expect(toHex(Uint8Array.from(answer))).toBe('0404029000');
    const error = await transport.send(0xe0, 0x04, 0, 3).catch((thrown: unknown) => thrown);
    expect(refusedStatus(error)).toBe(0x6d01);
  });

  it('closes the device', async () => {
    const device = simulator();
    await transportOf(device).close();
    await expect(device.exchange(Uint8Array.of(0xe0, 2, 0, 0, 0))).rejects.toThrow(DeviceError);
  });
});

describe('errors of other libraries', () => {
  it('are recognised by name and statusCode, never by class', () => {
    expect(refusedStatus({ name: 'TransportStatusError', statusCode: 0x6a80 })).toBe(0x6a80);
    expect(refusedStatus(new Error('TransportStatusError'))).toBeUndefined();
    expect(refusedStatus(null)).toBeUndefined();
    expect(translatedError(new Error('gone'))).toBeInstanceOf(DeviceError);
    const own = new InputError('x');
    expect(translatedError(own)).toBe(own);
  });
});
