/** A stranger's buy provider: nothing fails, and each of its mistakes is told by its rule. */
import { expect, it, onTestFinished } from 'vitest';
import { judged } from './judged.js';
import { ONRAMP_MISTAKES, type OnrampMistake, startOnramp } from './onramp.js';

const TOLD: Readonly<Record<OnrampMistake, readonly [string, ...string[]]>> = {
  'texts for numbers': ['STRING_INSTEAD_OF_NUMBER'],
  'amounts in scientific notation': ['SCIENTIFIC_NOTATION'],
  // The pages have it so: a note.
  'quotes only as on the pages': ['QUOTES_PATH'],
  'any method in any country': ['BUY_METHOD_COUNTRY', 'QUOTED_BUT_NOT_LISTED'],
  'slash in an id refused': ['BUY_LEDGER_ID_TO', 'LISTED_BUT_NOT_QUOTED'],
  'fiat echoed as asked by somebody else': ['BUY_QUOTE_ECHO'],
  'redirect to plain http': ['SELL_REDIRECT_URL'],
  'transaction id lost': ['BUY_REDIRECT_ID'],
  'limits the wrong way round': ['CAPABILITIES_LIMITS'],
  'key not asked for': ['BUY_KEY', 'AUTH_NOT_ENFORCED'],
  // Its text names nothing.
  'html error': ['ERROR_SHAPE_BUY', 'BUY_PARAMETER', 'BUY_REDIRECT_ID'],
};

it('nothing fails, and next to all is looked at', async () => {
  const provider = await startOnramp();
  onTestFinished(() => provider.close());
  const run = await judged('buy', provider);
  expect(run.evidence).toEqual({});
  expect(run.exitCode).toBe(0);
  expect(run.summary.passed).toBeGreaterThan(70);
});

it.each(ONRAMP_MISTAKES)(
  '%s',
  async (mistake) => {
    const provider = await startOnramp(mistake);
    onTestFinished(() => provider.close());
    const run = await judged('buy', provider);
    expect([...run.failed].sort()).toEqual([...TOLD[mistake]].sort());
  },
  60_000,
);
