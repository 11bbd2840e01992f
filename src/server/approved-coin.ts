/**
 * Which coin app an approval is for, read off the commands that lead to it: the configuration of the
 * currency that is paid with names it, and START_SIGNING_TRANSACTION calls it.
 */
import { decodeCommand, decodeResponse } from '../apdu/apdu.js';
import { isSigningCommand } from '../exchange/coin-signing.js';
import { CLA, INS } from '../exchange/constants.js';
import { decode } from '../exchange/layout.js';
import { ANY_SIZES, coinCheck, coinConfiguration } from '../exchange/layouts.js';
import { SW } from '../exchange/status.js';
import { appNameOf } from '../simulator/normalise.js';

/** Checks of the paying coin: the last accepted one before the approval counts. */
const PAYING: readonly number[] = [
  INS.CHECK_REFUND_ADDRESS,
  INS.CHECK_REFUND_ADDRESS_NO_DISPLAY,
  INS.CHECK_ASSET_IN,
  INS.CHECK_ASSET_IN_NO_DISPLAY,
  // Legacy sell and fund know CHECK_ASSET_IN by this number; in a swap the refund follows it.
  INS.CHECK_PAYOUT_ADDRESS,
];

/** Not an error: the Bitcoin app asks its host for parts of the transaction. Others have stopped. */
const INTERRUPTED = 0xe000;
const ASKING_APP = 'Bitcoin';

export class ApprovedCoin {
  private paying: string | undefined;
  private signing: string | undefined;

  /** A command of Exchange and its answer. */
  tell(apdu: Uint8Array, answer: Uint8Array): void {
    if (apdu[0] !== CLA || decodeResponse(answer).status !== SW.SUCCESS) return;
    const ins = apdu[1]!;
    if (PAYING.includes(ins)) this.paying = appIn(apdu) ?? this.paying;
    else if (ins === INS.START_SIGNING_TRANSACTION) this.signing = this.paying;
    else if (ins === INS.START_NEW_TRANSACTION) this.forget();
  }

  /** What the coin app answered: one refusal, and this approval is used up. */
  tellSigning(answer: Uint8Array): void {
    const status = answer.length < 2 ? undefined : decodeResponse(answer).status;
    const goesOn = status === INTERRUPTED && this.signing === ASKING_APP;
    if (status !== SW.SUCCESS && !goesOn) this.signing = undefined;
  }

  /** Whether a command is for the coin app of this approval, and one it signs with. */
  takes(apdu: Uint8Array): boolean {
    return this.signing !== undefined && isSigningCommand(this.signing, apdu);
  }

  /** Whether an approval is being signed. */
  get isSigning(): boolean {
    return this.signing !== undefined;
  }

  forget(): void {
    this.paying = undefined;
    this.signing = undefined;
  }
}

function appIn(apdu: Uint8Array): string | undefined {
  const data = decodeCommand(apdu)?.data;
  const read = data && decode(coinCheck(ANY_SIZES), data);
  if (!read?.ok) return undefined;
  const inner = decode(coinConfiguration(ANY_SIZES), read.fields.coinConfiguration!.bytes);
  return inner.ok ? appNameOf(inner.fields.appName!.bytes) : undefined;
}
