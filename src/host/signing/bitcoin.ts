/**
 * Pays with bitcoin: one input, made up with its previous transaction, the payment and change. What
 * the user's wallet really has is not known here; a PSBT of his own can be given.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesOf, concat, EMPTY } from '../../bytes.js';
import { InputError } from '../../errors.js';
import { expected } from '../../shown.js';
import { TOTAL_SUPPLY } from '../../simulator/coins/bitcoin/psbt-fields.js';
import { littleEndian, varint, withVarint } from '../../simulator/coins/bitcoin/varint.js';
import { hash160 } from '../../simulator/coins/hashes.js';
import {
  type Account,
  accountOf,
  derivation,
  isTaproot,
  publicKeyAt,
  scriptOf,
  witnessProgram,
} from './bitcoin-account.js';
import { scriptOfAddress } from './bitcoin-address.js';
import { accountFor, signPsbt } from './bitcoin-psbt.js';
import { limited } from './limited.js';
import type { PsbtMap } from './merkle-host.js';
import type { Payment, Send, SignedTransaction } from './payment.js';
import { type Psbt, readPsbt } from './psbt.js';
import { shownAddress } from './shown-address.js';
import type { Tamper } from './tamper.js';

const CHANGE = 100_000n;
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
  { tamper, transaction }: { tamper?: Tamper; transaction?: Uint8Array },
): Promise<SignedTransaction> {
  if (transaction !== undefined) {
    const own = readPsbt(transaction);
    return signPsbt(own, await accountFor(own, payment.path, send), send);
  }
  const account = await accountOf(payment.path, send);
  return signPsbt(psbtOf(payment, account, tamper), account, send);
}

function psbtOf(payment: Payment, account: Account, tamper: Tamper | undefined): Psbt {
  const [change = 0, index = 0] = payment.path.slice(3);
  const changeKey = publicKeyAt(account, 1, 0);
  const outputs = outputsOf(payment, scriptOf(account, changeKey), tamper);
  const paid = outputs.reduce((sum, { amount }) => sum + amount, 0n);
  const unit = 'satoshis, fees and change included';
  const spent = limited(paid + payment.fees, TOTAL_SUPPLY, { name: 'amount', unit });
  const spend = spendOf(account, publicKeyAt(account, change, index), spent);
  if (tamper === 'fee') outputs[outputs.length - 1]!.amount -= 1n;
  return {
    global: [
      [Uint8Array.of(0x02), VERSION],
      [Uint8Array.of(0x03), LOCKTIME],
      [Uint8Array.of(0x04), varint(1)],
      [Uint8Array.of(0x05), varint(outputs.length)],
      [Uint8Array.of(0xfb), littleEndian(2, 4)],
    ],
    inputs: [inputMap(account, spend, derivation(account, change, index))],
    outputs: outputs.map((output) => [
      ...(output.isChange ? [changeField(account, changeKey)] : []),
      ...outputFields(output),
    ]),
  };
}

function outputsOf(payment: Payment, change: Uint8Array, tamper: Tamper | undefined) {
  const { destination, amount } = payment;
  const script = scriptOfAddress(destination);
  if (script === undefined) {
    throw new InputError(
      expected('pay-in address', 'a Bitcoin address', shownAddress(destination)),
    );
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
