/**
 * What a coin app does between START_SIGNING_TRANSACTION and its return. One file per coin app
 * implements `Signer` (`<coin>/sign.ts`) and is loaded when that coin signs: `CoinApp.loadSigner`.
 * Mirrors SIGN_TRANSACTION of lib_standard_app/swap_lib_calls.h in the device SDK.
 *
 * A signer is pure: the state of a session goes in and comes out, wallet and model come with the
 * context. `ledger.ts` sends it every APDU that is not for the OS, and owns what is on the screen.
 */
import { bytesOf } from '../../bytes.js';
import type { Model, Reason } from '../../device.js';
import type { Certificate } from '../pki.js';
import type { Randomness } from '../randomness.js';
import type { OwnReview } from '../screens/content.js';
import type { Verifier } from '../verifier.js';
import type { Wallet } from '../wallet.js';

/** What the user approved, as Exchange hands it to the coin app. */
export interface Approval {
  /** Pay-in address of the provider's message up to its first NUL, one character a byte. */
  readonly destination: string;
  /** Unsigned big-endian, base units, as the message has it. */
  readonly amount: Uint8Array;
  /** Unsigned big-endian, base units, as the host sent it. */
  readonly fees: Uint8Array;
  /**
   * Extra id (memo, tag) up to its first NUL, one character a byte. Apps that know extra data read
   * the first character as its kind.
   */
  readonly extraId: string;
  /** payin_extra_data: one byte of kind and, of kinds 1 and 2, a SHA-256. Empty when not given. */
  readonly extraData: Uint8Array;
  /** Sub-configuration of the signed coin configuration; empty when there is none. */
  readonly configuration: Uint8Array;
}

/** What a coin app knows when it signs. */
export interface SigningContext {
  readonly wallet: Wallet;
  readonly model: Model;
  /**
   * The buffer the last APDU was received into: what follows it is left over from longer ones
   * before, for apps that read on.
   */
  readonly received: Uint8Array;
  /** The PKI certificate the OS holds at this moment. */
  readonly certificate: Certificate | undefined;
  readonly verifier: Verifier;
  /** Absent: nothing random is to be repeated. */
  readonly randomness?: Randomness;
}

/** Extra data of a kind that names a hash: one byte and a SHA-256. */
const EXTRA_SIZE = 33;

/**
 * The 33 bytes apps that know extra data get: it, or in its place the extra id (app-exchange
 * `start_signing_transaction.c`), which is then taken for a kind, too.
 */
export function extraBytes({ extraData, extraId }: Approval): Uint8Array {
  const given = extraData.length === EXTRA_SIZE ? extraData : bytesOf(extraId);
  const extra = new Uint8Array(EXTRA_SIZE);
  extra.set(given.subarray(0, EXTRA_SIZE));
  return extra;
}

/** Why a transaction is not signed: a part of it is not the one the user approved. */
export function differs(part: string, actual: string, approved: string): Reason {
  return {
    what: `${part} ${actual}, approved ${approved}`,
    field: part,
    expected: approved,
    actual,
  };
}

/** How a session ends: Exchange takes the wire back and tells the user. */
export type SigningResult = 'signed' | 'refused';

/** A page or a review of the coin app's own. */
export type CoinScreen =
  | { readonly kind: 'spinner'; readonly text: string }
  /** Rows to leaf through, then the question: the signer hears of the decision (`decide`). */
  | ({ readonly kind: 'review'; readonly isOverHome?: boolean } & OwnReview)
  /** Goes away by itself; the home page of the coin app follows, or was drawn right before it. */
  | {
      readonly kind: 'status';
      readonly text: string;
      readonly isGood: boolean;
      readonly isOverHome?: boolean;
    }
  | { readonly kind: 'home' };

/** One answer of a coin app that signs. */
export interface SigningStep<State> {
  readonly state: State;
  /** The full answer, status included. Null: none comes, the app waits for its user. */
  readonly answer: Uint8Array | null;
  /** The session is over: this answer is the last. */
  readonly ends?: SigningResult;
  /** Of an answer that is not a success: what is wrong, in words. */
  readonly reason?: Reason;
  /** What the app puts on the screen; what was there stays when absent. */
  readonly screen?: CoinScreen;
}

/** Refused before the first command: the app returns to Exchange at once. */
export interface NotStarted {
  readonly refused: Reason;
}

/** The session, and its first page on a Nano where that is not Exchange's spinner. */
export interface Started<State> {
  readonly state: State;
  readonly screen?: CoinScreen;
}

/** A coin app that has the wire, to sign. */
export interface Signer<State = unknown> {
  /** Begins to sign; the answers come step by step. */
  start(approval: Approval, context: SigningContext): Started<State> | NotStarted;
  /** One command APDU of any bytes and any length. Never throws. */
  receive(state: State, apdu: Uint8Array, context: SigningContext): SigningStep<State>;
  /** The user decided on a review of the app's own. Apps without one have none. */
  decide?(state: State, approved: boolean, context: SigningContext): SigningStep<State>;
  /** Set where the app draws its own home page when it has signed, under Exchange's last page. */
  readonly home?: HomePage;
  /** Name of the app that does the work and is seen, where this one only calls it. */
  readonly runsIn?: string;
}

/** The home page of a coin app. */
export interface HomePage {
  readonly appName: string;
  /** What stands under the name on touch models. */
  readonly tagline: string;
  /** What stands under the name on a Nano, where it is not 'app is ready'. */
  readonly nanoReady?: string;
}
