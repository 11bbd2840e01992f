/**
 * Judges one case: the device's answer, found by running the simulated app, and everything that is
 * wrong, whether the device gets that far or not. The two may disagree; both are reported.
 */

import { InputError } from '../errors.js';
import { chosenFirmwares, inOrder, mainFirmware } from '../firmware/chosen.js';
import { DEFAULT_FIRMWARE } from '../firmware/index.js';
import type { FirmwareProfile } from '../firmware/profile.js';
import { expected } from '../shown.js';
import { nobleVerifier, type Verifier } from '../simulator/verifier.js';
import type { CheckCase } from './check-case.js';
import { type DeviceRun, deviceRun } from './device/device-answer.js';
import { matrixOf, missedIn } from './device/matrix.js';
import { shownReview } from './device/screens.js';
import { stopWords } from './device/stop-words.js';
import { CaseVerifier } from './device/verification.js';
import type { Facts } from './facts/facts.js';
import { factsOf } from './facts/read-facts.js';
import type { Finding } from './findings/finding.js';
import { Findings } from './findings/findings.js';
import { type Reader, readersOf } from './readers.js';
import { TOPICS } from './rules/index.js';
import { judgePayload } from './rules/payload/rule.js';
import { isSendable, type ReaderAnswer, unreadable, type Verdict, verdictFor } from './verdict.js';

/** Whose rules a payload is judged by, and how signatures are verified. */
export interface CheckOptions {
  /**
   * Profile or its id; the newest release when absent. Several (`3.3.3..4.0.0`, `3.4.1,4.4.2`,
   * `all`) make a matrix beside the verdict, which is then of the newest release among them.
   */
  readonly firmware?: FirmwareProfile | string | readonly FirmwareProfile[];
  /** Releases that must take the payload, written in the same way; they are asked, too. */
  readonly require?: string;
  /** For the provider's signature; pure JavaScript when absent. */
  readonly verifier?: Verifier;
  /** Also list the review screens. */
  readonly screens?: boolean;
}

/** Judges many cases with the same options: what does not change is worked out once. */
export class Checker {
  private readonly firmware: FirmwareProfile;
  /** All that are asked: a matrix where they are several. */
  private readonly firmwares: readonly FirmwareProfile[];
  private readonly required: readonly string[];
  private readonly verifier: CaseVerifier;
  private readonly screens: boolean;

  /** @throws InputError for a firmware there is no profile of. */
  constructor({ firmware, require, verifier, screens = false }: CheckOptions = {}) {
    const asked = profilesOf(firmware);
    const required = require === undefined ? [] : chosenFirmwares(require);
    this.firmware = mainFirmware(asked);
    this.firmwares = inOrder([...asked, ...required]);
    this.required = required.map(({ id }) => id);
    this.verifier = new CaseVerifier(verifier ?? nobleVerifier);
    this.screens = screens;
  }

  /** The device's answer to the case and everything that is wrong with it. */
  check(judged: CheckCase): Verdict {
    const facts = factsOf(judged, this.firmware);
    const findings = new Findings();
    for (const noticed of judged.noticed) findings.all.push(noticed);
    if (judged.payload.trim() === '') {
      if (!findings.has('ANSWER_IS_ERROR')) judgePayload(facts, findings);
      return unreadable(facts, findings.all);
    }

    const run = deviceRun(facts, this.firmware, this.verifier);
    const asked = { run, verifier: this.verifier };
    for (const { isClean, judge } of TOPICS) {
      if (!isClean(facts, run)) judge(facts, findings, asked);
    }

    const matrix = this.matrix(facts, run);
    findings.all.push(...missedIn(matrix.matrix ?? [], this.required));
    return verdictFor(facts, run, {
      readers: readersOf(facts, run, this.verifier).map(readerOf),
      shown: this.reviewOf(run),
      findings: ordered(findings.all),
      ...matrix,
    });
  }

  /** Nothing where one release was asked. */
  private matrix(facts: Facts, run: DeviceRun): Pick<Verdict, 'matrix'> {
    const { firmware, firmwares, verifier, screens } = this;
    if (firmwares.length === 1) return {};
    const known = { profile: firmware, run };
    const sendable = isSendable(facts);
    return { matrix: matrixOf(facts, firmwares, { verifier, screens, sendable, known }) };
  }

  private reviewOf({ review: state }: DeviceRun): Pick<Verdict, 'screens' | 'review'> {
    if (!this.screens || state === undefined) return { screens: [] };
    return shownReview(state, this.firmware);
  }
}

/** In words where it could not go on. */
function readerOf({ firmware: { id }, run: { device, stop } }: Reader): ReaderAnswer {
  return { firmware: id, device, ...(stop === undefined ? {} : { stoppedAt: stopWords(stop) }) };
}

const RANK = { error: 0, 'wrong-on-screen': 1, warning: 2 } as const;

/** Worst first; within a severity in the order of the rules. */
function ordered(findings: readonly Finding[]): readonly Finding[] {
  if (findings.length < 2) return findings;
  return [...findings].sort((a, b) => RANK[a.severity] - RANK[b.severity]);
}

function profilesOf(firmware: CheckOptions['firmware'] = DEFAULT_FIRMWARE) {
  if (typeof firmware === 'string') return chosenFirmwares(firmware);
  const profiles = 'id' in firmware ? [firmware] : firmware;
  if (profiles.length > 0) return profiles;
  throw new InputError(expected('firmware', 'at least one profile', 'none'));
}

/**
 * Judges one case: the device’s answer, and everything that is wrong with it.
 * @throws InputError for a firmware there is no profile of. What is wrong with the case is in the verdict.
 */
export function check(judged: CheckCase, options: CheckOptions = {}): Verdict {
  return new Checker(options).check(judged);
}
