/** What one release answers to a case, and everything that is wrong with it: neither screens nor other releases. */
import type { FirmwareProfile } from '../firmware/profile.js';
import type { Verifier } from '../simulator/verifier.js';
import type { CheckCase } from './check-case.js';
import { type DeviceRun, deviceRun } from './device/device-answer.js';
import { stopWords } from './device/stop-words.js';
import type { Facts } from './facts/facts.js';
import { factsOf } from './facts/read-facts.js';
import type { Finding } from './findings/finding.js';
import { Findings } from './findings/findings.js';
import { type Reader, readersOf } from './readers.js';
import { TOPICS } from './rules/index.js';
import { judgePayload } from './rules/payload/rule.js';
import { type Judged, type ReaderAnswer, unreadable, type Verdict, verdictFor } from './verdict.js';

/** A case that has been judged. */
export interface Judgement {
  readonly facts: Facts;
  /** Undefined without a payload: there is nothing to run. */
  readonly run: DeviceRun | undefined;
  readonly findings: readonly Finding[];
}

export function judge(judged: CheckCase, firmware: FirmwareProfile, verifier: Verifier): Judgement {
  return judgeAll([judged], firmware, [verifier])[0]!;
}

/**
 * Step by step, each for all cases: what runs again at once is in the processor's caches.
 * @param verifiers one for each case.
 */
export function judgeAll(
  cases: readonly CheckCase[],
  firmware: FirmwareProfile,
  verifiers: readonly Verifier[],
): readonly Judgement[] {
  const work = cases.map((judged, at) => startOf(judged, firmware, verifiers[at]!));
  for (const one of work) {
    if (!hasPayload(one)) judgeWithout(one);
    else one.run = deviceRun(one.facts, firmware, one.verifier);
  }
  for (const { isClean, judge: rule } of TOPICS) {
    for (const { facts, run, found, verifier } of work) {
      if (run !== undefined && !isClean(facts, run)) rule(facts, found, { run, verifier });
    }
  }
  return work.map(({ facts, run, found }) => ({ facts, run, findings: found.all }));
}

interface Work {
  readonly facts: Facts;
  readonly found: Findings;
  readonly verifier: Verifier;
  run: DeviceRun | undefined;
}

function startOf(judged: CheckCase, firmware: FirmwareProfile, verifier: Verifier): Work {
  const found = new Findings();
  for (const noticed of judged.noticed) found.all.push(noticed);
  return { facts: factsOf(judged, firmware), found, verifier, run: undefined };
}

function hasPayload({ facts }: Work): boolean {
  return facts.judged.payload.trim() !== '';
}

function judgeWithout({ facts, found }: Work): void {
  if (!found.has('ANSWER_IS_ERROR')) judgePayload(facts, found);
}

/** @param besides what else was asked for, where anything was. */
export function verdictOn(
  { facts, run, findings }: Judgement,
  verifier: Verifier,
  { shown = { screens: [] }, matrix }: Partial<Pick<Judged, 'shown' | 'matrix'>> = {},
): Verdict {
  if (run === undefined) return unreadable(facts, findings);
  return verdictFor(facts, run, {
    readers: readersOf(facts, run, verifier).map(readerOf),
    shown,
    findings: ordered(findings),
    matrix,
  });
}

/** In words where it could not go on. */
function readerOf({ firmware: { id }, run: { device, stop } }: Reader): ReaderAnswer {
  if (stop === undefined) return { firmware: id, device };
  return { firmware: id, device, stoppedAt: stopWords(stop) };
}

const RANK = { error: 0, 'wrong-on-screen': 1, warning: 2 } as const;

/** Worst first; within a severity in the order of the rules. */
function ordered(findings: readonly Finding[]): readonly Finding[] {
  if (findings.length < 2) return findings;
  return [...findings].sort((a, b) => RANK[a.severity] - RANK[b.severity]);
}
