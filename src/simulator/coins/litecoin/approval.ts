/**
 * Outputs of the Litecoin app (E0 4A) against what was approved: the path of the change first, then
 * the outputs in parts; when all have come, the inputs may be signed.
 */
import { concat, equal } from '../../../bytes.js';
import { HARDENED } from '../../hardened.js';
import { trimmedDecimal } from '../decimal.js';
import { hash160 } from '../hashes.js';
import { parsePath } from '../path.js';
import { differs } from '../signing.js';
import { notSimulated, stays } from '../standard-app.js';
import { LITECOIN } from './app.js';
import { addressOf, amountOf, BUFFER_SIZE, emptied, filled, progress, reset } from './outputs.js';
import {
  COIN_TYPE,
  type Context,
  type LitecoinState,
  P1,
  PURPOSES,
  type Step,
  SW,
  wrongP1P2,
} from './session.js';
import { doubleSha256, type Hashing } from './transaction.js';

const USUAL = { account: HARDENED + 100, address: 50_000 } as const;

const text = (value: bigint) => `${trimmedDecimal(value, 8)} ${LITECOIN.ticker}`;

/** What was refused, and what it leaves behind: the app forgets the outputs, or just their step. */
function discarded(state: LitecoinState, status: number, what: string): Step {
  const hashing: Hashing = { ...state.hashing, step: 'none' };
  return stays({ ...state, hashing, outputs: reset(state.outputs) }, status, { what });
}

export function outputs(
  old: LitecoinState,
  p1: number,
  _p2: number,
  data: Uint8Array,
  { wallet }: Context,
): Step {
  if (p1 !== P1.more && p1 !== P1.last && p1 !== P1.changePath) return wrongP1P2(old);
  if (old.hashing.step !== 'outputs-to-come') {
    return discarded(old, SW.refused, 'the inputs did not come before the outputs');
  }
  if (p1 === P1.changePath) return changePath(old, data, wallet);
  const { isSegwit } = old.hashing;
  const skipped = isSegwit && !old.isManyCommands ? countSize(data[0]!) : 0;
  if (data.length < skipped) return discarded(old, SW.wrongData, 'the count of outputs is cut');
  const signed = concat(old.hashing.signed, data.subarray(skipped));
  const common = isSegwit ? old.hashing.common : concat(old.hashing.common, data);
  let state: LitecoinState = { ...old, hashing: { ...old.hashing, signed, common } };
  let isFinal = false;
  if (state.isFirst) {
    if (state.outputs.filled + data.length > BUFFER_SIZE) {
      return discarded(state, SW.wrongData, `an output has more than ${BUFFER_SIZE} bytes`);
    }
    const change = { hash: state.change, isSegwit };
    const next = progress(filled(state.outputs, data), change);
    if ('problem' in next) return discarded(state, SW.technical, next.problem);
    state = { ...state, outputs: next.outputs };
    if (next.found === 'output') {
      const checked = checkOutputs(state);
      if ('answer' in checked) return checked;
      state = checked;
    } else isFinal = next.outputs.remaining === 0;
  }
  const isApproved = old.isFirst && !state.isFirst;
  return p1 === P1.more
    ? moreOutputs(state, isFinal, isApproved)
    : lastOutputs(state, isFinal, isApproved);
}

const countSize = (first: number) =>
  first < 0xfd ? 1 : first === 0xfd ? 3 : first === 0xfe ? 5 : 0;

function changePath(state: LitecoinState, data: Uint8Array, wallet: Context['wallet']): Step {
  if (!state.isFirst) return stays(state, SW.success);
  if (state.change !== null) return discarded(state, SW.refused, 'the change has a path already');
  if (data[0] === 0) return stays(state, SW.success);
  const path = parsePath(data);
  if (path === null) return notSimulated(state, 'a path that cannot be read');
  const [purpose = 0, coinType, account = 0, chain, address = 0] = path;
  const isUsual =
    path.length === 5 &&
    PURPOSES.includes(purpose) &&
    coinType === COIN_TYPE &&
    account <= USUAL.account &&
    chain === 1 &&
    address <= USUAL.address;
  const change = hash160(wallet.secp256k1(path).publicKey);
  const next = { ...state, change };
  return isUsual
    ? stays(next, SW.success)
    : discarded(next, SW.refused, 'the path of the change is unusual');
}

/** What the user of a wallet would confirm; the state behind it, or the refusal. */
function checkOutputs(old: LitecoinState): LitecoinState | Step {
  let state = old;
  for (;;) {
    const { outputs, isOutputChecked } = state;
    if (isOutputChecked) return refused(state, { what: 'a second output besides the change' });
    state = { ...state, isOutputChecked: true };
    const amount = amountOf(outputs);
    if (amount !== state.amount) {
      return refused(state, differs('amount', text(amount), text(state.amount)));
    }
    const address = addressOf(outputs);
    if (address !== state.destination) {
      return refused(state, differs('destination', address, state.destination));
    }
    const remaining = outputs.remaining - 1;
    if (remaining === 0) return checkFees({ ...state, outputs: { ...outputs, remaining } });
    const change = { hash: state.change, isSegwit: state.hashing.isSegwit };
    const next = progress({ ...emptied(outputs, outputs.open), remaining }, change);
    if ('problem' in next) return refused(state, { what: next.problem });
    state = { ...state, outputs: next.outputs };
    if (next.found === 'nothing') {
      return next.outputs.remaining === 0 ? checkFees(state) : state;
    }
  }
}

function refused(state: LitecoinState, reason: { what: string }): Step {
  return stays({ ...state, hashing: { ...state.hashing, step: 'none' } }, SW.wrongData, reason);
}

function checkFees(state: LitecoinState): LitecoinState | Step {
  const fees = state.hashing.amount - state.outputs.total;
  if (fees !== state.fees) {
    const actual = fees < 0n ? 'less than nothing' : text(fees);
    return refused(state, differs('fees', actual, text(state.fees)));
  }
  return { ...state, isFirst: false, outputs: reset({ ...state.outputs, step: 'finalized' }) };
}

/** Where no output is left that is not the change: the fees are all there is to check. */
function finalized(old: LitecoinState): LitecoinState | Step {
  const { hashing, outputs } = old;
  const fees = hashing.amount - outputs.total;
  if (fees < 0n) return refused(old, { what: 'the outputs have more than the inputs' });
  if (fees !== old.fees) return notSimulated(old, 'fees on the Litecoin app’s pages');
  return { ...old, isFirst: false, outputs: { ...outputs, step: 'finalized' } };
}

const CONFIRMED = Uint8Array.of(0x90, 0x00);

function moreOutputs(old: LitecoinState, isFinal: boolean, isApproved: boolean): Step {
  const many = { ...old, isManyCommands: true };
  if (isFinal) {
    const next = finalized(many);
    return 'answer' in next ? next : stays(ready(next), SW.success, undefined, CONFIRMED);
  }
  return stays(isApproved ? ready(many) : many, SW.success, undefined, Uint8Array.of(0));
}

/** Approved: with segwit, the inputs come again. */
function ready(state: LitecoinState): LitecoinState {
  const { isSegwit } = state.hashing;
  const hashing: Hashing = isSegwit
    ? { ...state.hashing, step: 'none', isSecondPass: true }
    : { ...state.hashing, step: 'sign-ready' };
  return { ...state, hashing };
}

const LAST = Uint8Array.of(0x00, 0x00);

function lastOutputs(old: LitecoinState, isFinal: boolean, isApproved: boolean): Step {
  const { hashing } = old;
  const { isSegwit, signed, common } = hashing;
  const hashes = isSegwit ? { ...hashing.hashes, outputs: doubleSha256(signed) } : hashing.hashes;
  const state = { ...old, hashing: { ...hashing, hashes } };
  const approved = { ...state, approvedCommon: common };
  if (isFinal) {
    const next = finalized(approved);
    return 'answer' in next ? next : stays(ready(next), SW.success, undefined, CONFIRMED);
  }
  if (isApproved) return stays(ready(approved), SW.success, undefined, LAST);
  if (old.isFirst) return stays(approved, SW.success, undefined, LAST);
  if (!equal(common, old.approvedCommon)) {
    return discarded(state, SW.refused, 'inputs or outputs are not those approved');
  }
  return stays(ready({ ...state, outputs: reset(state.outputs) }), SW.success, undefined, LAST);
}
