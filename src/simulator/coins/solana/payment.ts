/**
 * What the Solana app would show of a transaction, as far as it can be a payment: the list that a swap
 * holds against what was approved. No recording: source app-solana libsol/message.c,
 * transaction_printers.c, transaction_summary.c.
 */
import { equal } from '../../../bytes.js';
import { type Action, actionOf, type TokenTransfer } from './instructions.js';
import { readInstructions, type SolanaHeader } from './message.js';
import { ownsTokenAccount, type TokenOwner } from './token-owner.js';

/** One thing shown. */
export type Item =
  | { readonly kind: 'transfer'; readonly lamports: bigint }
  | { readonly kind: 'max-fees'; readonly lamports: bigint }
  | { readonly kind: 'recipient'; readonly key: Uint8Array }
  | { readonly kind: 'token-amount'; readonly transfer: TokenTransfer }
  | { readonly kind: 'token-account'; readonly address: Uint8Array }
  | { readonly kind: 'mint'; readonly key: Uint8Array }
  /** Whose the token account is, as was told before. */
  | { readonly kind: 'token-owner' }
  /** A key no token payment is refused for. */
  | { readonly kind: 'key'; readonly what: string }
  /** What no payment may have. */
  | { readonly kind: 'extra'; readonly what: string };

export type Shown =
  | { readonly items: readonly Item[] }
  /** The app cannot show it, and would sign it blindly only outside swaps. */
  | { readonly blind: string }
  /** It can, and nobody simulates it here. */
  | { readonly other: string };

/** @throws Unreadable where the app cannot read the instructions. */
export function shownOf(
  header: SolanaHeader,
  signer: Uint8Array,
  told: TokenOwner | undefined,
): Shown {
  const actions = readInstructions(header)
    .map(actionOf)
    .map((action) => (action.kind === 'token-transfer' ? owned(action, told) : action));
  const unknown = actions.find(({ kind }) => kind === 'unknown') as
    | Extract<Action, { kind: 'unknown' }>
    | undefined;
  if (unknown !== undefined) return { blind: unknown.why };
  const warned = actions.some((action) => action.kind === 'ignored' && action.warns === true);
  const { fees, rest } = withoutFees(
    actions.filter(({ kind }) => kind !== 'ignored'),
    header.signatures,
  );
  const main = itemsOf(rest, signer);
  if (!('items' in main)) return main;
  const [first, ...others] = main.items;
  const payer = header.keys[0]!;
  return {
    items: [
      ...(first === undefined ? [] : [first]),
      ...(warned ? [{ kind: 'extra', what: 'a warning of unsupported extensions' } as const] : []),
      ...(fees === undefined ? [] : [{ kind: 'max-fees', lamports: fees } as const]),
      ...others,
      ...(equal(payer, signer) ? [] : [{ kind: 'key', what: 'another fee payer' } as const]),
    ],
  };
}

/** Tokens are only paid to an account whose owner was told. */
function owned(transfer: TokenTransfer, told: TokenOwner | undefined): Action {
  const no = (why: string) => ({ kind: 'unknown', why }) as const;
  if (told === undefined) return no('a token transfer nobody told the owner of');
  if (!equal(told.mint.key, transfer.mint)) return no('a token transfer of another mint than told');
  if (!equal(told.account.key, transfer.to)) {
    return no('a token transfer to another account than told');
  }
  const { owner } = told;
  return ownsTokenAccount(owner.key, transfer.mint, transfer.to, transfer.isToken2022)
    ? transfer
    : no('a token transfer to an account that is not the owner’s');
}

const FEE_OF_SIGNATURE = 5000n;
const UNITS_OF_INSTRUCTION = 200_000n;
const MOST_UNITS = 1_400_000n;
const MICRO = 1_000_000n;

/** The priority fees in front, added up; on 32 bits, as the app does. */
function withoutFees(
  all: readonly Action[],
  signatures: number,
): { fees?: bigint; rest: readonly Action[] } {
  const actions = all.length > 1 && all[0]!.kind === 'advance-nonce' ? all.slice(1) : all;
  if (actions.length < 2) return { rest: actions };
  let [at, limit, price]: [number, bigint | undefined, bigint | undefined] = [
    0,
    undefined,
    undefined,
  ];
  for (; actions[at]?.kind === 'budget'; at++) {
    const budget = actions[at] as Extract<Action, { kind: 'budget' }>;
    limit = budget.limit ?? limit;
    price = budget.price ?? price;
  }
  const rest = actions.slice(at);
  if (limit === undefined && price === undefined) return { rest };
  const byCount = BigInt(actions.length) * UNITS_OF_INSTRUCTION;
  const units = limit ?? (byCount < MOST_UNITS ? byCount : MOST_UNITS);
  const priority = BigInt.asUintN(64, (price ?? 0n) * units) / MICRO;
  return { fees: BigInt.asUintN(32, FEE_OF_SIGNATURE * BigInt(signatures) + priority), rest };
}

function itemsOf(actions: readonly Action[], signer: Uint8Array): Shown {
  const [first, second] = actions;
  const other = actions.find(({ kind }) => kind === 'other') as
    | Extract<Action, { kind: 'other' }>
    | undefined;
  if (other !== undefined) return { other: other.what };
  if (actions.length === 1) {
    if (first!.kind === 'transfer') return { items: transferItems(first!, signer) };
    if (first!.kind === 'token-transfer') return { items: tokenItems(first!) };
    if (first!.kind === 'token-account') return { items: tokenAccountItems(first!) };
    if (first!.kind === 'advance-nonce')
      return { items: [{ kind: 'extra', what: 'a nonce alone' }] };
  }
  if (
    actions.length === 2 &&
    first!.kind === 'token-account' &&
    second!.kind === 'token-transfer' &&
    second!.fee === undefined
  ) {
    return { items: [...tokenAccountItems(first!), ...tokenItems(second!)] };
  }
  return { blind: 'its instructions do not go together' };
}

function transferItems(
  { from, to, lamports }: Extract<Action, { kind: 'transfer' }>,
  signer: Uint8Array,
): Item[] {
  return [
    { kind: 'transfer', lamports },
    ...(equal(from, signer) ? [] : [{ kind: 'key', what: 'another sender' } as const]),
    { kind: 'recipient', key: to },
  ];
}

function tokenAccountItems({ address, mint }: Extract<Action, { kind: 'token-account' }>): Item[] {
  return [
    { kind: 'token-account', address },
    { kind: 'key', what: 'whom the token account is made for' },
    { kind: 'mint', key: mint },
    { kind: 'key', what: 'who pays for the token account' },
  ];
}

function tokenItems(transfer: TokenTransfer): Item[] {
  const { fee, mint, isMultiSigned } = transfer;
  return [
    { kind: 'token-amount', transfer },
    ...(fee ? [{ kind: 'extra', what: 'a fee of the token' } as const] : []),
    { kind: 'token-owner' },
    { kind: 'mint', key: mint },
    ...(isMultiSigned ? [{ kind: 'extra', what: 'several signers' } as const] : []),
  ];
}
