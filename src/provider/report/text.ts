/** A run for a terminal of 80 columns: what failed first, passed only as a number. */
import { harmless, wrapped } from '../../report/plain-text.js';
import { ruleNamed } from '../rules/index.js';
import { profileHash } from '../test/profile-hash.js';
import type { RuleResult } from '../test/result.js';
import { curlLine } from './curl.js';
import type { ShownExchange } from './redacted.js';
import {
  failedOf,
  failureWords,
  notRunByReason,
  type ReportInput,
  runFacts,
  SEVERITY_WORDS,
  shownCalls,
} from './report-input.js';

type Paint = (text: string) => string;

export interface TextOptions {
  readonly columns?: number;
  readonly bad?: Paint;
  readonly good?: Paint;
  readonly dim?: Paint;
  readonly strong?: Paint;
}

const plain: Paint = (text) => text;

export function textReport(input: ReportInput, options: TextOptions = {}): string {
  const { columns = 80, bad = plain, good = plain, dim = plain, strong = plain } = options;
  const { result, profile } = input;
  const { rules } = result;
  const calls = shownCalls(input);
  const lines: string[] = [];
  const say = (text: string, indent = 0, paint = plain) => {
    const room = columns - indent;
    lines.push(...wrapped(harmless(text), room).map((line) => ' '.repeat(indent) + paint(line)));
  };
  const gap = () => lines.push('');

  const ruleLines = (rule: RuleResult, paint: Paint) => {
    say(`${rule.id} (${SEVERITY_WORDS[rule.severity]})`, 0, paint);
    say(ruleNamed(rule.id)?.requires ?? '', 2);
    if (rule.evidence !== '') say(`Seen: ${rule.evidence}`, 2);
    if (rule.why !== undefined) say(`Why: ${rule.why}`, 2);
    if (rule.codes !== undefined) say(`check: ${rule.codes.join(', ')}`, 2);
    const again = repeatLine(rule, calls);
    // Never wrapped: it is there to be copied.
    if (again !== undefined) lines.push(`  ${dim(harmless(again))}`);
  };

  const section = (title: string, some: readonly RuleResult[], paint: Paint) => {
    if (some.length === 0) return;
    say(title, 0, strong);
    gap();
    for (const rule of some) {
      ruleLines(rule, paint);
      gap();
    }
  };

  section('Failed', failedOf(rules), bad);
  section(
    'Deviations',
    rules.filter((rule) => rule.result === 'deviation'),
    plain,
  );
  section(
    'Listed as a deviation, but passed',
    rules.filter(({ result: one, why }) => one === 'passed' && why !== undefined),
    good,
  );
  const notRun = notRunByReason(rules);
  if (notRun.length > 0) {
    say('Not run', 0, strong);
    gap();
    for (const [reason, ids] of notRun) {
      say(`${ids.length}: ${reason}`, 0);
      lines.push(...listed(ids, columns - 2).map((line) => `  ${dim(line)}`));
      gap();
    }
  }
  const { passed, failed, notRun: unseen, deviations } = result.summary;
  const verdict = failed === 0 ? `${failed} failed` : `${failed} failed (${failureWords(rules)})`;
  say(
    `${result.product} ${result.url}: ${passed} passed, ${verdict}, ${unseen} not run, ${deviations} ${deviations === 1 ? 'deviation' : 'deviations'}`,
    0,
    failed === 0 ? good : bad,
  );
  const facts = runFacts(input, profileHash(profile).slice(0, 16));
  say(facts.map(([name, value]) => `${name} ${value}`).join(' · '), 0, dim);
  return `${lines.join('\n')}\n`;
}

/** Ids one behind the other, none of them broken. */
function listed(ids: readonly string[], width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const [at, id] of ids.entries()) {
    const word = at === ids.length - 1 ? id : `${id},`;
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/** The call to repeat; where several show it, the first. */
function repeatLine(
  { exchanges = [] }: RuleResult,
  calls: ReadonlyMap<number, ShownExchange>,
): string | undefined {
  const known = exchanges.filter((number) => calls.has(number));
  const first = known[0] === undefined ? undefined : calls.get(known[0]);
  if (first === undefined) return undefined;
  const more = known.length > 1 ? `   # and ${known.length - 1} more` : '';
  return `${curlLine(first)}${more}`;
}
