/** A PSBT, made here or by the user's wallet: signed by the Bitcoin app, verified, put together. */
import { concat, equal, toHex } from '../../bytes.js';
import { InputError } from '../../errors.js';
import { expected } from '../../shown.js';
import { readTransaction } from '../../simulator/coins/bitcoin/previous-transaction.js';
import { GLOBAL, INPUT, OUTPUT } from '../../simulator/coins/bitcoin/psbt-fields.js';
import { addressOf } from '../../simulator/coins/bitcoin/script.js';
import {
  ByteReader,
  fromLittleEndian,
  littleEndian,
  varint,
  withVarint,
} from '../../simulator/coins/bitcoin/varint.js';
import { type Account, accountOf, addPolicy, isPurpose } from './bitcoin-account.js';
import {
  type BitcoinTransaction,
  type InputSignature,
  isInputSigned,
  signedTransaction,
  type TransactionInput,
} from './bitcoin-transaction.js';
import { wrongSignature } from './command.js';
import { MerkleHost, type PsbtMap } from './merkle-host.js';
import { CoinAppRefusal, type Send, type SignedTransaction } from './payment.js';
import { fieldOf, type Psbt } from './psbt.js';

/** No policy is registered: the usual ones need not be. */
const NOTHING = new Uint8Array(32);

/**
 * The account whose keys the PSBT's inputs name, of those the device has; the one of `path` when they
 * name none.
 */
export async function accountFor(
  psbt: Psbt,
  path: readonly number[],
  send: Send,
): Promise<Account> {
  const account = await accountOf(path, send);
  for (const place of psbt.inputs.flatMap(derivationsOf)) {
    const isDevices = equal(place.fingerprint, account.fingerprint);
    if (!isDevices || place.path.length !== 5 || !isPurpose(place.path[0]!)) continue;
    const isSame = account.path.every((step, i) => step === place.path[i]);
    return isSame ? account : accountOf(place.path, send);
  }
  return account;
}

/** Fingerprint and path of each key an input says it is spent with. */
function derivationsOf(map: PsbtMap): { fingerprint: Uint8Array; path: number[] }[] {
  return map.flatMap(([key, value]) => {
    const isTaproot = key[0] === INPUT.tapBip32Derivation;
    if (!isTaproot && key[0] !== INPUT.bip32Derivation) return [];
    const place = value.subarray(isTaproot ? 1 + 32 * (value[0] ?? 0) : 0);
    const steps = Array.from({ length: Math.floor(place.length / 4) }, (_, i) =>
      place.subarray(4 * i, 4 * i + 4),
    );
    const [fingerprint, ...path] = steps;
    if (fingerprint === undefined) return [];
    return [{ fingerprint, path: path.map((step) => Number(fromLittleEndian(step))) }];
  });
}

/**
 * @throws CoinAppRefusal when the app says no, InputError for an input that does not say what it
 * spends, DeviceError for a signature that does not verify.
 */
export async function signPsbt(
  psbt: Psbt,
  account: Account,
  send: Send,
): Promise<SignedTransaction> {
  const host = new MerkleHost();
  const maps = (list: readonly PsbtMap[]) => host.addList(list.map((map) => host.addMap(map)));
  const command = concat(
    host.addMap(psbt.global),
    ...[varint(psbt.inputs.length), maps(psbt.inputs)],
    ...[varint(psbt.outputs.length), maps(psbt.outputs)],
    ...[addPolicy(host, account), NOTHING],
  );
  await converse(host, command, send);
  const transaction = transactionOf(psbt);
  const signatures = new Map(host.yielded.map(signatureIn));
  const list = transaction.inputs.map((_, i) => {
    const signature = signatures.get(i);
    if (signature === undefined || !isInputSigned(transaction, i, signature)) {
      throw wrongSignature('Bitcoin');
    }
    return signature;
  });
  const { raw, id } = signedTransaction(transaction, list);
  return {
    transaction: toHex(raw),
    hash: toHex(id),
    signer: addressOf(transaction.inputs[0]!.script) ?? null,
    signatures: list.map(({ signature }) => toHex(signature)),
  };
}

/** SIGN_PSBT, and the answers to all it asks. */
async function converse(host: MerkleHost, command: Uint8Array, send: Send): Promise<void> {
  let answer = await send(concat(Uint8Array.of(0xe1, 0x04, 0, 1, command.length), command));
  while (toHex(answer.subarray(-2)) === 'e000') {
    const data = host.answer(answer.subarray(0, -2));
    answer = await send(concat(Uint8Array.of(0xf8, 0x01, 0, 0, data.length), data));
  }
  const isSigned = toHex(answer.subarray(-2)) === '9000' && host.yielded.length > 0;
  if (!isSigned) throw new CoinAppRefusal(answer);
}

/** Number of the input, key with its length, signature. */
function signatureIn(yielded: Uint8Array): [number, InputSignature] {
  const reader = new ByteReader(yielded);
  const index = Number(reader.varint() ?? 0n);
  const key = reader.bytes(reader.byte() ?? 0);
  const signature = reader.bytes(reader.left);
  if (key === undefined || signature === undefined) throw wrongSignature('Bitcoin');
  return [index, { key, signature }];
}

function transactionOf({ global, inputs, outputs }: Psbt): BitcoinTransaction {
  return {
    version: fieldOf(global, GLOBAL.txVersion)!,
    locktime: fieldOf(global, GLOBAL.fallbackLocktime) ?? littleEndian(0, 4),
    inputs: inputs.map(inputOf),
    outputs: outputs.map((map) =>
      concat(fieldOf(map, OUTPUT.amount)!, withVarint(fieldOf(map, OUTPUT.script)!)),
    ),
  };
}

function inputOf(map: PsbtMap, i: number): TransactionInput {
  const index = fieldOf(map, INPUT.outputIndex)!;
  return {
    outpoint: concat(fieldOf(map, INPUT.previousTxid)!, index),
    sequence: fieldOf(map, INPUT.sequence) ?? littleEndian(0xffff_ffff, 4),
    ...spentBy(map, Number(fromLittleEndian(index)), i),
  };
}

function spentBy(map: PsbtMap, index: number, i: number): { amount: bigint; script: Uint8Array } {
  const witness = fieldOf(map, INPUT.witnessUtxo);
  if (witness !== undefined) {
    return { amount: fromLittleEndian(witness.subarray(0, 8)), script: witness.subarray(9) };
  }
  const previous = fieldOf(map, INPUT.nonWitnessUtxo);
  const read = previous && readTransaction(previous, index);
  if (read !== undefined) return read.output;
  throw new InputError(
    expected(`transaction: input ${i} of the PSBT`, 'the output it spends', 'none'),
  );
}
