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
  const facts = factsOf(judged, firmware);
  const findings = new Findings();
  for (const noticed of judged.noticed) findings.all.push(noticed);
  if (judged.payload.trim() === '') {
    if (!findings.has('ANSWER_IS_ERROR')) judgePayload(facts, findings);
    return { facts, run: undefined, findings: findings.all };
  }
  const run = deviceRun(facts, firmware, verifier);
  for (const { isClean, judge: rule } of TOPICS) {
    if (!isClean(facts, run)) rule(facts, findings, { run, verifier });
  }
  return { facts, run, findings: findings.all };
}

/** @param besides what else was asked for, where anything was. */
export function verdictOn(
  { facts, run, findings }: Judgement,
  verifier: Verifier,
  { shown = { screens: [] }, ...matrix }: Partial<Pick<Judged, 'shown' | 'matrix'>> = {},
): Verdict {
  if (run === undefined) return unreadable(facts, findings);
  return verdictFor(facts, run, {
    readers: readersOf(facts, run, verifier).map(readerOf),
    shown,
    findings: ordered(findings),
    ...matrix,
  });
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
