/** The reference provider does everything right: what fails or is not run has a reason we know. */
import { expect, it } from 'vitest';
import { rulesOf } from '../../../src/provider/rules/index.js';
import { NOT_ALLOWED } from '../../../src/provider/test/run.js';
import { runSwap } from './runs.js';

/** Sections C to F and I, and the orders at once. */
const OURS = rulesOf('swap').filter(
  ({ number }) =>
    number === 37 || (number >= 52 && number <= 136) || (number >= 156 && number <= 166),
);
const oursOf = (ids: readonly string[]) => ids.filter((id) => OURS.some((rule) => rule.id === id));

it('every rule of swap passes, or says truly why it was not looked at', async () => {
  const run = await runSwap({ pushes: true });
  expect(oursOf(run.failed)).toEqual([]);
  const open = Object.entries(run.notRun).filter(([id]) => oursOf([id]).length > 0);
  expect(Object.fromEntries(open)).toEqual({
    PAIRS_INCOMPLETE: 'there is a /pairs: see PAIR_LISTED_NOT_QUOTED',
    PAYIN_MEMO_OUTSIDE: 'the answer has no payinExtraId beside the message; no contract has one',
  });
});

it('without --create-orders nothing is ordered, and what needs no order is looked at', async () => {
  const run = await runSwap({ createOrders: false });
  expect(oursOf(run.failed)).toEqual([]);
  const waiting = oursOf(Object.keys(run.notRun)).filter((id) => run.notRun[id] === NOT_ALLOWED);
  expect(waiting).toEqual(OURS.filter(({ orders }) => orders).map(({ id }) => id));
  expect(run.rule('RUN_NOT_ALLOWED').result).toBe('passed');
});

it('without a clock or time to wait, what only time shows says what it needs', async () => {
  const run = await runSwap({ profile: { clock: undefined as never } });
  for (const id of ['EXPIRED_QUOTE_ACCEPTED', 'QUOTE_DIES_EARLY', 'STATUS_AFTER_EXPIRY']) {
    expect(run.notRun[id]).toMatch(/^takes \d+ s: needs --wait \d+, or a clock in the profile/);
  }
});

it('a profile without currencies: the pay-in and the deposit wallet have their reasons', async () => {
  const run = await runSwap({ profile: { currencies: {} } });
  expect(run.notRun.NO_DEPOSIT_STATUS).toMatch(/^the profile marks no currency/);
  expect(run.rule('FIXED_AMOUNT_CHANGED').result).toBe('passed');
});
