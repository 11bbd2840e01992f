/**
 * Signing of the Stellar app (5.6.0) for Exchange. Source: app-stellar src/handler/sign_tx.c,
 * src/swap/handle_swap_sign_transaction.c, src/apdu/dispatcher.c before its rewrite in Rust, as
 * recorded.
 *
 * Path and transaction come in one command or several (E0 04, P1 80 goes on, P2 80 is not the last).
 * What cannot be read leaves the app waiting; once it is read, the next answer is the last.
 *
 * | in this order | status |
 * |---|---|
 * | a fee bump, any number of operations but one, an operation that is no payment | b009 |
 * | an asset that is not XLM, amount | b009 |
 * | destination | b009 |
 * | an operation with an account of its own | b009 |
 * | memo: a text, empty where none was approved; without a memo nothing is signed | b009 |
 * | network, fees | b009 |
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { concat, EMPTY } from '../../../bytes.js';
import { shownText } from '../../../shown.js';
import { amount64 } from '../decimal.js';
import { parsePath } from '../path.js';
import { differs, type Signer, type SigningContext, type SigningStep } from '../signing.js';
import {
  extraIdSeen,
  notSimulated,
  notStarted,
  parseCommand,
  returns,
  stays,
} from '../standard-app.js';
import { lumens } from './app.js';
import { readStellarTransaction, type StellarTransaction } from './transaction.js';

interface StellarState {
  readonly amount: bigint;
  readonly fees: bigint;
  readonly destination: string;
  readonly memo: string;
  /** A first command came. Its path is null when it could not be read. */
  readonly begun: { readonly path: readonly number[] | null } | null;
  readonly raw: Uint8Array;
}

const SW = {
  success: 0x9000,
  wrongLength: 0x6a87,
  wrongP1P2: 0x6b00,
  unknownInstruction: 0x6d00,
  unknownClass: 0x6e00,
  tooLarge: 0xb004,
  unreadable: 0xb005,
  badState: 0xb007,
  signatureFailed: 0xb008,
  refused: 0xb009,
} as const;

const CLA = 0xe0;
const INS = { publicKey: 0x02, sign: 0x04 } as const;
const GOES_ON = 0x80;
/** Sizes of the app's buffers, the NUL included. */
const DESTINATION_BUFFER = 57;
const MEMO_BUFFER = 20;
const MAX_TRANSACTION = 10240;

type Step = SigningStep<StellarState>;

export const stellarSigner: Signer<StellarState> = {
  start(approval) {
    const { destination } = approval;
    const memo = extraIdSeen(approval);
    if (destination.length >= DESTINATION_BUFFER) {
      return notStarted('the destination is longer than a Stellar address');
    }
    if (memo.length >= MEMO_BUFFER) {
      return notStarted(`the Stellar app takes memos of ${MEMO_BUFFER - 1} bytes at most`);
    }
    const amount = amount64(approval.amount);
    const fees = amount64(approval.fees);
    if (amount === null || fees === null) {
      return notStarted('the amount or the fees have more than 8 bytes');
    }
    return { state: { amount, fees, destination, memo, begun: null, raw: EMPTY } };
  },

  receive(state, apdu, { wallet }) {
    const command = parseCommand(apdu);
    if (command === null) {
      return stays(state, SW.wrongLength, { what: 'the length byte does not match the data' });
    }
    const { cla, ins, p1, p2, data } = command;
    if (cla !== CLA) return stays(state, SW.unknownClass, { what: 'not the Stellar app’s class' });
    if (ins !== INS.publicKey && ins !== INS.sign) {
      const what = 'while it signs, the Stellar app knows public key and transaction only';
      return stays(state, SW.unknownInstruction, { what });
    }
    const fitting =
      ins === INS.publicKey ? p1 === 0 && p2 <= 1 : [p1, p2].every((p) => p === 0 || p === GOES_ON);
    if (!fitting) {
      return stays(state, SW.wrongP1P2, { what: 'P1 and P2 do not go with this instruction' });
    }
    if (data.length === 0) return stays(state, SW.wrongLength, { what: 'the command has no data' });
    if (ins === INS.publicKey) return publicKey(state, p2 === 1, data, wallet);
    return transaction(state, p1 === 0, p2 === GOES_ON, data, wallet);
  },
};

function publicKey(
  old: StellarState,
  shown: boolean,
  data: Uint8Array,
  wallet: SigningContext['wallet'],
): Step {
  const state = { ...old, begun: null, raw: EMPTY };
  const path = parsePath(data);
  if (path === null) return badPath(state);
  const key = wallet.ed25519Slip10(path);
  if (key === null) return notSimulated(state, 'a path with an element that is not hardened');
  if (shown) return notSimulated(state, 'the address on the screen of the Stellar app');
  return stays(state, SW.success, undefined, key);
}

const badPath = (state: StellarState): Step =>
  stays(state, SW.wrongLength, { what: 'the derivation path cannot be read' });

function transaction(
  old: StellarState,
  first: boolean,
  more: boolean,
  data: Uint8Array,
  wallet: SigningContext['wallet'],
): Step {
  const begun = first ? { path: parsePath(data) } : old.begun;
  const state = first ? { ...old, begun, raw: EMPTY } : old;
  // The path is counted with the transaction.
  if (state.raw.length + data.length > MAX_TRANSACTION) {
    return stays(state, SW.tooLarge, { what: `more than ${MAX_TRANSACTION} bytes` });
  }
  if (begun === null) return stays(state, SW.badState, { what: 'no path came before' });
  const { path } = begun;
  if (first && path === null) return badPath(state);
  const part = first && path !== null ? data.subarray(1 + 4 * path.length) : data;
  const next = { ...state, raw: concat(state.raw, part) };
  if (more) return stays(next, SW.success);
  const parsed = readStellarTransaction(next.raw);
  if (parsed === null) {
    return stays(next, SW.unreadable, { what: 'the transaction cannot be read' });
  }
  const reason = compare(next, parsed);
  if (reason !== null) return returns(next, SW.refused, reason);
  const signature = path && wallet.signEd25519Slip10(path, sha256(next.raw));
  if (signature === null) {
    const what = 'the path has an element that is not hardened';
    return returns(next, SW.signatureFailed, { what });
  }
  return returns(next, SW.success, undefined, signature);
}

function compare(state: StellarState, transaction: StellarTransaction) {
  const { feeBump, operation, operationCount, memoText, publicNetwork, fee } = transaction;
  if (feeBump) return { what: 'a fee bump is no payment' };
  if (operationCount !== 1 || operation === undefined) {
    return { what: `${operationCount} operations, one payment is wanted` };
  }
  const { payment, type } = operation;
  if (payment === undefined) return { what: `operation ${type} is no payment` };
  if (!payment.native) return { what: 'the payment is in another asset than XLM' };
  const amount = BigInt.asUintN(64, payment.amount);
  if (amount !== state.amount) return differs('amount', lumens(amount), lumens(state.amount));
  if (payment.destination !== state.destination) {
    return differs('destination', payment.destination, state.destination);
  }
  if (operation.hasSource) return { what: 'the payment is from an account of its own' };
  if (memoText === undefined) {
    return differs('memo', 'of another kind than text', shownText(state.memo));
  }
  const memo = memoText.split('\0')[0]!;
  if (memo !== state.memo) return differs('memo', shownText(memo), shownText(state.memo));
  if (!publicNetwork) return { what: 'the transaction is for another network than the public one' };
  if (fee !== state.fees) return differs('fees', lumens(fee), lumens(state.fees));
  return null;
}
