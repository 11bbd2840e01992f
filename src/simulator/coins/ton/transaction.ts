/**
 * Transactions as the TON app reads them: a format of its own, from which it makes the message that
 * a wallet contract takes. Of a payload only the hash is in it; the hints behind it say what the
 * payload is, and must have that hash. Source: app-ton src/transaction/*.
 */
import { toHex } from '../../../bytes.js';
import { Unreadable } from '../byte-reader.js';
import {
  address,
  type Bits,
  bit,
  bytes,
  type CellRef,
  cellOf,
  coins,
  type TonAddress,
  uint,
} from './cell.js';
import { jettonNumber, jettonWallet } from './jettons.js';
import { TonReader } from './reader.js';
import { DEFAULT_SUBWALLET } from './wallet-contract.js';

export const MAX_TRANSACTION = 510;
const MAX_COMMENT = 120;

/** What the hints say the payload is, by their numbers. */
const HINT = { comment: 0, jettonTransfer: 1, nftTransfer: 2, last: 13 } as const;

export interface TonTransaction {
  /** False for a wallet of version 3: its messages have no operation. */
  readonly walletOperation: boolean;
  readonly subwallet: bigint;
  readonly seqno: bigint;
  readonly timeout: bigint;
  /** Nanotons, big-endian, as they came. */
  readonly value: Uint8Array;
  readonly to: TonAddress;
  readonly bounce: boolean;
  readonly sendMode: number;
  readonly stateInit: CellRef | undefined;
  readonly payload: CellRef | undefined;
  readonly hints: TonHints;
}

export type TonHints =
  /** `length` is that of the comment, 0 without a payload. */
  | { readonly kind: 'comment'; readonly length: number }
  | { readonly kind: 'jetton-transfer'; readonly amount: Uint8Array; readonly to: TonAddress }
  /** A payload without hints: nobody knows what is signed. */
  | { readonly kind: 'blind' }
  | { readonly kind: 'other'; readonly type: number };

/** Account of the signer's wallet, 32 bytes, by the wallet that the transaction is for. */
export type OwnAccount = (subwallet: bigint, version3: boolean) => Uint8Array;

/** @throws Unreadable where the app cannot read it. */
export function readTonTransaction(raw: Uint8Array, own: OwnAccount): TonTransaction {
  const reader = new TonReader(raw);
  const tag = reader.byte('the tag');
  if (tag > 1) throw new Unreadable(`the tag is ${tag}, not 0 or 1`);
  const subwallet = tag === 1 ? reader.uint(4, 'the subwallet') : DEFAULT_SUBWALLET;
  const walletOperation = tag === 1 ? reader.flag('the flag of the wallet operation') : true;
  const seqno = reader.uint(4, 'the sequence number');
  const timeout = reader.uint(4, 'the timeout');
  const value = reader.amount('the value');
  const to = reader.address('the destination');
  const bounce = reader.flag('the bounce flag');
  const sendMode = reader.byte('the send mode');
  const stateInit = reader.cellIfAny('the state');
  const payload = reader.cellIfAny('the payload');
  const hinted = reader.flag('the flag of the hints');
  if (hinted && payload === undefined) throw new Unreadable('hints without a payload');
  let hints: TonHints = { kind: 'comment', length: 0 };
  if (hinted) {
    const type = Number(reader.uint(4, 'the kind of the hints'));
    const text = reader.take(Number(reader.uint(2, 'the length of the hints')), 'the hints');
    hints = readHints(type, text, payload!, to, () => own(subwallet, !walletOperation));
  } else if (payload !== undefined) hints = { kind: 'blind' };
  reader.end('the transaction');
  return {
    walletOperation,
    subwallet,
    seqno,
    timeout,
    value,
    to,
    bounce,
    sendMode,
    stateInit,
    payload,
    hints,
  };
}

function readHints(
  type: number,
  text: Uint8Array,
  payload: CellRef,
  to: TonAddress,
  own: () => Uint8Array,
): TonHints {
  if (type === HINT.comment) {
    if (text.length > MAX_COMMENT) throw new Unreadable(`the comment has ${text.length} bytes`);
    if (text.some((byte) => byte < 0x20 || byte >= 0x7f))
      throw new Unreadable('the comment is not ASCII');
    expectPayload(payload, cellOf([uint(0, 32), bytes(text)]));
    return { kind: 'comment', length: text.length };
  }
  // Other payloads than jettons are known to the app and never signed here: taken as they are.
  if (type > HINT.last) return { kind: 'blind' };
  if (type !== HINT.jettonTransfer) return { kind: 'other', type };
  return readJettonTransfer(new TonReader(text), payload, to, own);
}

const JETTON_TRANSFER = 0x0f8a7ea5;
const FLAG = { queryId: 1, jettonId: 2 } as const;

function readJettonTransfer(
  reader: TonReader,
  payload: CellRef,
  wallet: TonAddress,
  own: () => Uint8Array,
): TonHints {
  const flags = reader.byte('the flags of the jetton transfer');
  const queryId = (flags & FLAG.queryId) !== 0 ? reader.uint(8, 'the query id') : 0n;
  if ((flags & FLAG.jettonId) !== 0) {
    const id = Number(reader.uint(2, 'the jetton'));
    const jetton = jettonNumber(id);
    const chain = reader.byte('the chain of the owner');
    if (jetton === undefined) throw new Unreadable(`there is no jetton ${id}`);
    if (toHex(jettonWallet(jetton, { chain, hash: own() })) !== toHex(wallet.hash)) {
      throw new Unreadable(`the destination is not the signer’s ${jetton.ticker} wallet`);
    }
  }
  const amount = reader.amount('the jetton amount');
  const to = reader.address('the new owner');
  const response = reader.address('who gets the excess');
  const custom = reader.cellIfAny('the custom payload');
  const forwarded = reader.amount('the forwarded amount');
  const forward = reader.cellIfAny('the forward payload');
  reader.end('the hints');
  const bits = [
    uint(JETTON_TRANSFER, 32),
    uint(queryId, 64),
    coins(amount),
    address(to),
    address(response),
    bit(custom !== undefined),
    coins(forwarded),
    bit(forward !== undefined),
  ];
  const refs = [custom, forward].filter((cell) => cell !== undefined);
  expectPayload(payload, cellOf(bits, refs));
  return { kind: 'jetton-transfer', amount, to };
}

/** Only the hash is compared: the depth in the transaction is believed. */
function expectPayload(payload: CellRef, made: CellRef): void {
  if (toHex(made.hash) !== toHex(payload.hash))
    throw new Unreadable('the hints are not of the payload');
}

/** What is signed: the hash of the order to the wallet contract, 32 bytes. */
export function orderHash(transaction: TonTransaction): Uint8Array {
  const { value, to, bounce, stateInit, payload } = transaction;
  const message: Bits[] = [
    // Internal message, no hypercube routing, not bounced, from nobody.
    uint(0b01, 2),
    bit(bounce),
    uint(0, 3),
    address(to),
    coins(value),
    // No other currencies, no fees, creation time.
    uint(0, 1 + 4 + 4 + 64 + 32),
    bit(stateInit !== undefined),
    ...(stateInit === undefined ? [] : [bit(true)]),
    bit(payload !== undefined),
  ];
  const refs = [stateInit, payload].filter((cell) => cell !== undefined);
  const order = [
    uint(transaction.subwallet, 32),
    uint(transaction.timeout, 32),
    uint(transaction.seqno, 32),
    ...(transaction.walletOperation ? [uint(0, 8)] : []),
    uint(transaction.sendMode, 8),
  ];
  return cellOf(order, [cellOf(message, refs)]).hash;
}
