/**
 * The Ethereum app (1.23.0) between START_SIGNING_TRANSACTION and its return. Source: app-ethereum
 * src/main.c, src/swap, src/features/*; as recorded.
 *
 * Any error but a refusal of the transaction ends the swap without telling Exchange: the app then
 * asks its user itself, keeps the wire and never returns. `checks.ts` is what is held against what.
 */
import { concat, EMPTY, fromBigInt } from '../../../bytes.js';
import type { Reason } from '../../../device.js';
import { CSPRNG } from '../../randomness.js';
import type { Asset } from '../asset.js';
import { tickerLast } from '../decimal.js';
import { parsePath } from '../path.js';
import { success } from '../probe.js';
import {
  type Approval,
  type CoinScreen,
  extraBytes,
  type NotStarted,
  type Signer,
  type SigningContext,
  type Started,
} from '../signing.js';
import { configuredAssets, type EthereumVariant } from './app.js';
import { message, publicKey } from './beside.js';
import { erc20Call, hashedCall } from './call-data.js';
import { CODE, coded, ownProblem, type Problem, swapProblem, TOKEN_TEXT_SIZE } from './checks.js';
import { takeNetwork, takeToken } from './descriptors.js';
import { RUNS_IN, transactionQuestion } from './review.js';
import { signTransaction } from './signature.js';
import { type Approved, type EthereumState, type Pending, reset } from './state.js';
import {
  ask,
  BLIND_CHOICE,
  blindSigning,
  type Command,
  HOME,
  leave,
  P1,
  type Step,
  SW,
} from './step.js';
import {
  chainIdOf,
  isTransactionType,
  numberOf,
  type OpenCallData,
  readChunk,
  startReading,
  TRANSACTION_TYPES,
} from './transaction.js';
import { configuration, decideTransactionCheck, transactionCheck } from './transaction-check.js';

const CLA = 0xe0;
const INS = {
  publicKey: 0x02,
  sign: 0x04,
  configuration: 0x06,
  message: 0x08,
  token: 0x0a,
  withdrawalIndex: 0x10,
  challenge: 0x20,
  network: 0x30,
  transactionCheck: 0x32,
} as const;

/** Instructions the app knows and this simulation does not: typed data, NFTs, plugins and the like. */
const NOT_SIMULATED = [
  0x0c, 0x0e, 0x12, 0x14, 0x16, 0x18, 0x1a, 0x1c, 0x1e, 0x22, 0x24, 0x26, 0x28, 0x2a, 0x34, 0x36,
  0x38,
];

const SIGN_MODE = { plain: 0, store: 1, start: 2 } as const;

const MAX_FEES_SIZE = 8;
const MAX_AMOUNT_SIZE = 32;
/** Characters of a destination; what follows is cut off. */
const DESTINATION_SIZE = 42;

export function ethereumSigner(variant: EthereumVariant): Signer<EthereumState> {
  return {
    start: (approval) => start(approval, variant),
    receive,
    decide,
    runsIn: RUNS_IN,
  };
}

function start(approval: Approval, variant: EthereumVariant): Started<EthereumState> | NotStarted {
  const { amount, fees, configuration } = approval;
  const refused = (what: string) => ({ refused: { what } });
  if (fees.length > MAX_FEES_SIZE) {
    return refused(`the fees have ${fees.length} bytes, the Ethereum app takes ${MAX_FEES_SIZE}`);
  }
  if (amount.length > MAX_AMOUNT_SIZE) return refused('the amount has more than 32 bytes');
  const assets = configuredAssets(configuration, variant.chainId);
  if (assets === null) return refused('the sub-configuration cannot be read');
  const approved = approvedTexts(approval, assets);
  if (approved === null) return refused('the amount or the fees are too long to be written');
  const state: EthereumState = {
    ...{ variant, approved, inSwap: true, doing: 'nothing', pending: undefined },
    ...{ message: undefined, tokens: [], nextToken: 0, networks: new Map() },
    ...{ description: undefined, question: undefined, challenge: undefined },
    transactionCheck: 'not asked',
  };
  return { state };
}

function approvedTexts(
  approval: Approval,
  { asset, fees }: { asset: Asset; fees: Asset },
): Approved | null {
  const [kind, ...hash] = extraBytes(approval);
  const mode = kind === 0 ? 'plain' : kind === 1 ? 'call data' : 'unknown';
  const feesShown = tickerLast(approval.fees, fees);
  // A token that goes with announced call data is not in the value of the transaction.
  const isNoValue = mode === 'call data' && asset.ticker !== fees.ticker;
  const amount = isNoValue
    ? tickerLast(EMPTY, fees, TOKEN_TEXT_SIZE)
    : tickerLast(approval.amount, asset, TOKEN_TEXT_SIZE);
  if (amount === null || feesShown === null) return null;
  return {
    destination: approval.destination.slice(0, DESTINATION_SIZE),
    amount,
    fees: feesShown,
    mode,
    callDataHash: Uint8Array.from(hash),
  };
}

function receive(state: EthereumState, apdu: Uint8Array, context: SigningContext): Step {
  const [cla, ins = 0, p1 = 0, p2 = 0, size = 0] = apdu;
  if (apdu.length < 4 || (apdu.length > 4 && apdu.length - 5 !== size)) {
    return leave(state, SW.wrongLength, 'the APDU is cut or its length byte is wrong');
  }
  if (cla !== CLA) return leave(state, SW.unknownClass, 'the class is not E0');
  const command = { p1, p2, data: apdu.subarray(5) };
  // A page that waits for its user is forgotten when a command comes.
  const next = { ...state, question: undefined };
  switch (ins) {
    case INS.publicKey:
      return publicKey(next, command, context);
    case INS.sign:
      return sign(next, command, context);
    case INS.configuration:
      return { state: next, answer: success(configuration(next)) };
    case INS.message:
      return message(next, command, context);
    case INS.token: {
      const taken = takeToken(next, command.data, context);
      if ('wrong' in taken) return leave(next, SW.wrongData, taken.wrong);
      return { state: taken.state, answer: success(taken.data ?? EMPTY) };
    }
    case INS.challenge: {
      const challenge = next.challenge ?? (context.randomness ?? CSPRNG).challenge();
      return { state: { ...next, challenge }, answer: success(challenge) };
    }
    case INS.network:
      return network(next, command, context);
    case INS.transactionCheck:
      return transactionCheck(next, command, context);
    case INS.withdrawalIndex:
      if (command.data.length !== 4)
        return leave(next, SW.wrongLength, 'expected 4 bytes of index');
      if (p1 !== 0 || p2 !== 0) return leave(next, SW.wrongP1P2, 'P1 and P2 must be 00');
      return { state: next, answer: success() };
  }
  const name = `instruction ${ins.toString(16).padStart(2, '0')}`;
  if (NOT_SIMULATED.includes(ins)) {
    return leave(next, SW.wrongData, `${name} of the Ethereum app is not simulated`);
  }
  return leave(
    next,
    SW.unknownInstruction,
    `the Ethereum app has the wire since START_SIGNING_TRANSACTION, and does not know ${name}`,
  );
}

function sign(state: EthereumState, command: Command, context: SigningContext): Step {
  const { p1, p2, data } = command;
  if (p2 === SIGN_MODE.start) {
    if (state.doing !== 'transaction')
      return leave(state, SW.notAllowed, 'no transaction was begun');
    return leave(state, SW.wrongData, 'clear signing of call data is not simulated');
  }
  if (p2 > SIGN_MODE.start || (p1 !== P1.first && p1 !== P1.more)) {
    return leave(state, SW.wrongP1P2, 'P1 is not 00 or 80, or P2 is none of the modes');
  }
  if (p1 === P1.more) {
    const { pending } = state;
    if (state.doing !== 'transaction' || pending === undefined) {
      return leave(state, SW.notAllowed, 'the first chunk of the transaction is missing');
    }
    return readOn(state, pending, data, p2, context);
  }
  // A transaction, or a message, that was not finished ends the swap, too.
  const fresh = state.doing === 'nothing' ? state : reset(state);
  const begun: EthereumState = { ...fresh, doing: 'transaction' };
  const path = parsePath(data);
  if (path === null) return leave(begun, SW.wrongData, 'the derivation path cannot be read');
  const rest = data.subarray(1 + 4 * path.length);
  const [type] = rest;
  if (type === undefined)
    return leave(begun, SW.wrongData, 'there is no transaction behind the path');
  const isTyped = type <= 0x7f;
  if (isTyped && !isTransactionType(type)) {
    return leave(begun, SW.wrongType, `transactions of type ${type} are unknown`);
  }
  const reading = startReading(isTyped ? type : TRANSACTION_TYPES.legacy);
  const body = isTyped ? rest.subarray(1) : rest;
  return readOn(begun, { path, reading }, body, p2, context);
}

function readOn(
  state: EthereumState,
  pending: Pending,
  chunk: Uint8Array,
  mode: number,
  context: SigningContext,
): Step {
  const isStored = mode === SIGN_MODE.store;
  const options = { openCallData: callDataTaker(state, isStored), isStored };
  const read = readChunk(pending.reading, chunk, options);
  if (read.kind === 'fault') {
    const what = `the transaction is not taken: ${read.what}`;
    if (!state.inSwap) {
      const screen = read.isBlind === true ? blindSigning(context, false) : undefined;
      return leave(state, SW.wrongData, what, screen);
    }
    return refuse(state, coded(CODE.callData, { what, field: 'data' }), context);
  }
  const next = { ...state, pending: { ...pending, reading: read.reading } };
  if (read.kind === 'more') return { state: next, answer: success() };
  return finish(next, next.pending, isStored, context);
}

/** Who takes call data: in a swap the announced one is hashed, and ERC-20 calls are understood. */
function callDataTaker({ inSwap, approved }: EthereumState, isStored: boolean): OpenCallData {
  return (reading, selector) => {
    if (isStored) return undefined;
    if (inSwap && approved.mode === 'call data') return hashedCall(selector);
    const call = erc20Call(selector);
    if (call === undefined) {
      const fault = inSwap
        ? 'it has call data that nobody announced and that is no ERC-20 call'
        : 'it has call data that the app may not sign blindly';
      return { fault, isBlind: !inSwap };
    }
    if (numberOf(reading, 'value') === 0n) return call;
    return { fault: 'it sends ether along with an ERC-20 call' };
  };
}

function finish(
  state: EthereumState,
  pending: Pending,
  isStored: boolean,
  context: SigningContext,
): Step {
  const { path, reading } = pending;
  if (state.variant.chainId !== 1n && chainDiffers(state, pending)) {
    const what = `the transaction is not for chain ${state.variant.chainId} of the ${state.variant.name} app`;
    return leave(state, SW.wrongData, what, HOME);
  }
  if (state.inSwap) {
    const problem = swapProblem(state, reading, isStored);
    if (problem !== undefined) return refuse(state, problem, context);
    if (isStored) return storedInSwap(state, reading.hasData);
    return { state, answer: signTransaction(context.wallet, path, reading), ends: 'signed' };
  }
  const problem = ownProblem(state, reading, isStored);
  if (problem !== undefined) return refuse(state, problem, context);
  if (isStored) return { state, answer: success() };
  return ask({ ...state, question: transactionQuestion(state, pending, context) });
}

function chainDiffers({ variant }: EthereumState, { reading }: Pending): boolean {
  return chainIdOf(reading) !== variant.chainId;
}

/** Call data that is stored for later is answered, but never signed: the swap is over. */
function storedInSwap(state: EthereumState, hasData: boolean): Step {
  const reason: Reason = { what: 'a transaction sent to be stored is not signed in a swap' };
  const answer = hasData ? success() : fromBigInt(BigInt(SW.wrongData), 2);
  return { state, answer, ends: 'refused', reason };
}

function refuse(state: EthereumState, problem: Problem, context: SigningContext): Step {
  if (!problem.returns) {
    return leave(state, problem.status, problem.reason.what, screenOf(problem, context));
  }
  const answer = concat(problem.data, fromBigInt(BigInt(problem.status), 2));
  return { state, answer, ends: 'refused', reason: problem.reason };
}

function screenOf({ shows }: Problem, context: SigningContext): CoinScreen | undefined {
  if (shows === 'blind signing') return blindSigning(context, true);
  return shows === 'home' ? HOME : undefined;
}

function network(state: EthereumState, { p1, p2, data }: Command, context: SigningContext): Step {
  if (p2 === 0x02 && p1 === 0) {
    const ids = [...state.networks.keys()].map((id) => fromBigInt(id, 8));
    return { state, answer: success(Uint8Array.of(ids.length), ...ids) };
  }
  if (p2 !== 0) return leave(state, SW.wrongData, 'icons of networks are not simulated');
  const taken = takeNetwork(state, { isFirst: p1 === 1, data }, context);
  if ('wrong' in taken) return leave(taken.state, SW.wrongData, taken.wrong);
  return { state: taken.state, answer: success() };
}

/** The user decided on a page of the app's own; that the app was called by Exchange is forgotten. */
function decide(state: EthereumState, approved: boolean): Step {
  const { question } = state;
  if (question === undefined) return { state, answer: null };
  if (question === BLIND_CHOICE) {
    return { state: { ...state, question: undefined }, answer: null, screen: HOME };
  }
  if (question.review.choice !== undefined) return decideTransactionCheck(state, approved);
  const refused = fromBigInt(BigInt(SW.refusedByUser), 2);
  return {
    state: reset(state),
    answer: approved ? question.answer : refused,
    screen: { kind: 'status', text: approved ? question.yes : question.no, isGood: approved },
    ...(approved ? {} : { reason: { what: 'the user refused on the Ethereum app’s own pages' } }),
  };
}
