/**
 * Signing of the NEAR app (2.3.6) for Exchange. Source: app-near src/swap.rs, src/main.rs,
 * src/handlers/sign_tx.rs; no recording.
 *
 * Path and transaction come in one command or several (80 02, P1 80 is the last). Whatever is wrong
 * with them ends the swap; fees and memo are not looked at.
 *
 * | in this order | status |
 * |---|---|
 * | the path: five indices, without their count | b00b |
 * | everything in front of the actions can be read | b005 |
 * | the public key is that of the path | b00d |
 * | one action, a transfer | b008 |
 * | amount, then destination | b008 |
 * | nothing follows | b005 |
 */
import { bytesOf, toBigInt } from '../../../bytes.js';
import type { Reason } from '../../../device.js';
import { Unreadable } from '../byte-reader.js';
import { ADDRESS_BUFFER, AMOUNT_BUFFER, rustCommand, WRONG_LENGTH } from '../rust-sdk.js';
import { differs, type Signer, type SigningContext, type SigningStep } from '../signing.js';
import { notSimulated, returns, stays } from '../standard-app.js';
import { near } from './app.js';
import {
  type Chunk,
  ChunkStream,
  isUtf8,
  type Reading,
  readAction,
  readDeposit,
  readPrefix,
  TRANSFER,
} from './transaction.js';

interface Approved {
  /** Yoctonear. */
  readonly amount: bigint;
  readonly destination: string;
}

export interface NearState {
  readonly approved: Approved;
  /** A transaction of which more is to come; goes forward only. */
  readonly reading: Reading<Uint8Array> | undefined;
}

const SW = {
  success: 0x9000,
  panic: 0xe000,
  wrongP1P2: 0x6a86,
  unknownInstruction: 0x6d00,
  unknownClass: 0x6e00,
  unreadable: 0xb005,
  /** The app's word for what differs, too. */
  refused: 0xb008,
  badPath: 0xb00b,
  otherPublicKey: 0xb00d,
} as const;

const CLA = 0x80;
const INS = {
  sign: 0x02,
  publicKey: 0x04,
  walletId: 0x05,
  version: 0x06,
  signMessage: 0x07,
  signDelegate: 0x08,
} as const;
const P1_LAST = 0x80;
/** Of a public key. */
const P1_SILENT = 0x01;
const PATH_SIZE = 20;

type Step = SigningStep<NearState>;

/** Why the app signs nothing, and what it answers. */
class Refusal extends Error {
  readonly status: number;
  readonly reason: Reason;

  constructor(status: number, reason: Reason | string) {
    super('refused');
    this.status = status;
    this.reason = typeof reason === 'string' ? { what: reason } : reason;
  }
}

/** What nobody has recorded, met in the middle of a transaction. */
class NotSimulated extends Error {}

export const nearSigner: Signer<NearState> = {
  start({ amount, destination }) {
    const approved = {
      amount: toBigInt(amount.subarray(0, AMOUNT_BUFFER)),
      destination: destination.slice(0, ADDRESS_BUFFER),
    };
    return { state: { approved, reading: undefined } };
  },
  receive,
};

function receive(state: NearState, apdu: Uint8Array, { wallet }: SigningContext): Step {
  const command = rustCommand(apdu);
  if (command === null) return stays(state, WRONG_LENGTH, { what: 'the APDU is cut' });
  const { cla, ins, p1, data } = command;
  if (cla !== CLA) return stays(state, SW.unknownClass, { what: 'not the NEAR app’s class' });
  const isPart = p1 === 0 || p1 === P1_LAST;
  switch (ins) {
    case INS.version:
      return state.reading === undefined ? notNow(state) : goOn(state, undefined);
    case INS.walletId:
      // While a transaction comes in, the app forgets to answer.
      return state.reading === undefined ? notNow(state) : { state, answer: null };
    case INS.publicKey:
      if (p1 > P1_SILENT) return wrongP1(state);
      if (state.reading !== undefined) return goOn(state, undefined);
      return p1 === P1_SILENT ? publicKey(state, data, wallet) : notNow(state);
    case INS.sign: {
      if (!isPart) return wrongP1(state);
      const chunk = { data, isLast: p1 === P1_LAST };
      if (state.reading !== undefined) return goOn(state, chunk);
      const reading = sign(state.approved, chunk, wallet);
      return goOn({ ...state, reading }, chunk);
    }
    case INS.signMessage:
    case INS.signDelegate: {
      if (!isPart) return notNow(state);
      if (state.reading !== undefined) return goOn(state, undefined);
      return returns(state, SW.refused, { what: 'the NEAR app signs transactions only in a swap' });
    }
    default:
      return notNow(state);
  }
}

const notNow = (state: NearState): Step =>
  stays(state, SW.unknownInstruction, { what: 'the NEAR app does not do that in a swap' });

const wrongP1 = (state: NearState): Step =>
  stays(state, SW.wrongP1P2, { what: 'P1 does not go with this instruction' });

function publicKey(state: NearState, data: Uint8Array, wallet: SigningContext['wallet']): Step {
  if (data.length !== PATH_SIZE) {
    return stays(state, SW.badPath, { what: `a path has ${PATH_SIZE} bytes, not ${data.length}` });
  }
  const key = wallet.ed25519Slip10(pathIn(data));
  if (key === null) return notSimulated(state, 'a path with an element that is not hardened');
  return stays(state, SW.success, undefined, key);
}

/** @param chunk what came; the first one is in the reading already. */
function goOn(state: NearState, chunk: Chunk | undefined): Step {
  const idle = { ...state, reading: undefined };
  try {
    const step = state.reading!.next(chunk);
    if (!step.done) return stays(state, SW.success);
    return returns(idle, SW.success, undefined, step.value);
  } catch (error) {
    if (error instanceof Refusal) return returns(idle, error.status, error.reason);
    if (error instanceof NotSimulated) return notSimulated(idle, error.message);
    throw error;
  }
}

function pathIn(bytes: Uint8Array): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: bytes.length / 4 }, (_, i) => view.getUint32(4 * i));
}

/** Gives the signature. @throws Refusal, NotSimulated */
function* sign(
  approved: Approved,
  first: Chunk,
  wallet: SigningContext['wallet'],
): Reading<Uint8Array> {
  const stream = new ChunkStream(first);
  const path = pathIn(yield* reading(stream.take(PATH_SIZE), SW.badPath, 'the path'));
  stream.startHashing();
  const prefix = yield* reading(readPrefix(stream));
  const own = wallet.ed25519Slip10(path);
  if (own === null) throw new NotSimulated('a path with an element that is not hardened');
  if (prefix.publicKey === null || toBigInt(prefix.publicKey) !== toBigInt(own)) {
    throw new Refusal(SW.otherPublicKey, 'the public key in it is not the one of the path');
  }
  if (prefix.actions !== 1) {
    throw new Refusal(SW.refused, `${prefix.actions} actions, one transfer is wanted`);
  }
  const action = yield* reading(readAction(stream));
  if (action !== TRANSFER) throw new Refusal(SW.refused, `action ${action} is no transfer`);
  const amount = yield* reading(readDeposit(stream));
  if (amount !== approved.amount) {
    throw new Refusal(SW.refused, differs('amount', near(amount), near(approved.amount)));
  }
  requireDestination(prefix.receiver, approved.destination);
  if (!(yield* reading(stream.isAtEnd()))) {
    throw new Refusal(SW.unreadable, 'something follows the transfer');
  }
  return wallet.signEd25519Slip10(path, stream.digest())!;
}

function requireDestination(receiver: string, approved: string): void {
  if (!isUtf8(bytesOf(approved))) {
    throw new Refusal(SW.panic, 'the approved destination is not UTF-8, at which the app ends');
  }
  // The app reads control characters and those beyond ASCII as DEL.
  const actual = receiver.replace(/[^ -\x7f]/g, '\x7f');
  if (actual === approved) return;
  const text = new TextDecoder().decode(bytesOf(receiver));
  throw new Refusal(SW.refused, differs('destination', text, approved));
}

/** The same, with the status of what cannot be read. */
function* reading<T>(
  read: Reading<T>,
  status: number = SW.unreadable,
  what = 'the transaction',
): Reading<T> {
  try {
    return yield* read;
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    throw new Refusal(status, `${what} cannot be read: ${error.message}`);
  }
}
