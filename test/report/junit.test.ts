/** The XML against the schemas of the tools that read it, and what stands in it. */
import { describe, expect, it } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { junitReport } from '../../src/report/junit.js';
import type { CheckResult } from '../../src/report/result.js';
import { ALL, GOOD, HOSTILE, ODD } from './results.js';
import { JUNIT_SCHEMAS } from './schemas.js';

const at = new Date('2026-03-04T05:06:07.890Z');

async function problems(xml: string, text: string) {
  const { errors } = await validateXML({
    xml: { fileName: 'report.xml', contents: xml },
    schema: { fileName: 'schema.xsd', contents: text },
  });
  return errors;
}

const REPORTS: readonly (readonly [string, readonly CheckResult[]])[] = [
  ['nothing', []],
  ['one good case', [GOOD]],
  ['every mistake and odd texts', ALL],
];

describe.each(JUNIT_SCHEMAS)('valid against the schema of %s', (_, text) => {
  it.each(REPORTS)('%s', async (_name, results) => {
    expect(await problems(junitReport(results, { at, seconds: 1.5 }), text)).toEqual([]);
  });
});

describe('what stands in it', () => {
  it('a clean case passes', () => {
    const xml = junitReport([GOOD], { at });
    expect(xml).toContain(
      'name="good.json" package="exchange-sim" id="0" timestamp="2026-03-04T05:06:07" hostname="localhost" tests="1" failures="0" errors="0"',
    );
    expect(xml).toContain('<testcase name="SWAP_NG good.json"');
    expect(xml).not.toContain('<failure');
  });

  it('one suite a file; failures and errors are counted', () => {
    const xml = junitReport(ALL, { at });
    expect([...xml.matchAll(/<testsuite /g)]).toHaveLength(1 + ODD.length);
    const failing = ALL.filter((result) => !('problem' in result));
    expect([...xml.matchAll(/<testcase /g)]).toHaveLength(ALL.length);
    expect([...xml.matchAll(/<error /g)]).toHaveLength(ALL.length - failing.length);
  });

  it('names the code, the evidence and the fix', () => {
    const mistake = ALL.find((result) => {
      return 'verdict' in result && result.verdict.findings[0]?.severity === 'error';
    });
    const [finding] = mistake !== undefined && 'verdict' in mistake ? mistake.verdict.findings : [];
    const xml = junitReport(mistake === undefined ? [] : [mistake], { at });
    expect(xml).toContain(`type="${finding?.code}"`);
    expect(xml).toContain(`Fix: ${finding?.fix.slice(0, 10)}`);
  });

  it('has no control characters', () => {
    const xml = junitReport([{ place: { file: HOSTILE }, problem: HOSTILE, hint: HOSTILE }], {
      at,
    });
    expect(xml.replaceAll('\n', '')).not.toMatch(/\p{C}|\p{Zl}|\p{Zp}/u);
    expect(xml).toContain('&lt;a b=&quot;c&quot;&gt;&amp;&apos;\\u{0}\\u{1b}[31m');
  });
});
