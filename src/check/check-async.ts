/**
 * Judges a case with as little code as it takes: an order without faults needs neither the texts of
 * findings nor what explains a fault. Both are loaded, in one file, for the first that has one.
 */
import { DEFAULT_FIRMWARE } from '../firmware/default.js';
import type { FirmwareProfile } from '../firmware/profile.js';
import { nobleVerifier, type Verifier } from '../simulator/verifier.js';
import type { Checker, CheckOptions } from './check.js';
import type { CheckCase } from './check-case.js';
import { type DeviceRun, deviceRun } from './device/device-answer.js';
import { CaseVerifier } from './device/verification.js';
import { type Facts, factsIn, flowOfCase } from './facts/facts.js';
import { plainEnvelope } from './payload/plain-envelope.js';
import { readersOf } from './readers.js';
import { isClean } from './rules/clean.js';
import { type Verdict, verdictFor } from './verdict.js';

/**
 * As {@link check}, with the same verdict, for pages that should load fast: what only a faulty order
 * needs is loaded when one comes; so are screens, and releases by their ids.
 *
 * @throws InputError for a firmware there is no profile of (the promise is rejected).
 */
export async function checkAsync(judged: CheckCase, options: CheckOptions = {}): Promise<Verdict> {
  return new AsyncChecker(options).check(judged);
}

/** As {@link Checker}, of which no more is loaded than the cases need. */
export class AsyncChecker {
  private readonly options: CheckOptions;
  /** The one whose answer is asked for; undefined where there are several, or an id. */
  private readonly firmware: FirmwareProfile | undefined;
  private readonly verifier: Verifier;
  private whole: Checker | undefined;

  constructor(options: CheckOptions = {}) {
    const { firmware = DEFAULT_FIRMWARE, require, verifier = nobleVerifier } = options;
    this.options = options;
    this.firmware = require === undefined ? onlyProfile(firmware) : undefined;
    this.verifier = verifier;
  }

  /** @throws InputError for a firmware there is no profile of (the promise is rejected). */
  async check(judged: CheckCase): Promise<Verdict> {
    const { firmware } = this;
    if (firmware === undefined) return (await this.checker()).check(judged);
    const verifier = new CaseVerifier(this.verifier);
    const clean = cleanRun(judged, firmware, verifier);
    if (clean !== undefined) return this.verdict(clean, verifier);
    const { judge, verdictOn } = await import('./judge.js');
    const judgement = judge(judged, firmware, verifier);
    const { facts, run } = judgement;
    return verdictOn(judgement, verifier, run && { shown: await this.shown(facts, run) });
  }

  /** For more than the answer of one release. */
  private async checker(): Promise<Checker> {
    if (this.whole === undefined) {
      const { Checker } = await import('./check.js');
      this.whole = new Checker(this.options);
    }
    return this.whole;
  }

  private async verdict({ facts, run }: Clean, verifier: CaseVerifier): Promise<Verdict> {
    const readers = readersOf(facts, run, verifier);
    return verdictFor(facts, run, {
      readers: readers.map(({ firmware: { id }, run: { device } }) => ({ firmware: id, device })),
      shown: await this.shown(facts, run),
      findings: [],
    });
  }

  private async shown({ firmware }: Facts, { review }: DeviceRun) {
    if (this.options.screens !== true || review === undefined) return { screens: [] };
    const { shownReview } = await import('./device/screens.js');
    return shownReview(review, firmware);
  }
}

/** Undefined where there is a finding. */
function cleanRun(
  judged: CheckCase,
  firmware: FirmwareProfile,
  verifier: Verifier,
): Clean | undefined {
  if (judged.noticed.length > 0) return undefined;
  const envelope = plainEnvelope(judged.payload, flowOfCase(judged).encoding === 'raw');
  if (envelope === undefined) return undefined;
  const facts = factsIn(judged, firmware, envelope);
  const run = deviceRun(facts, firmware, verifier);
  return run.stop === undefined && isClean(facts, run) ? { facts, run } : undefined;
}

interface Clean {
  readonly facts: Facts;
  readonly run: DeviceRun;
}

function onlyProfile(firmware: NonNullable<CheckOptions['firmware']>): FirmwareProfile | undefined {
  if (typeof firmware === 'string') return undefined;
  if ('id' in firmware) return firmware;
  return firmware.length === 1 ? firmware[0] : undefined;
}
