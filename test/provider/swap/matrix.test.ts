/**
 * The matrix: each mistake of the reference provider is found by its rule, and brings no error that
 * does not follow from it.
 */
import { describe, expect, it } from 'vitest';
import { rulesOf } from '../../../src/provider/rules/index.js';
import { behavioursOf } from '../../../src/provider/serve/misbehave/index.js';
import { reaching } from '../../../src/provider/test/chapters/reaching.js';
import { self } from '../../../src/provider/test/chapters/self.js';
import { SWAP_CHAPTERS } from '../../../src/provider/test/chapters/swap.js';
import { swapTime } from '../../../src/provider/test/chapters/swap-time.js';
import { runSwap } from './runs.js';

/** Sections C to F and I, and the orders at once. */
const OURS = rulesOf('swap').filter(
  ({ number }) =>
    number === 37 || (number >= 52 && number <= 136) || (number >= 156 && number <= 166),
);

/** What else must fail, by switch: the same mistake seen from another side. */
const FOLLOWS: Readonly<Record<string, readonly string[]>> = {
  CROSS_TALK: ['check: nonce family', 'DEVICE_REFUSES'],
  // Unknown right after it was answered, and unknown to the poll, too.
  LOSE_ORDER: ['STATUS_NEW_ORDER'],
  AMOUNT_TO_ZERO: ['check: amount family'],
  // Listed limits do not hold then, and 0 is below every minimum.
  NO_MINIMUM: ['LIMITS_INCONSISTENT', 'QUOTE_AMOUNT_GARBAGE'],
  NO_MAXIMUM: ['LIMITS_INCONSISTENT'],
  SWAP_ID_EQUALS_QUOTE_ID: ['SWAP_ID_REUSED'],
  NONCE_CACHED: ['check: nonce family', 'DEVICE_REFUSES'],
  ANY_CURRENCY: ['ORDER_CURRENCY_FROM', 'ORDER_CURRENCY_TO'],
  NO_DEPOSIT_500: ['ERROR_HTTP_MISMATCH'],
  AMOUNT_NOT_REQUESTED: ['FIXED_AMOUNT_CHANGED'],
  KEY_PAYLOAD_SIGNATURE: ['check: envelope family', 'DEVICE_REFUSES'],
  PAYIN_MISMATCH: ['PAYIN_ADDRESS_SHAPE', 'check: address family'],
  PAYIN_SHAPE: ['check: address family'],
  MEMO_OUTSIDE: ['check: envelope family', 'check: address family'],
  // The sample is wrong in every way there is.
  OFFICIAL_SAMPLE: [
    'ORDER_CACHED',
    'FLOAT_AMOUNT_NOT_EXACT',
    'FIXED_AMOUNT_CHANGED',
    'PAYIN_ADDRESS_MISMATCH',
    'PAYIN_ADDRESS_SHAPE',
    'check: signature family',
    'check: envelope family',
    'check: size family',
    'check: nonce family',
    'check: address family',
    'LEGACY_NONCE_CONFLICT',
    'KEY_IS_OTHER_ENVIRONMENT',
    'DEVICE_REFUSES',
  ],
};
const SCHEMA = 'SCHEMA_MISMATCH';
/** They take seconds by their nature: a test of their own. */
const SLOW = ['QUOTE_SLOW', 'ORDER_SLOW'];

const cases = OURS.flatMap(({ id, switches }) => switches.map((code) => ({ id, code })));

describe('each switch is found by its rule', () => {
  it.each(cases.filter(({ code }) => !SLOW.includes(code)))(
    '$code: $id',
    async ({ id, code }) => {
      const pushes = id === 'STATUS_DIFFERS_FROM_PUSH';
      const run = await runSwap({ behaviours: behavioursOf([code]), pushes });
      expect(run.rule(id)).toMatchObject({ result: 'failed' });
      expect(run.rule(id).evidence).not.toBe('');
      const allowed = [id, SCHEMA, ...(FOLLOWS[code] ?? [])];
      expect(run.errors.filter((one) => !allowed.includes(one))).toEqual([]);
    },
    60_000,
  );
});

it.each([
  ['QUOTE_SLOW', 'QUOTE_TOO_SLOW', 'error'],
  ['ORDER_SLOW', 'ORDER_TOO_SLOW', 'warning'],
])(
  '%s: %s',
  async (code, id, severity) => {
    const chapters = [reaching, ...SWAP_CHAPTERS, swapTime, self];
    const run = await runSwap({ behaviours: behavioursOf([code]), chapters });
    expect(run.rule(id)).toMatchObject({ result: 'failed', severity });
  },
  120_000,
);
