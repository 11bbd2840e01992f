/**
 * The Exchange app as a pure state machine: `receive` takes a state and an APDU and gives the next
 * state and what to answer. Order of the checks as in app-exchange `src/apdu_parser.c`; one file
 * per group of instructions under `handlers/`.
 */
import { HEADER_SIZE } from '../apdu/apdu.js';
import { concat } from '../bytes.js';
import {
  CLA,
  INS,
  instructionName,
  P2,
  RATE,
  type Rate,
  REASSEMBLY_SIZE,
} from '../exchange/constants.js';
import { type Flow, flowInForm, flowOf } from '../exchange/flows.js';
import { SW, statusSays } from '../exchange/status.js';
import type { FirmwareProfile } from '../firmware/profile.js';
import type { Environment } from './environment.js';
import { getChallenge } from './handlers/challenge.js';
import { checkCoin } from './handlers/coin-check.js';
import { checkPartner, setPartnerKey } from './handlers/partner.js';
import { startNewTransaction } from './handlers/start-new-transaction.js';
import { processTransaction } from './handlers/transaction.js';
import { checkTransactionSignature } from './handlers/transaction-signature.js';
import { accept, type Outcome, refuse } from './outcome.js';
import { type AppState, cleared, draftOf } from './state.js';

/** Handles one command APDU of any bytes and any length. Never throws. */
export function receive(state: AppState, apdu: Uint8Array, env: Environment): Outcome {
  if (apdu.length < HEADER_SIZE) {
    return refuse(state, SW.MALFORMED_APDU, {
      what: 'the APDU is shorter than its header',
      expected: 'at least 5 bytes',
      actual: `${apdu.length}`,
    });
  }
  const cla = apdu[0]!;
  const ins = apdu[1]!;
  const p1 = apdu[2]!;
  const p2 = apdu[3]!;
  const lc = apdu[4]!;
  const data = apdu.subarray(HEADER_SIZE);
  if (lc !== data.length) {
    return refuse(state, SW.MALFORMED_APDU, {
      what: 'Lc is not the number of data bytes',
      expected: `${data.length}`,
      actual: `${lc}`,
    });
  }
  if (cla !== CLA) {
    return refuse(state, SW.CLASS_NOT_SUPPORTED, { what: says(SW.CLASS_NOT_SUPPORTED) });
  }
  if (p1 !== RATE.FIXED && p1 !== RATE.FLOATING) {
    return refuse(state, SW.WRONG_P1, { what: says(SW.WRONG_P1), actual: hex(p1) });
  }
  const named = flowOf(p2 & P2.SUBCOMMAND_MASK);
  if (named === undefined) {
    return refuse(state, SW.WRONG_P2_SUBCOMMAND, {
      what: says(SW.WRONG_P2_SUBCOMMAND),
      actual: hex(p2),
    });
  }
  const flow = flowInForm(named, env.profile.ngForm);
  const instruction = currentNumber(ins, flow);
  const problem = admissionProblem(state, instruction, flow, env.profile);
  if (problem !== undefined) return problem;

  const assembled = assemble(state, { ins: instruction, p1, p2, data }, flow, env.profile);
  if ('kind' in assembled) return assembled;
  const rate: Rate = p1 === RATE.FIXED ? 'fixed' : 'floating';
  const whole = state.chunks === undefined ? state : withChunks(state, undefined);
  return handle(whole, instruction, rate, assembled.data, flow, env);
}

/** Legacy SELL and FUND know CHECK_ASSET_IN by another number. */
function currentNumber(ins: number, flow: Flow): number {
  const legacy = !flow.ng && flow.kind !== 'swap' && ins === INS.CHECK_PAYOUT_ADDRESS;
  return legacy ? INS.CHECK_ASSET_IN : ins;
}

function admissionProblem(
  state: AppState,
  ins: number,
  flow: Flow,
  profile: FirmwareProfile,
): Outcome | undefined {
  const rule = profile.instructions[ins];
  if (rule === undefined) {
    const name = instructionName(ins);
    const what =
      name === undefined
        ? `instruction ${hex(ins)} is not known`
        : `${name} is not known to Exchange ${profile.displayedVersion}`;
    return refuse(state, SW.INVALID_INSTRUCTION, { what });
  }
  if (rule.only !== undefined && (rule.only === 'swap') !== (flow.kind === 'swap')) {
    return refuse(state, SW.INVALID_INSTRUCTION, {
      what: `${instructionName(ins)} exists in ${rule.only} flows only, not in ${flow.name}`,
    });
  }
  if (state.step === 'waiting-user-validation') {
    return refuse(state, SW.UNEXPECTED_INSTRUCTION, {
      what: 'a review is on screen: no instruction is taken until the user decides',
    });
  }
  if (state.step === 'waiting-signing' && rule.afterApproval !== true) {
    return refuse(state, SW.UNEXPECTED_INSTRUCTION, {
      what: `${instructionName(ins)} is not taken after the user approved`,
      expected: 'START_SIGNING_TRANSACTION or START_NEW_TRANSACTION',
    });
  }
  if (rule.anyFlow !== true && flow.subcommand !== state.subcommand) {
    const started = flowOf(state.subcommand);
    return refuse(state, SW.UNEXPECTED_INSTRUCTION, {
      what: 'P2 names another flow than the one started',
      ...(started === undefined ? {} : { expected: started.name }),
      actual: flow.name,
    });
  }
  if (rule.step !== undefined && rule.step !== state.step) {
    return refuse(state, SW.UNEXPECTED_INSTRUCTION, {
      what: `${instructionName(ins)} does not come now`,
      expected: `state ${rule.step}`,
      actual: `state ${state.step}`,
    });
  }
  return undefined;
}

/** The whole data of the command, or the answer to a chunk that is not the last or does not fit. */
function assemble(
  state: AppState,
  command: { ins: number; p1: number; p2: number; data: Uint8Array },
  flow: Flow,
  { chunking }: FirmwareProfile,
): { data: Uint8Array } | Outcome {
  const { ins, p1, p2, data } = command;
  const extension = p2 & P2.EXTENSION_MASK;
  if (extension === 0) return { data };
  const more = (extension & P2.MORE) !== 0;
  const extend = (extension & P2.EXTEND) !== 0;
  const unknown = (extension & ~(P2.MORE | P2.EXTEND)) !== 0;
  const allowed = chunking[instructionName(ins)!]?.includes(flow.name) === true;
  if (unknown || !allowed) {
    return refuse(state, SW.WRONG_P2_EXTENSION, {
      what: unknown
        ? 'P2 has a bit set that means nothing'
        : `${instructionName(ins)} of ${flow.name} may not be sent in chunks`,
      actual: hex(p2),
    });
  }
  const { chunks } = state;
  let whole = data;
  if (extend) {
    if (chunks === undefined) {
      return refuse(state, SW.INVALID_P2_EXTENSION, { what: 'no chunk went before this one' });
    }
    if (chunks.ins !== ins || chunks.p1 !== p1 || chunks.subcommand !== flow.subcommand) {
      return refuse(state, SW.INVALID_P2_EXTENSION, {
        what: 'this chunk continues another command than the one begun',
      });
    }
    const size = chunks.data.length + data.length;
    if (size > REASSEMBLY_SIZE) {
      return refuse(state, SW.INVALID_P2_EXTENSION, {
        what: 'the chunks are too long together',
        expected: `at most ${REASSEMBLY_SIZE} bytes`,
        actual: `${size}`,
      });
    }
    whole = concat(chunks.data, data);
  }
  if (!more) return { data: whole };
  const pending = { ins, p1, subcommand: flow.subcommand, data: whole.slice() };
  return accept(withChunks(state, pending));
}

function withChunks(state: AppState, chunks: AppState['chunks']): AppState {
  const next = draftOf(state);
  next.chunks = chunks;
  return next;
}

function inStep(state: AppState, step: AppState['step']): AppState {
  const next = draftOf(state);
  next.step = step;
  return next;
}

function handle(
  state: AppState,
  ins: number,
  rate: Rate,
  data: Uint8Array,
  flow: Flow,
  env: Environment,
): Outcome {
  switch (ins) {
    case INS.GET_VERSION:
      return accept(state, Uint8Array.from(env.profile.version));
    case INS.START_NEW_TRANSACTION:
      return startNewTransaction(state, flow, env);
    case INS.SET_PARTNER_KEY:
      return setPartnerKey(state, flow, data, env);
    case INS.CHECK_PARTNER:
      return checkPartner(state, data, env);
    case INS.PROCESS_TRANSACTION_RESPONSE:
      return processTransaction(state, flow, data, env);
    case INS.CHECK_TRANSACTION_SIGNATURE:
      return checkTransactionSignature(state, flow, data, env);
    case INS.GET_CHALLENGE:
      return getChallenge(state, env);
    case INS.SEND_TRUSTED_NAME_DESCRIPTOR:
      return env.trustedName(state, data, env);
    case INS.PROMPT_UI_DISPLAY:
      return { kind: 'review', state: inStep(state, 'waiting-user-validation') };
    case INS.START_SIGNING_TRANSACTION:
      return { kind: 'sign', state };
    default:
      return checkCoin(state, { ins, rate, data }, flow, env);
  }
}

/** The user decided on the review: the next state and the status word of the pending answer. */
export function decide(
  state: AppState,
  decision: 'approve' | 'reject' | 'reject-warning',
  { afterRefusal }: Pick<FirmwareProfile, 'afterRefusal'>,
): { state: AppState; status: number } {
  switch (decision) {
    case 'approve':
      return { state: inStep(state, 'waiting-signing'), status: SW.SUCCESS };
    case 'reject':
      return { state: inStep(state, afterRefusal), status: SW.USER_REFUSED_TRANSACTION };
    case 'reject-warning':
      return { state: inStep(state, afterRefusal), status: SW.USER_REFUSED_CROSS_SEED };
  }
}

/** The coin app gave the wire back: its memory overwrote ours, so all is wiped. */
export function afterSigning(state: AppState): AppState {
  const next = draftOf(cleared(state));
  next.chunks = undefined;
  next.challenge = undefined;
  return next;
}

function says(status: number): string {
  return statusSays(status) ?? '';
}

function hex(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}
