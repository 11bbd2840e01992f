/** SIGN_PSBT (E1 04). Source: app-bitcoin-new src/handler/sign_psbt.c. */
import { schnorr } from '@noble/curves/secp256k1.js';
import { concat, equal } from '../../../bytes.js';
import { derFromRs } from '../../../payload/signature.js';
import type { Randomness } from '../../randomness.js';
import type { Wallet } from '../../wallet.js';
import { hash160 } from '../hashes.js';
import type { SigningContext } from '../signing.js';
import { AppError, SW } from './app-error.js';
import {
  exactValue,
  type MerkleMap,
  mapValue,
  optionalValue,
  readKeys,
  type Talk,
} from './client.js';
import { outputKey, tapTweak } from './output-key.js';
import {
  type Input,
  type Psbt,
  previousOutput,
  readInput,
  readSummary,
  type Summary,
  sighashType,
  witnessUtxo,
} from './psbt.js';
import { GLOBAL, INPUT, MAX_SPENT_SCRIPT } from './psbt-fields.js';
import type { Command } from './public-keys.js';
import {
  legacyDigest,
  type Signed,
  segwitDigest,
  type TransactionHashes,
  taprootDigest,
  transactionHashes,
} from './sighash.js';
import { ByteReader, fromLittleEndian, varint } from './varint.js';
import {
  isRegistered,
  notOurs,
  ownKey,
  readPolicy,
  requireStandard,
  segwitVersion,
} from './wallet-policy.js';

const MAX_INPUTS = 512;
const MAX_OUTPUTS = 512;
const YIELD = 0x10;
const SCHNORR_SIZE = 64;
const MISMATCHING_REDEEM_SCRIPT = 0x000b;
const SIGHASH = { default: 0, all: 1 } as const;

/**
 * Signs every input of the wallet and hands each signature to the host.
 * @param requireApproved holds the transaction against what the user approved, and throws.
 */
export function* signPsbt(
  { wallet, randomness }: SigningContext,
  command: Command,
  requireApproved: (summary: Summary, isStandard: boolean) => void,
): Talk<boolean> {
  const { psbt, isStandard } = yield* begin(wallet, randomness, command.data);
  const summary = yield* readSummary(psbt);
  const hashes = yield* transactionHashes(psbt);
  requireApproved(summary, isStandard);
  if ((yield* ownKey(psbt.policy, wallet)) === undefined) return true;
  for (const [index, isOwn] of summary.ownInputs.entries()) {
    if (!isOwn) continue;
    const input = yield* readInput(psbt, index);
    const { key, signature } = yield* signInput(psbt, hashes, input, index);
    yield yielded(command.protocol, index, key, signature);
  }
  return true;
}

/** The command itself, the global map and the wallet policy. */
function* begin(
  wallet: Wallet,
  randomness: Randomness | undefined,
  data: Uint8Array,
): Talk<{ psbt: Psbt; isStandard: boolean }> {
  const reader = new ByteReader(data);
  const need = <T>(value: T | undefined): T => {
    if (value === undefined) throw new AppError(SW.wrongLength, 'the command is cut');
    return value;
  };
  const size = need(reader.varint());
  const global: MerkleMap = {
    size: Number(size),
    keys: need(reader.bytes(32)),
    values: need(reader.bytes(32)),
  };
  const list = (most: number, what: string) => {
    const count = need(reader.varint());
    const root = need(reader.bytes(32));
    if (count > BigInt(most))
      throw new AppError(SW.notSupported, `there are more than ${most} ${what}`);
    return { count: Number(count), root };
  };
  const inputs = list(MAX_INPUTS, 'inputs');
  const outputs = list(MAX_OUTPUTS, 'outputs');
  const id = need(reader.bytes(32));
  const tag = need(reader.bytes(32));

  yield* readKeys(global);
  const version = Number(fromLittleEndian(yield* exactValue(global, GLOBAL.txVersion, 4)));
  const locktime = yield* fallbackLocktime(global);
  const isStandard = tag.every((byte) => byte === 0);
  if (!isStandard && !isRegistered(id, tag, wallet)) {
    throw new AppError(SW.signatureFail, 'the wallet policy was not registered on this device');
  }
  const policy = yield* readPolicy(id);
  if (isStandard) yield* requireStandard(policy, wallet);
  const key = yield* ownKey(policy, wallet);
  if (key === undefined) throw notOurs();
  const psbt = { wallet, randomness, policy, key, version, locktime, inputs, outputs };
  return { psbt, isStandard };
}

function* fallbackLocktime(global: MerkleMap): Talk<number> {
  const value = yield* optionalValue(global, GLOBAL.fallbackLocktime, 4);
  return value === undefined ? 0 : Number(fromLittleEndian(value));
}

interface InputSignature {
  readonly key: Uint8Array;
  readonly signature: Uint8Array;
}

function* signInput(
  psbt: Psbt,
  hashes: TransactionHashes,
  input: Input,
  index: number,
): Talk<InputSignature> {
  const { policy, wallet } = psbt;
  const { map, has, place } = input;
  const given = has.has(INPUT.sighashType) ? yield* sighashType(map) : undefined;
  const { isChange, index: address } = place!;
  const path = [...psbt.key.path, isChange ? policy.change : policy.receive, address];
  const version = segwitVersion(policy);
  const signed: Signed = {
    ...{ map, index },
    type: given ?? (version === 1 ? SIGHASH.default : SIGHASH.all),
  };
  if (!has.has(INPUT.witnessUtxo)) {
    const spent = yield* previousOutput(map);
    const script = has.has(INPUT.redeemScript) ? undefined : spent.script;
    return ecdsa(wallet, path, yield* legacyDigest(psbt, signed, script), signed.type);
  }
  const script = yield* witnessScript(input);
  if (version === 0) {
    return ecdsa(wallet, path, yield* segwitDigest(psbt, hashes, signed, script), signed.type);
  }
  const digest = taprootDigest(psbt, hashes, signed);
  const { publicKey } = wallet.secp256k1(path);
  const key = outputKey(publicKey);
  const isValid = (candidate: Uint8Array) => schnorr.verify(candidate, digest, key);
  const signature =
    psbt.randomness?.signature?.(SCHNORR_SIZE, isValid) ??
    wallet.signSchnorr(path, digest, tapTweak(publicKey));
  const suffix = signed.type === SIGHASH.default ? [] : [signed.type];
  return { key, signature: concat(signature, Uint8Array.from(suffix)) };
}

/** The witness program that is spent: in the output itself, or in a redeem script with its hash. */
function* witnessScript({ map, has }: Input): Talk<Uint8Array> {
  const { script } = yield* witnessUtxo(map);
  if (!has.has(INPUT.redeemScript)) return script;
  const redeem = yield* mapValue(map, INPUT.redeemScript, MAX_SPENT_SCRIPT);
  if (redeem === undefined) throw new AppError(SW.incorrectData, 'the redeem script is missing');
  const expected = concat(Uint8Array.of(0xa9, 0x14), hash160(redeem), Uint8Array.of(0x87));
  if (equal(script, expected)) return redeem;
  const what = 'the redeem script is not the one of the output that is spent';
  throw new AppError(SW.incorrectData, what, MISMATCHING_REDEEM_SCRIPT);
}

function ecdsa(
  wallet: Wallet,
  path: readonly number[],
  digest: Uint8Array,
  type: number,
): InputSignature {
  const { rs } = wallet.signEcdsa(path, digest);
  const signature = concat(derFromRs(rs), Uint8Array.of(type & 0xff));
  return { key: wallet.secp256k1(path).publicKey, signature };
}

/** A signature for the host: number of the input, key with its length, signature. */
function yielded(
  protocol: number,
  index: number,
  key: Uint8Array,
  signature: Uint8Array,
): Uint8Array {
  const head = concat(Uint8Array.of(YIELD), varint(index));
  if (protocol === 0) return concat(head, signature);
  return concat(head, Uint8Array.of(key.length), key, signature);
}
