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
import type { DeviceRun } from './device/device-answer.js';
import { matrixOf, missedIn } from './device/matrix.js';
import { shownReview } from './device/screens.js';
import { CaseVerifier } from './device/verification.js';
import type { Facts } from './facts/facts.js';
import { type Judgement, judgeAll, verdictOn } from './judge.js';
import { isSendable, type MatrixRow, type Verdict } from './verdict.js';

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
  private readonly verifier: Verifier;
  private readonly screens: boolean;

  /** @throws InputError for a firmware there is no profile of. */
  constructor({ firmware, require, verifier, screens = false }: CheckOptions = {}) {
    const asked = profilesOf(firmware);
    const required = require === undefined ? [] : chosenFirmwares(require);
    this.firmware = mainFirmware(asked);
    this.firmwares = inOrder([...asked, ...required]);
    this.required = required.map(({ id }) => id);
    this.verifier = verifier ?? nobleVerifier;
    this.screens = screens;
  }

  /** The device's answer to the case and everything that is wrong with it. */
  check(judged: CheckCase): Verdict {
    return this.checkAll([judged])[0]!;
  }

  /**
   * As {@link check}, of many, which takes less time than one after the other.
   * @param verifiers one for each case, in place of that of the options.
   */
  checkAll(
    cases: readonly CheckCase[],
    verifiers: readonly Verifier[] = cases.map(() => this.verifier),
  ): readonly Verdict[] {
    const own = verifiers.map((verifier) => new CaseVerifier(verifier));
    const judgements = judgeAll(cases, this.firmware, own);
    return judgements.map((judgement, at) => this.verdict(judgement, own[at]!));
  }

  private verdict(judgement: Judgement, verifier: CaseVerifier): Verdict {
    const { facts, run } = judgement;
    if (run === undefined) return verdictOn(judgement, verifier);
    const shown = this.reviewOf(run);
    if (this.firmwares.length === 1) return verdictOn(judgement, verifier, { shown });
    const matrix = this.matrix(facts, run, verifier);
    const findings = [...judgement.findings, ...missedIn(matrix, this.required)];
    return verdictOn({ facts, run, findings }, verifier, { shown, matrix });
  }

  private matrix(facts: Facts, run: DeviceRun, verifier: CaseVerifier): readonly MatrixRow[] {
    const { firmware, firmwares, screens } = this;
    const known = { profile: firmware, run };
    return matrixOf(facts, firmwares, { verifier, screens, sendable: isSendable(facts), known });
  }

  private reviewOf({ review: state }: DeviceRun): Pick<Verdict, 'screens' | 'review'> {
    if (!this.screens || state === undefined) return { screens: [] };
    return shownReview(state, this.firmware);
  }
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
