/** The JSON document and the counts in it. */
import { describe, expect, it } from 'vitest';
import { Checker, readCase } from '../../src/check/index.js';
import { type FirmwareProfile, firmware } from '../../src/firmware/index.js';
import { jsonReport } from '../../src/report/json.js';
import { isClean } from '../../src/report/result.js';
import { addUp, count, emptyTally, sorted } from '../../src/report/tally.js';
import { fixture } from '../check/fixtures.js';
import { ALL, GOOD } from './results.js';

describe('jsonReport', () => {
  const { results, summary } = jsonReport(ALL);

  it('has what was promised for each result', () => {
    for (const result of results) {
      expect(result).toMatchObject({
        file: expect.any(String),
        verdict: expect.stringMatching(/^(accepted|refused|unreadable)$/),
        screens: expect.any(Array),
        findings: expect.any(Array),
      });
      if (result.device !== null) {
        expect(result.device).toMatchObject({
          command: expect.stringMatching(/^[A-Z_]+$/),
          status: expect.stringMatching(/^[0-9a-f]{4}$/),
          name: expect.stringMatching(/^[A-Z_0-9]+$/),
        });
      }
      for (const finding of result.findings) {
        const names = ['code', 'severity', 'field', 'title', 'evidence', 'why', 'fix'];
        expect(Object.keys(finding)).toEqual(expect.arrayContaining(names));
      }
    }
  });

  it('a case that could not be read has a problem and no flow', () => {
    const [result] = jsonReport([{ place: { file: 'a', line: 2 }, problem: 'no' }]).results;
    expect(result).toEqual({
      file: 'a',
      line: 2,
      flow: null,
      flowName: null,
      verdict: 'unreadable',
      device: null,
      readers: [],
      invented: [],
      screens: [],
      findings: [],
      problem: 'no',
    });
  });

  it('draws the screens as the release does whose verdict it is, one of your own when it is given', () => {
    const release = firmware('3.4.0');
    const own = { ...release, id: 'ours' };
    const documentOf = (profile: FirmwareProfile, options = {}) => {
      const judged = new Checker({ firmware: profile, screens: true }).check(
        readCase(fixture('good-swap-k1'), 'good.json'),
      );
      const verdict = { place: { file: 'good.json' }, verdict: judged };
      return jsonReport([verdict], options).results[0]?.screenData;
    };
    const drawn = documentOf(release);
    expect(drawn?.length).toBeGreaterThan(2);
    expect(drawn).not.toEqual(documentOf(firmware('4.4.2')));
    expect(documentOf(own, { firmware: own })).toEqual(drawn);
    expect(documentOf(own)).toBeUndefined();
    expect(documentOf(release, { screenData: false })).toBeUndefined();
  });

  it('counts', () => {
    expect(summary.cases).toBe(ALL.length);
    expect(summary.accepted + summary.refused + summary.unreadable).toBe(ALL.length);
    expect(summary.clean).toBe(ALL.filter(isClean).length);
    const refusals = Object.values(summary.refusals).reduce((sum, number) => sum + number, 0);
    expect(refusals).toBe(summary.refused);
    const numbers = Object.values(summary.findings);
    expect(numbers).toEqual([...numbers].sort((a, b) => b - a));
  });
});

describe('tallies', () => {
  it('add up: any two halves are the whole', () => {
    const whole = emptyTally();
    for (const result of ALL) count(whole, result);
    for (const cut of [0, 1, 20, ALL.length]) {
      const sum = emptyTally();
      for (const part of [ALL.slice(0, cut), ALL.slice(cut)]) {
        const tally = emptyTally();
        for (const result of part) count(tally, result);
        addUp(sum, tally);
      }
      expect(sorted(sum)).toEqual(sorted(whole));
    }
  });

  it('a code counts once a case, every finding counts by severity', () => {
    const [finding] = ALL.flatMap((r) => ('verdict' in r ? r.verdict.findings : []));
    const twice = { ...GOOD, verdict: { ...GOOD.verdict, findings: [finding!, finding!] } };
    const tally = emptyTally();
    count(tally, twice);
    expect(tally.findings).toEqual({ [finding!.code]: 1 });
    expect(tally.severities[finding!.severity]).toBe(2);
  });
});
