/**
 * A coin app that refuses before its first command: Exchange answers what was meant for it, and takes
 * the request for an address (E0 02) for one of its version.
 */
import { expect, it } from 'vitest';
import { signPayment } from '../../../src/host/signing/sign-payment.js';
import { approvedDevice } from './approved-device.js';

const EXTRA_DATA = `01${'ab'.repeat(32)}`;

it.each([
  ['trx', { memo: '104729' }, 'the Tron app takes no memo'],
  ['usdt-tron', { extraData: EXTRA_DATA }, 'the Tron app takes no memo'],
  ['xlm', { extraData: EXTRA_DATA }, 'the Stellar app takes memos of 19 bytes at most'],
  ['xrp', { extraData: EXTRA_DATA }, 'a tag has 10 digits at most'],
  ['celo', { memo: '104729' }, 'the Celo app takes no extra id'],
])('%s with %j: the reason of the app, and what Exchange says', async (from, order, what) => {
  const { device, payment } = await approvedDevice({ from, to: 'btc', ...order });
  const signing = await signPayment(device, payment);
  expect(signing).toMatchObject({
    outcome: 'refused',
    reason: {
      what: expect.stringMatching(`^${what}.*; the app gave the wire back, and Exchange says`),
    },
  });
});
