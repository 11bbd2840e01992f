/**
 * Signing of the Celo app (1.7.0) for Exchange. Source: app-celo-spender src/main.c, src/celo.c,
 * src/swap/handle_copy_transaction_parameters.c; no recording. Not simulated: the page that offers the
 * settings when call data is not known.
 *
 * Path and transaction come in one command or several (E0 04, P1 80 goes on). What cannot be read
 * makes the app forget it and wait; a transaction that is read to its end is signed or refused:
 *
 * | in this order | status |
 * |---|---|
 * | fees in a currency the app was told of, call data it knows | 6a80, the app waits |
 * | destination, in upper or lower case | b00a |
 * | amount: the same bytes, so one approved with leading zeros never fits; nor do tokens | b00a |
 * | gas limit times (maximum) price: not more than the fees | b00a |
 */
import { bytesOf, concat, EMPTY, equal, fromBigInt, toBigInt } from '../../../bytes.js';
import type { Reason } from '../../../device.js';
import type { Asset } from '../asset.js';
import { tickerFirst } from '../decimal.js';
import { checksummed, keccakAddress } from '../hashes.js';
import { parsePath } from '../path.js';
import { withLength } from '../probe.js';
import {
  type Approval,
  differs,
  type Signer,
  type SigningContext,
  type SigningStep,
} from '../signing.js';
import { extraIdSeen, notSimulated, notStarted, returns, stays } from '../standard-app.js';
import { celoAsset } from './app.js';
import { calledAmount, calledDestination } from './call-data.js';
import { forgotten, isToken, NO_TOKENS, type Tokens, takeToken } from './tokens.js';
import { CeloFault, CeloReader, isTransactionType } from './transaction.js';

export interface CeloState {
  readonly approved: Pick<Approval, 'destination' | 'amount' | 'fees'>;
  /** What the approved amount and the fees are in. */
  readonly assets: { readonly amount: Asset; readonly fees: Asset };
  readonly tokens: Tokens;
  /** A transaction whose first part has come. */
  readonly open: { readonly path: readonly number[]; readonly reader: CeloReader } | undefined;
}

const SW = {
  success: 0x9000,
  wrongType: 0x6501,
  notBegun: 0x6985,
  wrongData: 0x6a80,
  wrongP1P2: 0x6b00,
  unknownInstruction: 0x6d00,
  unknownClass: 0x6e00,
  refused: 0xb00a,
} as const;

const CLA = 0xe0;
const INS = {
  publicKey: 0x02,
  sign: 0x04,
  configuration: 0x06,
  message: 0x08,
  token: 0x0a,
  type: 0x0c,
} as const;
const P1_MORE = 0x80;
const HEADER = 5;
/** `0x` and 40 digits; what follows is cut off. */
const DESTINATION_SIZE = 42;
/** Blind signing off, token information needed; 1.7.0. */
const CONFIGURATION = Uint8Array.of(0x02, 1, 7, 0);
const APP_TYPE = Uint8Array.of(0x02);

type Step = SigningStep<CeloState>;

export const celoSigner: Signer<CeloState> = {
  start(approval) {
    const { amount, fees, configuration } = approval;
    if (extraIdSeen(approval) !== '') return notStarted('the Celo app takes no extra id');
    const asset = celoAsset({ configuration, amount, isFee: false });
    if (asset === null) return notStarted('the sub-configuration cannot be read');
    const destination = approval.destination.slice(0, DESTINATION_SIZE);
    const assets = {
      amount: asset,
      fees: celoAsset({ configuration, amount: fees, isFee: true })!,
    };
    const approved = { destination, amount, fees };
    return { state: { approved, assets, tokens: NO_TOKENS, open: undefined } };
  },

  // How much came is not looked at: the length byte says how much is read, into older bytes too.
  receive(state, apdu, context) {
    const buffer = concat(apdu, context.received.subarray(apdu.length));
    const [cla, ins = 0, p1 = 0, p2 = 0, size = 0] = buffer;
    const data = buffer.slice(HEADER, HEADER + size);
    if (cla !== CLA) return fails(state, SW.unknownClass, 'not the Celo app’s class');
    switch (ins) {
      case INS.publicKey:
        return publicKey(reset(state), p1, p2, data, context);
      case INS.sign:
        return part(state, p1, p2, data, context);
      case INS.configuration:
        return stays(state, SW.success, undefined, CONFIGURATION);
      case INS.message:
        return notSimulated(reset(state), 'a message the Celo app asks its user about');
      case INS.token: {
        const tokens = takeToken(state.tokens, data, context);
        if ('wrong' in tokens) return fails(state, SW.wrongData, tokens.wrong);
        return stays({ ...state, tokens }, SW.success);
      }
      case INS.type:
        return stays(state, SW.success, undefined, APP_TYPE);
      default:
        return fails(state, SW.unknownInstruction, 'the Celo app has no such instruction');
    }
  },
};

const reset = (state: CeloState): CeloState => ({
  ...state,
  tokens: forgotten(state.tokens),
  open: undefined,
});

/** Every error makes the app forget transaction and tokens; it waits for the next command. */
const fails = (state: CeloState, status: number, what: string): Step =>
  stays(reset(state), status, { what });

function publicKey(
  state: CeloState,
  p1: number,
  p2: number,
  data: Uint8Array,
  { wallet }: SigningContext,
): Step {
  if (p1 > 1 || p2 > 1) return fails(state, SW.wrongP1P2, 'P1 and P2 must be 00 or 01');
  const path = parsePath(data);
  if (path === null) return fails(state, SW.wrongData, 'the derivation path cannot be read');
  if (p1 === 1) return notSimulated(state, 'the address on the screen of the Celo app');
  const { uncompressed, chainCode } = wallet.secp256k1(path);
  const address = bytesOf(checksummed(keccakAddress(uncompressed)));
  const both = concat(withLength(uncompressed), withLength(address));
  return stays(state, SW.success, undefined, p2 === 1 ? concat(both, chainCode) : both);
}

function part(
  old: CeloState,
  p1: number,
  p2: number,
  data: Uint8Array,
  context: SigningContext,
): Step {
  if (p1 !== 0 && p1 !== P1_MORE) return fails(old, SW.wrongP1P2, 'P1 is neither 00 nor 80');
  if (p1 === P1_MORE) {
    if (p2 !== 0) return fails(old, SW.wrongP1P2, 'P2 must be 00');
    if (old.open === undefined) {
      return fails(old, SW.notBegun, 'the first part of the transaction is missing');
    }
    return readOn(old, old.open, data, context);
  }
  const state = old.open === undefined ? old : reset(old);
  const path = parsePath(data);
  if (path === null) return fails(state, SW.wrongData, 'the derivation path cannot be read');
  const transaction = data.subarray(1 + 4 * path.length);
  const [type] = transaction;
  if (type === undefined) return notSimulated(state, 'a command that ends behind its path');
  if (!isTransactionType(type)) {
    return fails(state, SW.wrongType, 'the Celo app signs EIP-1559 and CIP-64 transactions only');
  }
  if (p2 !== 0) return fails(state, SW.wrongP1P2, 'P2 must be 00');
  const { tokens } = state;
  const reader = new CeloReader(type, (contract) => isToken(tokens, contract));
  return readOn(state, { path, reader }, transaction.subarray(1), context);
}

function readOn(
  state: CeloState,
  open: NonNullable<CeloState['open']>,
  chunk: Uint8Array,
  context: SigningContext,
): Step {
  try {
    if (!open.reader.read(chunk)) return stays({ ...state, open }, SW.success);
  } catch (error) {
    if (!(error instanceof CeloFault)) throw error;
    return fails(state, SW.wrongData, `the transaction is not taken: ${error.message}`);
  }
  const problem = unknownParts(state, open.reader);
  if (problem !== undefined) return fails(state, SW.wrongData, problem);
  const closed = reset(state);
  const reason = compare(state, open.reader);
  if (reason !== undefined) return returns(closed, SW.refused, reason);
  const { rs, recovery } = context.wallet.signEcdsa(open.path, open.reader.digest());
  const parity = Uint8Array.of(recovery & 1);
  return returns(closed, SW.success, undefined, concat(parity, rs));
}

function unknownParts(
  { tokens }: CeloState,
  { feeCurrency, hasData, call }: CeloReader,
): string | undefined {
  if (feeCurrency !== undefined && !isToken(tokens, feeCurrency)) {
    return 'the fees are in a currency the app has no information on';
  }
  if (hasData && (call === undefined || call.isForbidden === true)) {
    return 'the transaction has call data that the app may not sign blindly';
  }
  return undefined;
}

function compare({ approved, assets }: CeloState, reader: CeloReader): Reason | undefined {
  const { call, values } = reader;
  const data = values.data ?? EMPTY;
  const to = call?.hasDestination === true ? calledDestination(data) : reader.to;
  const destination = `0x${checksummed(to)}`;
  if (destination.toUpperCase() !== approved.destination.toUpperCase()) {
    return differs('destination', destination, approved.destination);
  }
  const word = call?.amountWord;
  const amount = word === undefined ? (values.value ?? EMPTY) : calledAmount(data, word);
  if (!equal(amount, approved.amount)) return amountReason(amount, approved.amount, assets.amount);
  const product = toBigInt(values.gasPrice ?? EMPTY) * toBigInt(values.gasLimit ?? EMPTY);
  const fees = fromBigInt(BigInt.asUintN(256, product), 32);
  if (toBigInt(fees) <= toBigInt(approved.fees)) return undefined;
  return differs('fees', text(fees, assets.fees), `at most ${text(approved.fees, assets.fees)}`);
}

function amountReason(actual: Uint8Array, approved: Uint8Array, asset: Asset): Reason {
  const reason = differs('amount', text(actual, asset), text(approved, asset));
  if (toBigInt(actual) !== toBigInt(approved)) return reason;
  const what = `amount ${reason.actual}, approved the same on ${approved.length} bytes, here on ${actual.length}: the Celo app compares the bytes`;
  return { ...reason, what };
}

const text = (amount: Uint8Array, asset: Asset) => tickerFirst(amount, asset, 1) ?? 'too large';
