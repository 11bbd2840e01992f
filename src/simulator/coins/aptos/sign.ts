/**
 * Signing of the Aptos app (0.10.0) for Exchange. Source: app-aptos src/handler/sign_tx.c,
 * src/apdu/dispatcher.c, src/swap/handle_swap_sign_transaction.c, as recorded.
 *
 * The path comes first (5B 06 00 80), then the transaction in parts that are counted in P1. What
 * cannot be read leaves the app waiting; once it is read, the next answer is the last.
 *
 * | in this order | status |
 * |---|---|
 * | anything but a transfer; which coin is transferred is not looked at | b00a |
 * | amount | b00a |
 * | fees: gas units times their price | b00a |
 * | destination | b00a |
 */
import { bytesOf, concat, EMPTY, equal, fromBigInt, toHex } from '../../../bytes.js';
import type { Model } from '../../../device.js';
import { shownText } from '../../../shown.js';
import { assetOf } from '../asset.js';
import { amount64 } from '../decimal.js';
import { withLength } from '../probe.js';
import {
  type Approval,
  differs,
  type Signer,
  type SigningContext,
  type SigningStep,
} from '../signing.js';
import { extraIdSeen, notSimulated, notStarted, returns, stays } from '../standard-app.js';
import {
  pathOrAnswer,
  receiveCommand,
  TEMPLATE_SW,
  type TemplateApp,
  tells,
} from '../template-app.js';
import { APT, aptosAmount, isAptosPath, TICKER_BUFFER } from './app.js';
import { type AptosTransaction, readAptosTransaction } from './transaction.js';

interface AptosState {
  readonly approval: Approval;
  readonly path: readonly number[] | null;
  readonly raw: Uint8Array;
  /** P1 of the last part. */
  readonly chunk: number;
}

const SW = {
  ...TEMPLATE_SW,
  tooLong: 0xb004,
  unreadable: 0xb005,
  publicKeyFailed: 0xb006,
  badState: 0xb007,
  signatureFailed: 0xb008,
  refused: 0xb00a,
} as const;

const INS = { version: 0x03, name: 0x04, publicKey: 0x05, sign: 0x06 } as const;
const MORE = 0x80;
/** Most parts of a transaction, of 255 bytes each (app-aptos Makefile, MAX_TRANSACTION_PACKETS). */
const MAX_PARTS: Readonly<Record<Model, number>> = {
  ...{ nanosp: 106, nanox: 90 },
  ...{ stax: 70, flex: 70, apex_p: 70 },
};
const PART_SIZE = 255;
const ADDRESS_SIZE = 32;

type Step = SigningStep<AptosState>;

export const aptosSigner: Signer<AptosState> = {
  start(approval) {
    const { amount, fees, configuration } = approval;
    const extraId = extraIdSeen(approval);
    if (extraId !== '') {
      return notStarted(`the Aptos app takes no memo, approved ${shownText(extraId)}`);
    }
    if (assetOf({ amount, configuration, isFee: false }, APT, TICKER_BUFFER) === null) {
      return notStarted('the Aptos app cannot read the sub-configuration');
    }
    if (amount64(amount) === null || amount64(fees) === null) {
      return notStarted('the amount or the fees have more than 8 bytes');
    }
    return { state: { approval, path: null, raw: EMPTY, chunk: 0 } };
  },

  receive: (state, apdu, context) => receiveCommand(APTOS, state, apdu, context),
};

const APTOS: TemplateApp<AptosState> = {
  name: 'Aptos',
  cla: 0x5b,
  instructions: {
    [INS.version]: tells(Uint8Array.of(0, 10, 0)),
    [INS.name]: tells(bytesOf('Aptos')),
    [INS.publicKey]: {
      takes: (p1, p2) => p1 <= 1 && p2 === 0,
      answer: (state, { p1, data }, { wallet }) => publicKey(state, p1 === 1, data, wallet),
    },
    [INS.sign]: {
      takes: (p1, p2, { model }) =>
        p1 <= MAX_PARTS[model] && (p2 === MORE || (p2 === 0 && p1 !== 0)),
      answer: (state, { p1, p2, data }, context) =>
        p1 === 0 ? begin(state, data) : goOn(state, p1, p2 === MORE, data, context),
    },
  },
};

/** The path, or the answer that refuses it. */
function readPath(state: AptosState, data: Uint8Array): readonly number[] | Step {
  const path = pathOrAnswer(state, data);
  if ('state' in path || isAptosPath(path)) return path;
  return stays(state, SW.publicKeyFailed, { what: 'the path does not begin with m/44’/637’/…' });
}

function publicKey(
  old: AptosState,
  shown: boolean,
  data: Uint8Array,
  wallet: SigningContext['wallet'],
): Step {
  const state = { ...old, path: null, raw: EMPTY };
  const path = readPath(state, data);
  if ('state' in path) return path;
  const [key, chainCode] = [wallet.ed25519Slip10(path), wallet.slip10ChainCode(path)];
  if (key === null || chainCode === null) {
    const what = 'the path has an element that is not hardened';
    return stays(state, SW.publicKeyFailed, { what });
  }
  if (shown) return notSimulated(state, 'the address on the screen of the Aptos app');
  const parts = concat(withLength(concat(UNCOMPRESSED, key)), withLength(chainCode));
  return stays(state, SW.success, undefined, parts);
}

/** In front of a key, as if it were of another curve. */
const UNCOMPRESSED = Uint8Array.of(0x04);

function begin(old: AptosState, data: Uint8Array): Step {
  const state = { ...old, path: null, raw: EMPTY, chunk: 0 };
  const path = readPath(state, data);
  return 'state' in path ? path : stays({ ...state, path }, SW.success);
}

function goOn(
  state: AptosState,
  chunk: number,
  more: boolean,
  data: Uint8Array,
  { wallet, model }: SigningContext,
): Step {
  const { path } = state;
  if (path === null) return stays(state, SW.badState, { what: 'no path came before' });
  if (chunk !== state.chunk + 1) {
    return stays(state, SW.wrongP1P2, { what: `part ${chunk}, expected ${state.chunk + 1}` });
  }
  const raw = concat(state.raw, data);
  const most = MAX_PARTS[model] * PART_SIZE;
  if (raw.length > most) {
    const what = `the transaction has more than ${most} bytes`;
    return stays({ ...state, chunk }, SW.tooLong, { what });
  }
  const next = { ...state, raw, chunk };
  if (more) return stays(next, SW.success);
  const transaction = readAptosTransaction(raw);
  if (transaction === null) {
    const reason = { what: 'the transaction cannot be read' };
    return stays({ ...next, path: null }, SW.unreadable, reason);
  }
  const reason = compare(state.approval, transaction);
  if (reason !== null) return returns(next, SW.refused, reason);
  const signature = wallet.signEd25519Slip10(path, raw);
  if (signature === null) {
    const what = 'the path has an element that is not hardened';
    return returns(next, SW.signatureFailed, { what });
  }
  return returns(next, SW.success, undefined, withLength(signature));
}

function compare(approval: Approval, transaction: AptosTransaction) {
  if (transaction.kind === 'other') return { what: `not a transfer: ${transaction.what}` };
  const { configuration, destination } = approval;
  const printed = (value: bigint, isFee = false) =>
    aptosAmount({ configuration, amount: fromBigInt(value, 8), isFee });
  const amount = amount64(approval.amount)!;
  const approved = printed(amount);
  if (transaction.amount !== amount) {
    return differs('amount', printed(transaction.amount) ?? 'too large', approved ?? 'too large');
  }
  if (approved === null) return { what: 'the app cannot write the amount' };
  const fees = amount64(approval.fees)!;
  if (transaction.fees !== fees) {
    const [actual, expected] = [printed(transaction.fees, true), printed(fees, true)];
    return differs('fees', actual ?? 'too large', expected ?? 'too large');
  }
  if (!equal(transaction.receiver, addressBytes(destination))) {
    return differs('destination', `0x${toHex(transaction.receiver)}`, destination);
  }
  return null;
}

/** What the app makes of the approved address: up to the first character that is no hex digit. */
function addressBytes(text: string): Uint8Array {
  const address = new Uint8Array(ADDRESS_SIZE);
  const digits = text.slice(2);
  if (digits.length < 2 * ADDRESS_SIZE) return address;
  for (let at = 0; at < ADDRESS_SIZE; at++) {
    const pair = digits.slice(2 * at, 2 * at + 2);
    if (!/^[0-9a-fA-F]{2}$/.test(pair)) break;
    address[at] = Number.parseInt(pair, 16);
  }
  return address;
}
