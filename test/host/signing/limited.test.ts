/** An amount that no transaction of the coin can carry is refused before the app is asked to sign. */
import { expect, it } from 'vitest';
import { signPayment } from '../../../src/host/signing/sign-payment.js';
import { approvedDevice } from './approved-device.js';

const COINS = [
  // 21 million bitcoin; fees and change of 0.001 are paid from them, too.
  ['btc', 2_100_000_000_000_000n, 'satoshis, fees and change included'],
  ['xrp', 100_000_000_000_000_000n, 'drops'],
  ['xlm', (1n << 63n) - 1n, 'stroops'],
  ['trx', (1n << 63n) - 1n, 'sun'],
] as const;

it.each(COINS)('%s: at most %s %s', async (from, most, unit) => {
  const memo = from === 'xrp' ? { memo: '1' } : {};
  const { device, payment } = await approvedDevice({ from, to: 'eth', ...memo });
  await expect(signPayment(device, { ...payment, amount: most + 1n })).rejects.toThrow(
    `amount: expected at most ${most} ${unit}, found ${
      from === 'btc' ? most + 1n + 100_000n + payment.fees : most + 1n
    }`,
  );
});
