/** From Exchange to the coin app and back, as a recording shows it. */
import { equal } from '../bytes.js';
import { CLA, INS, NONCE_SIZES } from '../exchange/constants.js';

/** Bytes of a GET_VERSION answer. */
const VERSION_SIZE = 3;
const SUCCESS = Uint8Array.of(0x90, 0);

/** START_SIGNING_TRANSACTION: from here on the coin app has the wire. */
export function isStartSigning([cla, ins, , , size]: Uint8Array): boolean {
  return cla === CLA && ins === INS.START_SIGNING_TRANSACTION && size === 0;
}

/** What the page says of the coin app that has just given the wire back. */
export function signingResult(screen: string): 'signed' | 'refused' | undefined {
  if (screen === 'Transaction signed') return 'signed';
  return screen.startsWith('Incorrect transaction') ? 'refused' : undefined;
}

/** Whether this answer to this command can only come from Exchange again. */
export function isExchangeAgain(apdu: Uint8Array, answer: Uint8Array): boolean {
  const [cla, ins, , , size] = apdu;
  if (cla !== CLA || size !== 0 || !equal(answer.subarray(-2), SUCCESS)) return false;
  const length = answer.length - 2;
  // Of whatever release: where it is another one, the answer differs.
  if (ins === INS.GET_VERSION) return length === VERSION_SIZE;
  return ins === INS.START_NEW_TRANSACTION && NONCE_SIZES.includes(length);
}
