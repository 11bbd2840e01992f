/** What a review said: the texts behind the simulator's screens, and the same read off the screens. */
import { describe, expect, it } from 'vitest';
import { MODELS, type ScreenView } from '../../src/device.js';
import type { FlowName } from '../../src/exchange/flows.js';
import { reviewOfFacts, reviewOnScreens } from '../../src/host/shown-review.js';
import type { OrderOptions } from '../../src/order/options.js';
import type { ReviewFacts } from '../../src/simulator/screens/ui.js';
import { requestOf, simulator, stepsOf } from './flow.js';

async function reviewed(
  model: (typeof MODELS)[number],
  flow: FlowName,
  options: OrderOptions,
  rate: 'fixed' | 'floating' = 'fixed',
) {
  const device = simulator(model);
  let facts: ReviewFacts | undefined;
  device.screen.onChange(() => {
    const { ui } = device.ledger;
    if (ui.kind === 'review') facts = ui.facts;
  });
  const steps = await stepsOf(device, requestOf(device, flow, options, { rate }));
  const screens = steps.flatMap((step) => step.screens);
  return { behind: facts && reviewOfFacts(facts), read: reviewOnScreens(screens), screens };
}

const SOMEBODY = '0x9858EfFD232B4033E47d90003D41EC34EcaEda94';
const CASES: readonly (readonly [FlowName, OrderOptions, object])[] = [
  [
    'SWAP_NG',
    {},
    { send: '0.25 ETH', receive: '0.01 BTC', fees: '0.00042 ETH', partner: 'Test partner' },
  ],
  ['SWAP_NG', { amount: '0.123456789012345678' }, { send: '0.123456789012345678 ETH' }],
  ['SWAP_NG', { from: 'BTC', payout: SOMEBODY }, { foreignPayout: SOMEBODY }],
  ['SELL_NG', { fiatAmount: '92233720368547758.07' }, { receive: 'EUR 92233720368547758.07' }],
  ['SELL', { email: 'a@b.c' }, { receive: 'EUR 600.00', account: 'a@b.c' }],
  [
    'FUND_NG',
    { account: 'My long account with the bank 00' },
    { receive: null, account: 'My long account with the bank 00', user: 'jane.doe' },
  ],
];

describe.each(MODELS)('%s', (model) => {
  it.each(CASES)('%s %j', async (flow, options, expected) => {
    const { behind, read } = await reviewed(model, flow, options);
    expect(behind).toMatchObject(expected);
    expect(read).toEqual(behind);
  });

  it('an estimate', async () => {
    const { behind, read } = await reviewed(model, 'SWAP_NG', {}, 'floating');
    expect(behind).toMatchObject({ estimated: true, receive: '0.01 BTC', foreignPayout: null });
    expect(read).toEqual(behind);
  });
});

it('nothing is guessed: no review, a part of it, or a value that reads like a name', async () => {
  expect(reviewOnScreens([])).toBeUndefined();
  const { screens } = await reviewed('nanosp', 'SWAP_NG', {});
  const withoutFees = (view: ScreenView) => view.lines[0]?.text.trim() !== 'Fees';
  expect(reviewOnScreens(screens.filter(withoutFees))).toBeUndefined();
  expect((await reviewed('stax', 'SELL_NG', { email: 'Send' })).read).toBeUndefined();
  // The name of a row that comes on a later page.
  const later = await reviewed('stax', 'FUND_NG', { account: 'Fees', user: 'W'.repeat(49) });
  expect([later.behind?.account, later.read]).toEqual(['Fees', undefined]);
});

it.each(MODELS)('pages that come up again change nothing on %s', async (model) => {
  const { screens, read } = await reviewed(model, 'SWAP_NG', {});
  expect(reviewOnScreens([...screens, ...screens])).toEqual(read);
});

it('is what the device shows, not what was ordered', async () => {
  // Above 64 bits the device loses the upper part of the coefficient.
  const fields = [`out_amount.coefficient=0${(9999999999999999999900n).toString(16)}`];
  const { behind, read } = await reviewed('nanosp', 'SELL_NG', { fields });
  expect(behind?.receive).toBe('EUR 18647120494230240.28');
  expect(read).toEqual(behind);
});
