/**
 * Follows a coin app at work, whoever speaks to it: which commands are for it, and whether it has
 * signed or refused.
 */
import { decodeResponse } from '../apdu/apdu.js';
import type { Reason } from '../device.js';
import { isSigningCommand } from '../exchange/coin-signing.js';
import { CLA, instructionName } from '../exchange/constants.js';
import { SW } from '../exchange/status.js';
import { refusalOf, type SigningRefusal } from '../host/signing/refusal.js';
import { type CoinExchange, signaturesIn } from '../host/signing/signatures.js';
import type { SigningApp } from '../simulator/running.js';

/** What a coin app made of a transaction. */
export type CoinAppResult =
  | {
      readonly outcome: 'signed';
      readonly app: string;
      /** Hex. */
      readonly signatures: readonly string[];
    }
  | ({ readonly outcome: 'refused'; readonly app: string } & SigningRefusal);

/** Not an error: the Bitcoin app asks its host for parts of the transaction. */
const INTERRUPTED = 0xe000;
const OS_CLA = 0xb0;
/** Exchanges of one session that are kept: a transaction of many inputs has a few thousand. */
const MOST = 10_000;

export class SigningWatch {
  private readonly signingApp: (() => SigningApp | undefined) | undefined;
  private exchanges: CoinExchange[] = [];

  /** @param signingApp the app with the wire; absent: nobody can tell, as on a real device. */
  constructor(signingApp: (() => SigningApp | undefined) | undefined) {
    this.signingApp = signingApp;
  }

  /** Name of the coin app that a command sent now is for; undefined when it is for another. */
  appFor(apdu: Uint8Array): string | undefined {
    const app = this.signingApp?.();
    if (app === undefined || apdu[0] === OS_CLA) {
      if (app === undefined) this.exchanges = [];
      return undefined;
    }
    if (isSigningCommand(app.name, apdu)) return app.name;
    // Whoever begins a new flow means Exchange; an app that has gone gets nothing more.
    const isExchange = apdu[0] === CLA && instructionName(apdu[1] ?? -1) !== undefined;
    return isExchange || app.refusedToBegin ? undefined : app.name;
  }

  /** A command of this app was answered; undefined while the app goes on. */
  answered(
    app: string,
    exchange: CoinExchange,
    reason: Reason | undefined,
  ): CoinAppResult | undefined {
    const { answer } = exchange;
    if (this.exchanges.length < MOST) this.exchanges.push(exchange);
    const status = answer.length < 2 ? undefined : decodeResponse(answer).status;
    // An app on the Rust SDK that stopped says the same, but has gone.
    const goesOn = status === INTERRUPTED && this.signingApp?.() !== undefined;
    if (goesOn || status === undefined) return undefined;
    if (status !== SW.SUCCESS)
      return { outcome: 'refused', app, ...refusalOf(answer, app, reason) };
    if (this.signingApp?.() !== undefined) return undefined;
    return { outcome: 'signed', app, signatures: signaturesIn(this.exchanges) };
  }
}
