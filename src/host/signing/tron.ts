/**
 * Pays with TRX or a TRC-20 token. The block a transaction refers to and its times are left out or
 * zeros: what the network would want of them is not known here.
 */
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { MAX_DATA_SIZE } from '../../apdu/apdu.js';
import { bytesOf, concat, fromBigInt, fromHex, textOf, toHex } from '../../bytes.js';
import { InputError } from '../../errors.js';
import { expected } from '../../shown.js';
import { base58Payload, base58WithPrefix, keccakAddress } from '../../simulator/coins/hashes.js';
import {
  ADDRESS_SIZE,
  ANY,
  CONTRACT,
  CONTRACT_TYPE,
  MAINNET,
  RAW,
  SELECTOR,
  TRANSACTION,
  TRANSFER_CONTRACT,
  TRIGGER_SMART_CONTRACT,
} from '../../simulator/coins/tron/fields.js';
import { tronContractOf } from '../../simulator/coins/tron/tokens.js';
import { packPath } from '../derivation-path.js';
import { ask, wrongSignature } from './command.js';
import { limited } from './limited.js';
import type { Payment, Send, SignedTransaction } from './payment.js';
import { bytesField, numberField } from './protobuf-fields.js';
import { shownAddress } from './shown-address.js';
import type { Tamper } from './tamper.js';

const PUBLIC_KEY = { cla: 0xe0, ins: 0x02 } as const;
/** P1: the whole transaction in this command, the only way the app signs in a swap. */
const SIGN = { cla: 0xe0, ins: 0x04, p1: 0x10 } as const;
const TYPE_URL = 'type.googleapis.com/protocol.';

/** @throws CoinAppRefusal when the app says no, InputError when no transaction can be made. */
export async function payWithTron(
  payment: Payment,
  send: Send,
  options: { tamper?: Tamper; transaction?: Uint8Array },
): Promise<SignedTransaction> {
  const path = packPath(payment.path);
  const owner = await ownAddress(path, send);
  const raw = options.transaction ?? unsigned(payment, owner, options.tamper);
  const data = concat(path, raw);
  if (data.length > MAX_DATA_SIZE) {
    throw new InputError(
      expected(
        'transaction',
        `at most ${MAX_DATA_SIZE - path.length} bytes`,
        `${raw.length}: in a swap the Tron app signs what comes in one command`,
      ),
    );
  }
  const answer = await ask(send, { ...SIGN, data });
  const signature = answer.subarray(0, 65);
  const signer = signerOf(raw, signature);
  if (signer !== owner) throw wrongSignature('Tron');
  const whole = [bytesField(TRANSACTION.raw, raw), bytesField(TRANSACTION.signature, signature)];
  return {
    transaction: toHex(concat(...whole)),
    hash: toHex(sha256(raw)),
    signer,
    signatures: [toHex(signature)],
  };
}

/** Text of the address, which the answer has behind the public key. */
async function ownAddress(path: Uint8Array, send: Send): Promise<string> {
  const answer = await ask(send, { ...PUBLIC_KEY, data: path });
  const behindKey = answer.subarray(1 + answer[0]!);
  const address = textOf(behindKey.subarray(1, 1 + behindKey[0]!));
  // The app has not begun to sign: Exchange told its version, and will refuse this.
  if (!isAddress(address)) await ask(send, { ...SIGN, data: path });
  return address;
}

function signerOf(raw: Uint8Array, signature: Uint8Array): string | undefined {
  try {
    const recoverable = secp256k1.Signature.fromBytes(signature.subarray(0, 64), 'compact');
    const key = recoverable.addRecoveryBit(signature[64]!).recoverPublicKey(sha256(raw));
    return base58WithPrefix([MAINNET], keccakAddress(key.toBytes(false)));
  } catch {
    return undefined;
  }
}

/** `Transaction.raw`. */
function unsigned(payment: Payment, owner: string, tamper: Tamper | undefined): Uint8Array {
  const { currency, destination, fees } = payment;
  const isToken = currency.ticker !== currency.fee.ticker;
  const to = addressBytes(destination, 'pay-in address').slice();
  if (tamper === 'destination') to[ADDRESS_SIZE - 1]! ^= 0x01;
  const amount = payment.amount + (tamper === 'amount' ? 1n : 0n);
  const from = addressBytes(owner, 'address of the Tron app');
  const contract = isToken ? call(payment, from, to, amount) : transfer(from, to, amount);
  const limit = limited(fees + (tamper === 'fee' ? 1n : 0n), MOST_SUN, {
    name: 'fees',
    unit: 'sun',
  });
  return concat(
    bytesField(RAW.refBlockBytes, new Uint8Array(2)),
    bytesField(RAW.refBlockHash, new Uint8Array(8)),
    ...(tamper === 'memo' ? [bytesField(RAW.data, bytesOf('memo'))] : []),
    bytesField(RAW.contract, contract),
    ...(isToken ? [numberField(RAW.feeLimit, limit)] : []),
  );
}

/** An int64 in the message. */
const MOST_SUN = (1n << 63n) - 1n;

function transfer(owner: Uint8Array, to: Uint8Array, amount: bigint): Uint8Array {
  return contract(
    CONTRACT_TYPE.transfer,
    'TransferContract',
    bytesField(TRANSFER_CONTRACT.owner, owner),
    bytesField(TRANSFER_CONTRACT.to, to),
    numberField(
      TRANSFER_CONTRACT.amount,
      limited(amount, MOST_SUN, { name: 'amount', unit: 'sun' }),
    ),
  );
}

function call({ currency }: Payment, owner: Uint8Array, to: Uint8Array, amount: bigint) {
  const token = tronContractOf(currency);
  if (token === undefined) {
    throw new InputError(
      `the Tron app knows no token ${currency.ticker} with ${currency.decimals} decimals`,
      { hint: 'It signs transfers of the tokens it was built with, and of no other.' },
    );
  }
  // Contracts know addresses without their first byte.
  const account = to.subarray(1);
  const word = concat(new Uint8Array(32 - account.length), account);
  return contract(
    CONTRACT_TYPE.triggerSmartContract,
    'TriggerSmartContract',
    bytesField(TRIGGER_SMART_CONTRACT.owner, owner),
    bytesField(TRIGGER_SMART_CONTRACT.contract, addressBytes(token, 'contract')),
    bytesField(
      TRIGGER_SMART_CONTRACT.data,
      concat(fromHex(SELECTOR.transfer), word, fromBigInt(amount, 32)),
    ),
  );
}

function contract(type: number, name: string, ...fields: readonly Uint8Array[]): Uint8Array {
  const any = concat(
    bytesField(ANY.typeUrl, bytesOf(TYPE_URL + name)),
    bytesField(ANY.value, concat(...fields)),
  );
  return concat(numberField(CONTRACT.type, BigInt(type)), bytesField(CONTRACT.parameter, any));
}

const isAddress = (text: string): boolean => addressPayload(text) !== undefined;

function addressPayload(text: string): Uint8Array | undefined {
  const bytes = base58Payload(text);
  return bytes?.length === ADDRESS_SIZE && bytes[0] === MAINNET ? bytes : undefined;
}

function addressBytes(text: string, field: string): Uint8Array {
  const bytes = addressPayload(text);
  if (bytes !== undefined) return bytes;
  throw new InputError(expected(field, 'a Tron address, T and more', shownAddress(text)));
}
