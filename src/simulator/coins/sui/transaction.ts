/**
 * Reads a Sui transaction as the app does: BCS of a programmable transaction, of which it
 * understands payments. Source: app-sui rust-app/src/parser/tx.rs.
 *
 * The app takes apart calls of the staking contract too, and refuses them in a swap; here any call
 * of a contract is refused where it stands.
 */
import {
  type BlockStream,
  type Host,
  Panic,
  type Talk,
  unreadable,
  unsupported,
} from './blocks.js';
import { ADDRESS_SIZE, coinOf, DIGEST_SIZE } from './object.js';
import { type Argument, type CallArgument, type Command, Payments } from './payments.js';

export interface SuiTransfer {
  /** 32 bytes. */
  readonly recipient: Uint8Array;
  /** Base units of whatever coin it is, 64 bits. */
  readonly amount: bigint;
  readonly gasBudget: bigint;
}

const MAX_GAS_COINS = 32;
const MAX_ARGUMENTS = 8;
const MAX_NAME = 32;
const MAX_COUNT = 0xffff;

/** @throws Rejected for what the app does not take for a payment, Panic where it ends. */
export function* readTransfer(
  host: Host,
  stream: BlockStream,
  objects: BlockStream | undefined,
): Talk<SuiTransfer> {
  const intent = [yield* stream.count(), yield* stream.count(), yield* stream.count()];
  if (intent.some((number) => number !== 0)) throw unreadable('it is no transaction');
  if ((yield* stream.count()) !== 0) throw unsupported('it is not of version 1');
  if ((yield* stream.count()) !== 0) throw unsupported('it is no programmable transaction');
  const payments = new Payments((digest) => coinOf(host, objects, digest));
  yield* readInputs(stream, payments);
  const commands = yield* shortCount(stream);
  for (let i = 0; i < commands; i++) {
    payments.requireRoom();
    yield* payments.run(i, yield* readCommand(stream));
  }
  const { recipient, amount, includesGas } = payments.total();
  yield* stream.take(ADDRESS_SIZE); // sender
  const coins = yield* stream.list(MAX_GAS_COINS, readReference);
  yield* stream.take(ADDRESS_SIZE + 8); // owner and price of the gas
  const gasBudget = yield* stream.uint(8);
  let gas: bigint | undefined = 0n;
  for (const digest of coins) {
    if (gas === undefined) break;
    const coin = yield* coinOf(host, objects, digest);
    gas = coin && gas + coin.amount;
  }
  yield* readExpiration(stream);
  if (includesGas && gas === undefined) throw unreadable('it pays coins of unknown amount');
  const paid = includesGas ? amount + gas! : amount;
  return { recipient, amount: BigInt.asUintN(64, paid), gasBudget };
}

/** @throws Panic beyond 16 bits. */
function* shortCount(stream: BlockStream): Talk<number> {
  const count = yield* stream.count();
  if (count > MAX_COUNT) throw new Panic('a list of more than 65535 elements');
  return count;
}

function* readInputs(stream: BlockStream, payments: Payments): Talk<void> {
  const inputs = yield* shortCount(stream);
  for (let i = 0; i < inputs; i++) {
    payments.requireRoom();
    const input = yield* readInput(stream);
    if (input !== undefined) payments.inputs.set(i, input);
  }
  if (payments.inputs.size === 0) throw unsupported('it has no inputs');
}

/** Undefined for bytes that are nothing the app knows. */
function* readInput(stream: BlockStream): Talk<CallArgument | undefined> {
  const kind = yield* stream.count();
  if (kind === 0) return yield* readPure(stream);
  if (kind !== 1) throw unsupported('an input is of an unknown kind');
  const object = yield* stream.count();
  if (object === 0) return { kind: 'object', digest: yield* readReference(stream) };
  if (object !== 1) throw unsupported('an input is an object of an unknown kind');
  yield* stream.take(ADDRESS_SIZE + 8); // id and first version of a shared object
  yield* stream.bool();
  return { kind: 'other' };
}

/** What bytes are is known by their number. */
function* readPure(stream: BlockStream): Talk<CallArgument | undefined> {
  const size = yield* stream.count();
  if (size === 8) return { kind: 'amount', amount: yield* stream.uint(8) };
  if (size === ADDRESS_SIZE) return { kind: 'address', address: yield* stream.take(size) };
  if (size === 1 || size === 9) {
    if (yield* stream.bool()) yield* stream.take(8);
    return { kind: 'other' };
  }
  yield* stream.each(size, () => {});
  return undefined;
}

/** Id, version and digest of an object: the digest. */
function* readReference(stream: BlockStream): Talk<Uint8Array> {
  yield* stream.take(ADDRESS_SIZE + 8);
  return yield* stream.take(DIGEST_SIZE);
}

function* readCommand(stream: BlockStream): Talk<Command> {
  const kind = yield* stream.count();
  switch (kind) {
    case 0:
      return yield* readCall(stream);
    case 1: {
      const coins = yield* readArguments(stream);
      return { kind: 'transfer', coins, recipient: yield* readArgument(stream) };
    }
    case 2:
    case 3: {
      const coin = yield* readArgument(stream);
      const others = yield* readArguments(stream);
      return kind === 2
        ? { kind: 'split', coin, amounts: others }
        : { kind: 'merge', coin, coins: others };
    }
    case 5:
      yield* noTypes(stream);
      return { kind: 'vector', coins: yield* readArguments(stream) };
    default:
      throw unsupported('it has a command of an unknown kind');
  }
}

function* readCall(stream: BlockStream): Talk<never> {
  yield* stream.take(ADDRESS_SIZE);
  yield* stream.bytes(MAX_NAME);
  yield* stream.bytes(MAX_NAME);
  yield* noTypes(stream);
  yield* readArguments(stream);
  throw unsupported('it calls a contract');
}

function* noTypes(stream: BlockStream): Talk<void> {
  if ((yield* stream.count()) !== 0) throw unsupported('a command names types');
}

function readArguments(stream: BlockStream): Talk<Argument[]> {
  return stream.list(MAX_ARGUMENTS, readArgument);
}

function* readArgument(stream: BlockStream): Talk<Argument> {
  const kind = yield* stream.count();
  switch (kind) {
    case 0:
      return { kind: 'gas' };
    case 1:
      return { kind: 'input', index: Number(yield* stream.uint(2)) };
    case 2:
      return { kind: 'result', command: Number(yield* stream.uint(2)) };
    case 3: {
      const command = Number(yield* stream.uint(2));
      return { kind: 'nested', command, index: Number(yield* stream.uint(2)) };
    }
    default:
      throw unsupported('an argument is of an unknown kind');
  }
}

function* readExpiration(stream: BlockStream): Talk<void> {
  const kind = yield* stream.count();
  if (kind > 1) throw unsupported('it expires in a way the app does not know');
  if (kind === 1) yield* stream.take(8);
}
