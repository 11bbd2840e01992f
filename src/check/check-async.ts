/**
 * Judges a case with as little code as it takes: an order without faults needs neither the texts of
 * findings nor what explains a fault. Both are loaded, in one file, for the first that has one.
 */
import { DEFAULT_FIRMWARE } from '../firmware/default.js';
import type { FirmwareProfile } from '../firmware/profile.js';
import { nobleVerifier, type Verifier } from '../simulator/verifier.js';
import type { CheckOptions } from './check.js';
import type { CheckCase } from './check-case.js';
import { deviceRun } from './device/device-answer.js';
import { CaseVerifier } from './device/verification.js';
import { factsIn, flowOfCase } from './facts/facts.js';
import { plainEnvelope } from './payload/plain-envelope.js';
import { readersOf } from './readers.js';
import { isClean } from './rules/clean.js';
import { type Verdict, verdictFor } from './verdict.js';

/**
 * As {@link check}, with the same verdict, for pages that should load fast: what only a faulty order
 * needs is loaded when one comes, and so are screens, and releases by their ids.
 *
 * @throws InputError for a firmware there is no profile of (the promise is rejected).
 */
export async function checkAsync(judged: CheckCase, options: CheckOptions = {}): Promise<Verdict> {
  const clean = cleanVerdict(judged, options);
  if (clean !== undefined) return clean;
  const { check } = await import('./check.js');
  return check(judged, options);
}

/** Undefined where there is a finding, or more is asked for than the answer of one release. */
function cleanVerdict(
  judged: CheckCase,
  { firmware = DEFAULT_FIRMWARE, require, screens, verifier = nobleVerifier }: CheckOptions,
): Verdict | undefined {
  if (!isProfile(firmware) || require !== undefined || screens === true) return undefined;
  if (judged.noticed.length > 0) return undefined;
  const envelope = plainEnvelope(judged.payload, flowOfCase(judged).encoding === 'raw');
  if (envelope === undefined) return undefined;
  const facts = factsIn(judged, firmware, envelope);
  const asked: Verifier = new CaseVerifier(verifier);
  const run = deviceRun(facts, firmware, asked);
  if (run.stop !== undefined || !isClean(facts, run)) return undefined;
  const readers = readersOf(facts, run, asked).map(({ firmware: { id }, run: { device } }) => ({
    firmware: id,
    device,
  }));
  return verdictFor(facts, run, { readers, shown: { screens: [] }, findings: [] });
}

const isProfile = (firmware: CheckOptions['firmware']): firmware is FirmwareProfile =>
  typeof firmware === 'object' && 'id' in firmware;
