/**
 * What would be shown of a Solana transaction against what was approved. No recording: source
 * app-solana src/handle_sign_message.c, src/swap/handle_swap_sign_transaction.c.
 *
 * Of what would be shown, in its order, SOL are held against:
 *
 * | shown | held against |
 * |---|---|
 * | amount | amount |
 * | highest fees, where the transaction sets them | fees: not more, see {@link isNotMore} |
 * | recipient | destination |
 * | anything else, or two of them | refused |
 *
 * and tokens:
 *
 * | shown | held against |
 * |---|---|
 * | a token account is made; mint; who owns the account | what was told before |
 * | highest fees, where the transaction sets them | fees, likewise |
 * | amount with the ticker of the mint and the decimals of the transaction, once | amount |
 * | owner | destination |
 * | a fee of the token, several signers, a hook, Token-2022 without a fee | refused |
 */
import { base58 } from '@scure/base';
import type { Reason } from '../../../device.js';
import type { Asset } from '../asset.js';
import { differs } from '../signing.js';
import { SOL, solanaAmount } from './app.js';
import type { Item } from './payment.js';
import { type ToldToken, toldTicker } from './token-descriptor.js';
import type { TokenOwner } from './token-owner.js';
import { solanaTicker } from './tokens.js';

/** What was approved, and what the host has told of the token. */
export interface Approved {
  readonly asset: Asset;
  readonly amount: bigint;
  readonly fees: bigint;
  readonly destination: string;
  readonly told?: TokenOwner;
  readonly token?: ToldToken;
}

/** Of the buffer an amount is shown from, its NUL included. */
const TEXT_BUFFER = 45;

/** Why the transaction is not signed, or null. */
export function paymentProblem(approved: Approved, items: readonly Item[]): Reason | null {
  const isToken = approved.asset.ticker !== SOL.ticker;
  return isToken ? tokenProblem(approved, items) : solProblem(approved, items);
}

/** Amount and recipient, and perhaps fees. */
const MOST_ITEMS = 3;

function solProblem(state: Approved, items: readonly Item[]): Reason | null {
  if (items.some(({ kind }) => kind === 'token-amount')) {
    return { what: 'a transfer of tokens, approved SOL', field: 'currency' };
  }
  if (items.length > MOST_ITEMS) return { what: `the app would show ${items.length} things` };
  const done = new Set<Item['kind']>();
  for (const item of items) {
    const problem = solItemProblem(state, item);
    if (problem !== null) return problem;
    done.add(item.kind);
  }
  if (done.has('recipient')) return null;
  return { what: 'the transaction has no recipient' };
}

function solItemProblem(state: Approved, item: Item): Reason | null {
  switch (item.kind) {
    case 'transfer': {
      const [actual, approved] = [amountText(item.lamports, SOL), approvedText(state)];
      return actual !== null && actual === approved
        ? null
        : differs('amount', actual ?? 'too large', approved ?? 'too large');
    }
    case 'max-fees':
      return feeProblem(state, item.lamports);
    case 'recipient':
      return recipientProblem(state, base58.encode(item.key));
    default:
      return extraProblem(item);
  }
}

function tokenProblem(state: Approved, items: readonly Item[]): Reason | null {
  const { told } = state;
  const payment = items.find((item) => item.kind === 'token-amount')?.transfer;
  if (payment === undefined) {
    return { what: `no transfer of tokens, approved ${state.asset.ticker}`, field: 'currency' };
  }
  if (payment.isToken2022 && payment.fee === undefined) {
    return { what: 'a transfer of Token-2022 must say the fee of the token' };
  }
  if (payment.hasHook) return { what: 'the transfer calls another program' };
  for (const item of items) {
    const problem = tokenItemProblem(state, told!, item);
    if (problem !== null) return problem;
  }
  return null;
}

function tokenItemProblem(state: Approved, told: TokenOwner, item: Item): Reason | null {
  const isTold = (part: string, actual: string, expected: string) =>
    actual === expected
      ? null
      : { ...differs(part, actual, expected), what: `${part} ${actual}, told ${expected}` };
  switch (item.kind) {
    case 'token-amount': {
      const { amount, decimals, mint, isToken2022 } = item.transfer;
      const ticker =
        toldTicker(state.token, mint, isToken2022) ?? solanaTicker(base58.encode(mint));
      const [actual, approved] = [amountText(amount, { ticker, decimals }), approvedText(state)];
      return actual !== null && actual === approved
        ? null
        : differs('amount', actual ?? 'too large', approved ?? 'too large');
    }
    case 'max-fees':
      return feeProblem(state, item.lamports);
    case 'token-account':
      return isTold('token account', base58.encode(item.address), told.account.text);
    case 'mint':
      return isTold('mint', base58.encode(item.key), told.mint.text);
    case 'token-owner':
      return recipientProblem(state, told.owner.text);
    case 'key':
      return null;
    default:
      return extraProblem(item);
  }
}

const extraProblem = (item: Item): Reason => ({
  what: `the transaction has ${'what' in item ? item.what : `a ${item.kind}`}`,
});

const amountText = (value: bigint, asset: Asset) => solanaAmount(value, asset, TEXT_BUFFER);

const approvedText = ({ amount, asset }: Approved) => solanaAmount(amount, asset);

function recipientProblem({ destination }: Approved, actual: string): Reason | null {
  return actual === destination ? null : differs('destination', actual, destination);
}

function feeProblem({ fees }: Approved, lamports: bigint): Reason | null {
  const [actual, approved] = [solanaAmount(lamports, SOL)!, solanaAmount(fees, SOL)!];
  return isNotMore(actual, approved) ? null : differs('fees', actual, approved);
}

/**
 * The app's comparison of fees, by the digits of the texts from the left: equal, or at the first
 * difference the smaller character. So 10 SOL are not more than 9 SOL, and 0.00001 SOL are more
 * than 0.000015 SOL, since the text ends there.
 */
export function isNotMore(actual: string, approved: string): boolean {
  if (actual === approved) return true;
  for (let at = 0; /[.0-9]/.test(actual[at] ?? '') && /[.0-9]/.test(approved[at] ?? ''); at++) {
    if (actual[at] !== approved[at]) return actual[at]! < approved[at]!;
  }
  return false;
}
