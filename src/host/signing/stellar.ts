/**
 * Pays with lumens (XDR of a transaction, RFC 4506). Sequence number 1: what the network would want
 * is not known here. The memo is a text, an empty one where none was approved: without any the app
 * does not sign (SIGNING).
 */
import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesOf, concat, fromBigInt, toHex } from '../../bytes.js';
import { InputError } from '../../errors.js';
import { expected } from '../../shown.js';
import { accountText, publicKeyOf } from '../../simulator/coins/stellar/account.js';
import {
  ENVELOPE,
  MAX_MEMO_TEXT,
  MEMO,
  PAYMENT,
  PUBLIC_NETWORK,
} from '../../simulator/coins/stellar/transaction.js';
import { packPath } from '../derivation-path.js';
import { ask, partsOf, requireSigned } from './command.js';
import { limited } from './limited.js';
import type { Payment, Send, SignedTransaction } from './payment.js';
import { shownAddress } from './shown-address.js';
import type { Tamper } from './tamper.js';

const PUBLIC_KEY = { cla: 0xe0, ins: 0x02 } as const;
const SIGN = { cla: 0xe0, ins: 0x04 } as const;
const GOES_ON = 0x80;
const STROOPS = 'stroops';
const MOST_FEE = 0xffff_ffffn;
const MOST_AMOUNT = 0x7fff_ffff_ffff_ffffn;
/** In front of the transaction: of its network, and of its kind. */
const NETWORK_SIZE = 32;

/**
 * @param options `transaction`: as the app gets it, hash of the network, envelope type and XDR.
 * @throws CoinAppRefusal when the app says no, InputError when no transaction can be made.
 */
export async function payWithStellar(
  payment: Payment,
  send: Send,
  options: { tamper?: Tamper; transaction?: Uint8Array },
): Promise<SignedTransaction> {
  const path = packPath(payment.path);
  const publicKey = await ask(send, { ...PUBLIC_KEY, data: path });
  const raw = options.transaction ?? unsigned(payment, publicKey, options.tamper);
  const parts = partsOf(concat(path, raw));
  let signature: Uint8Array = raw;
  for (const [i, data] of parts.entries()) {
    const p1 = i === 0 ? 0 : GOES_ON;
    const p2 = i === parts.length - 1 ? 0 : GOES_ON;
    signature = await ask(send, { ...SIGN, p1, p2, data });
  }
  const hash = sha256(raw);
  requireSigned('Stellar', () => ed25519.verify(signature, hash, publicKey));
  const hint = publicKey.subarray(-4);
  const signatures = concat(uint32(1), hint, uint32(signature.length), signature);
  return {
    transaction: toHex(concat(raw.subarray(NETWORK_SIZE), signatures)),
    hash: toHex(hash),
    signer: accountText(publicKey),
    signatures: [toHex(signature)],
  };
}

function unsigned(
  { destination, amount, fees, memo }: Payment,
  publicKey: Uint8Array,
  tamper: Tamper | undefined,
): Uint8Array {
  const more = (part: Tamper) => (tamper === part ? 1n : 0n);
  const to = publicKeyOf(destination)?.slice();
  if (to === undefined) {
    throw new InputError(
      expected('pay-in address', 'a Stellar address, G and more', shownAddress(destination)),
    );
  }
  if (tamper === 'destination') to[31]! ^= 0x01;
  const network = tamper === 'chain' ? sha256(bytesOf(TEST_NETWORK)) : PUBLIC_NETWORK;
  const fee = limited(fees + more('fee'), MOST_FEE, { name: 'fees', unit: STROOPS });
  const paid = limited(amount + more('amount'), MOST_AMOUNT, { name: 'amount', unit: STROOPS });
  return concat(
    ...[network, uint32(ENVELOPE.transaction), account(publicKey)],
    ...[fromBigInt(fee, 4), fromBigInt(1n, 8)],
    uint32(NO_PRECONDITIONS),
    ...[uint32(MEMO.text), text(memo + (tamper === 'memo' ? '!' : ''))],
    ...[uint32(1), uint32(NO_SOURCE), uint32(PAYMENT)],
    ...[account(to), uint32(NATIVE), fromBigInt(paid, 8)],
    uint32(NO_EXTENSION),
  );
}

const TEST_NETWORK = 'Test SDF Network ; September 2015';
const NO_PRECONDITIONS = 0;
const NO_SOURCE = 0;
const NATIVE = 0;
const NO_EXTENSION = 0;
const ED25519 = 0;

function uint32(value: number): Uint8Array {
  return fromBigInt(BigInt(value), 4);
}

function account(publicKey: Uint8Array): Uint8Array {
  return concat(uint32(ED25519), publicKey);
}

/** Length, the text, zeros up to four bytes. */
function text(value: string): Uint8Array {
  const bytes = bytesOf(value);
  if (bytes.length > MAX_MEMO_TEXT) {
    throw new InputError(expected('memo', `at most ${MAX_MEMO_TEXT} bytes`, bytes.length));
  }
  return concat(uint32(bytes.length), bytes, new Uint8Array((4 - (bytes.length % 4)) % 4));
}
