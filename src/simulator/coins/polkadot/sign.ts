/**
 * Signing of the Polkadot app (100.0.10) for Exchange. No recording: from the sources only
 * (app-polkadot app/src/apdu_handler.c, common/tx.c, swap/handle_sign_transaction.c).
 *
 * The path, in little-endian, and the size of the transaction come first (F9 02 00), then the
 * transaction and the metadata it is read by in parts (P1 01) and the last one (02). What cannot be
 * read leaves the app waiting; once it is read, the next answer is the last. A refusal is 6984 with a
 * text in front:
 *
 * | in this order | text |
 * |---|---|
 * | anything but four things shown, or a tip | Swap txn wrong method args count |
 * | another chain than Polkadot, a call other than `transfer_allow_death` or `transfer_keep_alive` | Swap txn wrong method |
 * | destination | Swap txn wrong destination addr |
 * | amount, as the metadata write it | Swap txn wrong amount |
 *
 * Fees are not looked at. The metadata of the test is a part of the chain's own, whose hash is signed.
 */
import { blake2b } from '@noble/hashes/blake2.js';
import { bytesOf, concat, EMPTY } from '../../../bytes.js';
import type { Reason } from '../../../device.js';
import { Unreadable } from '../byte-reader.js';
import { differs, type Signer, type SigningContext, type SigningStep } from '../signing.js';
import { notSimulated, notStarted, returns, stays } from '../standard-app.js';
import { TARGET_IDS } from '../target-ids.js';
import { dot, MAX_AMOUNT_SIZE } from './app.js';
import { PolkadotError, PROBLEM } from './scale.js';
import { ss58 } from './ss58.js';
import { type PolkadotTransaction, readPolkadotTransaction } from './transaction.js';

interface PolkadotState {
  readonly amount: string;
  readonly destination: string;
  /** Null where the app waits for a path. */
  readonly open: {
    readonly path: readonly number[];
    /** Bytes of the transaction; the metadata follow. */
    readonly size: number;
    readonly raw: Uint8Array;
  } | null;
}

const SW = {
  success: 0x9000,
  wrongLength: 0x6700,
  tooLong: 0x6983,
  refused: 0x6984,
  notInitialized: 0x6987,
  wrongP1P2: 0x6b00,
  unknownInstruction: 0x6d00,
  unknownClass: 0x6e00,
} as const;

const CLA = 0xf9;
const INS = { version: 0x00, address: 0x01, sign: 0x02, signRaw: 0x03 } as const;
const P1 = { first: 0, more: 1, last: 2 } as const;
const HEADER = 5;
const INDICES = 5;
const PATH_SIZE = 4 * INDICES;
const PURPOSE = 0x8000002c;
const COIN_TYPE = 0x80000162;
const MAX_RAW = 16384;
/** Longer transactions are hashed before they are signed. */
const LONGEST_UNHASHED = 256;
const ED25519 = Uint8Array.of(0x00);
const MAX_FEES_SIZE = 8;
/** Characters of a destination the app keeps. */
const KEPT = 64;

type Step = SigningStep<PolkadotState>;

export const polkadotSigner: Signer<PolkadotState> = {
  start({ amount, fees, destination }) {
    if (amount.length > MAX_AMOUNT_SIZE || fees.length > MAX_FEES_SIZE) {
      return notStarted('the amount has more than 16 bytes, or the fees more than 8');
    }
    return { state: { amount: dot(amount), destination: destination.slice(0, KEPT), open: null } };
  },

  // The length byte is not looked at: what came is what counts.
  receive(state, apdu, { wallet, model }) {
    const [cla, ins, p1 = 0, p2 = 0] = apdu;
    if (cla !== CLA) return stays(state, SW.unknownClass, { what: 'not the Polkadot app’s class' });
    if (apdu.length < HEADER) return wrongLength(state, 'the command is cut');
    const data = apdu.subarray(HEADER);
    switch (ins) {
      case INS.version:
        return stays(state, SW.success, undefined, Uint8Array.of(...VERSION, ...TARGET_IDS[model]));
      case INS.address:
        return address(state, p1 !== 0, data, wallet);
      case INS.sign:
        if (p2 !== 0) return stays(state, SW.wrongP1P2, { what: 'P2 must be 00' });
        return part(state, p1, data, wallet);
      case INS.signRaw:
        return notSimulated(state, 'raw texts signed by the Polkadot app');
      default:
        return stays(state, SW.unknownInstruction, {
          what: 'the Polkadot app has no such instruction',
        });
    }
  },
};

/** No test mode, version 100.0.10, not locked. */
const VERSION = [0, 0, 100, 0, 0, 0, 10, 0];

const wrongLength = (state: PolkadotState, what: string): Step =>
  stays(state, SW.wrongLength, { what });

/** The path, or the answer that refuses it. Either way the app forgets what it had. */
function readPath(old: PolkadotState, data: Uint8Array): readonly number[] | Step {
  const state = { ...old, open: null };
  if (data.length < PATH_SIZE) return wrongLength(state, `the path has not ${PATH_SIZE} bytes`);
  const view = new DataView(data.buffer, data.byteOffset, data.length);
  const path = Array.from({ length: INDICES }, (_, at) => view.getUint32(4 * at, true));
  if (path[0] !== PURPOSE || path[1] !== COIN_TYPE) {
    return stays(state, SW.refused, { what: 'the path does not begin with m/44’/354’/…' });
  }
  return path;
}

/** Behind the path. */
function readNumber(data: Uint8Array): number | undefined {
  const [low, high] = data.subarray(PATH_SIZE);
  return low === undefined || high === undefined ? undefined : low + 256 * high;
}

function address(
  old: PolkadotState,
  shown: boolean,
  data: Uint8Array,
  wallet: SigningContext['wallet'],
): Step {
  const path = readPath(old, data);
  if ('state' in path) return path;
  const state = { ...old, open: null };
  const prefix = readNumber(data);
  if (prefix === undefined) return wrongLength(state, 'the prefix of addresses is missing');
  const key = wallet.ed25519Bip32(path).seedPublicKey();
  const text = ss58(key, prefix);
  if (text === undefined) return stays(state, SW.refused, { what: `there is no prefix ${prefix}` });
  if (shown) return notSimulated(state, 'the address on the screen of the Polkadot app');
  return stays(state, SW.success, undefined, concat(key, bytesOf(text)));
}

function part(
  state: PolkadotState,
  p1: number,
  data: Uint8Array,
  wallet: SigningContext['wallet'],
): Step {
  if (p1 === P1.first) return begin(state, data);
  if (p1 > P1.last) return stays(state, SW.wrongP1P2, { what: 'P1 must be 00, 01 or 02' });
  const { open } = state;
  if (open === null) return stays(state, SW.notInitialized, { what: 'no path came before' });
  const raw = concat(open.raw, data);
  const closed = { ...state, open: null };
  if (raw.length > MAX_RAW) {
    return stays(closed, SW.tooLong, { what: `more than ${MAX_RAW} bytes` });
  }
  if (p1 === P1.more) return stays({ ...state, open: { ...open, raw } }, SW.success);
  return sign(closed, { ...open, raw }, wallet);
}

function begin(state: PolkadotState, data: Uint8Array): Step {
  const path = readPath(state, data);
  if ('state' in path) return path;
  const size = readNumber(data);
  if (size === undefined) {
    return wrongLength({ ...state, open: null }, 'the size of the transaction is missing');
  }
  return stays({ ...state, open: { path, size, raw: EMPTY } }, SW.success);
}

function sign(
  state: PolkadotState,
  { path, size, raw }: NonNullable<PolkadotState['open']>,
  wallet: SigningContext['wallet'],
): Step {
  const transaction = read(raw, size);
  if (typeof transaction === 'string') {
    const reason = { what: `the transaction cannot be read: ${transaction}` };
    return stays(state, SW.refused, reason, bytesOf(transaction));
  }
  const refusal = compare(state, transaction);
  if (refusal !== null) {
    return returns(state, SW.refused, refusal.reason, bytesOf(`Swap txn wrong ${refusal.text}`));
  }
  const blob = raw.subarray(0, size);
  const message = blob.length > LONGEST_UNHASHED ? blake2b(blob, { dkLen: 32 }) : blob;
  const signature = wallet.ed25519Bip32(path).signWithSeed(message);
  return returns(state, SW.success, undefined, concat(ED25519, signature));
}

/** The transaction, or the text the app answers with. */
function read(raw: Uint8Array, size: number): PolkadotTransaction | string {
  try {
    return readPolkadotTransaction(raw, size);
  } catch (error) {
    if (error instanceof PolkadotError) return error.message;
    if (error instanceof Unreadable) return PROBLEM.end;
    throw error;
  }
}

const METHODS: readonly string[] = ['transfer_allow_death', 'transfer_keep_alive'];
/** Pallet and method, kind of destination, destination, amount. */
const ITEMS = 4;

function compare(
  { amount, destination }: PolkadotState,
  { chain, shown, hasTip }: PolkadotTransaction,
): { readonly text: string; readonly reason: Reason } | null {
  const refuse = (text: string, what: string) => ({ text, reason: { what } });
  const [method, kind, to, value] = shown;
  if (shown.length !== ITEMS) {
    const what = `a call of which ${shown.length} things are shown, a transfer has ${ITEMS}`;
    return refuse('method args count', what);
  }
  if (hasTip) return refuse('method args count', 'a tip, approved none');
  if (chain !== 'polkadot') return refuse('method', `the chain is ${chain}, not polkadot`);
  if (method!.key !== 'Balances' || !METHODS.includes(method!.text)) {
    return refuse('method', `${method!.key}.${method!.text} is no transfer`);
  }
  if (kind!.key !== 'dest') return refuse('method', `${kind!.key} stands where dest is expected`);
  if (to!.text !== destination) {
    return { text: 'destination addr', reason: differs('destination', to!.text, destination) };
  }
  if (value!.text !== amount) {
    return { text: 'amount', reason: differs('amount', value!.text, amount) };
  }
  return null;
}
