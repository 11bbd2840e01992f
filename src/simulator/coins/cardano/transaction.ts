/**
 * What a host tells the Cardano app of a transaction, command by command, and the body that is
 * signed. Source: app-cardano src/signTx/signTx.c, signTxOutput.c, src/txHashBuilder/*.
 */
import { blake2b } from '@noble/hashes/blake2.js';
import { ByteReader, Unreadable } from '../byte-reader.js';
import { array, byteString, map, tagged, unsigned } from './cbor.js';

/** Steps that take one command or more, in their order; each has a P1 of its own. */
export const STAGES = {
  auxData: 0x08,
  inputs: 0x02,
  outputs: 0x03,
  fee: 0x04,
  ttl: 0x05,
  withdrawals: 0x07,
  validityStart: 0x09,
  confirm: 0x0a,
  witnesses: 0x0f,
} as const;

export type Stage = keyof typeof STAGES;
/** Steps that leave something in the body. */
type BodyStage = Exclude<Stage, 'confirm' | 'witnesses'>;

export const MODE = { ordinary: 3, poolOwner: 4, poolOperator: 5, multisig: 6, plutus: 7 } as const;

/** The first command of a transaction. */
export interface Opening {
  readonly tagsSets: boolean;
  readonly network: number;
  readonly includesNetwork: boolean;
  readonly mode: number;
  /** How many commands each step still takes. */
  readonly counts: Readonly<Record<Stage, number>>;
  /** Parts of a transaction nobody has recorded here, in words. */
  readonly notSimulated: readonly string[];
}

const TAG_SETS = 1n;
const INCLUDED = { no: 1, yes: 2 } as const;
const MAX_NETWORK = 15;
const MAX_VOTING_PROCEDURES = 1;

/** @throws Unreadable */
export function readOpening(data: Uint8Array): Opening {
  const reader = new ByteReader(data);
  const options = reader.uint(8, 'options');
  if ((options & ~TAG_SETS) !== 0n) throw new Unreadable('the app knows no such option');
  const network = reader.byte('network id');
  if (network > MAX_NETWORK) throw new Unreadable(`there is no network ${network}`);
  reader.take(4, 'protocol magic');
  const included = () => readIncluded(reader);
  const ttl = included();
  const auxData = included();
  const validityStart = included();
  const mint = included();
  const scriptData = included();
  const includesNetwork = included();
  const collateralOutput = included();
  const totalCollateral = included();
  const treasury = included();
  const donation = included();
  const mode = reader.byte('signing mode');
  if (mode < MODE.ordinary || mode > MODE.plutus) throw new Unreadable(`no signing mode ${mode}`);
  // The app keeps the lower half.
  const count = () => Number(reader.uint(4, 'a count') & 0xffffn);
  const inputs = count();
  const outputs = count();
  const certificates = count();
  const withdrawals = count();
  const collateralInputs = count();
  const requiredSigners = count();
  const referenceInputs = count();
  const votingProcedures = count();
  const witnesses = count();
  mustEnd(reader);
  if (votingProcedures > MAX_VOTING_PROCEDURES) throw new Unreadable('one vote at most');
  if (inputs === 0) throw new Unreadable('a transaction has an input at least');
  const others = {
    certificates,
    mint,
    'script data': scriptData,
    'collateral inputs': collateralInputs,
    'required signers': requiredSigners,
    'a collateral output': collateralOutput,
    'a total collateral': totalCollateral,
    'reference inputs': referenceInputs,
    'voting procedures': votingProcedures,
    treasury,
    'a donation': donation,
  };
  return {
    tagsSets: options === TAG_SETS,
    network,
    includesNetwork,
    mode,
    counts: {
      auxData: Number(auxData),
      inputs,
      outputs,
      fee: 1,
      ttl: Number(ttl),
      withdrawals,
      validityStart: Number(validityStart),
      confirm: 1,
      witnesses,
    },
    notSimulated: Object.entries(others).flatMap(([name, given]) => (given ? [name] : [])),
  };
}

/** @throws Unreadable */
export function readIncluded(reader: ByteReader): boolean {
  const value = reader.byte('whether a part is included');
  if (value !== INCLUDED.no && value !== INCLUDED.yes) {
    throw new Unreadable('a part is neither included nor left out');
  }
  return value === INCLUDED.yes;
}

/** @throws Unreadable */
export function mustEnd(reader: ByteReader): void {
  if (reader.left > 0) throw new Unreadable('bytes behind the data');
}

const MAX_PATH = 5;

/** @throws Unreadable */
export function readPath(reader: ByteReader): number[] {
  const count = reader.byte('path');
  if (count > MAX_PATH) throw new Unreadable(`a path has ${MAX_PATH} elements at most`);
  return Array.from({ length: count }, () => Number(reader.uint(4, 'path')));
}

export type Destination =
  | { readonly kind: 'address'; readonly raw: Uint8Array }
  | {
      readonly kind: 'own';
      readonly network: number;
      readonly payment: readonly number[];
      readonly staking: readonly number[];
    }
  | { readonly kind: 'not-simulated' };

export interface Output {
  /** A map, since Babbage, in place of an array of two. */
  readonly isMap: boolean;
  readonly destination: Destination;
  readonly amount: bigint;
  readonly hasTokens: boolean;
  readonly hasDatum: boolean;
  readonly hasScript: boolean;
}

const MAX_ADDRESS = 128;
const MAX_SUPPLY = 45_000_000_000n * 1_000_000n;
const MAX_ASSET_GROUPS = 0xffffn;
const DESTINATION = { thirdParty: 1, own: 2 } as const;
const BASE_BY_KEYS = 0;
const STAKING_BY_PATH = 0x22;

/** @throws Unreadable */
export function readOutput(data: Uint8Array): Output {
  const reader = new ByteReader(data);
  const format = reader.byte('format');
  if (format > 1) throw new Unreadable(`no format ${format} of an output`);
  const isMap = format === 1;
  const destination = readDestination(reader);
  if (destination.kind === 'not-simulated') {
    return { isMap, destination, amount: 0n, hasTokens: false, hasDatum: false, hasScript: false };
  }
  const amount = reader.uint(8, 'amount');
  if (amount >= MAX_SUPPLY) throw new Unreadable('more than there is of ADA');
  const groups = reader.uint(4, 'asset groups');
  if (groups > MAX_ASSET_GROUPS) throw new Unreadable('too many asset groups');
  const hasDatum = readIncluded(reader);
  const hasScript = readIncluded(reader);
  mustEnd(reader);
  return { isMap, destination, amount, hasTokens: groups > 0n, hasDatum, hasScript };
}

function readDestination(reader: ByteReader): Destination {
  const kind = reader.byte('destination');
  switch (kind) {
    case DESTINATION.thirdParty: {
      const size = reader.uint(4, 'address');
      if (size > BigInt(MAX_ADDRESS)) throw new Unreadable('the address is too long');
      return { kind: 'address', raw: reader.take(Number(size), 'address') };
    }
    case DESTINATION.own:
      return readBaseAddress(reader);
    default:
      throw new Unreadable(`no destination of kind ${kind}`);
  }
}

/** An address by the paths of its keys. @throws Unreadable */
export function readBaseAddress(reader: ByteReader): Destination {
  const type = reader.byte('address type');
  if (type > 8 && type < 14) throw new Unreadable(`no address of type ${type}`);
  if (type > 15) throw new Unreadable(`no address of type ${type}`);
  if (type !== BASE_BY_KEYS) return { kind: 'not-simulated' };
  const network = reader.byte('network id');
  if (network > MAX_NETWORK) throw new Unreadable(`there is no network ${network}`);
  const payment = readPath(reader);
  if (reader.byte('staking') !== STAKING_BY_PATH) return { kind: 'not-simulated' };
  return { kind: 'own', network, payment, staking: readPath(reader) };
}

export interface Withdrawal {
  readonly amount: bigint;
  readonly credential: Credential;
}

export type Credential =
  | { readonly kind: 'path'; readonly path: readonly number[] }
  | { readonly kind: 'key' | 'script'; readonly hash: Uint8Array };

const CREDENTIAL = { path: 0, script: 1, key: 2 } as const;
const HASH = 28;

/** @throws Unreadable */
export function readWithdrawal(data: Uint8Array): Withdrawal {
  const reader = new ByteReader(data);
  const amount = reader.uint(8, 'amount');
  const credential = readCredential(reader);
  mustEnd(reader);
  return { amount, credential };
}

function readCredential(reader: ByteReader): Credential {
  const kind = reader.byte('credential');
  switch (kind) {
    case CREDENTIAL.path:
      return { kind: 'path', path: readPath(reader) };
    case CREDENTIAL.script:
      return { kind: 'script', hash: reader.take(HASH, 'credential') };
    case CREDENTIAL.key:
      return { kind: 'key', hash: reader.take(HASH, 'credential') };
    default:
      throw new Unreadable(`no credential of kind ${kind}`);
  }
}

/** What each step brought so far: one item a command, of a withdrawal its key and its value. */
export type Items = Readonly<Record<BodyStage, readonly Uint8Array[]>>;

export const NO_ITEMS: Items = {
  auxData: [],
  inputs: [],
  outputs: [],
  fee: [],
  ttl: [],
  withdrawals: [],
  validityStart: [],
};

export function input(data: Uint8Array): Uint8Array {
  const reader = new ByteReader(data);
  const id = reader.take(32, 'transaction id');
  const index = reader.uint(4, 'index');
  mustEnd(reader);
  return array([byteString(id), unsigned(index)]);
}

export function output(isMap: boolean, address: Uint8Array, amount: bigint): Uint8Array {
  const parts = [byteString(address), unsigned(amount)] as const;
  return isMap
    ? map([
        [unsigned(0), parts[0]],
        [unsigned(1), parts[1]],
      ])
    : array(parts);
}

const SET = 258;
const KEY = {
  inputs: 0,
  outputs: 1,
  fee: 2,
  ttl: 3,
  withdrawals: 5,
  auxData: 7,
  validityStart: 8,
  network: 15,
} as const;

/** The body, and of it the hash that is signed. */
export function transactionHash(opening: Opening, items: Items): Uint8Array {
  const inputs = array(items.inputs);
  const entries: [key: number, values: readonly Uint8Array[]][] = [
    [KEY.inputs, [opening.tagsSets ? tagged(SET, inputs) : inputs]],
    [KEY.outputs, [array(items.outputs)]],
    [KEY.fee, items.fee],
    [KEY.ttl, items.ttl],
    [KEY.withdrawals, items.withdrawals.length === 0 ? [] : [pairs(items.withdrawals)]],
    [KEY.auxData, items.auxData],
    [KEY.validityStart, items.validityStart],
    [KEY.network, opening.includesNetwork ? [unsigned(opening.network)] : []],
  ];
  const body = map(
    entries.flatMap(([key, values]) => values.map((value) => [unsigned(key), value] as const)),
  );
  return blake2b(body, { dkLen: 32 });
}

function pairs(items: readonly Uint8Array[]): Uint8Array {
  const count = items.length / 2;
  return map(Array.from({ length: count }, (_, i) => [items[2 * i]!, items[2 * i + 1]!] as const));
}

/** Keys of a map come in the order of their bytes, none twice. */
export function comesAfter(key: Uint8Array, before: Uint8Array): boolean {
  for (const [at, byte] of key.entries()) {
    if (byte !== before[at]) return byte > before[at]!;
  }
  return false;
}
