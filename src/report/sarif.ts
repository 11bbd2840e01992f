/** SARIF 2.1.0, as code scanning reads it: one rule a finding code, one result a finding. */
import { CATALOGUE } from '../check/findings/catalogue.js';
import { FINDING_CODES } from '../check/findings/codes.js';
import type { Finding, Severity } from '../check/findings/finding.js';
import { type CheckResult, isFailure, type Place, placeName, verdictWords } from './result.js';
import { physicalLocation, sarifLog } from './sarif-log.js';

/** What the log says of the tool. */
export interface SarifOptions {
  /** Of this package. */
  readonly version: string;
}

/** Rules for what has no finding of its own. */
const REFUSED = 'DEVICE_REFUSED';
const NOT_DECIDED = 'NOT_DECIDED';
const NOT_READ = 'NOT_READ';
const LEVELS = { error: 'error', 'wrong-on-screen': 'error', warning: 'warning' } as const;
/** The log as an object; `JSON.stringify` makes the file. */
export function sarifReport(results: readonly CheckResult[], { version }: SarifOptions) {
  const found = results.flatMap(resultsOf);
  return sarifLog({ version, rules: RULES, results: found });
}

const RULES = [
  ...FINDING_CODES.map((code) => {
    const { title, why, fix, severity } = CATALOGUE[code];
    return rule(code, { title, why, fix, severity });
  }),
  rule(REFUSED, {
    title: 'The device refuses the payload',
    why: 'The user cannot go on.',
    fix: 'Run exchange-sim explain with the status word.',
    severity: 'error',
  }),
  rule(NOT_DECIDED, {
    title: 'The order was not decided',
    why: 'Something that is not known here stopped the run: it may be right or wrong.',
    fix: 'Give what is missing, or try the order on a device.',
    severity: 'error',
  }),
  rule(NOT_READ, {
    title: 'The case could not be read',
    why: 'Nothing was judged.',
    fix: "Give a provider's HTTP answer, a case file, or one case a line.",
    severity: 'error',
  }),
];

function rule(
  id: string,
  { title, why, fix, severity }: { title: string; why: string; fix: string; severity: Severity },
) {
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: why },
    help: { text: fix },
    defaultConfiguration: { level: LEVELS[severity] },
  };
}

function resultsOf(result: CheckResult) {
  const { place } = result;
  if ('problem' in result) return [entry(NOT_READ, 'error', result.problem, place)];
  const { verdict, device, findings } = result.verdict;
  const entries = findings.map((finding) => ofFinding(finding, place));
  if (verdict === 'accepted' || findings.some(isFailure)) return entries;
  const words = verdictWords(result.verdict);
  if (device === null) {
    const stopped = result.verdict.readers[0]?.stoppedAt;
    const text = stopped === undefined ? words : `${words}: the run ended at ${stopped}`;
    return [...entries, entry(NOT_DECIDED, 'error', text, place)];
  }
  const text = `${words} at ${device.command}: ${device.reason}`;
  return [...entries, entry(REFUSED, 'error', text, place)];
}

function ofFinding(finding: Finding, place: Place) {
  const { code, severity, field, title, evidence, why, fix, corrected } = finding;
  const more = corrected === undefined ? '' : ` Correct: ${corrected}`;
  const message = `${title}. ${evidence} ${fix}${more}`;
  return {
    ...entry(code, LEVELS[severity], message, place, field),
    properties: { severity, field, evidence, why, fix, ...(corrected && { corrected }) },
  };
}

function entry(
  ruleId: string,
  level: 'error' | 'warning',
  message: string,
  place: Place,
  field?: string,
) {
  const { file, line } = place;
  return {
    ruleId,
    level,
    message: { text: message },
    locations: [
      {
        physicalLocation: physicalLocation(file, line),
        logicalLocations: [
          { fullyQualifiedName: field === undefined ? placeName(place) : field, kind: 'member' },
        ],
      },
    ],
  };
}
