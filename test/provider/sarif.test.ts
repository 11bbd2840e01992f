/** SARIF of a run: valid, and at the lines of the profile. */
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { expect, it } from 'vitest';
import { sarifReport } from '../../src/provider/report/sarif.js';
import { deviationLines } from '../../src/provider/test/deviation-lines.js';
import { withDeviations } from '../../src/provider/test/deviations.js';
import { SARIF_SCHEMA } from '../report/schemas.js';
import { finishedRun } from './fixtures.js';

const PROFILE = `url: http://127.0.0.1:1
products: [swap]
deviations:
  - { rule: QUOTE_TOO_SLOW, reason: the old cluster, until: 2099-03-31 }
  - reason: next week
    rule: QUOTE_EXPIRY_MISSING
    until: 2020-01-01
  - { rule: JSON_INVALID, reason: long ago, until: 2099-01-01 }
`;

it('finds the lines of deviations, in YAML and JSON', () => {
  expect([...deviationLines(PROFILE)]).toEqual([
    ['QUOTE_TOO_SLOW', 4],
    ['QUOTE_EXPIRY_MISSING', 6],
    ['JSON_INVALID', 8],
  ]);
  const json = '{\n "deviations": [\n  {"reason": "x",\n   "rule": "JSON_INVALID"}\n ]\n}';
  expect([...deviationLines(json)]).toEqual([['JSON_INVALID', 4]]);
  expect([...deviationLines('deviations: [')]).toEqual([]);
  expect([...deviationLines('- 1')]).toEqual([]);
});

it('holds what failed, what was agreed on, and what is listed in vain', async () => {
  const input = await finishedRun();
  const seen = { severity: 'error', evidence: 'seen', exchanges: [1] } as const;
  const deviations = [
    { rule: 'QUOTE_TOO_SLOW', reason: 'the old cluster', until: '2099-03-31' },
    { rule: 'QUOTE_EXPIRY_MISSING', reason: 'next week', until: '2020-01-01' },
    { rule: 'JSON_INVALID', reason: 'long ago', until: '2099-01-01' },
  ];
  const rules = withDeviations(
    [
      { ...seen, id: 'QUOTE_TOO_SLOW', result: 'failed' },
      { ...seen, id: 'QUOTE_EXPIRY_MISSING', result: 'failed' },
      { ...seen, id: 'JSON_INVALID', result: 'passed' },
      { ...seen, id: 'check: nonce family', result: 'failed', codes: ['NONCE_MISMATCH'] },
      { ...seen, id: 'ERROR_SHAPE', result: 'failed', severity: 'warning' },
      { ...seen, id: 'ORDER_REFUSED', result: 'notRun', why: 'needs --create-orders' },
      { ...seen, id: 'SCHEMA_MISMATCH', result: 'passed' },
    ],
    deviations,
    Date.parse('2026-01-01'),
  );
  const profile = { file: 'ci/provider.yaml', lines: deviationLines(PROFILE) };
  const log = sarifReport({ ...input, result: { ...input.result, rules } }, profile);
  const ajv = new Ajv.default({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats.default(ajv);
  const validate = ajv.compile(SARIF_SCHEMA);
  validate(JSON.parse(JSON.stringify(log)));
  expect(validate.errors ?? []).toEqual([]);
  const [run] = log.runs;
  expect(
    run!.results.map(({ ruleId, level, locations, suppressions }) => {
      const { artifactLocation, region } = locations[0]!.physicalLocation;
      expect(artifactLocation.uri).toBe('ci/provider.yaml');
      return [ruleId, level, region?.startLine, suppressions?.[0]?.justification];
    }),
  ).toEqual([
    ['QUOTE_TOO_SLOW', 'error', 4, 'the old cluster (until 2099-03-31)'],
    ['QUOTE_EXPIRY_MISSING', 'error', 6, undefined],
    ['JSON_INVALID', 'warning', 8, undefined],
    ['check: nonce family', 'error', undefined, undefined],
    ['ERROR_SHAPE', 'warning', undefined, undefined],
  ]);
  for (const { ruleId, ruleIndex } of run!.results) {
    expect(run!.tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
  }
});
