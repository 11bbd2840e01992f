/** What a device calls a signature is verified before it is called one here. */
import { expect, it } from 'vitest';
import type { Device } from '../../../src/device.js';
import { DeviceError } from '../../../src/errors.js';
import { signPayment } from '../../../src/host/signing/sign-payment.js';
import { approvedDevice } from './approved-device.js';

/** Changes one byte of what the coin app answers to a transaction. */
function damaging(device: Device, at: number): Device {
  return {
    name: device.name,
    model: device.model,
    ...(device.screen === undefined ? {} : { screen: device.screen }),
    async exchange(apdu) {
      const answer = await device.exchange(apdu);
      const isSignature = apdu[0] === 0xe0 && apdu[1] === 0x04 && answer.length >= 66;
      return isSignature ? answer.map((byte, i) => (i === at ? byte ^ 0x01 : byte)) : answer;
    },
    close: () => device.close(),
  };
}

it.each([
  [{ from: 'trx' }, 'Tron', 40],
  [{ from: 'trx' }, 'Tron', 64],
  [{ from: 'usdt-tron' }, 'Tron', 3],
  [{ from: 'xrp', memo: '123' }, 'XRP', 40],
  [{ from: 'xrp', memo: '123' }, 'XRP', 0],
  [{ from: 'xlm' }, 'Stellar', 40],
])('%j: a signature of the %s app with another byte %i', async (order, app, at) => {
  const { device, payment } = await approvedDevice({ to: 'btc', ...order }, 'nanosp', (inner) =>
    damaging(inner, at),
  );
  const signing = signPayment(device, payment);
  await expect(signing).rejects.toThrow(DeviceError);
  await expect(signing).rejects.toThrow(
    `the ${app} app gave a signature that does not verify with its public key`,
  );
});
