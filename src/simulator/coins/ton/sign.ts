/**
 * Signing of the TON app (2.8.1) for Exchange: TON and jettons. Source: app-ton src/handler/*,
 * src/swap/handle_swap_sign_transaction.c, src/apdu/dispatcher.c, as recorded.
 *
 * The path comes first (E0 06 00 03), then the transaction in parts (P2 02) and the last one (00).
 * What cannot be read leaves the app waiting; once it is read, the next answer is the last.
 *
 * | in this order | status |
 * |---|---|
 * | a comment, or what is neither a plain transfer nor one of jettons | b009 |
 * | jettons where TON were approved, and the other way round; another subwallet for jettons | b009 |
 * | sending all there is (mode 128) | b009 |
 * | jettons: fees, which are the TON sent along, byte for byte | b009 |
 * | amount, byte for byte | b009 |
 * | account of the destination, whatever its chain and flags | b009 |
 */
import { base64urlnopad } from '@scure/base';
import { bytesOf, concat, EMPTY, equal } from '../../../bytes.js';
import { shownName, shownText } from '../../../shown.js';
import { type Asset, assetOf } from '../asset.js';
import { Unreadable } from '../byte-reader.js';
import { tickerFirst } from '../decimal.js';
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
  type TemplateInstruction,
  tells,
} from '../template-app.js';
import { friendly, friendlyBytes, SHORTEST_PATH, TICKER_BUFFER, TON } from './app.js';
import type { TonAddress } from './cell.js';
import { MAX_AMOUNT_SIZE } from './reader.js';
import {
  MAX_TRANSACTION,
  orderHash,
  readTonTransaction,
  type TonTransaction,
} from './transaction.js';
import { DEFAULT_SUBWALLET, walletAccount } from './wallet-contract.js';

interface TonState {
  readonly approval: Approval;
  readonly asset: Asset;
  /** Set by the first command of a transaction. */
  readonly path: readonly number[] | null;
  readonly raw: Uint8Array;
}

const SW = {
  ...TEMPLATE_SW,
  tooLong: 0xb004,
  badState: 0xb007,
  signatureFailed: 0xb008,
  refused: 0xb009,
  unreadable: 0xb010,
  badPath: 0xb0bd,
  blindSigningDisabled: 0xbd00,
} as const;

const INS = {
  version: 0x03,
  name: 0x04,
  publicKey: 0x05,
  sign: 0x06,
  addressProof: 0x08,
  signData: 0x09,
  settings: 0x0a,
} as const;
const P2 = { first: 1, more: 2 } as const;
const ADDRESS_SIZE = 48;

type Step = SigningStep<TonState>;

export const tonSigner: Signer<TonState> = {
  start(approval) {
    const { amount, fees, configuration } = approval;
    const extraId = extraIdSeen(approval);
    if (extraId !== '') {
      return notStarted(`the TON app takes no memo, approved ${shownText(extraId)}`);
    }
    const asset = assetOf({ amount, configuration, isFee: false }, TON, TICKER_BUFFER);
    if (asset === null) return notStarted('the TON app cannot read the sub-configuration');
    if (amount.length > MAX_AMOUNT_SIZE || fees.length > MAX_AMOUNT_SIZE) {
      return notStarted(`the amount or the fees have more than ${MAX_AMOUNT_SIZE} bytes`);
    }
    return { state: { approval, asset, path: null, raw: EMPTY } };
  },

  receive: (state, apdu, context) => receiveCommand(APP, state, apdu, context),
};

/** Proofs and signed data: nobody has recorded them. */
const OTHER: TemplateInstruction<TonState> = {
  takes: () => true,
  withoutData: () => true,
  answer: (state) => notSimulated(state, 'proofs and data signed by the TON app'),
};

const APP: TemplateApp<TonState> = {
  name: 'TON',
  cla: 0xe0,
  instructions: {
    [INS.version]: tells(Uint8Array.of(2, 8, 1)),
    [INS.name]: tells(bytesOf('TON')),
    // Nothing is enabled.
    [INS.settings]: tells(Uint8Array.of(0)),
    [INS.publicKey]: {
      takes: (p1, p2) => p1 <= 1 && p2 <= 7 && (p1 === 1 || p2 === 0),
      answer: (state, { p1, data }, { wallet }) => publicKey(state, p1 === 1, data, wallet),
    },
    [INS.sign]: {
      takes: (p1, p2) => p1 === 0 && (p2 & ~(P2.first | P2.more)) === 0 && p2 !== P2.first,
      answer: (state, { p2, data }, { wallet }) =>
        (p2 & P2.first) !== 0
          ? begin(state, data)
          : goOn(state, data, (p2 & P2.more) !== 0, wallet),
    },
    [INS.addressProof]: OTHER,
    [INS.signData]: OTHER,
  },
};

/** The path, or the answer why there is none. The app forgets what it had. */
function readPath(state: TonState, data: Uint8Array): Step | readonly number[] {
  const path = pathOrAnswer(state, data);
  if ('state' in path || path.length >= SHORTEST_PATH) return path;
  const what = `a derivation path has ${SHORTEST_PATH} elements at least`;
  return stays(state, SW.badPath, { what });
}

function publicKey(
  old: TonState,
  shown: boolean,
  data: Uint8Array,
  wallet: SigningContext['wallet'],
): Step {
  const state = { ...old, path: null, raw: EMPTY };
  const path = readPath(state, data);
  if ('state' in path) return path;
  const key = wallet.ed25519Slip10(path);
  if (key === null) {
    return stays(state, SW.badState, { what: 'the path has an element that is not hardened' });
  }
  if (shown) return notSimulated(state, 'the address on the screen of the TON app');
  return stays(state, SW.success, undefined, key);
}

function begin(old: TonState, data: Uint8Array): Step {
  const state = { ...old, path: null, raw: EMPTY };
  const path = readPath(state, data);
  return 'state' in path ? path : stays({ ...state, path }, SW.success);
}

function goOn(
  state: TonState,
  data: Uint8Array,
  more: boolean,
  wallet: SigningContext['wallet'],
): Step {
  const { path } = state;
  if (path === null) return stays(state, SW.badState, { what: 'no path came before' });
  const raw = concat(state.raw, data);
  if (raw.length > MAX_TRANSACTION) {
    const what = `the transaction has more than ${MAX_TRANSACTION} bytes`;
    return stays(state, SW.tooLong, { what });
  }
  const next = { ...state, raw };
  if (more) return stays(next, SW.success);
  let transaction: TonTransaction;
  try {
    transaction = readTonTransaction(raw, (subwallet, version3) =>
      walletAccount(publicKeyOrZeros(wallet, path), subwallet, version3),
    );
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return stays(next, SW.unreadable, { what: `the transaction cannot be read: ${error.message}` });
  }
  if (transaction.hints.kind === 'blind') {
    const what = 'a payload nobody explains: blind signing is off';
    return stays(next, SW.blindSigningDisabled, { what });
  }
  const reason = compare(state, transaction);
  if (reason !== null) return returns(next, SW.refused, reason);
  const hash = orderHash(transaction);
  const signature = wallet.signEd25519Slip10(path, hash);
  if (signature === null) {
    const what = 'the path has an element that is not hardened';
    return returns(next, SW.signatureFailed, { what });
  }
  return returns(next, SW.success, undefined, concat(withLength(signature), withLength(hash)));
}

/** A path without a key belongs to no jetton wallet. */
function publicKeyOrZeros(wallet: SigningContext['wallet'], path: readonly number[]): Uint8Array {
  return wallet.ed25519Slip10(path) ?? new Uint8Array(32);
}

function compare({ approval, asset }: TonState, transaction: TonTransaction) {
  const { hints, value, sendMode, subwallet } = transaction;
  const jettons = asset.ticker !== TON.ticker;
  const ticker = shownName(asset.ticker);
  if (hints.kind === 'comment' && hints.length > 0)
    return { what: 'the transaction has a comment' };
  if (hints.kind === 'other') return { what: 'the payload is neither empty nor a jetton transfer' };
  if (hints.kind === 'jetton-transfer' && !jettons) {
    return { what: 'a transfer of jettons, approved TON' };
  }
  if (hints.kind !== 'jetton-transfer' && jettons) {
    return { what: `a transfer of TON, approved ${ticker}` };
  }
  if (jettons && subwallet !== DEFAULT_SUBWALLET) {
    return { what: `jettons are sent from subwallet ${DEFAULT_SUBWALLET} only` };
  }
  if ((sendMode & 128) !== 0) return { what: 'send mode 128 sends all there is' };
  const [amount, to] =
    hints.kind === 'jetton-transfer' ? [hints.amount, hints.to] : [value, transaction.to];
  if (jettons && !equal(value, approval.fees)) {
    return differs('fees', printed(value, TON), printed(approval.fees, TON));
  }
  if (!equal(amount, approval.amount)) {
    return differs('amount', printed(amount, asset), printed(approval.amount, asset));
  }
  const approved = friendlyBytes(approval.destination.slice(0, ADDRESS_SIZE));
  if (approved === null) return { what: 'the approved destination is no TON address' };
  if (!equal(approved.subarray(2, 34), to.hash)) {
    return differs('destination', addressText(to), approval.destination);
  }
  return null;
}

/** An amount in words; in bytes where that does not tell two apart. */
function printed(amount: Uint8Array, asset: Asset): string {
  const text = tickerFirst(amount, asset) ?? 'an amount nobody can read';
  return amount[0] === 0 ? `${text} (with leading zero bytes)` : text;
}

const addressText = ({ chain, hash }: TonAddress) => base64urlnopad.encode(friendly(hash, chain));
