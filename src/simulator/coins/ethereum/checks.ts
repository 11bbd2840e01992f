/**
 * What the Ethereum app holds against what was approved, in the order it does, and what it answers.
 * Source: app-ethereum src/features/sign_tx/logic_sign_tx.c, src/swap/eth_swap_utils.c,
 * src/plugins/erc20; as recorded.
 *
 * All parts are compared as the texts the app would show, so another chain shows as another ticker,
 * and an address may be written in any case.
 */
import { bytesOf, concat, EMPTY, equal, fromBigInt } from '../../../bytes.js';
import type { Reason } from '../../../device.js';
import { tickerLast } from '../decimal.js';
import { checksummed } from '../hashes.js';
import { differs } from '../signing.js';
import { digestOf } from './call-data.js';
import { networkTicker } from './networks.js';
import type { Approved, EthereumState, Token } from './state.js';
import { chainIdOf, numberOf, type Reading } from './transaction.js';

/** Answered when the transaction is not the approved one: data of a code and a text. */
const CHECK_FAILED = 0x6001;
const WRONG_DATA = 0x6a80;
/** Of an amount that does not fit its text. */
const OVERFLOW = 0x6807;

/** The two bytes in front of the text: what differs (SIGNING). */
export const CODE = {
  amount: 0x0100,
  destination: 0x0200,
  fees: 0x0300,
  /** Memo, or call data that is not the announced one. */
  mode: 0x0500,
  /** Call data nobody announced and no ERC-20 call, or a transaction that cannot be read. */
  callData: 0xff01,
} as const;

type Part = 'mode' | 'destination' | 'token' | 'amount' | 'fees';

/** The order of the checks; the first that differs is told. */
export const ORDER: Readonly<Record<'ether' | 'erc20', readonly Part[]>> = {
  ether: ['mode', 'destination', 'amount', 'fees'],
  erc20: ['destination', 'token', 'amount', 'mode', 'fees'],
};

export interface Problem {
  readonly status: number;
  readonly data: Uint8Array;
  readonly reason: Reason;
  /** The app goes back to Exchange, or stays and has left the swap. */
  readonly returns: boolean;
  /** Of an app that stays: its home page, or that call data must be allowed; else what was there. */
  readonly shows?: 'home' | 'blind signing';
}

const WEI_DECIMALS = 18;
/** Size of the text of an amount or of fees in a transaction, its NUL included. */
const TEXT_SIZE = 50;
/** That of an amount of tokens, and of the approved amount. */
export const TOKEN_TEXT_SIZE = 130;

/** @param isStored sent to be stored, not to be signed: its call data is not looked at yet. */
export function swapProblem(
  state: EthereumState,
  reading: Reading,
  isStored: boolean,
): Problem | undefined {
  const order = ORDER[reading.callData?.kind === 'erc20' ? 'erc20' : 'ether'];
  for (const part of order) {
    const problem =
      part === 'mode'
        ? modeProblem(state.approved, reading, isStored)
        : CHECKS[part](state, reading);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** What keeps the app from asking its own user, once it has left the swap. */
export function ownProblem(
  state: EthereumState,
  reading: Reading,
  isStored: boolean,
): Problem | undefined {
  const isErc20 = reading.callData?.kind === 'erc20';
  if (isErc20 && tokenOf(state, reading) === undefined) {
    return blind('the app has no information on this token contract');
  }
  if (!isErc20 && !isStored && reading.hasData) return blind(BLIND);
  if (amountText(state, reading) === null) {
    return isErc20 ? overflow(reading) : { ...overflow(reading), returns: false };
  }
  if (!isStored || reading.hasData) return undefined;
  const reason = { what: 'the transaction is to be stored for its call data, and has none' };
  return { status: WRONG_DATA, data: EMPTY, reason, returns: false };
}

const CHECKS: Readonly<
  Record<Exclude<Part, 'mode'>, (state: EthereumState, reading: Reading) => Problem | undefined>
> = {
  destination: ({ approved }, reading) => {
    const told = destinationText(reading);
    if (told.toUpperCase() === approved.destination.toUpperCase()) return undefined;
    return textProblem('destination', told, approved.destination);
  },
  token: (state, reading) =>
    tokenOf(state, reading) === undefined
      ? stays('the app has no information on this token contract')
      : undefined,
  amount: (state, reading) => {
    const told = amountText(state, reading);
    if (told === null) return overflow(reading);
    const { amount } = state.approved;
    return told === amount ? undefined : textProblem('amount', told, amount);
  },
  fees: (state, reading) => {
    const told = feesText(state, reading);
    const { fees } = state.approved;
    return told === fees ? undefined : textProblem('fees', told, fees);
  },
};

const BLIND = 'the transaction has call data that the app may not sign blindly';

function modeProblem(approved: Approved, reading: Reading, isStored: boolean): Problem | undefined {
  switch (approved.mode) {
    case 'unknown':
      return coded(CODE.mode, {
        what: 'the message has an extra id, or extra data of a kind the Ethereum app does not know',
      });
    case 'plain':
      if (isStored || !reading.hasData || reading.callData?.kind === 'erc20') return undefined;
      return blind(BLIND);
    case 'call data': {
      const { callData } = reading;
      if (callData?.kind !== 'hashed') {
        return coded(CODE.mode, { what: 'the announced call data is missing' });
      }
      if (equal(digestOf(callData), approved.callDataHash)) return undefined;
      return coded(CODE.mode, { what: 'the call data is not the announced one: its hash differs' });
    }
  }
}

/** Refused with a code, without a text: the app returns. */
export function coded(code: number, reason: Reason, text = ''): Problem {
  const data = concat(fromBigInt(BigInt(code), 2), bytesOf(text));
  return { status: CHECK_FAILED, data, reason, returns: true };
}

function textProblem(
  part: 'destination' | 'amount' | 'fees',
  told: string,
  approved: string,
): Problem {
  return coded(CODE[part], differs(part, told, approved), `${approved} != ${told}`);
}

function stays(what: string): Problem {
  return { status: WRONG_DATA, data: EMPTY, reason: { what }, returns: false, shows: 'home' };
}

function blind(what: string): Problem {
  return { ...stays(what), shows: 'blind signing' };
}

function overflow({ callData }: Reading): Problem {
  const reason = { what: 'the amount is too long to be written', field: 'amount' };
  if (callData?.kind === 'erc20') return stays(reason.what);
  return { status: OVERFLOW, data: EMPTY, reason, returns: true };
}

/** `0x` and the checksummed address the payment goes to; of an ERC-20 call its recipient. */
export function destinationText({ callData, values }: Reading): string {
  const to = values.to ?? EMPTY;
  if (callData?.kind === 'erc20') return `0x${checksummed(callData.destination)}`;
  if (to.length === 0) return 'Contract';
  const address = new Uint8Array(20);
  address.set(to);
  return `0x${checksummed(address)}`;
}

/** Null when it does not fit. */
export function amountText(state: EthereumState, reading: Reading): string | null {
  const { callData } = reading;
  if (callData?.kind !== 'erc20') {
    const ether = { ticker: tickerOf(state, reading), decimals: WEI_DECIMALS };
    return tickerLast(reading.values.value ?? EMPTY, ether);
  }
  const token = tokenOf(state, reading);
  if (token === undefined) return null;
  return tickerLast(callData.amount, token, TOKEN_TEXT_SIZE);
}

/** Most the transaction can cost, of which the app keeps 256 bits; '' when it does not fit its text. */
export function feesText(state: EthereumState, reading: Reading): string {
  const fees = BigInt.asUintN(256, numberOf(reading, 'gasPrice') * numberOf(reading, 'gasLimit'));
  const asset = { ticker: tickerOf(state, reading), decimals: WEI_DECIMALS };
  return tickerLast(fromBigInt(fees, 32), asset, TEXT_SIZE) ?? '';
}

export function tokenOf({ tokens }: EthereumState, { values }: Reading): Token | undefined {
  return tokens.find((token) => token !== undefined && equal(token.address, values.to ?? EMPTY));
}

/** Of the chain of the transaction: told with E0 30, or known to the app. */
export function tickerOf({ networks }: EthereumState, reading: Reading): string {
  const chainId = chainIdOf(reading);
  return networks.get(chainId)?.ticker ?? networkTicker(chainId);
}
