/**
 * Signing of the Cardano ADA app (7.2.1) for Exchange. Source: app-cardano src/signTx/*,
 * src/swap/*, src/handlers/handlers.c, src/main.c, as recorded.
 *
 * The host tells the transaction part by part (D7 21, P1 tells which), asks for its hash, then for
 * one signature after the other; the last one ends the session. Whatever the app does not like ends
 * it too: two bytes of error (swap error, the app's own) in front of 6001.
 *
 * | part | held against | error |
 * |---|---|---|
 * | each output given by its address | destination, then amount | 0200, 0100 |
 * | output to keys of the device | nothing: keys of one account | ff00 |
 * | fee | fees | 0300 |
 * | inputs, withdrawals, limits of time, tokens of an output | nothing | |
 */
import type { Command } from '../../../apdu/apdu.js';
import { EMPTY, fromHex } from '../../../bytes.js';
import type { Reason } from '../../../device.js';
import { shownText } from '../../../shown.js';
import { ByteReader, Unreadable } from '../byte-reader.js';
import { amount64 } from '../decimal.js';
import { type CoinScreen, differs, type Signer } from '../signing.js';
import {
  extraIdSeen,
  notSimulated,
  notStarted,
  parseCommand,
  returns,
  stays,
} from '../standard-app.js';
import { baseAddress, isPaymentPath, isStakingPath, PURPOSE } from './address.js';
import { ada } from './app.js';
import { unsigned } from './cbor.js';
import { requireKey } from './keys.js';
import { amountOf, auxData, outputPart, withdrawal } from './parts.js';
import {
  type CardanoState,
  type Context,
  ERROR,
  Refusal,
  refuse,
  type Step,
  type Transaction,
  Unknown,
} from './session.js';
import {
  type Items,
  input,
  mustEnd,
  NO_ITEMS,
  readBaseAddress,
  readOpening,
  readPath,
  STAGES,
  type Stage,
  transactionHash,
} from './transaction.js';

const CLA = 0xd7;
const INS = { version: 0x00, publicKey: 0x10, address: 0x11, sign: 0x21 } as const;
const P1 = { open: 0x01, returnAddress: 0x01 } as const;
const NO_P2 = 0;
const SW = { success: 0x9000, swapError: 0x6001 } as const;
const MAX_DESTINATION = 128;
const HOME: CoinScreen = { kind: 'home' };

export const cardanoSigner: Signer<CardanoState> = {
  start(approval) {
    const extraId = extraIdSeen(approval);
    if (extraId !== '')
      return notStarted(`Cardano has no extra id, approved ${shownText(extraId)}`);
    const amount = amount64(approval.amount);
    const fees = amount64(approval.fees);
    if (amount === null || fees === null) {
      return notStarted('the amount or the fees have more than 8 bytes');
    }
    const { destination } = approval;
    if (destination.length >= MAX_DESTINATION) {
      return notStarted(`a destination has ${MAX_DESTINATION - 1} characters at most`);
    }
    return { state: { amount, fees, destination, transaction: null } };
  },

  receive(state, apdu, context) {
    try {
      return command(state, parseCommand(apdu), context);
    } catch (error) {
      if (error instanceof Unknown) return notSimulated(state, error.message);
      if (error instanceof Refusal) return refused(state, error.error, error.reason);
      if (!(error instanceof Unreadable)) throw error;
      return refused(state, ERROR.other, { what: `the data cannot be read: ${error.message}` });
    }
  },

  home: {
    appName: 'Cardano',
    nanoReady: 'is ready',
    tagline: 'This app enables signing\ntransactions on the Cardano\nnetwork.',
  },
};

function refused(state: CardanoState, error: number, reason: Reason): Step {
  return returns(state, SW.swapError, reason, Uint8Array.of(error >> 8, error & 0xff));
}

function command(state: CardanoState, given: Command | null, context: Context): Step {
  if (given === null) return refuse('the APDU is cut or its length byte is wrong');
  if (given.cla !== CLA) return refuse('not the Cardano app’s class');
  if (state.transaction !== null && given.ins !== INS.sign) {
    return refuse('a transaction is being signed');
  }
  const { ins, p1, p2, data } = given;
  switch (ins) {
    case INS.version:
      if (p1 !== 0 || p2 !== 0 || data.length > 0)
        return refuse('the version is asked without data');
      return { ...stays(state, SW.success, undefined, fromHex('07020100')), screen: HOME };
    case INS.publicKey:
      throw new Unknown('public keys of the Cardano app');
    case INS.address:
      if (p1 !== P1.returnAddress) break;
      if (p2 !== NO_P2) return refuse('P2 is 00 for an address');
      return { ...stays(state, SW.success, undefined, askedAddress(data, context)), screen: HOME };
    case INS.sign:
      return state.transaction === null
        ? open(state, p1, p2, data)
        : part(state, state.transaction, given, context);
  }
  const what = 'in a swap the Cardano app has no such instruction';
  throw new Refusal(ERROR.instruction, { what });
}

/** Only an address of a payment and a staking key is simulated. */
function askedAddress(data: Uint8Array, { wallet }: Context): Uint8Array {
  const reader = new ByteReader(data);
  const asked = readBaseAddress(reader);
  if (asked.kind !== 'own') throw new Unknown('this kind of address');
  mustEnd(reader);
  const { payment, staking, network } = asked;
  if (!isPaymentPath(payment, PURPOSE.shelley) || !isStakingPath(staking)) {
    return refuse('the paths are none of an address');
  }
  return baseAddress(wallet, payment, staking, network);
}

function open(state: CardanoState, p1: number, p2: number, data: Uint8Array): Step {
  if (p1 !== P1.open) return refuse('no transaction was begun');
  if (p2 !== NO_P2) return refuse('P2 is 00 to begin a transaction');
  const opening = readOpening(data);
  const [unknown] = opening.notSimulated;
  if (unknown !== undefined) throw new Unknown(`a transaction with ${unknown}`);
  const transaction: Transaction = {
    opening,
    left: opening.counts,
    items: NO_ITEMS,
    isOutputOpen: false,
    account: null,
    hash: EMPTY,
  };
  return stays({ ...state, transaction }, SW.success);
}

/** The step whose commands come next. An output that came is still to be confirmed. */
function stageOf({ left }: Transaction): Stage {
  const stages = Object.keys(STAGES) as Stage[];
  return stages.find((stage) => left[stage] > 0) ?? 'witnesses';
}

const NAMES: Readonly<Record<Stage, string>> = {
  auxData: 'auxiliary data',
  inputs: 'an input',
  outputs: 'an output',
  fee: 'the fee',
  ttl: 'the time to live',
  withdrawals: 'a withdrawal',
  validityStart: 'the start of its validity',
  confirm: 'the confirmation',
  witnesses: 'a witness',
};

function part(state: CardanoState, old: Transaction, given: Command, context: Context): Step {
  const { p1, p2, data } = given;
  const stage = stageOf(old);
  if (p1 !== STAGES[stage]) return refuse(`the transaction goes on with ${NAMES[stage]}`);
  if (stage === 'outputs') return outputPart(state, old, p2, data, context);
  if (p2 !== NO_P2) return refuse(`P2 is 00 for ${NAMES[stage]}`);
  switch (stage) {
    case 'auxData':
      return took(state, old, stage, [auxData(data)]);
    case 'inputs':
      return took(state, old, stage, [input(data)]);
    case 'fee': {
      const fee = amountOf(data);
      if (fee !== state.fees) {
        throw new Refusal(ERROR.fees, differs('fees', ada(fee), ada(state.fees)));
      }
      return took(state, old, stage, [unsigned(fee)]);
    }
    case 'ttl':
    case 'validityStart':
      return took(state, old, stage, [unsigned(amountOf(data))]);
    case 'withdrawals':
      return took(state, old, stage, withdrawal(old, data, context));
    case 'confirm':
      return confirm(state, old, data);
    case 'witnesses':
      return witness(state, old, data, context);
  }
}

/** The command was understood: what it leaves in the body, and one less to come. */
function took(
  state: CardanoState,
  old: Transaction,
  stage: keyof Items,
  items: readonly Uint8Array[],
): Step {
  const transaction: Transaction = {
    ...old,
    left: { ...old.left, [stage]: old.left[stage] - 1 },
    items: { ...old.items, [stage]: [...old.items[stage], ...items] },
  };
  return stays({ ...state, transaction }, SW.success);
}

function confirm(state: CardanoState, old: Transaction, data: Uint8Array): Step {
  if (data.length > 0) return refuse('a transaction is confirmed without data');
  const hash = transactionHash(old.opening, old.items);
  const left = { ...old.left, confirm: 0 };
  const transaction = left.witnesses > 0 ? { ...old, left, hash } : null;
  return stays({ ...state, transaction }, SW.success, undefined, hash);
}

function witness(
  state: CardanoState,
  old: Transaction,
  data: Uint8Array,
  { wallet }: Context,
): Step {
  const reader = new ByteReader(data);
  const path = readPath(reader);
  mustEnd(reader);
  requireKey(path);
  const signature = wallet.signEd25519Bip32(path, old.hash);
  const left = { ...old.left, witnesses: old.left.witnesses - 1 };
  const next = { ...state, transaction: { ...old, left } };
  return left.witnesses > 0
    ? stays(next, SW.success, undefined, signature)
    : returns(next, SW.success, undefined, signature);
}
