/**
 * A device that stays for many scenarios: an emulator, a server, a Ledger on USB. Before each
 * scenario it is brought to where a transaction can begin, and the wire is never handed to a coin
 * app, since a coin app gives it back only when it has signed: START_SIGNING_TRANSACTION after an
 * approval is answered here.
 */
import { decodeResponse, response, statusText } from '../apdu/apdu.js';
import { fromHex } from '../bytes.js';
import { borrowed } from '../device/forward.js';
import { isReviewPage } from '../device/gestures.js';
import { decide } from '../device/review.js';
import type { Device } from '../device.js';
import { DeviceError } from '../errors.js';
import { INS } from '../exchange/constants.js';
import { SW } from '../exchange/status.js';
import { fixFor, isOtherApp, saysFor } from '../host/refusal-fix.js';
import { expected } from '../shown.js';

const COMMAND = 'START_NEW_TRANSACTION';
const START = fromHex('e003000300');
/** What a coin app takes for its own, then the same again to Exchange. */
const TRIES = 2;

/** @throws DeviceError when no transaction can begin. */
export async function makeReady(device: Device): Promise<void> {
  const { screen } = device;
  // Left over from before; many a device takes no command until it is decided.
  if (screen !== undefined && isReviewPage(screen.current())) await decide(screen, 'reject');
  let status: number = SW.SUCCESS;
  for (let i = 0; i < TRIES; i++) {
    ({ status } = decodeResponse(await device.exchange(START)));
    if (status === SW.SUCCESS) return;
  }
  const found = expected(
    device.name,
    'the Exchange app to begin a transaction',
    `the answer ${statusText(status)}`,
  );
  const says = isOtherApp(COMMAND, status) ? `. ${saysFor(COMMAND, status)}` : '';
  throw new DeviceError(`${found}${says}`, { hint: fixFor(COMMAND, status) });
}

/** Commands that are answered once the user has decided. */
const REVIEWS: readonly number[] = [
  INS.PROMPT_UI_DISPLAY,
  INS.CHECK_REFUND_ADDRESS,
  INS.CHECK_ASSET_IN,
];

/** Closing it leaves the device open. */
export function keptDevice(device: Device): Device {
  let approved = false;
  return borrowed(device, {
    async exchange(apdu) {
      const [, ins = 0, , p2 = 0] = apdu;
      if (ins === INS.START_SIGNING_TRANSACTION && approved) {
        approved = false;
        return response(SW.SUCCESS);
      }
      const answer = await device.exchange(apdu);
      const legacyAsset = ins === INS.CHECK_PAYOUT_ADDRESS && (p2 === 1 || p2 === 2);
      const reviewed = REVIEWS.includes(ins) || legacyAsset;
      approved = reviewed && decodeResponse(answer).status === SW.SUCCESS;
      return answer;
    },
  });
}
