/**
 * What the Ethereum app shows once it has left the swap, or is asked for something that needs its
 * user. Source: app-ethereum src/nbgl/ui_approve_tx.c, ui_get_public_key.c, ui_sign_message.c; the
 * pages of a payment on a Nano are recorded, the others read in the source.
 */
import { EMPTY, textOf, toBigInt, toHex } from '../../../bytes.js';
import { isNano, type Model } from '../../../device.js';
import type { OwnReview, Pair } from '../../screens/content.js';
import { ethereumAddress } from '../hashes.js';
import type { SigningContext } from '../signing.js';
import { amountText, destinationText, feesText, tokenOf } from './checks.js';
import { networkName } from './networks.js';
import { signTransaction } from './signature.js';
import type { EthereumState, Pending, Question } from './state.js';
import { chainIdOf, type Reading } from './transaction.js';

/** Longest name of a network; what follows is cut off. */
const NETWORK_NAME_SIZE = 19;
/** Bytes for a row of a call, its NUL included. */
const ROW_SIZE = 100;
const MAX_UINT256 = 2n ** 256n - 1n;

/** The app that also does the work of its variants. */
export const RUNS_IN = 'Ethereum';

const SIGNED = { yes: 'Transaction signed', no: 'Transaction rejected' } as const;

export function transactionQuestion(
  state: EthereumState,
  { path, reading }: Pending,
  { wallet, model }: SigningContext,
): Question {
  const from = `0x${ethereumAddress(wallet.secp256k1(path).uncompressed)}`;
  const erc20 = reading.callData?.kind === 'erc20' ? reading.callData : undefined;
  const call = erc20?.call === 'approve' ? 'Approve' : 'Send';
  const isUnlimited = erc20 !== undefined && toBigInt(erc20.amount) === MAX_UINT256;
  const amount = isUnlimited
    ? `Unlimited ${tokenOf(state, reading)?.ticker ?? ''}`
    : (amountText(state, reading) ?? '');
  const what = erc20 === undefined ? '' : ` to ${call.toLowerCase()} ERC20 token`;
  const fees = { tag: 'Max fees', value: feesText(state, reading) };
  const network = networkRows(state, reading);
  const isPaid = !reading.hasData || toBigInt(reading.values.value ?? EMPTY) !== 0n;
  const rows = [
    { tag: 'From', value: from },
    ...(erc20 === undefined && !isPaid
      ? []
      : [{ tag: erc20 === undefined ? 'Amount' : call, value: amount }]),
    { tag: erc20?.call === 'approve' ? 'Approve to' : 'To', value: destinationText(reading) },
    ...(erc20 === undefined || erc20.extra.length === 0
      ? []
      : [{ tag: 'Extra Data', value: extraText(erc20.extra) }]),
    ...(erc20 === undefined ? [fees, ...network] : [...network, fees]),
  ];
  const review = {
    title: `Review transaction${what}`,
    rows,
    sign: isNano(model) ? 'Sign transaction' : `Sign transaction${what}?`,
  };
  return { review, answer: signTransaction(wallet, path, reading), ...SIGNED };
}

/** The network is named when it is not the app's own; the apps of other networks never name it. */
function networkRows(state: EthereumState, reading: Reading): Pair[] {
  const chainId = chainIdOf(reading);
  if (state.variant.chainId !== 1n || chainId === 1n) return [];
  const name = nameOf(state, chainId) ?? chainId.toString();
  return [{ tag: 'Network', value: name.slice(0, NETWORK_NAME_SIZE) }];
}

function nameOf({ networks }: EthereumState, chainId: bigint): string | undefined {
  return networks.get(chainId)?.name ?? networkName(chainId);
}

/** What follows the words of a call: as text when it is all printable, else as hex. */
function extraText(extra: Uint8Array): string {
  const isText = extra.every((byte) => byte >= 0x20 && byte <= 0x7e);
  if (isText) return textOf(extra);
  const hex = `0x${toHex(extra)}`;
  return hex.length < ROW_SIZE ? hex : `${hex.slice(0, ROW_SIZE - 4)}...`;
}

/** @param chainId the host's; the app's own when it told none. */
export function addressQuestion(
  state: EthereumState,
  chainId: bigint,
  address: string,
  answer: Uint8Array,
): Question {
  const name = chainId === state.variant.chainId ? RUNS_IN : nameOf(state, chainId);
  const review = {
    title: name === undefined ? 'Verify address' : `Verify ${name}\naddress`,
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
