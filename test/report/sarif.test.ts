/** The log against the schema of SARIF 2.1.0, and the rules of the text that no schema says. */
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { FINDING_CODES } from '../../src/check/findings/codes.js';
import { type CheckResult, isClean } from '../../src/report/result.js';
import { sarifReport } from '../../src/report/sarif.js';
import { ALL, GOOD } from './results.js';
import { SARIF_SCHEMA } from './schemas.js';

const ajv = new Ajv.default({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats.default(ajv);
const validate = ajv.compile(SARIF_SCHEMA);

const log = (results: readonly CheckResult[]) => sarifReport(results, { version: '1.2.3' });
const onlyRun = (results: readonly CheckResult[]) => log(results).runs[0]!;

describe('valid against the schema', () => {
  it.each([
    ['nothing', []],
    ['one good case', [GOOD]],
    ['every mistake and odd texts', ALL],
  ] as const)('%s', (_, results) => {
    const written: unknown = JSON.parse(JSON.stringify(log(results)));
    validate(written);
    expect(validate.errors ?? []).toEqual([]);
  });

  it('the schema is not asleep', () => {
    expect(validate({ ...log([]), version: '2.0.0' })).toBe(false);
    expect(validate({ ...log([]), surprise: 1 })).toBe(false);
  });
});

describe('what stands in it', () => {
  it('every result names a rule of the driver', () => {
    const { tool, results } = onlyRun(ALL);
    expect(results.length).toBeGreaterThan(40);
    for (const { ruleId, ruleIndex } of results) {
      expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
    }
    const ids = tool.driver.rules.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const known: readonly string[] = [
      ...FINDING_CODES,
      'DEVICE_REFUSED',
      'NOT_DECIDED',
      'NOT_READ',
    ];
    expect(ids.filter((id) => !known.includes(id))).toEqual([]);
  });

  it('a case has an error exactly when it is not clean', () => {
    for (const result of ALL) {
      const levels = onlyRun([result]).results.map(({ level }) => level);
      expect(levels.includes('error'), JSON.stringify(result.place)).toBe(!isClean(result));
    }
  });

  it('has lines of streams, and files as URIs', () => {
    const of = (file: string, line?: number) => {
      const place = line === undefined ? { file } : { file, line };
      const [result] = onlyRun([{ place, problem: 'no' }]).results;
      return result?.locations[0]?.physicalLocation;
    };
    expect(of('a.ndjson', 3)).toEqual({
      artifactLocation: { uri: 'a.ndjson' },
      region: { startLine: 3 },
    });
    expect(of('-')).toEqual({ artifactLocation: { uri: 'stdin' } });
    expect(of('/tmp/ü 1.json')?.artifactLocation.uri).toBe('file:///tmp/%C3%BC%201.json');
    expect(of('C:\\a\\b.json')?.artifactLocation.uri).toBe('file:///C:/a/b.json');
  });
});
