/**
 * What an input signs: the hashes of the whole transaction, and the digest of the three ways (legacy,
 * BIP-143, BIP-341). Source: app-bitcoin-new src/handler/sign_psbt/txhashes.c. The app asks its host
 * for every part again, in this order.
 */
import { schnorr } from '@noble/curves/secp256k1.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { concat } from '../../../bytes.js';
import { AppError, SW } from './app-error.js';
import { exactValue, type MerkleMap, mapAt, mapValue, optionalValue, type Talk } from './client.js';
import { outputBytes, type Psbt, previousOutput, witnessUtxo } from './psbt.js';
import { INPUT, MAX_SPENT_SCRIPT } from './psbt-fields.js';
import { littleEndian, varint, withVarint } from './varint.js';

/** Single SHA-256 of parts of the transaction, 32 bytes each. */
export interface TransactionHashes {
  readonly prevouts: Uint8Array;
  readonly sequences: Uint8Array;
  readonly outputs: Uint8Array;
  readonly amounts: Uint8Array;
  readonly scripts: Uint8Array;
}

/** The input that is signed. */
export interface Signed {
  readonly map: MerkleMap;
  readonly index: number;
  readonly type: number;
}

const TYPE = { none: 2, single: 3, anyoneCanPay: 0x80 } as const;
const NOTHING = new Uint8Array(32);

export function* transactionHashes(psbt: Psbt): Talk<TransactionHashes> {
  const prevouts: Uint8Array[] = [];
  const sequences: Uint8Array[] = [];
  const { root, count } = psbt.inputs;
  for (let i = 0; i < count; i++) {
    const map = yield* mapAt(root, count, i);
    prevouts.push(yield* outpoint(map));
    sequences.push(yield* sequence(map));
  }
  const outputs = yield* allOutputs(psbt);
  const amounts: Uint8Array[] = [];
  const scripts: Uint8Array[] = [];
  for (let i = 0; i < count; i++) {
    const map = yield* mapAt(root, count, i);
    const spent = yield* spentOutput(map);
    amounts.push(littleEndian(spent.amount, 8));
    scripts.push(withVarint(spent.script));
  }
  const hash = (parts: readonly Uint8Array[]) => sha256(concat(...parts));
  return {
    prevouts: hash(prevouts),
    sequences: hash(sequences),
    outputs: sha256(outputs),
    amounts: hash(amounts),
    scripts: hash(scripts),
  };
}

function* outpoint(map: MerkleMap): Talk<Uint8Array> {
  const txid = yield* exactValue(map, INPUT.previousTxid, 32);
  return concat(txid, yield* exactValue(map, INPUT.outputIndex, 4));
}

function* sequence(map: MerkleMap): Talk<Uint8Array> {
  return (yield* optionalValue(map, INPUT.sequence, 4)) ?? Uint8Array.of(0xff, 0xff, 0xff, 0xff);
}

function* allOutputs(psbt: Psbt): Talk<Uint8Array> {
  const parts: Uint8Array[] = [];
  for (let i = 0; i < psbt.outputs.count; i++) parts.push(yield* outputBytes(psbt, i));
  return concat(...parts);
}

/** From the witness UTXO or, without a good one, from the previous transaction. */
function* spentOutput(map: MerkleMap): Talk<{ amount: bigint; script: Uint8Array }> {
  try {
    return yield* witnessUtxo(map);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
  return yield* previousOutput(map);
}

/** @param script of the output that is spent; read from the PSBT where there is a redeem script. */
export function* legacyDigest(
  psbt: Psbt,
  signed: Signed,
  script: Uint8Array | undefined,
): Talk<Uint8Array> {
  const { root, count } = psbt.inputs;
  const parts = [littleEndian(psbt.version, 4), varint(count)];
  for (let i = 0; i < count; i++) {
    const map = i === signed.index ? signed.map : yield* mapAt(root, count, i);
    parts.push(yield* outpoint(map));
    if (i !== signed.index) parts.push(Uint8Array.of(0));
    else parts.push(withVarint(script ?? (yield* redeemScript(map))));
    parts.push(yield* sequence(map));
  }
  parts.push(varint(psbt.outputs.count), yield* allOutputs(psbt));
  parts.push(littleEndian(psbt.locktime, 4), littleEndian(signed.type, 4));
  return sha256(sha256(concat(...parts)));
}

function* redeemScript(map: MerkleMap): Talk<Uint8Array> {
  const script = yield* mapValue(map, INPUT.redeemScript);
  if (script === undefined) throw new AppError(SW.incorrectData, 'the redeem script is missing');
  return script;
}

/** BIP-143. @param script a witness program of a key hash. */
export function* segwitDigest(
  psbt: Psbt,
  hashes: TransactionHashes,
  signed: Signed,
  script: Uint8Array,
): Talk<Uint8Array> {
  const { type, map, index } = signed;
  const anyone = (type & TYPE.anyoneCanPay) !== 0;
  const base = type & 0x1f;
  const isAll = base !== TYPE.single && base !== TYPE.none;
  const parts = [
    littleEndian(psbt.version, 4),
    anyone ? NOTHING : sha256(hashes.prevouts),
    !anyone && isAll ? sha256(hashes.sequences) : NOTHING,
  ];
  parts.push(yield* outpoint(map));
  if (script.length !== 22 || script[0] !== 0x00 || script[1] !== 0x14) {
    throw new AppError(SW.incorrectData, 'the script of a segwit input is not one of a key hash');
  }
  const code = [
    Uint8Array.of(0x19, 0x76, 0xa9, 0x14),
    script.subarray(2),
    Uint8Array.of(0x88, 0xac),
  ];
  parts.push(...code);
  const utxo = yield* mapValue(map, INPUT.witnessUtxo, 9 + MAX_SPENT_SCRIPT);
  if (utxo === undefined || utxo.length < 8) {
    throw new AppError(SW.incorrectData, 'the witness UTXO of an input is malformed');
  }
  parts.push(utxo.subarray(0, 8), yield* sequence(map));
  if (isAll) parts.push(sha256(hashes.outputs));
  else if (base === TYPE.single && index < psbt.outputs.count) {
    parts.push(sha256(sha256(yield* outputBytes(psbt, index))));
  } else parts.push(NOTHING);
  parts.push(littleEndian(psbt.locktime, 4), littleEndian(type, 4));
  return sha256(sha256(concat(...parts)));
}

/** BIP-341, spent by key. A swap takes no other type than the default and ALL. */
export function taprootDigest(
  psbt: Psbt,
  hashes: TransactionHashes,
  { index, type }: Signed,
): Uint8Array {
  const message = concat(
    Uint8Array.of(0x00, type),
    littleEndian(psbt.version, 4),
    littleEndian(psbt.locktime, 4),
    hashes.prevouts,
    hashes.amounts,
    hashes.scripts,
    hashes.sequences,
    hashes.outputs,
    Uint8Array.of(0x00),
    littleEndian(index, 4),
  );
  return schnorr.utils.taggedHash('TapSighash', message);
}
