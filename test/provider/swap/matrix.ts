/**
 * The matrix of swap: each mistake of the reference provider is found by its rule, and brings no
 * error that does not follow from it. In two files, so that they run at the same time.
 */
import { expect, it } from 'vitest';
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
/** F and I begin here. */
export const FIRST_OF_ORDERS = 106;

const SCHEMA = 'SCHEMA_MISMATCH';
/** Their worst needs more than one look: a test of their own. */
const SLOW: readonly string[] = ['QUOTE_SLOW', 'ORDER_SLOW'];

/** Rules whose numbers are in this part, by switch: one run may break several. */
function switchesOf(isOfPart: (rule: { readonly number: number }) => boolean) {
  const found = new Map<string, string[]>();
  for (const { id, switches } of OURS.filter(isOfPart)) {
    for (const code of switches) found.set(code, [...(found.get(code) ?? []), id]);
  }
  return [...found].filter(([code]) => !SLOW.includes(code));
}

export function expectEach(isOfPart: (rule: { readonly number: number }) => boolean): void {
  it.each(switchesOf(isOfPart))('%s: %s', async (code, rules) => {
    const pushes = rules.includes('STATUS_DIFFERS_FROM_PUSH');
    const run = await runSwap({ behaviours: behavioursOf([code]), pushes });
    for (const id of rules) {
      expect(run.rule(id)).toMatchObject({ id, result: 'failed' });
      expect(run.rule(id).evidence).not.toBe('');
    }
    const allowed = [...rules, SCHEMA, ...(FOLLOWS[code] ?? [])];
    expect(run.errors.filter((one) => !allowed.includes(one))).toEqual([]);
  });
}
