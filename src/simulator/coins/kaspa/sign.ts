/**
 * Signing of the Kaspa app (1.1.0) for Exchange. Source: app-kaspa src/handler/sign_tx.c,
 * src/apdu/dispatcher.c, src/swap/handle_swap_sign_transaction.c, as recorded.
 *
 * Header (E0 06 00 80), outputs (P1 01), inputs (02), the last of them with P2 00. The signature of
 * the first input is the last answer: there is no asking for a second one. A device draws its nonce.
 *
 * | in this order | status, code |
 * |---|---|
 * | amount of the first output | c000, 0100 |
 * | fees: inputs less outputs | c000, 0300 |
 * | destination of the first output; a second one must be change to the path in the header | c000, 0200 |
 */
import { schnorr } from '@noble/curves/secp256k1.js';
import { bytesOf, concat, equal, fromHex } from '../../../bytes.js';
import type { Reason } from '../../../device.js';
import { Unreadable } from '../byte-reader.js';
import { amount64 } from '../decimal.js';
import { withLength } from '../probe.js';
import { differs, type Signer, type SigningContext, type SigningStep } from '../signing.js';
import { notSimulated, notStarted, returns, stays } from '../standard-app.js';
import {
  pathOrAnswer,
  receiveCommand,
  TEMPLATE_SW,
  type TemplateApp,
  tells,
} from '../template-app.js';
import { COIN_TYPE, kas, PURPOSE } from './app.js';
import {
  addressOfScript,
  type Header,
  type Input,
  inputPath,
  isOutputCount,
  MAX_INPUTS,
  MAX_OUTPUTS,
  NO_INPUT,
  NO_OUTPUT,
  type Output,
  readHeader,
  readInput,
  readOutput,
  signatureHash,
} from './transaction.js';

interface KaspaState {
  readonly amount: bigint;
  readonly fees: bigint;
  /** With its prefix. */
  readonly destination: string;
  readonly open: OpenTransaction | null;
}

interface OpenTransaction {
  readonly header: Header;
  readonly outputs: readonly Output[];
  /** The next output, as far as the last one that was refused came. */
  readonly begun?: Output;
  readonly inputs: readonly Input[];
}

const SW = {
  ...TEMPLATE_SW,
  unreadable: 0xb005,
  badState: 0xb007,
  wrongPurpose: 0xb009,
  wrongCoinType: 0xb00a,
  wrongPathLength: 0xb00b,
  refused: 0xc000,
} as const;

const CODE = { amount: '0100', destination: '0200', fees: '0300' } as const;

const INS = { version: 0x03, name: 0x04, publicKey: 0x05, sign: 0x06, message: 0x07 } as const;
const P1 = { header: 0, output: 1, input: 2, nextSignature: 3 } as const;
const MORE = 0x80;
const SIGNATURE_SIZE = 64;
const PREFIX = 'kaspa:';
/** Lengths of addresses without it: of a Schnorr key or a script, of an ECDSA key. */
const ADDRESS_SIZES = [61, 63];

type Step = SigningStep<KaspaState>;

export const kaspaSigner: Signer<KaspaState> = {
  start(approval) {
    const given = approval.destination;
    const letters = given.startsWith(PREFIX) ? given.slice(PREFIX.length) : given;
    if (!ADDRESS_SIZES.includes(letters.length)) {
      return notStarted('the destination has not the length of a Kaspa address');
    }
    if (!/^[qpzry9x8gf2tvdw0s3jn54khce6mua7l]*$/.test(letters)) {
      return notStarted('the destination has letters no Kaspa address has');
    }
    const amount = amount64(approval.amount);
    const fees = amount64(approval.fees);
    if (amount === null || fees === null) {
      return notStarted('the amount or the fees have more than 8 bytes');
    }
    return { state: { amount, fees, destination: PREFIX + letters, open: null } };
  },

  receive: (state, apdu, context) => receiveCommand(KASPA, state, apdu, context),
};

const KASPA: TemplateApp<KaspaState> = {
  name: 'Kaspa',
  cla: 0xe0,
  instructions: {
    [INS.version]: tells(Uint8Array.of(1, 1, 0)),
    [INS.name]: tells(bytesOf('Kaspa')),
    [INS.publicKey]: {
      takes: (p1, p2) => p1 <= 1 && p2 === 0,
      answer: (state, { p1, data }, { wallet }) => publicKey(state, p1 === 1, data, wallet),
    },
    [INS.sign]: {
      takes: (p1, p2) => p1 <= P1.nextSignature && (p2 === MORE || (p2 === 0 && p1 > P1.output)),
      withoutData: (p1) => p1 === P1.nextSignature,
      answer: (state, { p1, p2, data }, context) => part(state, p1, p2 === MORE, data, context),
    },
    [INS.message]: {
      takes: () => true,
      withoutData: () => true,
      answer: (state) => notSimulated(state, 'messages signed by the Kaspa app'),
    },
  },
};

function publicKey(
  old: KaspaState,
  shown: boolean,
  data: Uint8Array,
  wallet: SigningContext['wallet'],
): Step {
  const state = { ...old, open: null };
  const path = pathOrAnswer(state, data);
  if ('state' in path) return path;
  if (path.length < 2 || path.length > 5) {
    return stays(state, SW.wrongPathLength, { what: 'a path has 2 to 5 elements' });
  }
  if (path[0] !== PURPOSE) return stays(state, SW.wrongPurpose, { what: 'the purpose is not 44’' });
  if (path[1] !== COIN_TYPE) {
    return stays(state, SW.wrongCoinType, { what: 'the coin type is not 111111’' });
  }
  if (shown) return notSimulated(state, 'the address on the screen of the Kaspa app');
  const { uncompressed, chainCode } = wallet.secp256k1(path);
  return stays(
    state,
    SW.success,
    undefined,
    concat(withLength(uncompressed), withLength(chainCode)),
  );
}

function part(
  state: KaspaState,
  p1: number,
  more: boolean,
  data: Uint8Array,
  context: SigningContext,
): Step {
  try {
    if (p1 === P1.header) {
      const { header, problem } = readHeader(data);
      const next = { ...state, open: { header, outputs: [], inputs: [] } };
      return problem === undefined ? stays(next, SW.success) : unreadable(next, problem);
    }
    const { open } = state;
    if (p1 === P1.nextSignature || open === null) {
      const next = p1 === P1.nextSignature ? { ...state, open: null } : state;
      return stays(next, SW.badState, { what: 'there is no transaction it could belong to' });
    }
    return p1 === P1.output
      ? addOutput(state, open, data)
      : addInput(state, open, data, more, context);
  } catch (error) {
    if (error instanceof Unreadable) return unreadable(state, error.message);
    throw error;
  }
}

const unreadable = (state: KaspaState, why: string): Step =>
  stays(state, SW.unreadable, { what: `the transaction cannot be read: ${why}` });

function addOutput(state: KaspaState, open: OpenTransaction, data: Uint8Array): Step {
  if (open.outputs.length >= Math.min(open.header.outputs, MAX_OUTPUTS)) {
    return unreadable(state, 'more outputs than announced');
  }
  const { begun, ...rest } = open;
  const { output, status } = readOutput(data, begun);
  if (status !== undefined) {
    const next = { ...state, open: { ...rest, begun: output } };
    return stays(next, status, { what: 'the output cannot be read' });
  }
  return stays({ ...state, open: { ...rest, outputs: [...open.outputs, output] } }, SW.success);
}

function addInput(
  state: KaspaState,
  open: OpenTransaction,
  data: Uint8Array,
  more: boolean,
  context: SigningContext,
): Step {
  if (open.inputs.length >= Math.min(open.header.inputs, MAX_INPUTS)) {
    return unreadable(state, 'more inputs than announced');
  }
  const whole = { ...open, inputs: [...open.inputs, readInput(data)] };
  const next = { ...state, open: whole };
  return more ? stays(next, SW.success) : sign(next, filled(whole), context);
}

/** What was announced and never came is zeros in the app's memory. */
function filled({ header, outputs, begun, inputs }: OpenTransaction): OpenTransaction {
  const padded = <T>(came: readonly T[], count: number, none: T) =>
    Array.from({ length: count }, (_, i) => came[i] ?? none);
  const came = begun === undefined ? outputs : [...outputs, begun];
  return {
    header,
    outputs: padded(came, header.outputs, NO_OUTPUT),
    inputs: padded(inputs, header.inputs, NO_INPUT),
  };
}

function sign(state: KaspaState, open: OpenTransaction, context: SigningContext): Step {
  const { wallet, randomness } = context;
  const { header, outputs, inputs } = open;
  const problem = invalid(open, wallet);
  if (problem !== null) return unreadable(state, problem);
  const refusal = compare(state, open);
  if (refusal !== null) {
    return returns(state, SW.refused, refusal.reason, fromHex(refusal.code));
  }
  const [first] = inputs;
  const path = inputPath(header, first!);
  const x = wallet.secp256k1(path).publicKey.subarray(1);
  const hash = signatureHash(header, outputs, inputs, first!, x);
  const isValid = (candidate: Uint8Array) => schnorr.verify(candidate, hash, x);
  const signature =
    randomness?.signature?.(SIGNATURE_SIZE, isValid) ?? wallet.signSchnorr(path, hash);
  const left = Uint8Array.of(header.inputs - 1, 0);
  const data = concat(left, withLength(signature), withLength(hash));
  return returns(state, SW.success, undefined, data);
}

/** What keeps the app from looking at the approval at all, in words. */
function invalid(open: OpenTransaction, wallet: SigningContext['wallet']): string | null {
  const { header, outputs, inputs } = open;
  if (!isOutputCount(header.outputs)) return 'there are not 1 or 2 outputs';
  const [, change] = outputs;
  if (change !== undefined) {
    const own = wallet.secp256k1(header.changePath).publicKey.subarray(1);
    if (change.script[0] !== 32 || !equal(change.script.subarray(1, 33), own)) {
      return 'the second output is no change to this device';
    }
  }
  return sum(inputs) < sum(outputs) ? 'the outputs are worth more than the inputs' : null;
}

/** The app adds up on 64 bits. */
function sum(values: readonly { readonly value: bigint }[]): bigint {
  return BigInt.asUintN(
    64,
    values.reduce((total, { value }) => total + value, 0n),
  );
}

function compare(
  { amount, fees, destination }: KaspaState,
  { outputs, inputs }: OpenTransaction,
): { code: string; reason: Reason } | null {
  const [{ value, script }] = outputs as [Output];
  if (value !== amount) {
    return { code: CODE.amount, reason: differs('amount', kas(value), kas(amount)) };
  }
  const paid = BigInt.asUintN(64, sum(inputs) - sum(outputs));
  if (paid !== fees) return { code: CODE.fees, reason: differs('fees', kas(paid), kas(fees)) };
  const to = addressOfScript(script);
  if (to === destination) return null;
  return { code: CODE.destination, reason: differs('destination', to, destination) };
}
