/**
 * Parts of a Cardano transaction as the host tells them: what is read of each, and what of it is held
 * against the approval.
 */

import { ByteReader } from '../byte-reader.js';
import { differs } from '../signing.js';
import { stays } from '../standard-app.js';
import {
  addressText,
  baseAddress,
  isPaymentPath,
  isStakingPath,
  isStandardBase,
  PURPOSE,
  rewardAddress,
  stakingKeyHash,
} from './address.js';
import { ada } from './app.js';
import { byteString, unsigned } from './cbor.js';
import {
  type CardanoState,
  type Context,
  ERROR,
  Refusal,
  refuse,
  type Step,
  type Transaction,
  Unknown,
} from './session.js';
import {
  comesAfter,
  type Destination,
  MODE,
  mustEnd,
  output,
  readOutput,
  readWithdrawal,
} from './transaction.js';

const SUCCESS = 0x9000;
/** P2 of an output: its top, and that it is whole. */
const P2 = { output: 0x30, confirmOutput: 0x33 } as const;
/** Tokens, datum and script of an output. */
const OUTPUT_PARTS: readonly number[] = [0x31, 0x32, 0x34, 0x35, 0x36, 0x37];

export function amountOf(data: Uint8Array): bigint {
  const reader = new ByteReader(data);
  const value = reader.uint(8, 'amount');
  mustEnd(reader);
  return value;
}

const AUX_DATA = { hash: 0, votingRegistration: 1 } as const;

export function auxData(data: Uint8Array): Uint8Array {
  const reader = new ByteReader(data);
  const kind = reader.byte('kind of data');
  if (kind === AUX_DATA.votingRegistration) throw new Unknown('a registration to vote');
  if (kind !== AUX_DATA.hash) return refuse(`no auxiliary data of kind ${kind}`);
  const hash = reader.take(32, 'hash');
  mustEnd(reader);
  return byteString(hash);
}

export function outputPart(
  state: CardanoState,
  old: Transaction,
  p2: number,
  data: Uint8Array,
  context: Context,
): Step {
  if (old.isOutputOpen) {
    if (p2 !== P2.confirmOutput) return refuse('the output before is not confirmed');
    if (data.length > 0) return refuse('an output is confirmed without data');
    const left = { ...old.left, outputs: old.left.outputs - 1 };
    return stays({ ...state, transaction: { ...old, left, isOutputOpen: false } }, SUCCESS);
  }
  if (p2 !== P2.output) {
    const isPart = p2 === P2.confirmOutput || OUTPUT_PARTS.includes(p2);
    return refuse(isPart ? 'no output was begun' : 'an output has no such part');
  }
  const { isMap, destination, amount, hasTokens, hasDatum, hasScript } = readOutput(data);
  const [address, account] = outputAddress(state, old, destination, amount, context);
  if (hasTokens || hasDatum || hasScript) throw new Unknown('tokens, datum or script of an output');
  const outputs = [...old.items.outputs, output(isMap, address, amount)];
  const items = { ...old.items, outputs };
  return stays({ ...state, transaction: { ...old, items, account, isOutputOpen: true } }, SUCCESS);
}

/** Its address, and the account all outputs to keys of the device are in. */
function outputAddress(
  state: CardanoState,
  { opening, account }: Transaction,
  destination: Destination,
  amount: bigint,
  { wallet }: Context,
): [Uint8Array, number | null] {
  switch (destination.kind) {
    case 'not-simulated':
      throw new Unknown('this kind of address in an output');
    case 'address': {
      const { raw } = destination;
      if (raw.length === 0) throw new Unknown('an output without address');
      const text = addressText(raw);
      if (text !== state.destination) {
        throw new Refusal(ERROR.destination, differs('destination', text, state.destination));
      }
      if (amount !== state.amount) {
        throw new Refusal(ERROR.amount, differs('amount', ada(amount), ada(state.amount)));
      }
      return [raw, account];
    }
    case 'own': {
      const { payment, staking, network } = destination;
      if (!isPaymentPath(payment, PURPOSE.shelley) || !isStakingPath(staking)) {
        return refuse('the paths are none of an address');
      }
      if (network !== opening.network) return refuse('the change is on another network');
      const own = payment[2]!;
      if (account !== null && account !== own) return refuse('the change goes to two accounts');
      if (opening.mode === MODE.multisig || opening.mode === MODE.poolOwner) {
        return refuse('in this signing mode outputs are given by address');
      }
      if (opening.mode !== MODE.plutus && !isStandardBase(payment, staking)) {
        throw new Unknown('an unusual change address on the Cardano app’s pages');
      }
      return [baseAddress(wallet, payment, staking, network), own];
    }
  }
}

export function withdrawal(
  { opening, items }: Transaction,
  data: Uint8Array,
  { wallet }: Context,
): Uint8Array[] {
  const { amount, credential } = readWithdrawal(data);
  if (credential.kind === 'path' && !isStakingPath(credential.path)) {
    throw new Unknown('a withdrawal by a path that is none of a staking key');
  }
  const hash =
    credential.kind === 'path' ? stakingKeyHash(wallet, credential.path) : credential.hash;
  const key = byteString(rewardAddress(hash, credential.kind === 'script', opening.network));
  const before = items.withdrawals.at(-2);
  if (before !== undefined && !comesAfter(key, before)) {
    return refuse('the withdrawals are not in the order of their accounts');
  }
  return [key, unsigned(amount)];
}
