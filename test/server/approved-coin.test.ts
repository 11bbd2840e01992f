/** Until when an approval lets commands through to its coin app. */
import { expect, it } from 'vitest';
import type { Device } from '../../src/device.js';
import { ApprovedCoin } from '../../src/server/approved-coin.js';
import { approvedDevice } from '../host/signing/approved-device.js';

async function approved(from: string): Promise<ApprovedCoin> {
  const coin = new ApprovedCoin();
  const told = (device: Device): Device =>
    Object.assign(Object.create(device), {
      async exchange(apdu: Uint8Array) {
        const answer = await device.exchange(apdu);
        coin.tell(apdu, answer);
        return answer;
      },
    });
  await approvedDevice({ from, to: 'eth' }, 'nanosp', told);
  return coin;
}

it.each([
  ['btc', true],
  ['near', false],
  ['sui', false],
])('%s: e000 leaves its commands allowed: %s', async (from, isSigning) => {
  const coin = await approved(from);
  expect(coin.isSigning).toBe(true);
  coin.tellSigning(Uint8Array.of(0xe0, 0x00));
  expect(coin.isSigning).toBe(isSigning);
});
