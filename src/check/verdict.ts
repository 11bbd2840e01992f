/** The result of judging one case: what a device answers, and everything that is wrong. */
import type { FlowKind, FlowName } from '../exchange/flows.js';
import type { ReviewFacts } from '../simulator/screens/content.js';
import type { DeviceRun } from './device/device-answer.js';
import { type Invented, inventedIn } from './device/substitutes.js';
import type { Facts } from './facts/facts.js';
import type { Finding } from './findings/finding.js';
import { unsendable } from './payload/legacy-swap-texts.js';

/** The command at which a device refuses. */
export interface DeviceRefusal {
  /** Instruction name, such as PROCESS_TRANSACTION_RESPONSE. */
  readonly command: string;
  /** Status word as four hex digits. */
  readonly status: string;
  /** Its name in the firmware. */
  readonly name: string;
  /** Why, as the simulated device knows it. */
  readonly reason: string;
}

/** What one reader concludes: a firmware, or somebody who believes the documentation. */
export interface ReaderAnswer {
  readonly firmware: string;
  /** null: everything that could be run was accepted. */
  readonly device: DeviceRefusal | null;
  /** Where the run had to stop for lack of facts (unknown currency, no key), in words. */
  readonly stoppedAt?: string;
}

/** Releases that answer a payload alike. */
export interface MatrixRow {
  /** Their ids, in the order they came. */
  readonly firmware: readonly string[];
  readonly verdict: 'accepted' | 'refused' | 'unreadable';
  /** The refusal, with the reason of the first of them. */
  readonly device: DeviceRefusal | null;
  /** What is refused: a field of the message, or of a command of the wallet. */
  readonly field: string | null;
  /** Fields of the message that are set, and that these releases do not know and skip. */
  readonly ignored: readonly string[];
  /** As in {@link ReaderAnswer}. */
  readonly stoppedAt?: string;
  /** Review screens as lists of lines, where they were asked for. */
  readonly screens: readonly (readonly string[])[];
}

/** What {@link check} says of a case. */
export interface Verdict {
  readonly file: string;
  readonly flow: FlowKind;
  readonly flowName: FlowName;
  /**
   * The device's, never the findings': accepted when all commands were run and none was refused;
   * unreadable when there is nothing to run, or the run had to stop (see `readers`): nobody could
   * verify the signature, or the currency is not built in.
   */
  readonly verdict: 'accepted' | 'refused' | 'unreadable';
  /** The answer of the firmware asked for. */
  readonly device: DeviceRefusal | null;
  readonly readers: readonly ReaderAnswer[];
  /** Facts nobody gave, made up so that the device could be asked. */
  readonly invented: readonly Invented[];
  /** Review screens as lists of lines, when the device gets that far. */
  readonly screens: readonly (readonly string[])[];
  /** What these screens say, for whoever draws them; absent when there are none. */
  readonly review?: ReviewFacts;
  readonly findings: readonly Finding[];
  /** Where several releases were asked: all of them, in groups that behave alike. */
  readonly matrix?: readonly MatrixRow[];
}

/** What a run that was refused, or not, or not to the end, says of a payload. */
export function verdictOf(
  run: Pick<DeviceRun, 'device' | 'stop' | 'signatureAccepted'>,
  sendable: boolean,
): Verdict['verdict'] {
  if (run.device !== null) return 'refused';
  const whole = run.signatureAccepted && run.stop === undefined;
  return whole && sendable ? 'accepted' : 'unreadable';
}

/** Whether a wallet can send it at all: of what it cannot, nobody knows what would become. */
export function isSendable({ flow, judged }: Facts): boolean {
  return unsendable(flow, judged) === undefined;
}

/** What is said beside the device's answer. */
export interface Judged extends Pick<Verdict, 'readers' | 'findings'> {
  readonly matrix?: Verdict['matrix'] | undefined;
  readonly shown: Pick<Verdict, 'screens' | 'review'>;
}

export function verdictFor(
  facts: Facts,
  run: DeviceRun,
  { readers, shown, findings, matrix }: Judged,
): Verdict {
  const { judged, flow } = facts;
  const { screens, review } = shown;
  return {
    file: judged.name,
    flow: flow.kind,
    flowName: flow.name,
    invented: inventedIn(judged),
    verdict: verdictOf(run, isSendable(facts)),
    device: run.device,
    readers,
    screens,
    ...(review === undefined ? undefined : { review }),
    findings,
    ...(matrix === undefined ? undefined : { matrix }),
  };
}

/** Of a case without a payload: there is nothing to run. */
export function unreadable(facts: Facts, findings: Verdict['findings']): Verdict {
  const none = { device: null, readers: [], screens: [] };
  return { ...nameOf(facts), verdict: 'unreadable', ...none, findings };
}

function nameOf({ judged, flow }: Facts) {
  const { name: file } = judged;
  return { file, flow: flow.kind, flowName: flow.name, invented: inventedIn(judged) };
}
