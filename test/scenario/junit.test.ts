/** The XML against the schemas of the tools that read it. */
import { expect, it } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { junitReport } from '../../src/scenario/junit.js';
import type { ScenarioResult } from '../../src/scenario/result.js';
import { JUNIT_SCHEMAS } from '../report/schemas.js';

const at = new Date('2026-03-04T05:06:07.890Z');

const passed: ScenarioResult = {
  name: 'a swap',
  file: 'a.yaml',
  device: 'simulator',
  model: 'stax',
  verdict: 'passed',
  seconds: 0.0126,
  differences: [],
};
const odd = 'odd \u001b[31m \u202e \u0000 <&>"\' \ud800 ]]>\n';
const RESULTS: readonly ScenarioResult[] = [
  passed,
  { ...passed, name: odd, file: odd, verdict: 'skipped', reason: odd },
  {
    ...passed,
    name: 'wrong',
    verdict: 'failed',
    differences: [odd, 'second'],
    happened: {
      outcome: 'broken',
      accepted: false,
      transcript: [
        { command: 'CHECK_PARTNER', apdu: 'e005000300', answer: null, status: null },
        { command: 'b001', apdu: 'b001', answer: '04', status: null },
      ],
      screens: [['first'], ['Send', odd]],
    },
  },
];

it.each(JUNIT_SCHEMAS)('is valid by the schema of %s', async (name, rules) => {
  // Ant's schema knows no skipped tests; what runs them reads them all the same.
  const known = RESULTS.filter(({ verdict }) => name !== 'Ant' || verdict !== 'skipped');
  for (const results of [[], [passed], known]) {
    const { errors } = await validateXML({
      xml: { fileName: 'report.xml', contents: junitReport(results, at) },
      schema: { fileName: `${name}.xsd`, contents: rules },
    });
    expect(errors).toEqual([]);
  }
});

it('has one suite a file, and tells differences, APDUs and the last screen', () => {
  const xml = junitReport(RESULTS, at);
  expect(xml.match(/<testsuite /g)).toHaveLength(2);
  expect(xml).toContain('tests="2" failures="1" errors="0" time="0.025"');
  expect(xml).toContain('tests="1" failures="0" errors="0"');
  expect(xml).toContain('classname="exchange-sim.simulator.stax"');
  expect(xml).toContain('second');
  expect(xml).toContain('=&gt; e005000300');
  expect(xml).toContain('&lt;= nothing');
  expect(xml).toMatch(/last screen\n {2}Send\n/);
});
