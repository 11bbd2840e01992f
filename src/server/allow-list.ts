/**
 * What may be sent through a bridge to a real device: the commands of the Exchange app, the
 * certificate of a trusted name (B0 06), and the question which app is open. The same bytes mean
 * other things to other apps (E0 04 signs in the Ethereum app), so that the bridge also makes sure Exchange is open: before the first command, a new
 * transaction and the start of signing, after every answer that is no plain yes or did not come, and
 * after a pause in which a person may have opened another app.
 *
 * From the moment START_SIGNING_TRANSACTION is sent the coin app is taken to have the wire, whatever
 * comes back: B0 01 names Exchange then, too. Until a new transaction is answered with its nonce
 * nothing passes but the question, that new transaction and, for this approval only, what its coin app
 * signs with (`approved-coin.ts`): after its first refusal no more.
 */
import { decodeResponse } from '../apdu/apdu.js';
import { toHex } from '../bytes.js';
import { forward } from '../device/forward.js';
import type { Device } from '../device.js';
import { ExchangeSimError } from '../errors.js';
import { CLA, INS, instructionName, NONCE_SIZES } from '../exchange/constants.js';
import { SW } from '../exchange/status.js';
import { appInFront, frontAppText, isExchange } from '../transport/app-in-front.js';
import { ApprovedCoin } from './approved-coin.js';

/** The bridge did not send a command; HTTP status 403. */
export class NotAllowedError extends ExchangeSimError {
  override readonly name = 'NotAllowedError';
}

/** A device that is sent only what belongs to Exchange. */
export interface GuardedDevice extends Device {
  /**
   * Whether the command may be sent now; to be asked right before it is. `exchange` asks by itself.
   * @throws NotAllowedError when it may not.
   */
  admit(apdu: Uint8Array): Promise<void>;
}

/** Nobody opens another app faster, milliseconds. */
const PAUSE = 1000;

/**
 * A device that lets pass what belongs to a flow of Exchange, and what its coin app signs of the
 * approved transaction. Other commands do not reach it: NotAllowedError is thrown.
 * @param now milliseconds of any clock.
 */
export function allowListed(device: Device, now = () => performance.now()): GuardedDevice {
  /** When Exchange last showed that it is there; undefined when it must be asked for. */
  let seen: number | undefined;
  let coinAppSigns = false;
  const approved = new ApprovedCoin();
  let admitted: Uint8Array | undefined;

  async function admit(apdu: Uint8Array): Promise<void> {
    await check(apdu);
    admitted = apdu;
  }

  async function check(apdu: Uint8Array): Promise<void> {
    if (asksForApp(apdu)) return;
    const starts = isInstruction(apdu, INS.START_NEW_TRANSACTION);
    const forCoinApp = coinAppSigns && isForCoinApp(apdu);
    if (!isExchangeCommand(apdu) && !loadsCertificate(apdu) && !forCoinApp) {
      throw refused(apdu, 'it is no command of the Exchange app');
    }
    if (coinAppSigns && !starts && !forCoinApp) {
      throw refused(apdu, 'the coin app has the wire since START_SIGNING_TRANSACTION');
    }
    const signs = isInstruction(apdu, INS.START_SIGNING_TRANSACTION);
    if (seen !== undefined && now() - seen < PAUSE && !starts && !signs) return;
    seen = undefined;
    const app = await appInFront(device);
    if (isExchange(app)) seen = now();
    // A locked device does nothing, and says so to whatever it is sent.
    else if (app.kind !== 'locked') {
      throw refused(apdu, `Exchange is not open on the device, but ${frontAppText(app)}`);
    }
  }

  /** While an approval is signed, certificates are for its coin app. */
  function isForCoinApp(apdu: Uint8Array): boolean {
    return approved.takes(apdu) || (approved.isSigning && loadsCertificate(apdu));
  }

  async function exchange(apdu: Uint8Array): Promise<Uint8Array> {
    if (admitted !== apdu) await admit(apdu);
    admitted = undefined;
    const before = seen;
    seen = undefined;
    if (coinAppSigns && approved.takes(apdu)) {
      const answer = await device.exchange(apdu);
      approved.tellSigning(answer);
      if (approved.isSigning) seen = now();
      return answer;
    }
    if (isInstruction(apdu, INS.START_SIGNING_TRANSACTION)) coinAppSigns = true;
    const answer = await device.exchange(apdu);
    if (answer.length < 2 || decodeResponse(answer).status !== SW.SUCCESS) return answer;
    approved.tell(apdu, answer);
    if (loadsCertificate(apdu)) seen = before;
    else if (before !== undefined && !asksForApp(apdu)) seen = now();
    const isNonce = NONCE_SIZES.includes(answer.length - 2);
    if (isInstruction(apdu, INS.START_NEW_TRANSACTION) && isNonce) coinAppSigns = false;
    return answer;
  }

  return { ...forward(device, { exchange }), admit };
}

function isExchangeCommand(apdu: Uint8Array): boolean {
  return apdu[0] === CLA && instructionName(apdu[1] ?? -1) !== undefined;
}

function isInstruction(apdu: Uint8Array, ins: number): boolean {
  return apdu[0] === CLA && apdu[1] === ins;
}

/** B0 01: which app is open. Some clients leave the length byte out. */
function asksForApp(apdu: Uint8Array): boolean {
  return apdu.length <= 5 && toHex(apdu.subarray(0, 4)) === 'b0010000';
}

/** B0 06: the OS keeps it until the app closes, and uses it for nothing but checking signatures. */
function loadsCertificate(apdu: Uint8Array): boolean {
  return apdu[0] === 0xb0 && apdu[1] === 0x06;
}

function refused(apdu: Uint8Array, why: string): NotAllowedError {
  return new NotAllowedError(`the bridge did not send ${toHex(apdu.subarray(0, 4))}: ${why}`, {
    hint: 'Start the bridge with --allow-all to send everything to this device.',
  });
}
