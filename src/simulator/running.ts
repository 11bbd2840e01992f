/** Who has the wire. */
import { CLA, INS } from '../exchange/constants.js';
import type { CoinSession } from './coin-session.js';
import type { CoinApp } from './coins/coin-app.js';
import type { Reason } from './outcome.js';

export type Running =
  | { readonly app: 'exchange' }
  | CoinSession
  /** The coin app refused before its first command: Exchange is back as soon as anything happens. */
  | { readonly app: 'returning'; readonly session: CoinSession; readonly reason: Reason }
  | { readonly app: 'dashboard' };

/** @param exchange what the Exchange app calls itself. */
export function runningName(running: Running, exchange: string): string {
  if (running.app === 'coin') return running.coin.name;
  return running.app === 'dashboard' ? 'BOLOS' : exchange;
}

/** The coin app that has the wire and does not sign, or not yet. */
export function unfinishedCoin(running: Running): CoinApp | undefined {
  return running.app === 'coin' && running.signing === undefined ? running.coin : undefined;
}

/** The coin app that has the wire to sign, or one that refused to begin. */
export interface SigningApp {
  readonly name: string;
  readonly refusedToBegin: boolean;
}

/** @param left name of an app that refused to begin, until a command that was meant for it is refused. */
export function signingApp(running: Running, left: string | undefined): SigningApp | undefined {
  if (running.app === 'coin') return { name: running.coin.name, refusedToBegin: false };
  const name = running.app === 'returning' ? running.session.coin.name : left;
  return name === undefined ? undefined : { name, refusedToBegin: true };
}

/**
 * Exchange refuses what was meant for the coin app: why that is not there says more.
 * @param returned why the coin app gave the wire back before this command.
 * @param said why Exchange refuses the command.
 */
export function reasonAfterReturn(
  returned: Reason | undefined,
  said: Reason | undefined,
): Reason | undefined {
  if (returned === undefined || said === undefined) return said;
  const what = `${returned.what}; the app gave the wire back, and Exchange says: ${said.what}`;
  return { ...returned, what };
}

/** What a client asks the coin app's address with, too (E0 02); Exchange tells its version. */
export function isGetVersion(apdu: Uint8Array): boolean {
  return apdu[0] === CLA && apdu[1] === INS.GET_VERSION;
}
