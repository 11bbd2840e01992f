/**
 * Signing of the Litecoin app (2.4.6) for Exchange. Source: lib-app-bitcoin handler/*,
 * transaction.c, ui/main_ui.c. Recorded up to the approval of the outputs; signatures (E0 48) are by
 * the source alone.
 *
 * Trusted inputs (E0 42), the inputs (E0 44), the path of the change (E0 4A FF), the outputs
 * (E0 4A), with segwit each input once more, and its signature (E0 48). The session ends with as many
 * signatures as there are inputs; a refusal does not end it.
 *
 * | part | held against | status |
 * |---|---|---|
 * | the one output besides the change | amount, then destination | 6a80 |
 * | inputs less outputs | fees | 6a80 |
 */
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesOf, concat, EMPTY, equal, fromHex, toBigInt } from '../../../bytes.js';
import { derFromRs } from '../../../payload/signature.js';
import { shownText } from '../../../shown.js';
import { HARDENED } from '../../hardened.js';
import { legacyAddress, segwitAddress, wrappedSegwitAddress } from '../bitcoin/app.js';
import { amount64, trimmedDecimal } from '../decimal.js';
import { hash160 } from '../hashes.js';
import { parsePath } from '../path.js';
import { withLength } from '../probe.js';
import { differs, type Signer, type SigningContext, type SigningStep } from '../signing.js';
import {
  extraIdSeen,
  notSimulated,
  notStarted,
  parseCommand,
  returns,
  stays,
} from '../standard-app.js';
import { coinVersion, LITECOIN } from './app.js';
import {
  addressOf,
  amountOf,
  BUFFER_SIZE,
  emptied,
  filled,
  NO_OUTPUTS,
  type Outputs,
  progress,
  reset,
} from './outputs.js';
import {
  doubleSha256,
  type Hashing,
  NOTHING,
  parse,
  Stopped,
  trustedInput,
} from './transaction.js';

interface LitecoinState {
  readonly amount: bigint;
  readonly fees: bigint;
  readonly destination: string;
  /** Trusted inputs this device has made. */
  readonly trusted: readonly Uint8Array[];
  readonly hashing: Hashing;
  readonly outputs: Outputs;
  /** The outputs are not approved yet. */
  readonly isFirst: boolean;
  /** An output besides the change came since the inputs began. */
  readonly isOutputChecked: boolean;
  /** Of the path the host names for change: null before it does. */
  readonly change: Uint8Array | null;
  /** A command of outputs came that was not the last. */
  readonly isManyCommands: boolean;
  readonly approvedCommon: Uint8Array;
  readonly inputs: number;
  readonly signed: number;
}

const SW = {
  success: 0x9000,
  wrongLength: 0x6700,
  refused: 0x6985,
  wrongData: 0x6a80,
  untrustedInputs: 0x6a8a,
  wrongP1P2: 0x6b00,
  unknownInstruction: 0x6d00,
  unknownClass: 0x6e00,
  technical: 0x6f0f,
} as const;

const CLA = 0xe0;
const INS = {
  coinVersion: 0x16,
  publicKey: 0x40,
  trustedInput: 0x42,
  inputs: 0x44,
  sign: 0x48,
  outputs: 0x4a,
} as const;
/** Of a wallet that is open: nobody has recorded them here. */
const OTHER_INSTRUCTIONS: readonly number[] = [0x24, 0x26, 0x4e, 0xc4, 0xed];
const P1 = { first: 0x00, next: 0x80, more: 0x00, last: 0x80, changePath: 0xff } as const;
const P2 = { legacy: 0x00, segwit: [0x02, 0x03, 0x04, 0x05], goesOn: 0x80 } as const;
const COIN_TYPE = HARDENED + 2;
const PURPOSES: readonly number[] = [44, 49, 84].map((purpose) => HARDENED + purpose);
const USUAL = { account: HARDENED + 100, address: 50_000 } as const;
const SIGHASH_ALL = 1;
const TRUSTED_SIZE = 56;
const MAX_DESTINATION = 64;

type Step = SigningStep<LitecoinState>;
type Context = SigningContext;

export const litecoinSigner: Signer<LitecoinState> = {
  start(approval) {
    const extraId = extraIdSeen(approval);
    if (extraId !== '')
      return notStarted(`Litecoin has no extra id, approved ${shownText(extraId)}`);
    const amount = amount64(approval.amount);
    const fees = amount64(approval.fees);
    if (amount === null || fees === null) {
      return notStarted('the amount or the fees have more than 8 bytes');
    }
    return {
      state: {
        amount,
        fees,
        destination: approval.destination.slice(0, MAX_DESTINATION),
        trusted: [],
        hashing: NOTHING,
        outputs: NO_OUTPUTS,
        isFirst: false,
        isOutputChecked: false,
        change: null,
        isManyCommands: false,
        approvedCommon: EMPTY,
        inputs: 0,
        signed: 0,
      },
    };
  },

  receive(state, apdu, context) {
    const command = parseCommand(apdu);
    const no = (status: number, what: string) => stays(state, status, { what });
    if (command === null) return no(SW.wrongLength, 'the APDU is cut or its length byte is wrong');
    const { cla, ins, p1, p2, data } = command;
    if (cla !== CLA) return no(SW.unknownClass, 'not the Litecoin app’s class');
    if (ins === INS.coinVersion) return stays(state, SW.success, undefined, coinVersion());
    if (OTHER_INSTRUCTIONS.includes(ins)) return notSimulated(state, 'this instruction');
    const handler = Object.hasOwn(HANDLERS, ins) ? HANDLERS[ins]! : null;
    if (handler === null)
      return no(SW.unknownInstruction, 'the Litecoin app has no such instruction');
    if (data.length === 0) return no(SW.wrongLength, 'the command has no data');
    try {
      return handler(state, p1, p2, data, context);
    } catch (error) {
      if (!(error instanceof Stopped)) throw error;
      return notSimulated(state, `the app stops at ${error.message}`);
    }
  },
};

type Handler = (
  state: LitecoinState,
  p1: number,
  p2: number,
  data: Uint8Array,
  context: Context,
) => Step;

const HANDLERS: Readonly<Record<number, Handler>> = {
  [INS.publicKey]: publicKey,
  [INS.trustedInput]: makeTrustedInput,
  [INS.inputs]: inputs,
  [INS.outputs]: outputs,
  [INS.sign]: sign,
};

const wrongP1P2 = (state: LitecoinState): Step =>
  stays(state, SW.wrongP1P2, { what: 'P1 and P2 do not go with this instruction' });

/** The app asks about keys of other coins. */
function isOfCoin(path: readonly number[], isPublicKey: boolean): boolean {
  const [purpose = 0, coinType] = path;
  if (path.length < 2 || !PURPOSES.includes(purpose)) return isPublicKey;
  return coinType === COIN_TYPE;
}

const ADDRESSES = [legacyAddress, wrappedSegwitAddress, segwitAddress] as const;

function publicKey(
  state: LitecoinState,
  p1: number,
  p2: number,
  data: Uint8Array,
  { wallet }: Context,
): Step {
  if (p1 === 1) {
    const what = 'in a swap nothing is shown';
    return stays(state, SW.unknownInstruction, { what });
  }
  const address = ADDRESSES[p2];
  if (p1 !== 0 || address === undefined) return wrongP1P2(state);
  const path = parsePath(data, { min: 0 });
  if (path === null) return notSimulated(state, 'a path that cannot be read');
  if (!isOfCoin(path, true)) return notSimulated(state, 'the address on the screen of the app');
  const { publicKey: key, uncompressed, chainCode } = wallet.secp256k1(path);
  const text = withLength(bytesOf(address(key, LITECOIN)));
  return stays(state, SW.success, undefined, concat(withLength(uncompressed), text, chainCode));
}

function makeTrustedInput(
  old: LitecoinState,
  p1: number,
  p2: number,
  data: Uint8Array,
  context: Context,
): Step {
  if (p1 !== P1.first && p1 !== P1.next) return wrongP1P2(old);
  let { hashing } = old;
  let bytes = data;
  if (p1 === P1.first) {
    if (data.length < 4) throw new Stopped('an index that is cut');
    const target = Number(toBigInt(data.subarray(0, 4)));
    hashing = { ...hashing, step: 'none', isSegwit: false, isFound: false, target };
    bytes = data.subarray(4);
  }
  if (p2 !== 0) return wrongP1P2({ ...old, hashing });
  hashing = parse(hashing, bytes, 'trusted-input', () => false);
  if (hashing.step !== 'parsed') return stays({ ...old, hashing }, SW.success);
  const state: LitecoinState = { ...old, hashing: { ...hashing, step: 'none' } };
  if (!hashing.isFound) {
    return stays(state, SW.wrongData, { what: `the transaction has no output ${hashing.target}` });
  }
  const trusted = sealed(hashing, context);
  return stays({ ...state, trusted: [...state.trusted, trusted] }, SW.success, undefined, trusted);
}

/** Two drawn bytes, and in the end what tells the device that it made this. */
function sealed(hashing: Hashing, { randomness, wallet }: Context): Uint8Array {
  const made = (nonce: Uint8Array) => trustedInput(hashing, nonce);
  const repeated = randomness?.signature?.(TRUSTED_SIZE, (given) =>
    equal(made(given.subarray(2, 4)), given.subarray(0, -8)),
  );
  if (repeated !== undefined) return repeated;
  const input = made(sha256(hashing.signed).subarray(0, 2));
  return concat(input, hmac(sha256, wallet.secp256k1([]).publicKey, input).subarray(0, 8));
}

function inputs(old: LitecoinState, p1: number, p2: number, data: Uint8Array): Step {
  if (p1 !== P1.first && p1 !== P1.next) return wrongP1P2(old);
  let state = old;
  if (p1 === P1.first) state = { ...state, hashing: { ...state.hashing, step: 'none' } };
  const isSegwit = P2.segwit.some((value) => value === p2);
  if (p2 === P2.legacy || isSegwit) {
    if (p1 === P1.first) {
      const hashing: Hashing = { ...state.hashing, isSegwit, isSecondPass: false };
      state = { ...state, hashing, isFirst: true, change: null, isManyCommands: false };
    }
  } else if (p2 !== P2.goesOn) return wrongP1P2(state);
  if (state.hashing.isSegwit && p1 === P1.next && p2 !== P2.goesOn && isUntrusted(data)) {
    const what = 'in a swap each input is a trusted input';
    return stays(state, SW.untrustedInputs, { what });
  }
  const begins = state.hashing.step === 'none';
  const isOurs = (given: Uint8Array) => state.trusted.some((made) => equal(made, given));
  const hashing = parse(state.hashing, data, 'signature', isOurs);
  const counted = begins ? { isOutputChecked: false, inputs: state.inputs || hashing.inputs } : {};
  return stays({ ...state, ...counted, hashing }, SW.success);
}

function isUntrusted(data: Uint8Array): boolean {
  const size = data.length - 1;
  const isInput = size > 8 && size <= TRUSTED_SIZE + 2 && data[0]! <= 2;
  return isInput && !equal(data.subarray(0, 4), fromHex('01383200'));
}

const text = (value: bigint) => `${trimmedDecimal(value, 8)} ${LITECOIN.ticker}`;

/** What was refused, and what it leaves behind: the app forgets the outputs, or just their step. */
function discarded(state: LitecoinState, status: number, what: string): Step {
  const hashing: Hashing = { ...state.hashing, step: 'none' };
  return stays({ ...state, hashing, outputs: reset(state.outputs) }, status, { what });
}

function outputs(
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

function sign(
  old: LitecoinState,
  p1: number,
  p2: number,
  data: Uint8Array,
  { wallet }: Context,
): Step {
  if (p1 !== 0 || p2 !== 0) return wrongP1P2(old);
  if (data.length < 7) return stays(old, SW.wrongLength, { what: 'the command is too short' });
  const state: LitecoinState = { ...old, hashing: { ...old.hashing, step: 'none' } };
  if (old.hashing.step !== 'sign-ready') {
    return stays(state, SW.refused, { what: 'no input is ready to be signed' });
  }
  const path = parsePath(data, { min: 0 });
  if (path === null && data[0]! > 10) {
    return stays(state, SW.wrongData, { what: 'a path has 10 elements at most' });
  }
  const rest = path === null ? EMPTY : data.subarray(1 + 4 * path.length);
  const tail = rest.subarray(1 + (rest[0] ?? 0));
  if (path === null || tail.length < 5) return notSimulated(old, 'a command that is cut');
  if (tail[4] !== SIGHASH_ALL) {
    return stays(state, SW.wrongData, { what: 'the whole transaction is signed, nothing less' });
  }
  if (!isOfCoin(path, false)) return notSimulated(old, 'a path the app asks about');
  const lockTime = tail.slice(0, 4).reverse();
  const digest = doubleSha256(concat(old.hashing.signed, lockTime, fromHex('01000000')));
  const { rs, recovery } = wallet.signEcdsa(path, digest);
  const der = derFromRs(rs);
  der[0] = der[0]! | (recovery & 1);
  const answer = concat(der, Uint8Array.of(SIGHASH_ALL));
  const next = { ...state, signed: old.signed + 1 };
  return next.signed >= old.inputs
    ? returns(next, SW.success, undefined, answer)
    : stays(next, SW.success, undefined, answer);
}
