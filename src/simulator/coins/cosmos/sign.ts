/**
 * Signing of the Cosmos app (2.38.9) for Exchange. Source: app-cosmos app/src/apdu_handler.c,
 * app/src/common/tx.c, app/src/swap/handle_sign_transaction.c, as recorded.
 *
 * Path first (55 02 00), then the transaction as JSON in parts (01) and the last one (02). A path that
 * is refused is kept and signed with all the same, zeros when none came. What the app cannot show
 * leaves it waiting; once it can, the next answer is the last. `swap.ts` is what is
 * held against what. Refusals have status 6984 and the app's words as data.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesOf, concat, EMPTY, textOf } from '../../../bytes.js';
import type { Model } from '../../../device.js';
import { derFromRs } from '../../../payload/signature.js';
import { HARDENED } from '../../hardened.js';
import { parsePath } from '../path.js';
import type { Signer, SigningContext, SigningStep } from '../signing.js';
import { extraIdSeen, notSimulated, notStarted, returns, stays } from '../standard-app.js';
import { TARGET_IDS } from '../target-ids.js';
import { addressAt, COSMOS, ETHEREUM, MAX_PREFIX, ON_ETHEREUM_PATHS } from './app.js';
import { type Item, itemsOf } from './items.js';
import { JsonError } from './json.js';
import { type Approved, compareItems } from './swap.js';

interface CosmosState {
  readonly approved: Approved;
  /** The last that came, for a transaction or an address, and be it one that was refused. */
  readonly path: readonly number[];
  readonly raw: Uint8Array;
}

const SW = {
  success: 0x9000,
  executionError: 0x6400,
  wrongLength: 0x6700,
  dataInvalid: 0x6984,
  bufferFull: 0x6988,
  pathValue: 0x6989,
  prefixLength: 0x698a,
  pathCoin: 0x698b,
  unknownChain: 0x698c,
  wrongP1P2: 0x6b00,
  unknownInstruction: 0x6d00,
  unknownClass: 0x6e00,
} as const;

const CLA = 0x55;
const INS = { version: 0x00, sign: 0x02, address: 0x04 } as const;
const P1 = { begin: 0, more: 1, last: 2 } as const;
const JSON_FORM = 0;
const TEXTUAL_FORM = 1;
const HEADER = 5;
const PATH_SIZE = 20;
const NO_PATH: readonly number[] = [0, 0, 0, 0, 0];
/** Elements two to five, hardened or not, are not above this. */
const MAX_INDEX = 100;
const MAX_TRANSACTION = 16384;
/** Size of the app's buffer for the approved address, the NUL included. */
const DESTINATION_BUFFER = 50;
const MAX_AMOUNT_SIZE = 50;

type Step = SigningStep<CosmosState>;

export const cosmosSigner: Signer<CosmosState> = {
  start(approval) {
    const { amount, fees, destination } = approval;
    const memo = extraIdSeen(approval);
    if (amount.length > MAX_AMOUNT_SIZE || fees.length > MAX_AMOUNT_SIZE) {
      return notStarted(`the amount or the fees have more than ${MAX_AMOUNT_SIZE} bytes`);
    }
    // Without room for its NUL the app reads on into what is never part of an address.
    const kept = destination.slice(0, DESTINATION_BUFFER);
    const seen = kept.length < DESTINATION_BUFFER ? kept : `${kept}\x01`;
    return {
      state: { approved: { amount, fees, destination: seen, memo }, path: NO_PATH, raw: EMPTY },
    };
  },

  // The length byte is not looked at: what came is what is read.
  receive(state, apdu, { wallet, model }) {
    const [cla, ins, p1 = 0, p2 = 0] = apdu;
    if (cla !== CLA) return stays(state, SW.unknownClass, { what: 'not the Cosmos app’s class' });
    if (apdu.length < HEADER) return stays(state, SW.wrongLength, { what: 'the header is cut' });
    const data = apdu.subarray(HEADER);
    switch (ins) {
      case INS.version:
        return stays(state, SW.success, undefined, versionAnswer(model));
      case INS.address:
        return address(state, p1 !== 0, data, wallet);
      case INS.sign:
        return part(state, p1, p2, data, wallet);
      default:
        return stays(state, SW.unknownInstruction, {
          what: 'the Cosmos app has no such instruction',
        });
    }
  },
};

/** No test mode, version 2.38.9, not locked, kind of device. */
const versionAnswer = (model: Model) => Uint8Array.of(0, 2, 38, 9, 0, ...TARGET_IDS[model]);

/** The state with the path that came, five indices in little-endian, and the answer if it is refused. */
function withPath(old: CosmosState, data: Uint8Array): { state: CosmosState; refused?: Step } {
  if (data.length < PATH_SIZE) {
    return { state: old, refused: stays(old, SW.wrongLength, { what: 'the path is cut' }) };
  }
  const indices = concat(Uint8Array.of(5), data.subarray(0, PATH_SIZE));
  const path = parsePath(indices, { littleEndian: true })!;
  const state = { ...old, path };
  const refuse = (status: number, what: string) => ({
    state,
    refused: stays(state, status, { what }),
  });
  const [purpose, coin, , change] = path;
  if (purpose !== HARDENED + 44 || (coin !== COSMOS && coin !== ETHEREUM) || change !== 0) {
    return refuse(SW.pathCoin, 'the path is not m/44’/118’/…/0/… or of coin 60');
  }
  if (path.slice(2).some((index) => index % HARDENED > MAX_INDEX)) {
    return refuse(SW.pathValue, `an element of the path is above ${MAX_INDEX}`);
  }
  return { state };
}

/** The address prefix: one byte of length, then the text. */
function readPrefix(state: CosmosState, data: Uint8Array): string | Step {
  const size = data[0];
  if (size === undefined) return stays(state, SW.dataInvalid, { what: 'the prefix is missing' });
  if (size === 0 || size > MAX_PREFIX) {
    return stays(state, SW.prefixLength, { what: `a prefix has 1 to ${MAX_PREFIX} characters` });
  }
  if (data.length < 1 + size) return stays(state, SW.dataInvalid, { what: 'the prefix is cut' });
  return textOf(data.subarray(1, 1 + size));
}

const isKnown = ([, coin]: readonly number[], prefix: string) =>
  coin === COSMOS || ON_ETHEREUM_PATHS.includes(prefix);

const unknownChain = (state: CosmosState): Step =>
  stays(state, SW.unknownChain, { what: 'the prefix is not one of coin type 60' });

function address(
  old: CosmosState,
  shown: boolean,
  data: Uint8Array,
  wallet: SigningContext['wallet'],
): Step {
  const prefix = readPrefix(old, data);
  if (typeof prefix !== 'string') return prefix;
  const { state, refused } = withPath(old, data.subarray(1 + prefix.length));
  if (refused !== undefined) return refused;
  const { path } = state;
  if (!isKnown(path, prefix)) return unknownChain(state);
  const text = addressAt(wallet, path, prefix);
  if (text === null) {
    return stays(state, SW.executionError, { what: 'no address has this prefix' });
  }
  if (shown) return notSimulated(state, 'the address on the screen of the Cosmos app');
  return stays(
    state,
    SW.success,
    undefined,
    concat(wallet.secp256k1(path).publicKey, bytesOf(text)),
  );
}

function part(
  state: CosmosState,
  p1: number,
  form: number,
  data: Uint8Array,
  wallet: SigningContext['wallet'],
): Step {
  if (p1 === P1.begin) return begin(state, data);
  if (p1 !== P1.more && p1 !== P1.last) {
    return stays(state, SW.wrongP1P2, { what: 'P1 must be 00, 01 or 02' });
  }
  const raw = concat(state.raw, data);
  if (raw.length > MAX_TRANSACTION) {
    return stays(state, SW.bufferFull, { what: 'the transaction is too long' });
  }
  const next = { ...state, raw };
  return p1 === P1.more ? stays(next, SW.success) : sign(next, form, wallet);
}

function begin(old: CosmosState, data: Uint8Array): Step {
  const { state, refused } = withPath({ ...old, raw: EMPTY }, data);
  if (refused !== undefined) return refused;
  const { path } = state;
  if (data.length === PATH_SIZE) {
    if (path[1] === COSMOS) return stays(state, SW.success);
    return stays(state, SW.pathCoin, { what: 'a path of coin type 60 needs a prefix' });
  }
  const prefix = readPrefix(state, data.subarray(PATH_SIZE));
  if (typeof prefix !== 'string') return prefix;
  return isKnown(path, prefix) ? stays(state, SW.success) : unknownChain(state);
}

function sign(state: CosmosState, form: number, wallet: SigningContext['wallet']): Step {
  const { path } = state;
  const words = (text: string) =>
    stays(state, SW.dataInvalid, { what: `the app cannot show it: ${text}` }, bytesOf(text));
  if (path[1] === ETHEREUM) {
    return stays(state, SW.dataInvalid, { what: 'coin type 60 needs the app’s expert mode' });
  }
  if (form === TEXTUAL_FORM) return notSimulated(state, 'transactions in textual form (CBOR)');
  if (form !== JSON_FORM) return words('Value out of range');
  if (state.raw.length === 0) return words('Initialized empty context');
  let items: readonly Item[];
  try {
    items = itemsOf(textOf(state.raw));
  } catch (error) {
    if (error instanceof JsonError) return words(error.message);
    throw error;
  }
  const refusal = compareItems(items, state.approved);
  if (refusal !== null) {
    return returns(state, SW.dataInvalid, refusal.reason, bytesOf(refusal.text));
  }
  const { rs } = wallet.signEcdsa(path, sha256(state.raw));
  return returns(state, SW.success, undefined, derFromRs(rs));
}
