/** SARIF 2.1.0, as code scanning reads it: one rule a finding code, one result a finding. */
import { CATALOGUE } from '../check/findings/catalogue.js';
import { FINDING_CODES } from '../check/findings/codes.js';
import type { Severity } from '../check/findings/finding.js';
import {
  type Complaint,
  complaintsOf,
  LEVELS,
  type LineOf,
  WITHOUT_FINDING,
} from './complaints.js';
import { type CheckResult, placeName } from './result.js';
import { physicalLocation, sarifLog } from './sarif-log.js';

/** What the log says of the tool, and where fields stand. */
export interface SarifOptions {
  /** Of this package. */
  readonly version: string;
  /** The line of a field, of cases that are a file or a part of one. */
  readonly lineOf?: LineOf;
}

/** The log as an object; `JSON.stringify` makes the file. */
export function sarifReport(
  results: readonly CheckResult[],
  { version, lineOf = () => undefined }: SarifOptions,
) {
  const found = results.flatMap(complaintsOf).map((one) => entry(one, lineOf));
  return sarifLog({ version, rules: RULES, results: found });
}

const RULES = [
  ...FINDING_CODES.map((code) => rule(code, CATALOGUE[code])),
  ...Object.entries(WITHOUT_FINDING).map(([id, texts]) =>
    rule(id, { ...texts, severity: 'error' }),
  ),
];

interface RuleTexts {
  readonly title: string;
  readonly why: string;
  readonly fix: string;
  readonly severity: Severity;
}

function rule(id: string, { title, why, fix, severity }: RuleTexts) {
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: why },
    help: { text: fix },
    defaultConfiguration: { level: LEVELS[severity] },
  };
}

function entry({ code, level, text, place, field, finding }: Complaint, lineOf: LineOf) {
  const { file, line = lineOf(place, field) } = place;
  return {
    ruleId: code,
    level,
    message: { text: finding === undefined ? text : `${finding.title}. ${text}` },
    locations: [
      {
        physicalLocation: physicalLocation(file, line),
        logicalLocations: [{ fullyQualifiedName: field ?? placeName(place), kind: 'member' }],
      },
    ],
    ...(finding === undefined ? {} : { properties: propertiesOf(finding) }),
  };
}

function propertiesOf({
  severity,
  field,
  evidence,
  why,
  fix,
  corrected,
}: NonNullable<Complaint['finding']>) {
  return { severity, field, evidence, why, fix, ...(corrected && { corrected }) };
}
