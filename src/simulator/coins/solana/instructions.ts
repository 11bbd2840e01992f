/**
 * What the instructions of a Solana transaction do, as far as a payment has them: transfers of SOL and
 * of tokens, the making of a token account, priority fees. No recording: source app-solana
 * libsol/{system,spl_token,spl_associated_token_account,compute_budget}_instruction.c.
 */
import { base58 } from '@scure/base';
import { toHex } from '../../../bytes.js';
import { ByteReader, readOrNull } from '../byte-reader.js';
import type { Account, Instruction } from './message.js';

/** A payment of tokens from one token account to another. */
export interface TokenTransfer {
  readonly kind: 'token-transfer';
  readonly mint: Uint8Array;
  readonly from: Uint8Array;
  readonly to: Uint8Array;
  readonly amount: bigint;
  readonly decimals: number;
  /** Of the newer token program, Token-2022. */
  readonly isToken2022: boolean;
  /** Base units the token keeps of it; undefined where the instruction says none. */
  readonly fee: bigint | undefined;
  /** Another program is called with it. */
  readonly hasHook: boolean;
  readonly isMultiSigned: boolean;
}

export type Action =
  | {
      readonly kind: 'transfer';
      readonly from: Uint8Array;
      readonly to: Uint8Array;
      readonly lamports: bigint;
    }
  | TokenTransfer
  | { readonly kind: 'token-account'; readonly address: Uint8Array; readonly mint: Uint8Array }
  /** What a unit of computing costs, in millionths of a lamport, and how many may be used. */
  | {
      readonly kind: 'budget';
      readonly limit?: bigint | undefined;
      readonly price?: bigint | undefined;
    }
  | { readonly kind: 'advance-nonce' }
  /** Not shown. `warns`: said to be unsupported, though. */
  | { readonly kind: 'ignored'; readonly warns?: boolean }
  /** Known to the app, and part of no payment. */
  | { readonly kind: 'other'; readonly what: string }
  | { readonly kind: 'unknown'; readonly why: string };

const id = (text: string) => toHex(base58.decode(text));

export const TOKEN_PROGRAM = base58.decode('TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA');
export const TOKEN_2022_PROGRAM = base58.decode('TokenzQdBNbLqP5VEhdkAS6EPFLC1PHnBqCXEpPxuEb');
export const TOKEN_ACCOUNT_PROGRAM = base58.decode('ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL');

type Read = (instruction: Instruction) => Action;

/** By program. */
const PROGRAMS: Readonly<Record<string, Read>> = {
  [id('11111111111111111111111111111111')]: system,
  [toHex(TOKEN_PROGRAM)]: (instruction) => token(instruction, false),
  [toHex(TOKEN_2022_PROGRAM)]: (instruction) => token(instruction, true),
  [toHex(TOKEN_ACCOUNT_PROGRAM)]: tokenAccount,
  [id('ComputeBudget111111111111111111111111111111')]: budget,
  [id('Stake11111111111111111111111111111111111111')]: () => other('staking'),
  [id('Vote111111111111111111111111111111111111111')]: () => other('voting'),
  [id('MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr')]: () => IGNORED,
  // Two that assert whose an account is.
  [id('4MNPdKu9wFMvEeZBMt3Eipfs5ovVWTJb31pEXDJAAxX5')]: () => IGNORED,
  [id('DeJBGdMFa1uynnnKiwrVioatTuHmNLpyFKnmB5kaFdzQ')]: () => IGNORED,
};

const IGNORED = { kind: 'ignored' } as const;
const other = (what: string): Action => ({ kind: 'other', what });
const unknown = (why: string): Action => ({ kind: 'unknown', why });

export function actionOf(instruction: Instruction): Action {
  const read = PROGRAMS[toHex(instruction.program)];
  if (read === undefined) return unknown(`program ${base58.encode(instruction.program)}`);
  const action = readOrNull(() => read(instruction));
  return action ?? unknown('an instruction that is cut');
}

/** Instructions of the system program. */
const SYSTEM = { transfer: 2, advanceNonce: 4 } as const;
const OTHER_SYSTEM: readonly number[] = [0, 1, 3, 5, 6, 7, 8, 9];

function system({ data, accounts }: Instruction): Action {
  const reader = new ByteReader(data);
  const kind = Number(reader.uintLe(4));
  if (OTHER_SYSTEM.includes(kind)) return other(`instruction ${kind} of the system program`);
  if (kind === SYSTEM.advanceNonce) {
    return accounts.length < 3 ? lacksAccounts() : { kind: 'advance-nonce' };
  }
  if (kind !== SYSTEM.transfer) return unknown(`instruction ${kind} of the system program`);
  const [from, to] = accounts;
  if (from === undefined || to === undefined) return lacksAccounts();
  return { kind: 'transfer', from: from.key, to: to.key, lamports: reader.uintLe(8) };
}

const lacksAccounts = () => unknown('an instruction that lacks accounts');

/** Payer, new account, owner, mint, and two programs; its data is not looked at. */
const TOKEN_ACCOUNT_ACCOUNTS = 6;

function tokenAccount({ accounts }: Instruction): Action {
  const [, address, , mint] = accounts;
  if (accounts.length < TOKEN_ACCOUNT_ACCOUNTS) return lacksAccounts();
  return { kind: 'token-account', address: address!.key, mint: mint!.key };
}

const BUDGET = { heap: 1, limit: 2, price: 3, accountsSize: 4 } as const;

function budget({ data }: Instruction): Action {
  const reader = new ByteReader(data);
  const kind = reader.byte();
  if (kind === BUDGET.limit) return { kind: 'budget', limit: reader.uintLe(4) };
  if (kind === BUDGET.price) return { kind: 'budget', price: reader.uintLe(8) };
  if (kind !== BUDGET.heap && kind !== BUDGET.accountsSize) {
    return unknown(`instruction ${kind} of the compute budget`);
  }
  reader.take(4);
  return { kind: 'budget' };
}

/** Instructions of both token programs. */
const TOKEN = { transferChecked: 12, transferFee: 26 } as const;
const OTHER_TOKEN: readonly number[] = [0, 1, 2, 5, 6, 9, 10, 11, 13, 14, 15, 16, 17];
/** Extensions of Token-2022 that are passed over, with a warning or without. */
const WARNED_EXTENSIONS: readonly number[] = [TOKEN.transferFee, 27, 30, 36, 37];
const SILENT_EXTENSIONS: readonly number[] = [28, 33, 34, 39, 40, 41];
/** Instructions of the extension for transfer fees. */
const TRANSFER_CHECKED_WITH_FEE = 1;
const LAST_FEE_INSTRUCTION = 5;

function token(instruction: Instruction, isToken2022: boolean): Action {
  const reader = new ByteReader(instruction.data);
  const kind = reader.byte();
  if (OTHER_TOKEN.includes(kind)) return other(`instruction ${kind} of the token program`);
  if (kind === TOKEN.transferChecked) return tokenTransfer(reader, instruction, isToken2022, false);
  if (kind === TOKEN.transferFee) {
    const tag = isToken2022 ? reader.byte() : undefined;
    if (tag === undefined || tag > LAST_FEE_INSTRUCTION) return unknown('a token extension');
    if (tag === TRANSFER_CHECKED_WITH_FEE) return tokenTransfer(reader, instruction, true, true);
  }
  if (WARNED_EXTENSIONS.includes(kind)) return { kind: 'ignored', warns: true };
  if (SILENT_EXTENSIONS.includes(kind)) return IGNORED;
  return unknown(`instruction ${kind} of the token program`);
}

function tokenTransfer(
  reader: ByteReader,
  { accounts }: Instruction,
  isToken2022: boolean,
  withFee: boolean,
): Action {
  const amount = reader.uintLe(8);
  const decimals = reader.byte();
  const fee = withFee ? reader.uintLe(8) : undefined;
  const [from, mint, to, ...signers] = accounts;
  if (from === undefined || mint === undefined || to === undefined) return lacksAccounts();
  const signed = isToken2022 ? signersOf2022(signers) : signersOf(signers);
  if (signed === null) return unknown('a token transfer without signers, or with too many');
  return {
    kind: 'token-transfer',
    mint: mint.key,
    from: from.key,
    to: to.key,
    amount,
    decimals,
    isToken2022,
    fee,
    ...signed,
  };
}

type Signed = Pick<TokenTransfer, 'isMultiSigned' | 'hasHook'>;
const MAX_SIGNERS = 11;

/** One account is the owner; of several the first is one with many signers, the others are these. */
function signersOf(accounts: readonly Account[]): Signed | null {
  if (accounts.length === 0 || accounts.length - 1 > MAX_SIGNERS) return null;
  return { isMultiSigned: accounts.length > 1, hasHook: false };
}

/** What follows the signers is for a hook. */
function signersOf2022(accounts: readonly Account[]): Signed | null {
  const [first, second, ...rest] = accounts;
  if (first === undefined) return null;
  if (first.signs) return { isMultiSigned: false, hasHook: second !== undefined };
  if (second === undefined) return null;
  const end = rest.findIndex(({ signs }) => !signs);
  const signers = 1 + (end === -1 ? rest.length : end);
  return signers > MAX_SIGNERS ? null : { isMultiSigned: true, hasHook: end !== -1 };
}
