/** A session of the Litecoin app: what it remembers between commands, and its answers. */
import { HARDENED } from '../../hardened.js';
import type { SigningContext, SigningStep } from '../signing.js';
import { stays } from '../standard-app.js';
import type { Outputs } from './outputs.js';
import type { Hashing } from './transaction.js';

export interface LitecoinState {
  readonly amount: bigint;
  readonly fees: bigint;
  readonly destination: string;
  /** Trusted inputs this device has made. */
  readonly trusted: readonly Uint8Array[];
  readonly hashing: Hashing;
  readonly outputs: Outputs;
  /** The outputs are not approved yet. */
  readonly isFirst: boolean;
  /** An output besides the change came since the inputs began. */
  readonly isOutputChecked: boolean;
  /** Of the path the host names for change: null before it does. */
  readonly change: Uint8Array | null;
  /** A command of outputs came that was not the last. */
  readonly isManyCommands: boolean;
  readonly approvedCommon: Uint8Array;
  readonly inputs: number;
  readonly signed: number;
}

export const SW = {
  success: 0x9000,
  wrongLength: 0x6700,
  refused: 0x6985,
  wrongData: 0x6a80,
  untrustedInputs: 0x6a8a,
  wrongP1P2: 0x6b00,
  unknownInstruction: 0x6d00,
  unknownClass: 0x6e00,
  technical: 0x6f0f,
} as const;

export const P1 = { first: 0x00, next: 0x80, more: 0x00, last: 0x80, changePath: 0xff } as const;
export const P2 = { legacy: 0x00, segwit: [0x02, 0x03, 0x04, 0x05], goesOn: 0x80 } as const;

/** Paths of the coin. */
export const COIN_TYPE = HARDENED + 2;
export const PURPOSES: readonly number[] = [44, 49, 84].map((purpose) => HARDENED + purpose);

export type Step = SigningStep<LitecoinState>;
export type Context = SigningContext;

export type Handler = (
  state: LitecoinState,
  p1: number,
  p2: number,
  data: Uint8Array,
  context: Context,
) => Step;

export const wrongP1P2 = (state: LitecoinState): Step =>
  stays(state, SW.wrongP1P2, { what: 'P1 and P2 do not go with this instruction' });
