/**
 * What the Bitcoin app learns of a PSBT before it decides: what is spent, what is paid, and what of
 * it is the device's own. Source: app-bitcoin-new src/handler/sign_psbt.c (preprocess_inputs,
 * preprocess_outputs), src/handler/sign_psbt/*. The order of what it asks its host is the app's.
 */
import { concat, equal } from '../../../bytes.js';
import type { Randomness } from '../../randomness.js';
import type { Wallet } from '../../wallet.js';
import { AppError, SW } from './app-error.js';
import {
  exactValue,
  type MerkleMap,
  mapAt,
  mapValue,
  streamedElement,
  type Talk,
} from './client.js';
import { readTransaction, type SpentOutput } from './previous-transaction.js';
import { INPUT, MAX_PAID_SCRIPT, MAX_SPENT_SCRIPT, OUTPUT, TOTAL_SUPPLY } from './psbt-fields.js';
import { fromLittleEndian } from './varint.js';
import { type OwnKey, scriptAt, segwitVersion, type WalletPolicy } from './wallet-policy.js';

/** A transaction as the command names it. */
export interface Psbt {
  readonly wallet: Wallet;
  readonly randomness: Randomness | undefined;
  readonly policy: WalletPolicy;
  readonly key: OwnKey;
  readonly version: number;
  readonly locktime: number;
  readonly inputs: { readonly root: Uint8Array; readonly count: number };
  readonly outputs: { readonly root: Uint8Array; readonly count: number };
}

/** Where an input or output says the device's key is. */
export interface Place {
  readonly isChange: boolean;
  readonly index: number;
}

export interface Input {
  readonly map: MerkleMap;
  readonly has: ReadonlySet<number>;
  readonly place: Place | undefined;
}

export interface Output {
  readonly amount: bigint;
  readonly script: Uint8Array;
  readonly isChange: boolean;
}

export interface Summary {
  /** Of each input whether it is the device's own. */
  readonly ownInputs: readonly boolean[];
  readonly outputs: readonly Output[];
  readonly spent: bigint;
  readonly warnings: { readonly noPreviousTransaction: boolean; readonly otherSighash: boolean };
}

const MAX_CHANGE_OUTPUTS = 10;
const MAX_PATH = 10;

const CODE = {
  noUtxo: 0x0003,
  previousTransaction: 0x0004,
  utxosDiffer: 0x0005,
  legacyUtxo: 0x0006,
  noWitnessUtxo: 0x0007,
  sighashSingle: 0x0008,
  changeOutputs: 0x0009,
} as const;

const SIGHASH = { default: 0, all: 1, single: 3, anyoneCanPay: 0x80 } as const;
/** NONE, SINGLE, and all three with ANYONECANPAY. */
const OTHER_SIGHASHES = [2, 3, 0x81, 0x82, 0x83];

function wrong(what: string, code?: number): AppError {
  return new AppError(SW.incorrectData, what, code);
}

export function* readSummary(psbt: Psbt): Talk<Summary> {
  const ownInputs: boolean[] = [];
  const warnings = { noPreviousTransaction: false, otherSighash: false };
  let spent = 0n;
  for (let i = 0; i < psbt.inputs.count; i++) {
    const input = yield* readInput(psbt, i);
    const output = yield* spentOutput(input);
    spent += output.amount;
    if (output.amount > TOTAL_SUPPLY) throw wrong(`input ${i} has more bitcoin than there are`);
    const isOwn = yield* isOurs(psbt, input.place, output.script);
    ownInputs.push(isOwn);
    if (!isOwn) continue;
    requireForm(psbt, input, i);
    if (segwitVersion(psbt.policy) === 0 && !input.has.has(INPUT.nonWitnessUtxo)) {
      warnings.noPreviousTransaction = true;
    }
    if (yield* hasOtherSighash(psbt, input, i)) warnings.otherSighash = true;
  }
  if (!ownInputs.includes(true)) throw wrong('no input is of this wallet');
  const outputs: Output[] = [];
  for (let i = 0; i < psbt.outputs.count; i++) outputs.push(yield* readOutput(psbt, i));
  const paid = outputs.reduce((sum, { amount }) => sum + amount, 0n);
  if (spent < paid) throw wrong('the outputs pay more than the inputs have');
  if (outputs.filter(({ isChange }) => isChange).length > MAX_CHANGE_OUTPUTS) {
    throw new AppError(SW.notSupported, 'there are too many change outputs', CODE.changeOutputs);
  }
  return { ownInputs, outputs, spent, warnings };
}

export function* readInput(psbt: Psbt, index: number): Talk<Input> {
  const has = new Set<number>();
  const places = new Places(psbt, [INPUT.bip32Derivation, INPUT.tapBip32Derivation], 'last');
  const { root, count } = psbt.inputs;
  const map = yield* mapAt(root, count, index, function* (at, key, bytes): Talk<void> {
    if (bytes[0] !== undefined) has.add(bytes[0]);
    yield* places.listen(at, key, bytes);
  });
  places.check();
  return { map, has, place: places.place };
}

/** Finds the one of the derivations in a map that is of the policy's key. */
class Places {
  place: Place | undefined;
  private isMalformed = false;
  private readonly psbt: Psbt;
  /** Key types without and with Taproot. */
  private readonly types: readonly [number, number];
  /** Of an output the first that fits counts, and no more are read. */
  private readonly which: 'first' | 'last';

  constructor(psbt: Psbt, types: readonly [number, number], which: 'first' | 'last') {
    this.psbt = psbt;
    this.types = types;
    this.which = which;
  }

  *listen(map: MerkleMap, index: number, key: Uint8Array): Talk<void> {
    const type = this.types.indexOf(key[0] ?? -1);
    if (type < 0 || (this.which === 'first' && this.place !== undefined)) return;
    const isTaproot = type === 1;
    if (key.length !== 1 + (isTaproot ? 32 : 33)) {
      this.isMalformed = true;
      return;
    }
    const derivation = yield* readDerivation(map, index, isTaproot);
    if (derivation === undefined) this.isMalformed = true;
    else this.place = placeIn(this.psbt, derivation) ?? this.place;
  }

  check(): void {
    if (this.isMalformed) throw wrong('a derivation of the PSBT, or its key, is malformed');
  }
}

interface Derivation {
  readonly fingerprint: number;
  readonly path: readonly number[];
}

/** Behind the leaf hashes of Taproot: fingerprint, then steps in little-endian. */
function* readDerivation(
  map: MerkleMap,
  index: number,
  isTaproot: boolean,
): Talk<Derivation | undefined> {
  const value = yield* orUndefined(streamedElement(map.values, map.size, index));
  if (value === undefined) return undefined;
  const hashes = isTaproot ? value[0] : 0;
  if (hashes === undefined || hashes > 128) return undefined;
  const rest = value.subarray(isTaproot ? 1 + 32 * hashes : 0);
  const size = value.length - (isTaproot ? 1 + 32 * hashes : 0);
  if (size < 4 || size % 4 !== 0 || size > 4 * (1 + MAX_PATH)) return undefined;
  const view = new DataView(rest.buffer, rest.byteOffset, rest.length);
  const path = Array.from({ length: size / 4 - 1 }, (_, i) => view.getUint32(4 + 4 * i, true));
  return { fingerprint: view.getUint32(0), path };
}

function* orUndefined<T>(talk: Talk<T>): Talk<T | undefined> {
  try {
    return yield* talk;
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}

function placeIn({ key, policy }: Psbt, { fingerprint, path }: Derivation): Place | undefined {
  if (fingerprint !== key.fingerprint || path.length !== key.path.length + 2) return undefined;
  if (!key.path.every((step, i) => step === path[i])) return undefined;
  const [step, index = 0] = path.slice(-2);
  if (step !== policy.receive && step !== policy.change) return undefined;
  return { isChange: step === policy.change, index };
}

/** Amount and script of what an input spends: from both forms, when it has both. */
function* spentOutput({ map, has }: Input): Talk<SpentOutput> {
  const whole = has.has(INPUT.nonWitnessUtxo);
  const witness = has.has(INPUT.witnessUtxo);
  if (!whole && !witness) throw wrong('an input does not say what it spends', CODE.noUtxo);
  const previous = whole ? yield* fromPreviousTransaction(map) : undefined;
  if (!witness) return previous!;
  const told = yield* witnessUtxo(map);
  if (previous === undefined) return told;
  if (told.amount !== previous.amount || !equal(told.script, previous.script)) {
    throw wrong('the two forms of what an input spends differ', CODE.utxosDiffer);
  }
  return previous;
}

function* fromPreviousTransaction(map: MerkleMap): Talk<SpentOutput> {
  const txid = yield* mapValue(map, INPUT.previousTxid, 32);
  if (txid === undefined) throw wrong('an input has no previous transaction id');
  const output = yield* orUndefined(previousOutput(map, txid));
  if (output === undefined) {
    throw wrong('the previous transaction is not the one of this input', CODE.previousTransaction);
  }
  return output;
}

/** @param txid what its id must be; any when absent. */
export function* previousOutput(map: MerkleMap, txid?: Uint8Array): Talk<SpentOutput> {
  const index = Number(fromLittleEndian(yield* exactValue(map, INPUT.outputIndex, 4)));
  const bytes = yield* mapValue(map, INPUT.nonWitnessUtxo);
  const read = bytes && readTransaction(bytes, index);
  if (read === undefined || (txid !== undefined && !equal(read.id, txid))) {
    throw wrong('the previous transaction cannot be used');
  }
  return read.output;
}

export function* witnessUtxo(map: MerkleMap): Talk<SpentOutput> {
  const value = yield* mapValue(map, INPUT.witnessUtxo, 9 + MAX_SPENT_SCRIPT);
  const script = value?.subarray(9);
  if (value === undefined || script === undefined || value[8] !== script.length) {
    throw wrong('the witness UTXO of an input is malformed');
  }
  return { amount: fromLittleEndian(value.subarray(0, 8)), script };
}

function* isOurs(psbt: Psbt, place: Place | undefined, script: Uint8Array): Talk<boolean> {
  if (place === undefined) return false;
  return equal(yield* scriptAt(psbt.policy, psbt.wallet, place), script);
}

/** Which forms of what is spent an input must have, and which it must not. */
function requireForm({ policy }: Psbt, { has }: Input, index: number): void {
  const witness = has.has(INPUT.witnessUtxo);
  if (segwitVersion(policy) !== undefined) {
    if (!witness) throw wrong(`input ${index} has no witness UTXO`, CODE.noWitnessUtxo);
  } else if (witness || !has.has(INPUT.nonWitnessUtxo)) {
    throw wrong(`input ${index} must have its previous transaction alone`, CODE.legacyUtxo);
  }
}

function* hasOtherSighash(psbt: Psbt, { map, has }: Input, index: number): Talk<boolean> {
  if (!has.has(INPUT.sighashType)) return false;
  const type = yield* sighashType(map);
  const segwit = segwitVersion(psbt.policy);
  const isUsual = type === SIGHASH.all || (segwit === 1 && type === SIGHASH.default);
  if (!isUsual && (segwit === undefined || !OTHER_SIGHASHES.includes(type))) {
    throw new AppError(SW.notSupported, `sighash type ${type} of input ${index} is not known`);
  }
  if ((type & SIGHASH.single) === SIGHASH.single && index >= psbt.outputs.count) {
    const what = `input ${index} signs an output that there is not`;
    throw new AppError(SW.notSupported, what, CODE.sighashSingle);
  }
  return !isUsual;
}

export function* sighashType(map: MerkleMap): Talk<number> {
  return Number(fromLittleEndian(yield* exactValue(map, INPUT.sighashType, 4)));
}

function* readOutput(psbt: Psbt, index: number): Talk<Output> {
  const places = new Places(psbt, [OUTPUT.bip32Derivation, OUTPUT.tapBip32Derivation], 'first');
  const { root, count } = psbt.outputs;
  const map = yield* mapAt(root, count, index, (at, key, bytes) => places.listen(at, key, bytes));
  places.check();
  const amount = fromLittleEndian(yield* exactValue(map, OUTPUT.amount, 8));
  if (amount > TOTAL_SUPPLY) throw wrong(`output ${index} pays more bitcoin than there are`);
  const script = yield* mapValue(map, OUTPUT.script, MAX_PAID_SCRIPT);
  if (script === undefined) throw wrong(`output ${index} has no script`);
  const { place } = places;
  const isChange = place?.isChange === true && (yield* isOurs(psbt, place, script));
  return { amount, script, isChange };
}

/** Whatever a map has of an output, as it stands in the transaction. */
export function* outputBytes(psbt: Psbt, index: number): Talk<Uint8Array> {
  const { root, count } = psbt.outputs;
  const map = yield* mapAt(root, count, index);
  const amount = yield* exactValue(map, OUTPUT.amount, 8);
  const script = yield* mapValue(map, OUTPUT.script, MAX_PAID_SCRIPT);
  if (script === undefined) throw wrong(`output ${index} has no script`);
  return concat(amount, Uint8Array.of(script.length), script);
}
