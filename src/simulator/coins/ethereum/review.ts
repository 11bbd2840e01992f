/**
 * What the Ethereum app shows once it has left the swap, or is asked for something that needs its
 * user. Source: app-ethereum src/nbgl/ui_approve_tx.c, ui_get_public_key.c, ui_sign_message.c; the
 * pages of a payment on a Nano are recorded, the others read in the source.
 */
import { EMPTY, textOf, toBigInt } from '../../../bytes.js';
import { isNano, type Model } from '../../../device.js';
import type { OwnReview } from '../../screens/content.js';
import { checksummed, keccakAddress } from '../hashes.js';
import type { SigningContext } from '../signing.js';
import { amountText, destinationText, feesText } from './checks.js';
import { signTransaction } from './signature.js';
import type { EthereumState, Pending, Question } from './state.js';

const SIGNED = { yes: 'Transaction signed', no: 'Transaction rejected' } as const;

export function transactionQuestion(
  state: EthereumState,
  { path, reading }: Pending,
  { wallet, model }: SigningContext,
): Question {
  const from = `0x${checksummed(keccakAddress(wallet.secp256k1(path).uncompressed))}`;
  const amount = amountText(state, reading) ?? '';
  const erc20 = reading.callData?.kind === 'erc20' ? reading.callData : undefined;
  const call = erc20?.call === 'approve' ? 'Approve' : 'Send';
  const what = erc20 === undefined ? '' : ` to ${call.toLowerCase()} ERC20 token`;
  const isPaid = !reading.hasData || toBigInt(reading.values.value ?? EMPTY) !== 0n;
  const rows = [
    { tag: 'From', value: from },
    ...(erc20 === undefined && !isPaid
      ? []
      : [{ tag: erc20 === undefined ? 'Amount' : call, value: amount }]),
    { tag: erc20?.call === 'approve' ? 'Approve to' : 'To', value: destinationText(reading) },
    { tag: 'Max fees', value: feesText(state, reading) ?? '' },
  ];
  const review = {
    title: `Review transaction${what}`,
    rows,
    sign: isNano(model) ? 'Sign transaction' : `Sign transaction${what}?`,
  };
  return { review, answer: signTransaction(wallet, path, reading), ...SIGNED };
}

export function addressQuestion(
  { variant }: EthereumState,
  address: string,
  answer: Uint8Array,
): Question {
  const review = {
    title: `Verify ${variant.name}\naddress`,
    rows: [{ tag: 'Address', value: address }],
    sign: 'Confirm',
    reject: 'Cancel',
  };
  return { review, answer, yes: 'Address verified', no: 'Address verification\ncancelled' };
}

export function messageQuestion(text: Uint8Array, answer: Uint8Array, model: Model): Question {
  const review: OwnReview = {
    title: 'Review message',
    rows: [{ tag: 'Message', value: textOf(text) }],
    sign: isNano(model) ? 'Sign message' : 'Sign message?',
    reject: 'Reject message',
  };
  return { review, answer, yes: 'Message signed', no: 'Message rejected' };
}
