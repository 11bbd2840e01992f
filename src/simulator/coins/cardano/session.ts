/** A session of the Cardano app: what it remembers between commands, and how it ends one. */
import type { Reason } from '../../../device.js';
import type { SigningContext, SigningStep } from '../signing.js';
import type { Items, Opening } from './transaction.js';

export interface CardanoState {
  readonly amount: bigint;
  readonly fees: bigint;
  readonly destination: string;
  /** Null while none is open, and after one without witnesses. */
  readonly transaction: Transaction | null;
}

export interface Transaction {
  readonly opening: Opening;
  readonly left: Opening['counts'];
  readonly items: Items;
  /** An output came and is to be confirmed before anything else. */
  readonly isOutputOpen: boolean;
  /** The account of the outputs to keys of the device. */
  readonly account: number | null;
  readonly hash: Uint8Array;
}

export type Step = SigningStep<CardanoState>;
export type Context = SigningContext;

/** First byte: what the swap app library has for all apps. Second byte: the app's own. */
export const ERROR = {
  amount: 0x0100,
  destination: 0x0200,
  fees: 0x0300,
  other: 0xff00,
  instruction: 0xff01,
} as const;

/** The app's answer that ends the session; thrown where a part is read. */
export class Refusal extends Error {
  readonly error: number;
  readonly reason: Reason;

  constructor(error: number, reason: Reason) {
    super(reason.what);
    this.error = error;
    this.reason = reason;
  }
}

/** What this simulator does not know of the app; thrown where a part is read. */
export class Unknown extends Error {}

export const refuse = (what: string): never => {
  throw new Refusal(ERROR.other, { what });
};
