/**
 * Pays with XRP. Sequence 1 and no last ledger: what the network would want of them is not known
 * here. Without an approved tag there is none in the payment; the app refuses that (SIGNING).
 */
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { sha512 } from '@noble/hashes/sha2.js';
import { concat, fromBigInt, toHex } from '../../bytes.js';
import { InputError } from '../../errors.js';
import { expected, shownText } from '../../shown.js';
import { hash160 } from '../../simulator/coins/hashes.js';
import { accountOf, accountText } from '../../simulator/coins/xrp/app.js';
import {
  FIELD,
  FULLY_CANONICAL,
  PAYMENT,
  POSITIVE,
  PREFIX,
  TYPE,
} from '../../simulator/coins/xrp/transaction.js';
import { packPath } from '../derivation-path.js';
import { ask, partsOf, requireSigned } from './command.js';
import { limited } from './limited.js';
import type { Payment, Send, SignedTransaction } from './payment.js';
import { shownAddress } from './shown-address.js';
import type { Tamper } from './tamper.js';

/** P2: keys on secp256k1. */
const PUBLIC_KEY = { cla: 0xe0, ins: 0x02, p2: 0x40 } as const;
const SIGN = { cla: 0xe0, ins: 0x04, p2: 0x40 } as const;
const P1 = { goesOn: 0x01, more: 0x80 } as const;
/** There will never be more drops than these. */
const MOST_DROPS = 100_000_000_000_000_000n;
const MOST_TAG = 0xffff_ffffn;
/** Of some sidechain; the main network is never named in a transaction. */
const OTHER_NETWORK = 1025n;

/** @throws CoinAppRefusal when the app says no, InputError when no transaction can be made. */
export async function payWithXrp(
  payment: Payment,
  send: Send,
  options: { tamper?: Tamper; transaction?: Uint8Array },
): Promise<SignedTransaction> {
  const path = packPath(payment.path);
  const answer = await ask(send, { ...PUBLIC_KEY, data: path });
  const publicKey = answer.subarray(1, 1 + answer[0]!);
  const raw = options.transaction ?? unsigned(payment, publicKey, options.tamper);
  const at = behindKey(raw, publicKey);
  const parts = partsOf(concat(path, raw));
  let signature: Uint8Array = raw;
  for (const [i, data] of parts.entries()) {
    const p1 = (i === 0 ? 0 : P1.goesOn) | (i === parts.length - 1 ? 0 : P1.more);
    signature = await ask(send, { ...SIGN, p1, data });
  }
  const signed = halfSha512(concat(PREFIX.single, raw));
  const form = { prehash: false, format: 'der' } as const;
  requireSigned('XRP', () => secp256k1.verify(signature, signed, publicKey, form));
  const own = field(FIELD.signature, signature);
  const whole = concat(raw.subarray(0, at), own, raw.subarray(at));
  return {
    transaction: toHex(whole),
    hash: toHex(halfSha512(concat(PREFIX.signed, whole))),
    signer: accountText(hash160(publicKey)),
    signatures: [toHex(signature)],
  };
}

function halfSha512(bytes: Uint8Array): Uint8Array {
  return sha512(bytes).slice(0, 32);
}

function unsigned(
  { destination, amount, fees, memo }: Payment,
  publicKey: Uint8Array,
  tamper: Tamper | undefined,
): Uint8Array {
  const more = (part: Tamper) => (tamper === part ? 1n : 0n);
  const account = accountOf(destination)?.slice();
  if (account === undefined) {
    throw new InputError(
      expected('pay-in address', 'an XRP address, r and more', shownAddress(destination)),
    );
  }
  if (tamper === 'destination') account[19]! ^= 0x01;
  const tag = tagOf(memo, more('memo'));
  // In the ledger's canonical order: by type, then by number.
  return concat(
    number(FIELD.transactionType, BigInt(PAYMENT)),
    ...(tamper === 'chain' ? [number(FIELD.networkId, OTHER_NETWORK)] : []),
    number(FIELD.flags, FULLY_CANONICAL),
    number(FIELD.sequence, 1n),
    ...(tag === undefined ? [] : [number(FIELD.destinationTag, tag)]),
    field(FIELD.amount, drops(amount + more('amount'), 'amount')),
    field(FIELD.fee, drops(fees + more('fee'), 'fees')),
    field(FIELD.signingPublicKey, publicKey),
    field(FIELD.account, hash160(publicKey)),
    field(FIELD.destination, account),
  );
}

/** Destination tag of a memo, which must be a number; undefined where nobody wants one. */
function tagOf(memo: string, more: bigint): bigint | undefined {
  if (memo === '') return more === 0n ? undefined : more;
  const tag = /^\d{1,10}$/.test(memo) ? BigInt(memo) : MOST_TAG + 1n;
  if (tag <= MOST_TAG) return (tag + more) % (MOST_TAG + 1n);
  throw new InputError(
    expected('memo', `a destination tag, a number up to ${MOST_TAG}`, shownText(memo)),
  );
}

function drops(amount: bigint, name: string): Uint8Array {
  return fromBigInt(limited(amount, MOST_DROPS, { name, unit: 'drops' }) | POSITIVE, 8);
}

interface Name {
  readonly type: number;
  readonly id: number;
}

const SIZES: Readonly<Record<number, number>> = { [TYPE.uint16]: 2, [TYPE.uint32]: 4 };

function number(name: Name, value: bigint): Uint8Array {
  return field(name, fromBigInt(value, SIZES[name.type]!));
}

/** All names here have a type and a number below 16: both are in one byte. */
function field({ type, id }: Name, value: Uint8Array): Uint8Array {
  const isSized = type === TYPE.blob || type === TYPE.account;
  const size = isSized ? [value.length] : [];
  return concat(Uint8Array.of(type * 16 + id, ...size), value);
}

/**
 * Where the signature belongs: behind the key it is verified with.
 * @throws InputError for a transaction of somebody else.
 */
function behindKey(raw: Uint8Array, publicKey: Uint8Array): number {
  const key = toHex(field(FIELD.signingPublicKey, publicKey));
  const at = toHex(raw).search(new RegExp(`(?<=^(?:..)*)${key}`));
  if (at >= 0) return (at + key.length) / 2;
  throw new InputError(
    expected(
      'transaction',
      `the signing public key ${toHex(publicKey)}, the device's own`,
      'another',
    ),
  );
}
