/**
 * Transaction Check (E0 32): asking the user for it, and reports about a transaction. Touch models
 * only. Source: app-ethereum src/features/provide_tx_simulation, src/nbgl/ui_tx_simulation.c; no
 * recording. Neither the question nor a report that nobody wants ends a swap.
 */
import { EMPTY, fromBigInt } from '../../../bytes.js';
import { isNano } from '../../../device.js';
import { success } from '../probe.js';
import type { SigningContext } from '../signing.js';
import type { EthereumState, Question } from './state.js';
import { ask, type Command, HOME, leave, type Step, SW } from './step.js';

const P1 = { report: 0x00, question: 0x01 } as const;
const VERSION = [1, 23, 0] as const;
/** Token information is always needed; blind signing is off. */
const FLAG = { tokensNeeded: 0x02, checkOn: 0x10, checkAsked: 0x20 } as const;

const QUESTION: Question = {
  review: {
    title: 'Enable\nTransaction Check?',
    rows: [],
    sign: '',
    choice: {
      description:
        'Get real-time warnings about risky Ethereum transactions. Powered by service providers.',
      upper: 'Yes, enable',
      lower: 'Maybe later',
    },
  },
  answer: EMPTY,
  yes: 'Transaction Check enabled',
  no: '',
};

/** Data of the answer to E0 06: flags and version. */
export function configuration({ transactionCheck: check }: EthereumState): Uint8Array {
  const asked = check === 'not asked' ? 0 : FLAG.checkAsked;
  const on = check === 'on' ? FLAG.checkOn : 0;
  return Uint8Array.of(FLAG.tokensNeeded | asked | on, ...VERSION);
}

export function transactionCheck(
  state: EthereumState,
  { p1 }: Command,
  { model }: SigningContext,
): Step {
  if (isNano(model)) {
    return leave(
      state,
      SW.unknownInstruction,
      'the Ethereum app of a Nano has no Transaction Check',
    );
  }
  const { transactionCheck: check } = state;
  if (p1 === P1.question) {
    if (check === 'not asked') return ask({ ...state, question: QUESTION });
    return { state, answer: answerOf(check), screen: HOME };
  }
  if (p1 !== P1.report) return leave(state, SW.wrongP1P2, 'P1 must be 00 or 01');
  if (check === 'on') {
    return leave(state, SW.wrongData, 'reports of Transaction Check are not simulated');
  }
  const reason = { what: 'Transaction Check is off' };
  return { state, answer: fromBigInt(BigInt(SW.disabled), 2), reason };
}

/** The user answered the question. */
export function decideTransactionCheck(state: EthereumState, isWanted: boolean): Step {
  const check = isWanted ? 'on' : 'off';
  return {
    state: { ...state, question: undefined, transactionCheck: check },
    answer: answerOf(check),
    screen: isWanted ? { kind: 'status', text: QUESTION.yes, isGood: true } : HOME,
  };
}

function answerOf(check: 'on' | 'off'): Uint8Array {
  return success(Uint8Array.of(check === 'on' ? 1 : 0));
}
