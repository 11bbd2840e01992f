/**
 * The host's side of the Sui app: transactions and objects written with @mysten/bcs, and what asks
 * for a signature block by block.
 */
import { createHash } from 'node:crypto';
import { bcs } from '@mysten/bcs';
import { blake2b } from '@noble/hashes/blake2.js';
import { encodeCommand } from '../../../src/apdu/apdu.js';
import { bytesOf, concat, fromBigInt, toHex } from '../../../src/bytes.js';
import type { Approval } from '../../../src/simulator/coins/signing.js';
import { suiSigner } from '../../../src/simulator/coins/sui/sign.js';
import { context } from './recorded-signing.js';

const Address = bcs.bytes(32);
const Bytes = bcs.vector(bcs.u8());
const ObjectRef = bcs.struct('ObjectRef', { id: Address, version: bcs.u64(), digest: Bytes });

const CallArg = bcs.enum('CallArg', {
  Pure: Bytes,
  Object: bcs.enum('ObjectArg', {
    Owned: ObjectRef,
    Shared: bcs.struct('Shared', { id: Address, version: bcs.u64(), mutable: bcs.bool() }),
    Receiving: ObjectRef,
  }),
});
const Argument = bcs.enum('Argument', {
  GasCoin: null,
  Input: bcs.u16(),
  Result: bcs.u16(),
  NestedResult: bcs.tuple([bcs.u16(), bcs.u16()]),
});
const Arguments = bcs.vector(Argument);
const Command = bcs.enum('Command', {
  MoveCall: bcs.struct('MoveCall', {
    package: Address,
    module: bcs.string(),
    function: bcs.string(),
    types: bcs.vector(bcs.u8()),
    arguments: Arguments,
  }),
  TransferObjects: bcs.tuple([Arguments, Argument]),
  SplitCoins: bcs.tuple([Argument, Arguments]),
  MergeCoins: bcs.tuple([Argument, Arguments]),
  Publish: null,
  MakeMoveVec: bcs.struct('MakeMoveVec', { type: bcs.option(bcs.u8()), elements: Arguments }),
});
const TransactionData = bcs.enum('TransactionData', {
  V1: bcs.struct('V1', {
    kind: bcs.enum('Kind', {
      Programmable: bcs.struct('Programmable', {
        inputs: bcs.vector(CallArg),
        commands: bcs.vector(Command),
      }),
    }),
    sender: Address,
    gas: bcs.struct('Gas', {
      payment: bcs.vector(ObjectRef),
      owner: Address,
      price: bcs.u64(),
      budget: bcs.u64(),
    }),
    expiration: bcs.enum('Expiration', { None: null, Epoch: bcs.u64() }),
  }),
});
const MoveObject = bcs.enum('Object', {
  Move: bcs.struct('MoveObject', {
    type: bcs.enum('Type', {
      Other: null,
      GasCoin: null,
      StakedSui: null,
      Coin: bcs.enum('TypeTag', {
        ...{ Bool: null, U8: null, U64: null, U128: null, Address: null, Signer: null },
        Vector: null,
        Struct: bcs.struct('StructTag', {
          address: Address,
          module: bcs.string(),
          name: bcs.string(),
          parameters: bcs.vector(bcs.u8()),
        }),
      }),
    }),
    transferable: bcs.bool(),
    version: bcs.u64(),
    contents: Bytes,
  }),
});

type CallArgInput = typeof CallArg.$inferInput;
type CommandInput = typeof Command.$inferInput;
export type ArgumentInput = typeof Argument.$inferInput;

export const GAS: ArgumentInput = { GasCoin: null };
export const input = (Input: number): ArgumentInput => ({ Input });
export const result = (Result: number): ArgumentInput => ({ Result });
export const nested = (command: number, index: number): ArgumentInput => ({
  NestedResult: [command, index],
});

export const amountInput = (amount: bigint): CallArgInput => ({
  Pure: bcs.u64().serialize(amount).toBytes(),
});
export const addressInput = (address: Uint8Array): CallArgInput => ({ Pure: address });
const reference = (digest: Uint8Array) => ({
  ...{ id: new Uint8Array(32).fill(0xfe), version: 6n },
  digest: [...digest],
});
export const objectInput = (digest: Uint8Array): CallArgInput => ({
  Object: { Owned: reference(digest) },
});
export const SHARED: CallArgInput = {
  Object: { Shared: { id: new Uint8Array(32).fill(5), version: 1n, mutable: true } },
};

const INTENT = Uint8Array.of(0, 0, 0);
const NO_OBJECT = new Uint8Array(32);

export interface Transaction {
  readonly inputs: readonly CallArgInput[];
  readonly commands: readonly CommandInput[];
  readonly budget: bigint;
  /** Digests of the coins that pay for the gas. */
  readonly gas?: readonly Uint8Array[];
  readonly epoch?: bigint;
}

/** With its intent in front, as it is signed. */
export function suiTransaction({ inputs, commands, budget, gas, epoch }: Transaction): Uint8Array {
  const owner = new Uint8Array(32).fill(0xaa);
  const data = TransactionData.serialize({
    V1: {
      kind: { Programmable: { inputs: [...inputs], commands: [...commands] } },
      sender: owner,
      gas: { payment: (gas ?? [NO_OBJECT]).map(reference), owner, price: 1n, budget },
      expiration: epoch === undefined ? { None: null } : { Epoch: epoch },
    },
  });
  return concat(INTENT, data.toBytes());
}

/** A coin on the chain: SUI, or the token of a package. */
export function suiCoin(
  balance: bigint,
  token?: { address: Uint8Array; module: string },
): Uint8Array {
  const type =
    token === undefined
      ? { GasCoin: null }
      : { Coin: { Struct: { ...token, name: 'COIN', parameters: [] } } };
  const contents = concat(new Uint8Array(32).fill(9), fromBigInt(balance, 8).slice().reverse());
  const object = MoveObject.serialize({
    Move: { type, transferable: true, version: 6n, contents: [...contents] },
  }).toBytes();
  const owner = concat(Uint8Array.of(0), new Uint8Array(32).fill(0xaa));
  const previous = concat(Uint8Array.of(32), new Uint8Array(32).fill(3));
  return concat(object, owner, previous, fromBigInt(0n, 8));
}

export function digestOf(object: Uint8Array): Uint8Array {
  return blake2b(concat(bytesOf('Object::'), object), { dkLen: 32 });
}

const sizeLe = (size: number) => fromBigInt(BigInt(size), 4).slice().reverse();

/** With its length in front. */
export const sized = (bytes: Uint8Array) => concat(sizeLe(bytes.length), bytes);
export const objectList = (objects: readonly Uint8Array[]) =>
  concat(sizeLe(objects.length), ...objects.map(sized));
export const suiPath = (...path: readonly number[]) =>
  concat(Uint8Array.of(path.length), ...path.map((index) => sizeLe(index >>> 0)));

export const sui = (ins: number, data: Uint8Array) => encodeCommand({ cla: 0, ins, data });

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();

/** The blocks of all parameters by their names, and the data of the first command. */
export function blocksOf(parameters: readonly Uint8Array[], size = 180) {
  const blocks = new Map<string, Uint8Array>();
  const names = parameters.map((parameter) => {
    let next: Uint8Array = new Uint8Array(32);
    for (let at = Math.ceil(parameter.length / size) - 1; at >= 0; at--) {
      const block = concat(next, parameter.subarray(at * size, (at + 1) * size));
      next = sha256(block);
      blocks.set(toHex(next), block);
    }
    return next;
  });
  return { blocks, start: concat(Uint8Array.of(0), ...names) };
}

/** A whole conversation: what the host sent, and what came back. */
export function converse(
  approval: Approval,
  parameters: readonly Uint8Array[],
  { ins = 3, size = 180 }: { ins?: number; size?: number } = {},
) {
  const started = suiSigner.start(approval, context);
  if ('refused' in started) throw new Error(started.refused.what);
  const { blocks, start } = blocksOf(parameters, size);
  const commands: Uint8Array[] = [];
  const answers: Uint8Array[] = [];
  let { state } = started;
  let data = start;
  for (;;) {
    const command = sui(ins, data);
    const step = suiSigner.receive(state, command, context);
    const answer = step.answer!;
    commands.push(command);
    answers.push(answer);
    state = step.state;
    if (answer[0] !== 2 || answer.length !== 35 || step.ends !== undefined) {
      return { commands, answers, ends: step.ends, reason: step.reason };
    }
    const block = blocks.get(toHex(answer.subarray(1, 33)));
    data = block === undefined ? Uint8Array.of(2) : concat(Uint8Array.of(1), block);
  }
}
