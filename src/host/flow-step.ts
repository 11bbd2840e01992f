/** One step of a flow as it happened, and what a row of steps comes to. */
import { statusText } from '../apdu/apdu.js';
import type { Reason, ScreenView } from '../device.js';
import type { InstructionName } from '../exchange/constants.js';
import { otherMeanings } from '../exchange/other-status.js';
import { SW, statusName } from '../exchange/status.js';
import { fixFor, saysFor } from './refusal-fix.js';
import type { Exchange } from './tap.js';

/** One command of a flow: what was sent, what was answered, what was shown. */
export interface FlowStep {
  /** From 1. */
  readonly number: number;
  /** The instruction as sent. */
  readonly command: InstructionName;
  /** What is done, for people. */
  readonly title: string;
  /** The APDUs of the command: more than one when it was sent in chunks. */
  readonly exchanges: readonly Exchange[];
  /** Status word of the last answer. */
  readonly status: number;
  readonly accepted: boolean;
  /** One line: what this step told, or what the status word says. */
  readonly explanation: string;
  /** What the device knows beyond the status word. */
  readonly reason?: Reason;
  /** Screens that came up during the step, in order. */
  readonly screens: readonly ScreenView[];
  /** What the step made or sent: `nonce`, `payload`, `fees`, `signature`, as hex or text. */
  readonly data: Readonly<Record<string, string>>;
}

/** approved: the user approved. rejected: the user said no. refused: the device did. */
export type FlowOutcome = 'approved' | 'refused' | 'rejected';

/** How a flow ended, by its last step. */
export function outcomeOf(steps: readonly FlowStep[]): FlowOutcome {
  const last = steps.at(-1);
  if (last === undefined || last.accepted) return 'approved';
  const byUser: readonly number[] = [SW.USER_REFUSED_TRANSACTION, SW.USER_REFUSED_CROSS_SEED];
  return byUser.includes(last.status) ? 'rejected' : 'refused';
}

/** Where a flow ended early, and why. */
export interface Refusal {
  readonly command: InstructionName;
  /** Number of the command in the flow, from 1. */
  readonly step: number;
  /** Four hex digits. */
  readonly status: string;
  readonly name: string;
  readonly says: string;
  readonly reason: Reason | null;
  readonly fix: string;
}

/** Why the flow ended early; null when it did not. */
export function refusalOf(steps: readonly FlowStep[]): Refusal | null {
  const last = steps.at(-1);
  if (last === undefined || last.accepted) return null;
  const [other] = otherMeanings(last.status);
  return {
    command: last.command,
    step: last.number,
    status: statusText(last.status),
    name: statusName(last.status) ?? other?.name ?? 'UNKNOWN',
    says: saysFor(last.command, last.status) ?? 'A status word the Exchange app does not use.',
    reason: last.reason ?? null,
    fix: fixFor(last.command, last.status),
  };
}
