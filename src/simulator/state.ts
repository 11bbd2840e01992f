/**
 * The memory of the simulated Exchange app: what `G_swap_ctx` holds on the device, as plain
 * immutable data. `machine.ts` makes the next one from it.
 */
import { EMPTY } from '../bytes.js';
import type { Curve, Rate } from '../exchange/constants.js';
import type { Step } from '../exchange/steps.js';
import type { DecodedMessage } from '../payload/nanopb.js';
import { AmountTexts } from './amount-texts.js';

export { STEPS, type Step } from '../exchange/steps.js';

export interface Partner {
  /** Up to its first NUL. */
  readonly name: Uint8Array;
  readonly curve: Curve;
  readonly publicKey: Uint8Array;
}

/** A chunked command of which more is to come. */
export interface PendingChunks {
  readonly ins: number;
  readonly p1: number;
  readonly subcommand: number;
  readonly data: Uint8Array;
}

export interface AppState {
  readonly step: Step;
  /** Flow given at START_NEW_TRANSACTION (0 to 5). */
  readonly subcommand: number;
  readonly chunks: PendingChunks | undefined;
  readonly nonce: Uint8Array;
  readonly partner: Partner | undefined;
  /** The whole SET_PARTNER_KEY data: what Ledger signed. */
  readonly credentials: Uint8Array;
  /** The payload as transmitted: what the provider signed. */
  readonly payload: Uint8Array;
  readonly message: DecodedMessage;
  /** Unsigned big-endian, as the host sent it. */
  readonly fee: Uint8Array;
  readonly texts: AmountTexts;
  /** Rate of the last coin check: decides "Receive" or "Receive estimated". */
  readonly rate: Rate;
  /** App that will sign, and the sub-configuration it gets. */
  readonly payingApp: string;
  readonly payingConfiguration: Uint8Array;
  /** The payout address is not of this device. Only START_NEW_TRANSACTION clears it. */
  readonly crossSeed: boolean;
  /** Trusted-name challenge; undefined until it is first needed after a renewal. */
  readonly challenge: Uint8Array | undefined;
}

export const BOOT_STATE: AppState = {
  step: 'initial',
  subcommand: 0,
  chunks: undefined,
  nonce: EMPTY,
  partner: undefined,
  credentials: EMPTY,
  payload: EMPTY,
  message: {},
  fee: EMPTY,
  texts: AmountTexts.EMPTY,
  rate: 'fixed',
  payingApp: '',
  payingConfiguration: EMPTY,
  crossSeed: false,
  challenge: undefined,
};

/** A state on its way to the next one. */
export type DraftState = { -readonly [Name in keyof AppState]: AppState[Name] };

/**
 * A copy to be changed. Member by member: a copy that is spread has a hidden class of its own in V8,
 * and so has the copy of a copy, until nothing that reads them is quick any more.
 */
export function draftOf(state: AppState): DraftState {
  return {
    step: state.step,
    subcommand: state.subcommand,
    chunks: state.chunks,
    nonce: state.nonce,
    partner: state.partner,
    credentials: state.credentials,
    payload: state.payload,
    message: state.message,
    fee: state.fee,
    texts: state.texts,
    rate: state.rate,
    payingApp: state.payingApp,
    payingConfiguration: state.payingConfiguration,
    crossSeed: state.crossSeed,
    challenge: state.challenge,
  };
}

/** The context as START_NEW_TRANSACTION and a coin app's return leave it: all but the challenge. */
export function cleared(state: AppState): AppState {
  const next = draftOf(BOOT_STATE);
  next.chunks = state.chunks;
  next.challenge = state.challenge;
  return next;
}
