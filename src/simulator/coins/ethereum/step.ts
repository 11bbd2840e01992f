/** What one command of the Ethereum app comes to: its status words, and how it leaves a swap. */
import { EMPTY, fromBigInt } from '../../../bytes.js';
import { isNano } from '../../../device.js';
import type { CoinScreen, SigningContext, SigningStep } from '../signing.js';
import { type EthereumState, type Question, reset } from './state.js';

export type Step = SigningStep<EthereumState>;

export interface Command {
  readonly p1: number;
  readonly p2: number;
  readonly data: Uint8Array;
}

export const SW = {
  wrongType: 0x6501,
  notAllowed: 0x6980,
  refusedByUser: 0x6985,
  wrongData: 0x6a80,
  wrongLength: 0x6a87,
  wrongP1P2: 0x6b00,
  unknownInstruction: 0x6d00,
  unknownClass: 0x6e00,
  disabled: 0x911c,
} as const;

export const P1 = { first: 0x00, more: 0x80 } as const;
export const HOME: CoinScreen = { kind: 'home' };

/** Touch models ask whether to go to the settings, which are not simulated. */
export const BLIND_CHOICE: Question = {
  review: {
    title: 'This transaction cannot be clear-signed',
    rows: [],
    sign: '',
    choice: {
      description: 'Enable blind signing in the settings to sign this transaction.',
      upper: 'Go to settings',
      lower: 'Reject transaction',
    },
  },
  answer: EMPTY,
  yes: '',
  no: '',
};

/**
 * Call data nobody understands.
 * @param isOverHome the home page was drawn right before: of a transaction that was read to its end.
 */
export function blindSigning({ model }: SigningContext, isOverHome: boolean): CoinScreen {
  if (!isNano(model)) return { kind: 'review', ...BLIND_CHOICE.review, isOverHome };
  const text = 'Blind signing must\nbe enabled in\nsettings';
  return { kind: 'status', text, isGood: false, isOverHome };
}

/** An error: the swap is over for the app, and nobody tells Exchange. */
export function leave(
  state: EthereumState,
  status: number,
  what: string,
  screen?: CoinScreen,
): Step {
  const after = state.inSwap ? '; it has left the swap' : '';
  return {
    state: { ...reset(state), question: screen?.kind === 'review' ? BLIND_CHOICE : undefined },
    answer: fromBigInt(BigInt(status), 2),
    reason: { what: `${what}${after}` },
    ...(screen === undefined ? {} : { screen }),
  };
}

export function ask(state: EthereumState & { question: object }): Step {
  return { state, answer: null, screen: { kind: 'review', ...state.question!.review } };
}
