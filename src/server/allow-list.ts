/**
 * What may be sent through a bridge to a real device: the commands of the Exchange app, and the
 * question which app is open. The same bytes mean other things to other apps (E0 04 signs in the
 * Ethereum app), so that the bridge also makes sure Exchange is open: before the first command and
 * before each new transaction. Once the coin app signs, nothing but the question and a new
 * transaction passes.
 */
import { decodeResponse } from '../apdu/apdu.js';
import { textOf, toHex } from '../bytes.js';
import type { Device } from '../device.js';
import { ExchangeSimError } from '../errors.js';
import { CLA, INS, instructionName } from '../exchange/constants.js';
import { SW } from '../exchange/status.js';

/** The bridge did not send a command; HTTP status 403. */
export class NotAllowedError extends ExchangeSimError {
  override readonly name = 'NotAllowedError';
}

const APP_AND_VERSION = Uint8Array.of(0xb0, 0x01, 0, 0, 0);

/** Names of the app, with production and with test keys. */
const EXCHANGE_APPS = ['Exchange', 'Exchange TEST'];

/** A device that is sent only what belongs to Exchange. Refused commands are thrown. */
export function allowListed(device: Device): Device {
  let checked = false;
  let coinAppSigns = false;

  async function exchange(apdu: Uint8Array): Promise<Uint8Array> {
    if (asksForApp(apdu)) return device.exchange(apdu);
    const ins = apdu[1] ?? -1;
    const name = apdu[0] === CLA ? instructionName(ins) : undefined;
    if (name === undefined) throw refused(apdu, 'it is no command of the Exchange app');
    const starts = ins === INS.START_NEW_TRANSACTION;
    if (coinAppSigns && !starts) {
      throw refused(apdu, 'the coin app has the wire since START_SIGNING_TRANSACTION');
    }
    if (!checked || starts) {
      const app = await openApp(device);
      if (!EXCHANGE_APPS.includes(app)) {
        checked = false;
        throw refused(apdu, `the app that is open is ${JSON.stringify(app)}, not Exchange`);
      }
      checked = true;
    }
    const answer = await device.exchange(apdu);
    const accepted = decodeResponse(answer).status === SW.SUCCESS;
    if (ins === INS.START_SIGNING_TRANSACTION && accepted) coinAppSigns = true;
    if (starts && accepted) coinAppSigns = false;
    return answer;
  }

  return {
    name: device.name,
    model: device.model,
    ...(device.screen === undefined ? {} : { screen: device.screen }),
    exchange,
    whyRefused: () => device.whyRefused?.(),
    close: () => device.close(),
  };
}

function asksForApp(apdu: Uint8Array): boolean {
  const [cla, ins, p1, p2] = apdu;
  return cla === APP_AND_VERSION[0] && ins === APP_AND_VERSION[1] && p1 === 0 && p2 === 0;
}

/** Name of the open app as the OS tells it: format, length, name, … Empty when it does not. */
async function openApp(device: Device): Promise<string> {
  const { data, status } = decodeResponse(await device.exchange(APP_AND_VERSION));
  if (status !== SW.SUCCESS || data[0] !== 1) return '';
  return textOf(data.subarray(2, 2 + (data[1] ?? 0)));
}

function refused(apdu: Uint8Array, why: string): NotAllowedError {
  return new NotAllowedError(`the bridge did not send ${toHex(apdu.subarray(0, 4))}: ${why}`, {
    hint: 'Start the bridge with --allow-all to send everything to this device.',
  });
}
