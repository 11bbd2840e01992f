/**
 * What the Bitcoin app holds against what was approved, in the order it does, and the code of each
 * refusal (6b00). Source: app-bitcoin-new src/handler/sign_psbt.c (execute_swap_checks), error_codes.h,
 * src/swap/handle_swap_sign_transaction.c; as recorded.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { equal, toBigInt, toHex } from '../../../bytes.js';
import { trimmedDecimal } from '../decimal.js';
import { type Approval, differs, extraBytes } from '../signing.js';
import { BITCOIN } from './app.js';
import { SwapRefusal } from './app-error.js';
import type { Output, Summary } from './psbt.js';
import { addressOf, describe, isReadableOpReturn, OP_RETURN, pushedData } from './script.js';

export interface Approved {
  readonly destination: string;
  /** Satoshis. */
  readonly amount: bigint;
  readonly fees: bigint;
  /** `op return`: the provider announced a hash of its data. `unknown`: nothing is signed. */
  readonly mode: 'plain' | 'op return' | 'unknown';
  readonly dataHash: Uint8Array;
}

/** Longest destination; what follows is cut off. */
const DESTINATION_SIZE = 64;

/** Undefined for amounts of more than 8 bytes: the app does not start. */
export function approvedOf(approval: Approval): Approved | undefined {
  const { amount, fees, destination } = approval;
  if (amount.length > 8 || fees.length > 8) return undefined;
  const [kind, ...hash] = extraBytes(approval);
  return {
    destination: destination.slice(0, DESTINATION_SIZE),
    amount: toBigInt(amount),
    fees: toBigInt(fees),
    mode: kind === 0 ? 'plain' : kind === 2 ? 'op return' : 'unknown',
    dataHash: Uint8Array.from(hash),
  };
}

export const CODE = {
  amount: 0x0100,
  destination: 0x0200,
  fees: 0x0300,
  registeredPolicy: 0x0401,
  externalInput: 0x0402,
  previousTransaction: 0x0403,
  outputCount: 0x0404,
  outputForm: 0x0405,
  opReturnForm: 0x0600,
  opReturnFirst: 0x0601,
  opReturnValue: 0x0602,
  opReturnHash: 0x0700,
  unknownMode: 0xff02,
} as const;

interface Case {
  readonly approved: Approved;
  readonly summary: Summary;
  readonly isStandard: boolean;
  /** Outputs that are not change. */
  readonly paid: readonly Output[];
}

type Check = (it: Case) => SwapRefusal | undefined;

/** In this order; the first that fails is told. */
const CHECKS: readonly Check[] = [
  standardPolicy,
  ownInputs,
  previousTransactions,
  outputsOfMode,
  opReturn,
  fees,
  amount,
  destination,
];

/** @throws SwapRefusal for the first check that fails. */
export function requireApproved(approved: Approved, summary: Summary, isStandard: boolean): void {
  const paid = summary.outputs.filter(({ isChange }) => !isChange);
  for (const check of CHECKS) {
    const refusal = check({ approved, summary, isStandard, paid });
    if (refusal !== undefined) throw refusal;
  }
}

function standardPolicy({ isStandard }: Case) {
  if (isStandard) return undefined;
  return new SwapRefusal(
    CODE.registeredPolicy,
    'the wallet policy is a registered one: a swap takes standard ones only',
  );
}

function ownInputs({ summary }: Case) {
  const other = summary.ownInputs.indexOf(false);
  if (other < 0) return undefined;
  return new SwapRefusal(CODE.externalInput, `input ${other} is not of this wallet`);
}

function previousTransactions({ summary: { warnings } }: Case) {
  const { noPreviousTransaction, otherSighash } = warnings;
  if (!noPreviousTransaction && !otherSighash) return undefined;
  const what = noPreviousTransaction
    ? 'an input comes without its previous transaction'
    : 'an input has a sighash type other than ALL';
  return new SwapRefusal(CODE.previousTransaction, what);
}

function outputsOfMode({ approved, paid }: Case) {
  if (approved.mode === 'unknown') {
    const what =
      'the message has an extra id, or extra data of a kind the Bitcoin app does not know';
    return new SwapRefusal(CODE.unknownMode, what);
  }
  const expected = approved.mode === 'plain' ? 1 : 2;
  if (paid.length === expected) return undefined;
  return new SwapRefusal(CODE.outputCount, {
    what: `the transaction has ${paid.length} outputs besides change, approved ${expected}`,
    expected: `${expected}`,
    actual: `${paid.length}`,
  });
}

function opReturn({ approved, paid }: Case) {
  if (approved.mode !== 'op return') return undefined;
  const { script, amount: value } = paid[0]!;
  if (script.length < 4 || script[0] !== OP_RETURN) {
    return new SwapRefusal(CODE.opReturnFirst, 'the first output is not the announced OP_RETURN');
  }
  const data = pushedData(script);
  if (data === undefined) {
    return new SwapRefusal(CODE.opReturnForm, 'the OP_RETURN does not have one push of data alone');
  }
  if (value !== 0n) {
    return new SwapRefusal(CODE.opReturnValue, `the OP_RETURN carries ${bitcoin(value)}`);
  }
  const hash = sha256(data);
  if (equal(hash, approved.dataHash)) return undefined;
  const [actual, expected] = [toHex(hash), toHex(approved.dataHash)];
  return new SwapRefusal(
    CODE.opReturnHash,
    differs('hash of the OP_RETURN data', actual, expected),
  );
}

function fees({ approved, summary: { spent, outputs } }: Case) {
  const actual = spent - outputs.reduce((sum, output) => sum + output.amount, 0n);
  if (actual === approved.fees) return undefined;
  return new SwapRefusal(CODE.fees, differs('fees', bitcoin(actual), bitcoin(approved.fees)));
}

function amount({ approved, paid }: Case) {
  const actual = paid.reduce((sum, output) => sum + output.amount, 0n);
  if (actual === approved.amount) return undefined;
  return new SwapRefusal(CODE.amount, differs('amount', bitcoin(actual), bitcoin(approved.amount)));
}

function destination({ approved, paid }: Case) {
  const { script } = paid.at(-1)!;
  const address = addressOf(script);
  if (address === approved.destination) return undefined;
  // An OP_RETURN in its place has mostly a text as well, and is then another destination.
  if (address === undefined && !isReadableOpReturn(script)) {
    return new SwapRefusal(CODE.outputForm, 'the output pays to a script without an address');
  }
  return new SwapRefusal(
    CODE.destination,
    differs('destination', describe(script), approved.destination),
  );
}

function bitcoin(satoshis: bigint): string {
  return `${trimmedDecimal(satoshis, 8)} ${BITCOIN.ticker}`;
}
