/** The switches that the catalogue of rules names are the ones the reference provider has. */
import { expect, it } from 'vitest';
import { FINDING_CODES } from '../../src/check/findings/codes.js';
import { RULES } from '../../src/provider/rules/index.js';
import { SWITCHES } from '../../src/provider/serve/index.js';
import { MISTAKE_CODES, MISTAKES } from '../../src/sign/mistakes.js';

it('has every switch of every rule', () => {
  const codes = new Set(SWITCHES.map(({ code }) => code));
  // Findings that no signer is known to make on purpose, and those of legacy flows, which no
  // provider API asks for, have a code and no switch.
  const makeable = MISTAKE_CODES.filter((code) =>
    MISTAKES[code].flows.some((flow) => /_NG$/.test(flow)),
  );
  const unmakeable = new Set<string>(
    FINDING_CODES.filter((code) => !(makeable as readonly string[]).includes(code)),
  );
  const named = RULES.flatMap(({ switches }) => switches).filter((code) => !unmakeable.has(code));
  expect(named.filter((code) => !codes.has(code))).toEqual([]);
  expect(new Set(named).size).toBeGreaterThan(250);
});

it('describes each in one sentence, once', () => {
  const codes = SWITCHES.map(({ code }) => code);
  expect(new Set(codes).size).toBe(codes.length);
  for (const { does } of SWITCHES) expect(does).toMatch(/^[A-Z].*\.$/);
});
