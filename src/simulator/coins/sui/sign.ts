/**
 * Signing of the Sui app (1.5.0) for Exchange. Source: app-sui rust-app/src/swap/*,
 * rust-app/src/app_main.rs, rust-app/src/implementation.rs, rust-app/alamgu-async-block; no
 * recording.
 *
 * The command names its parameters, the app asks for their blocks one by one (`blocks.ts`):
 * transaction with its length, path, objects on the chain. Whatever is wrong with a transaction
 * ends the swap, another command in its middle too.
 *
 * | in this order | status |
 * |---|---|
 * | a payment to one recipient the app understands | 0008 |
 * | the path, m/44'/784'/… | 0002 |
 * | amount, gas budget, destination | 6e05 |
 *
 * Not looked at: which coin is paid.
 */
import { blake2b } from '@noble/hashes/blake2.js';
import { sha256 } from '@noble/hashes/sha2.js';
import {
  bytesOf,
  concat,
  equal,
  fromBigInt,
  fromHex,
  isHex,
  toBigInt,
  toHex,
} from '../../../bytes.js';
import type { Reason } from '../../../device.js';
import { COIN_APP_SPINNER } from '../../screens/labels.js';
import { rustCommand, WRONG_LENGTH } from '../rust-sdk.js';
import { differs, type Signer, type SigningContext, type SigningStep } from '../signing.js';
import { notSimulated, notStarted, returns, stays } from '../standard-app.js';
import { formatAmount, isSuiPath, suiAccount } from './app.js';
import { BlockStream, Host, NAME_SIZE, Panic, REJECTED, Rejected, type Talk } from './blocks.js';
import { readTransfer, type SuiTransfer } from './transaction.js';

interface Approved {
  readonly amount: bigint;
  readonly fees: bigint;
  /** 32 bytes. */
  readonly destination: Uint8Array;
  /** What the amount is in: the app does not look at it again. */
  readonly configuration: Uint8Array;
}

export interface SuiState {
  readonly approved: Approved;
  /** Goes forward only, as the conversation does. */
  readonly host: Host;
  readonly conversation: { readonly talk: Talk<Uint8Array>; readonly signs: boolean } | undefined;
  /** The last answer asked for a block. */
  readonly waits: boolean;
}

const SW = {
  success: 0x9000,
  unknownInstruction: 0x6e01,
  refused: 0x6e05,
  /** Of the conversation with the host. */
  wrongParameter: 0x6802,
  wrongState: 0x6809,
  panic: 0xe000,
} as const;

const CLA = 0x00;
const INS = {
  version: 0x00,
  shownAddress: 0x01,
  publicKey: 0x02,
  sign: 0x03,
  descriptor: 0x22,
  versionText: 0xfe,
  exit: 0xff,
} as const;
const KNOWN: readonly number[] = Object.values(INS);
/** What the first byte of a command's data says. */
const FROM_HOST = { start: 0, block: 1, noBlock: 2 } as const;
/** What the first byte of an answer says. */
const TO_HOST = { result: 1, ask: 2 } as const;

const VERSION = concat(Uint8Array.of(1, 5, 0), bytesOf('sui'));
/** `0x` and 64 digits. */
const DESTINATION_SIZE = 66;
const MAX_PATH = 10;

type Step = SigningStep<SuiState>;
type Wallet = SigningContext['wallet'];

/** The transaction is a payment, another than the approved one. */
class Mismatch extends Error {
  readonly reason: Reason;

  constructor(reason: Reason) {
    super('refused');
    this.reason = reason;
  }
}

class NotSimulated extends Error {}

export const suiSigner: Signer<SuiState> = {
  start({ amount, fees, destination, configuration }) {
    // The two characters in front of the digits are not looked at.
    const digits = destination.slice(2, DESTINATION_SIZE);
    if (digits.length < DESTINATION_SIZE - 2 || !isHex(digits)) {
      return notStarted('the approved destination is no Sui address of 64 digits');
    }
    const approved = {
      amount: BigInt.asUintN(64, toBigInt(amount)),
      fees: BigInt.asUintN(64, toBigInt(fees)),
      destination: fromHex(digits),
      configuration,
    };
    const state = { approved, host: new Host(), conversation: undefined, waits: false };
    return { state, screen: { kind: 'spinner', text: COIN_APP_SPINNER } };
  },
  receive,
};

function receive(state: SuiState, apdu: Uint8Array, { wallet }: SigningContext): Step {
  const command = rustCommand(apdu);
  if (command === null) return stays(state, WRONG_LENGTH, { what: 'the APDU is cut' });
  const { cla, ins, p1, p2, data } = command;
  if (cla !== CLA || p1 !== 0 || p2 !== 0 || !KNOWN.includes(ins)) {
    return stays(state, SW.unknownInstruction, { what: 'the Sui app has no such instruction' });
  }
  const [said = FROM_HOST.start] = data;
  if (said === FROM_HOST.start) return begin(state, ins, data, wallet);
  const { conversation, host } = state;
  const block = data.slice(1);
  if (!state.waits || (said !== FROM_HOST.block && said !== FROM_HOST.noBlock)) {
    return fails(state, SW.wrongParameter, 'the Sui app did not ask for that');
  }
  if (
    said === FROM_HOST.block &&
    !(block.length >= NAME_SIZE && equal(sha256(block), host.asked!))
  ) {
    return fails(state, SW.wrongParameter, 'it is not the block the Sui app asked for');
  }
  if (conversation === undefined) {
    return fails({ ...state, waits: false }, SW.wrongState, 'nothing was begun');
  }
  return goOn(state, conversation, said === FROM_HOST.block ? block : undefined);
}

/** An error that ends what was begun: with it the swap, where that was a transaction. */
function fails(state: SuiState, status: number, what: string): Step {
  const next = { ...state, conversation: undefined };
  return state.conversation?.signs === true
    ? returns(next, status, { what })
    : stays(next, status, { what });
}

function begin(state: SuiState, ins: number, data: Uint8Array, wallet: Wallet): Step {
  const { host, approved } = state;
  // The block at hand is gone: this command is in its place.
  host.held = undefined;
  host.hasRejected = false;
  const conversation = {
    talk: answering(ins, data, host, approved, wallet),
    signs: ins === INS.sign,
  };
  const step = goOn(state, conversation);
  if (state.conversation?.signs !== true || step.ends !== undefined) return step;
  const reason = { what: 'another command came before the transaction was signed' };
  return { ...step, ends: 'refused', reason };
}

/** @param block what the host answered; absent at the start too. */
function goOn(
  state: SuiState,
  conversation: NonNullable<SuiState['conversation']>,
  block?: Uint8Array,
): Step {
  const idle = { ...state, conversation: undefined, waits: false };
  const { talk, signs } = conversation;
  try {
    const step = talk.next(block);
    if (!step.done) {
      const answer = concat(Uint8Array.of(TO_HOST.ask), step.value);
      return stays({ ...state, conversation, waits: true }, SW.success, undefined, answer);
    }
    state.host.asked = undefined;
    const answer = concat(Uint8Array.of(TO_HOST.result), step.value);
    return signs
      ? returns(idle, SW.success, undefined, answer)
      : stays(idle, SW.success, undefined, answer);
  } catch (error) {
    if (error instanceof Mismatch) return returns(idle, SW.refused, error.reason);
    if (error instanceof NotSimulated) return notSimulated(idle, error.message);
    if (error instanceof Panic)
      return returns(idle, SW.panic, { what: `the Sui app ends: ${error.message}` });
    if (!(error instanceof Rejected)) throw error;
    return fails({ ...idle, conversation }, error.code, error.message);
  }
}

function* answering(
  ins: number,
  data: Uint8Array,
  host: Host,
  approved: Approved,
  wallet: Wallet,
): Talk<Uint8Array> {
  switch (ins) {
    case INS.version:
      return VERSION;
    case INS.versionText:
      throw new Rejected(SW.wrongState, 'the Sui app does not answer this');
    case INS.shownAddress:
      throw new NotSimulated('the address on the screen of the Sui app');
    case INS.descriptor:
      throw new NotSimulated('descriptors of coins for the Sui app');
    case INS.exit:
      throw new NotSimulated('the end of the Sui app by a command');
    case INS.publicKey: {
      const [path] = parameters(host, data, 1);
      return yield* publicKey(path, wallet);
    }
    default:
      return yield* sign(host, parameters(host, data, 3), approved, wallet);
  }
}

/** One stream for each name; bytes behind the last whole one are not looked at. */
function parameters(host: Host, data: Uint8Array, max: number): BlockStream[] {
  const count = Math.floor((data.length - 1) / NAME_SIZE);
  if (data.length === 0 || count > max) {
    throw new Rejected(
      REJECTED.parameter,
      `the command names none, or more than ${max} parameters`,
    );
  }
  return Array.from({ length: count }, (_, i) => {
    const at = 1 + i * NAME_SIZE;
    return new BlockStream(host, data.slice(at, at + NAME_SIZE));
  });
}

function* publicKey(path: BlockStream | undefined, wallet: Wallet): Talk<Uint8Array> {
  const key = wallet.ed25519Slip10(yield* readPath(path));
  if (key === null) throw new NotSimulated('a path with an element that is not hardened');
  const size = Uint8Array.of(NAME_SIZE);
  return concat(size, key, size, suiAccount(key));
}

function* sign(
  host: Host,
  [transaction, path, objects]: readonly BlockStream[],
  approved: Approved,
  wallet: Wallet,
): Talk<Uint8Array> {
  if (transaction === undefined) throw new Panic('the command has no parameters');
  const length = Number(yield* transaction.uint(4));
  const transfer = yield* known(readTransfer(host, transaction.clone(), objects?.clone()));
  host.hasRejected = false;
  yield* readPath(path?.clone());
  compare(approved, transfer);
  const hash = blake2b.create({ dkLen: 32 });
  yield* transaction.each(length, (bytes) => hash.update(bytes));
  const signature = wallet.signEd25519Slip10(yield* readPath(path), hash.digest());
  if (signature === null) throw new NotSimulated('a path with an element that is not hardened');
  return signature;
}

/** In a swap, what the app cannot read is refused as what it does not know. */
function* known(reading: Talk<SuiTransfer>): Talk<SuiTransfer> {
  try {
    return yield* reading;
  } catch (error) {
    if (!(error instanceof Rejected)) throw error;
    const what = `it is no payment the Sui app understands: ${error.message}`;
    throw new Rejected(REJECTED.unsupported, what);
  }
}

function* readPath(stream: BlockStream | undefined): Talk<number[]> {
  if (stream === undefined) throw new Panic('the command has no path');
  const path: number[] = [];
  const count = yield* stream.byte();
  for (let i = 0; i < count; i++) {
    path.push(Number(yield* stream.uint(4)));
    if (path.length > MAX_PATH) {
      throw new Rejected(REJECTED.unreadable, `a path of more than ${MAX_PATH} elements`);
    }
  }
  if (!isSuiPath(path)) throw new Rejected(REJECTED.parameter, 'the path is none of Sui');
  return path;
}

/** @throws Mismatch */
function compare(approved: Approved, { recipient, amount, gasBudget }: SuiTransfer): void {
  const text = (value: bigint, isFee: boolean) =>
    formatAmount({ configuration: approved.configuration, amount: fromBigInt(value, 8), isFee }) ??
    `${value} base units`;
  if (amount !== approved.amount) {
    throw new Mismatch(differs('amount', text(amount, false), text(approved.amount, false)));
  }
  if (gasBudget !== approved.fees) {
    throw new Mismatch(differs('fees', text(gasBudget, true), text(approved.fees, true)));
  }
  if (!equal(recipient, approved.destination)) {
    const [actual, expected] = [recipient, approved.destination].map(
      (bytes) => `0x${toHex(bytes)}`,
    );
    throw new Mismatch(differs('destination', actual!, expected!));
  }
}
