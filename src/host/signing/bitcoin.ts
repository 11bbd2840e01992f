/**
 * Pays with bitcoin: one input, made up with its previous transaction, the payment and change. What
 * the user's wallet really has is not known here; a PSBT of his own can be given.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesOf, concat, EMPTY, toHex } from '../../bytes.js';
import { InputError } from '../../errors.js';
import { expected, shownText } from '../../shown.js';
import { addressOf } from '../../simulator/coins/bitcoin/script.js';
import { littleEndian, varint, withVarint } from '../../simulator/coins/bitcoin/varint.js';
import { hash160 } from '../../simulator/coins/hashes.js';
import {
  type Account,
  accountOf,
  addPolicy,
  derivation,
  isTaproot,
  publicKeyAt,
  scriptOf,
  witnessProgram,
} from './bitcoin-account.js';
import { scriptOfAddress } from './bitcoin-address.js';
import { MerkleHost, type PsbtMap } from './merkle-host.js';
import { CoinAppRefusal, type Payment, type Send, type SignedTransaction } from './payment.js';
import type { Tamper } from './tamper.js';

const CHANGE = 100_000n;
const NOTHING = new Uint8Array(32);
const SEQUENCE = littleEndian(0xffff_fffd, 4);
const VERSION = littleEndian(2, 4);
const LOCKTIME = littleEndian(0, 4);

interface Spend {
  readonly publicKey: Uint8Array;
  readonly script: Uint8Array;
  readonly amount: bigint;
  readonly previous: Uint8Array;
}

interface Output {
  readonly amount: bigint;
  readonly script: Uint8Array;
  readonly isChange: boolean;
}

/** @throws CoinAppRefusal when the app says no, InputError when no transaction can be made. */
export async function payWithBitcoin(
  payment: Payment,
  send: Send,
  { tamper }: { tamper?: Tamper },
): Promise<SignedTransaction> {
  const account = await accountOf(payment.path, send);
  const [change = 0, index = 0] = payment.path.slice(3);
  const changeKey = publicKeyAt(account, 1, 0);
  const outputs = outputsOf(payment, scriptOf(account, changeKey), tamper);
  const paid = outputs.reduce((sum, { amount }) => sum + amount, 0n);
  const spend = spendOf(account, publicKeyAt(account, change, index), paid + payment.fees);
  if (tamper === 'fee') outputs[outputs.length - 1]!.amount -= 1n;
  const host = new MerkleHost();
  const input = inputMap(account, spend, derivation(account, change, index));
  const outputMaps = outputs.map((output) => [
    ...(output.isChange ? [changeField(account, changeKey)] : []),
    ...outputFields(output),
  ]);
  const command = concat(
    host.addMap([
      [Uint8Array.of(0x02), VERSION],
      [Uint8Array.of(0x03), LOCKTIME],
      [Uint8Array.of(0x04), varint(1)],
      [Uint8Array.of(0x05), varint(outputs.length)],
      [Uint8Array.of(0xfb), littleEndian(2, 4)],
    ]),
    varint(1),
    host.addList([host.addMap(input)]),
    varint(outputs.length),
    host.addList(outputMaps.map((map) => host.addMap(map))),
    addPolicy(host, account),
    NOTHING,
  );
  const signature = await signatureOf(host, command, send);
  return finished(account, spend, outputs, signature);
}

function outputsOf(payment: Payment, change: Uint8Array, tamper: Tamper | undefined) {
  const { destination, amount } = payment;
  const script = scriptOfAddress(destination);
  if (script === undefined) {
    throw new InputError(expected('pay-in address', 'a Bitcoin address', shownText(destination)));
  }
  // Somebody else's: no key has these hashes.
  const other = witnessProgram(hash160(script));
  const data = bytesOf('memo');
  const memo = {
    amount: 0n,
    script: concat(Uint8Array.of(0x6a, data.length), data),
    isChange: false,
  };
  return [
    ...(tamper === 'memo' ? [memo] : []),
    {
      amount: amount + (tamper === 'amount' ? 1n : 0n),
      script: tamper === 'destination' ? other : script,
      isChange: false,
    },
    { amount: CHANGE, script: change, isChange: true },
  ];
}

/** A transaction that pays so much to the key, out of nowhere. */
function spendOf(account: Account, publicKey: Uint8Array, amount: bigint): Spend {
  const script = scriptOf(account, publicKey);
  const nowhere = concat(new Uint8Array(32).fill(1), littleEndian(0, 4), varint(0), SEQUENCE);
  const output = concat(littleEndian(amount, 8), withVarint(script));
  const previous = concat(VERSION, varint(1), nowhere, varint(1), output, LOCKTIME);
  return { publicKey, script, amount, previous };
}

function inputMap(account: Account, spend: Spend, path: Uint8Array): PsbtMap {
  const { publicKey, script, amount, previous } = spend;
  const utxo = concat(littleEndian(amount, 8), withVarint(script));
  const key = (type: number, data: Uint8Array = EMPTY) => concat(Uint8Array.of(type), data);
  const taproot = concat(varint(0), path);
  return [
    [key(0x00), previous],
    ...(account.purpose === 44 ? [] : ([[key(0x01), utxo]] as const)),
    ...(account.purpose === 49 ? ([[key(0x04), witnessProgram(hash160(publicKey))]] as const) : []),
    isTaproot(account) ? [key(0x16, publicKey.subarray(1)), taproot] : [key(0x06, publicKey), path],
    [key(0x0e), sha256(sha256(previous))],
    [key(0x0f), littleEndian(0, 4)],
    [key(0x10), SEQUENCE],
  ];
}

function outputFields({ amount, script }: Output): PsbtMap {
  return [
    [Uint8Array.of(0x03), littleEndian(amount, 8)],
    [Uint8Array.of(0x04), script],
  ];
}

/** Where the key of the change is. */
function changeField(account: Account, publicKey: Uint8Array): PsbtMap[number] {
  const path = derivation(account, 1, 0);
  return isTaproot(account)
    ? [concat(Uint8Array.of(0x07), publicKey.subarray(1)), concat(varint(0), path)]
    : [concat(Uint8Array.of(0x02), publicKey), path];
}

/** SIGN_PSBT, and the answers to all it asks; the one signature. */
async function signatureOf(host: MerkleHost, command: Uint8Array, send: Send): Promise<Uint8Array> {
  let answer = await send(concat(Uint8Array.of(0xe1, 0x04, 0, 1, command.length), command));
  while (toHex(answer.subarray(-2)) === 'e000') {
    const data = host.answer(answer.subarray(0, -2));
    answer = await send(concat(Uint8Array.of(0xf8, 0x01, 0, 0, data.length), data));
  }
  if (toHex(answer.subarray(-2)) !== '9000') throw new CoinAppRefusal(answer);
  // Number of the input, key with its length, signature.
  const [yielded] = host.yielded;
  if (yielded === undefined) throw new CoinAppRefusal(answer);
  return yielded.slice(2 + yielded[1]!);
}

function finished(
  account: Account,
  { publicKey, script, previous }: Spend,
  outputs: readonly Output[],
  signature: Uint8Array,
): SignedTransaction {
  const push = (bytes: Uint8Array) => concat(Uint8Array.of(bytes.length), bytes);
  const program = witnessProgram(hash160(publicKey));
  const scriptSig = {
    44: concat(push(signature), push(publicKey)),
    49: push(program),
    84: EMPTY,
    86: EMPTY,
  }[account.purpose];
  const outpoint = concat(sha256(sha256(previous)), littleEndian(0, 4));
  const list = outputs.map(({ amount, script: to }) =>
    concat(littleEndian(amount, 8), withVarint(to)),
  );
  const body = concat(
    ...[varint(1), outpoint, withVarint(scriptSig), SEQUENCE],
    ...[varint(list.length), ...list],
  );
  const stack = isTaproot(account) ? [signature] : [signature, publicKey];
  const witness = concat(varint(stack.length), ...stack.map(withVarint));
  const plain = concat(VERSION, body, LOCKTIME);
  const isSegwit = account.purpose !== 44;
  const whole = isSegwit ? concat(VERSION, Uint8Array.of(0, 1), body, witness, LOCKTIME) : plain;
  return {
    transaction: toHex(whole),
    hash: toHex(sha256(sha256(plain)).reverse()),
    signer: addressOf(script)!,
  };
}
