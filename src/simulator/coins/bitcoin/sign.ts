/**
 * The Bitcoin app (2.4.6) between START_SIGNING_TRANSACTION and its return. Source: app-bitcoin-new
 * src/main.c, src/boilerplate/dispatcher.c, src/handler/*; as recorded.
 *
 * A command may be interrupted many times to ask the host for parts of the transaction (`client.ts`).
 * A refusal of the transaction ends the swap; after any other error the app waits for the next command.
 * The state of a session holds the conversation at hand, which goes forward only.
 */

import { concat, EMPTY } from '../../../bytes.js';
import type { OwnReview } from '../../screens/content.js';
import { COIN_APP_SPINNER } from '../../screens/labels.js';
import { success } from '../probe.js';
import type { Signer, SigningContext, SigningStep } from '../signing.js';
import { AppError, SW, SwapRefusal } from './app-error.js';
import { type Approved, approvedOf, requireApproved } from './checks.js';
import { type Command, extendedPublicKey, fingerprint, walletAddress } from './public-keys.js';
import { signPsbt } from './sign-psbt.js';

/** What a handler gives in the end. */
export interface Done {
  /** Without its status, which is 9000. */
  readonly data: Uint8Array;
  /** The user is asked first. */
  readonly asks?: OwnReview;
  /** The transaction is signed: the app returns. */
  readonly isSigned?: boolean;
}

/** Yields requests to the host, or objects of signatures, each answered by F8 01. */
type Conversation = Generator<Uint8Array, Done, Uint8Array>;

export interface BitcoinState {
  readonly approved: Approved;
  readonly conversation: Conversation | undefined;
  readonly question: Done | undefined;
}

const CLA = { app: 0xe1, framework: 0xf8 } as const;
const CONTINUE = 0x01;
const INTERRUPTED = Uint8Array.of(0xe0, 0x00);
const PROTOCOL_VERSION = 1;
const SPINNER = { kind: 'spinner', text: COIN_APP_SPINNER } as const;

/** In a swap; the app alone also registers wallets and signs messages. */
const HANDLERS: Readonly<
  Record<number, (context: SigningContext, command: Command, approved: Approved) => Conversation>
> = {
  0: extendedPublicKey,
  3: walletAddress,
  4: signInSwap,
  5: fingerprint,
};

export const bitcoinSigner: Signer<BitcoinState> = {
  start(approval) {
    const approved = approvedOf(approval);
    if (approved === undefined) {
      return { refused: { what: 'the amount or the fees have more than 8 bytes' } };
    }
    return { state: { approved, conversation: undefined, question: undefined }, screen: SPINNER };
  },
  receive,
  decide(state, isApproved) {
    const { question } = state;
    const next = { ...state, question: undefined };
    if (question === undefined) return { state: next, answer: null };
    if (isApproved) return { state: next, answer: success(question.data), screen: SPINNER };
    const refused = new AppError(SW.denied, 'the user refused on the Bitcoin app’s own pages');
    return { ...failed(next, refused), screen: SPINNER };
  },
  home: {
    appName: 'Bitcoin',
    tagline: 'This app enables signing\ntransactions on the Bitcoin\nnetwork.',
  },
};

function* signInSwap(context: SigningContext, command: Command, approved: Approved): Conversation {
  const signed = yield* signPsbt(context, command, (summary, isStandard) =>
    requireApproved(approved, summary, isStandard),
  );
  return { data: EMPTY, isSigned: signed };
}

function receive(
  state: BitcoinState,
  apdu: Uint8Array,
  context: SigningContext,
): SigningStep<BitcoinState> {
  const [cla, ins = 0, , p2 = 0, size = 0] = apdu;
  const idle = { ...state, conversation: undefined, question: undefined };
  const no = (status: number, what: string) => failed(idle, new AppError(status, what));
  if (apdu.length < 4 || (apdu.length > 4 && apdu.length - 5 !== size)) {
    return no(SW.wrongLength, 'the APDU is cut or its length byte is wrong');
  }
  const data = apdu.subarray(5);
  if (state.conversation !== undefined) {
    if (cla === CLA.framework && ins === CONTINUE) return goOn(idle, state.conversation, data);
    return no(SW.incorrectData, 'the app waits for what it asked its host for (F8 01)');
  }
  if (cla !== CLA.app) return no(SW.unknownClass, 'the class is not E1');
  const handler = Object.hasOwn(HANDLERS, ins) ? HANDLERS[ins] : undefined;
  if (handler === undefined) return no(SW.unknownInstruction, 'the app does not do that in a swap');
  if (p2 > PROTOCOL_VERSION) return no(SW.wrongP1P2, 'P2 is a version of the protocol to come');
  const conversation = handler(context, { data: data.slice(), protocol: p2 }, state.approved);
  return goOn(idle, conversation);
}

/** @param given what the host answered; absent at the start. */
function goOn(
  state: BitcoinState,
  conversation: Conversation,
  given: Uint8Array = EMPTY,
): SigningStep<BitcoinState> {
  try {
    const step = conversation.next(given);
    if (!step.done)
      return { state: { ...state, conversation }, answer: concat(step.value, INTERRUPTED) };
    const { value: done } = step;
    if (done.asks !== undefined) {
      const screen = { kind: 'review', ...done.asks } as const;
      return { state: { ...state, question: done }, answer: null, screen };
    }
    const answer = success(done.data);
    return done.isSigned === true ? { state, answer, ends: 'signed' } : { state, answer };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return failed(state, error);
  }
}

function failed(state: BitcoinState, error: AppError): SigningStep<BitcoinState> {
  const { answer, reason } = error;
  if (error instanceof SwapRefusal) return { state, answer, reason, ends: 'refused' };
  return { state, answer, reason };
}
