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
import { bytesOf, concat, EMPTY, fromHex } from '../../../bytes.js';
import { derFromRs } from '../../../payload/signature.js';
import { shownText } from '../../../shown.js';
import { legacyAddress, segwitAddress, wrappedSegwitAddress } from '../bitcoin/app.js';
import { amount64 } from '../decimal.js';
import { parsePath } from '../path.js';
import { withLength } from '../probe.js';
import type { Signer } from '../signing.js';
import {
  extraIdSeen,
  notSimulated,
  notStarted,
  parseCommand,
  returns,
  stays,
} from '../standard-app.js';
import { coinVersion, LITECOIN } from './app.js';
import { outputs } from './approval.js';
import { inputs, makeTrustedInput } from './inputs.js';
import { NO_OUTPUTS } from './outputs.js';
import {
  COIN_TYPE,
  type Context,
  type Handler,
  type LitecoinState,
  PURPOSES,
  type Step,
  SW,
  wrongP1P2,
} from './session.js';
import { doubleSha256, NOTHING, Stopped } from './transaction.js';

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
const SIGHASH_ALL = 1;
const MAX_DESTINATION = 64;

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

const HANDLERS: Readonly<Record<number, Handler>> = {
  [INS.publicKey]: publicKey,
  [INS.trustedInput]: makeTrustedInput,
  [INS.inputs]: inputs,
  [INS.outputs]: outputs,
  [INS.sign]: sign,
};

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
