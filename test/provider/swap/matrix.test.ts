/**
 * The matrix: each mistake of the reference provider is found by its rule, and brings no error that
 * does not follow from it.
 */
import { describe, expect, it } from 'vitest';
import { rulesOf } from '../../../src/provider/rules/index.js';
import { behavioursOf } from '../../../src/provider/serve/misbehave/index.js';
import { runSwap } from './runs.js';

/** Sections C to F and I, and the orders at once. */
const OURS = rulesOf('swap').filter(
  ({ number }) =>
    number === 37 || (number >= 52 && number <= 136) || (number >= 156 && number <= 166),
);

/** What else must fail, by switch: the same mistake seen from another side. */
const FOLLOWS: Readonly<Record<string, readonly string[]>> = {
  /*FOLLOWS*/
};
const SCHEMA = 'SCHEMA_MISMATCH';
/** They take seconds by their nature: a test of their own. */
const SLOW = ['QUOTE_SLOW', 'ORDER_SLOW'];

const cases = OURS.flatMap(({ id, switches }) => switches.map((code) => ({ id, code })));

describe('each switch is found by its rule', () => {
  it.each(cases.filter(({ code }) => !SLOW.includes(code)))('$code: $id', async ({ id, code }) => {
    const pushes = id === 'STATUS_DIFFERS_FROM_PUSH';
    const run = await runSwap({ behaviours: behavioursOf([code]), pushes });
    expect(run.rule(id)).toMatchObject({ result: 'failed' });
    expect(run.rule(id).evidence).not.toBe('');
    const allowed = [id, SCHEMA, ...(FOLLOWS[code] ?? [])];
    expect(run.errors.filter((one) => !allowed.includes(one))).toEqual([]);
  });
});

it.each([
  ['QUOTE_SLOW', 'QUOTE_TOO_SLOW', 'error'],
  ['ORDER_SLOW', 'ORDER_TOO_SLOW', 'warning'],
])(
  '%s: %s',
  async (code, id, severity) => {
    const run = await runSwap({ behaviours: behavioursOf([code]) });
    expect(run.rule(id)).toMatchObject({ result: 'failed', severity });
  },
  120_000,
);
