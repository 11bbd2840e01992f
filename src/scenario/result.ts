/** What running a scenario came to. */
import type { Model } from '../device.js';
import type { InstructionName } from '../exchange/constants.js';
import type { Signing } from '../host/signing/sign-payment.js';
import type { Answered, Unusable } from './provider-answer.js';
import type { ScenarioOutcome } from './scenario.js';
import type { TranscriptLine } from './transcript.js';

/** A scenario with its verdict. */
export interface ScenarioResult {
  readonly name: string;
  readonly file: string;
  /** 'simulator', 'speculos', … */
  readonly device: string;
  readonly model: Model;
  readonly verdict: 'passed' | 'failed' | 'skipped';
  /** Why it was skipped. */
  readonly reason?: string;
  readonly seconds: number;
  /** What is not as expected, one sentence each. */
  readonly differences: readonly string[];
  /** Absent when it was skipped. */
  readonly happened?: ScenarioRun;
}

/** What happened when a scenario was played. */
export interface ScenarioRun {
  readonly outcome: ScenarioOutcome;
  /** The command it ended with. */
  readonly at?: InstructionName;
  /** Its status word, four hex digits. */
  readonly status?: string;
  readonly accepted: boolean;
  /** What the coin app made of the transaction, where it was asked. */
  readonly signing?: Signing;
  /** The device's reason or the error. */
  readonly why?: string;
  /** Hex, or ten letters. */
  readonly nonce?: string;
  /**
   * What the provider answered, as far as the flow got there.
   * @internal
   */
  readonly answered?: Answered | Unusable;
  /** Every APDU in order. */
  readonly transcript: readonly TranscriptLine[];
  /** Every screen in order, as lines; empty on a device that shows none. */
  readonly screens: readonly (readonly string[])[];
  /** Those from the first page of the review on, home pages left out; absent where none is shown. */
  readonly review?: readonly (readonly string[])[];
}

/** Numbers for the end of a report. */
export function countsOf(results: readonly ScenarioResult[]) {
  const count = (verdict: ScenarioResult['verdict']) =>
    results.filter((result) => result.verdict === verdict).length;
  return { passed: count('passed'), failed: count('failed'), skipped: count('skipped') };
}
