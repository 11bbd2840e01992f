import { describe, expect, test } from 'vitest';
import type { Button } from '../../../src/device.js';
import {
  blank,
  home,
  layout,
  processing,
  type ReviewFacts,
  react,
  review,
  STATUS_TIME,
  screenText,
  status,
  type Ui,
  view,
} from '../../../src/simulator/screens/ui.js';
import { contextOf } from './facts.js';

const CONTEXT = contextOf('nanosp');
const HOME = ['DO NOT USE THIS', 'APPLICATION', 'WITH REAL FUNDS.', '!! TEST ONLY !!'];

const SWAP: ReviewFacts = {
  kind: 'swap',
  from: 'ETH',
  to: 'BTC',
  partner: 'Name',
  send: '1 ETH',
  receive: '0.1 BTC',
  fees: '0.001 ETH',
  estimated: false,
  crossSeedAddress: null,
};

function press(ui: Ui, ...buttons: Button[]): Ui {
  return buttons.reduce((at, button) => react(at, { press: button }).ui, ui);
}

describe('buttons', () => {
  test('home, information and back', () => {
    const about = press(home(CONTEXT), 'right', 'both');
    expect(screenText(about)).toEqual(['Version', '4.4.2']);
    expect(screenText(press(about, 'right'))).toEqual(['Exchange App', '(c) 2025 Ledger']);
    expect(screenText(press(about, 'left', 'both'))).toEqual(['Version', '4.4.2']);
    const back = press(about, 'right', 'right', 'right', 'both');
    expect(screenText(back)).toEqual(['App info']);
    expect(screenText(press(back, 'left', 'left', 'both'))).toEqual(HOME);
  });

  test('the app is quit from its last page only', () => {
    const last = press(home(CONTEXT), 'right', 'right', 'right');
    expect(screenText(last)).toEqual(['Quit app']);
    const { ui, outcome } = react(last, { press: 'both' });
    expect(outcome).toBe('quit');
    expect(ui).toEqual(blank(CONTEXT));
    expect(screenText(press(ui, 'left', 'right', 'both'))).toEqual([]);
  });

  test('nothing happens beyond the ends or on both buttons of a row', () => {
    const first = review(CONTEXT, SWAP);
    expect(press(first, 'left')).toEqual(first);
    expect(press(first, 'both')).toEqual(first);
    const row = press(first, 'right');
    expect(press(row, 'both')).toEqual(row);
    const last = press(first, ...Array<Button>(20).fill('right'));
    expect(screenText(last)).toEqual(['Reject transaction']);
    expect(view(last).page).toEqual({ index: 6, count: 7 });
    expect(press(last, 'left', 'left', 'left', 'left', 'left')).toEqual(row);
  });

  test('left enters a long value on its last page', () => {
    const address = 'WWWWWWWWWW'.repeat(15);
    const first = review(CONTEXT, { ...SWAP, crossSeedAddress: address });
    const question = press(first, ...Array<Button>(12).fill('right'));
    expect(layout(question).kind).toBe('approve');
    expect(screenText(press(question, 'left'))[0]).toBe('Receive...ess (5/5)');
    expect(screenText(press(question, 'left', 'left'))[0]).toBe('Receive...ss (4/5)');
    expect(view(press(question, 'left')).page).toEqual({ index: 11, count: 14 });
  });

  test('a line break between two pages is skipped going forward, not coming from behind', () => {
    const email = 'one\ntwo\nthree\nfour';
    const sell: ReviewFacts = { ...SWAP, kind: 'sell', to: 'EUR', email };
    const second = press(review(CONTEXT, sell), 'right', 'right', 'right');
    expect(screenText(second)).toEqual(['Email (2/2)', 'four']);
    const behind = press(second, 'right', 'left');
    expect(screenText(behind)).toEqual(['Email (2/2)', 'four']);
    expect(layout(second).texts.at(-1)?.y).toBe(33);
    expect(layout(behind).texts.at(-1)?.y).toBe(40);
  });

  test.each([
    ['Edge Partner', 'To Edge...ner (1/2)'],
    ['WWWWWWWWWWWWWWW', 'To WW...W (1/2)'],
    ['iiiiiiiiiiiiiii', 'To iiiiiiiiiiiiiii (1/2'],
  ])('a tag that does not fit: %s', (partner, tag) => {
    const account = 'W'.repeat(49);
    const fund: ReviewFacts = { ...SWAP, kind: 'fund', to: '', partner, user: 'user', account };
    expect(screenText(press(review(CONTEXT, fund), 'right', 'right', 'right'))[0]).toBe(tag);
  });

  test('approval leaves a page that takes no input', () => {
    const question = press(review(CONTEXT, SWAP), ...Array<Button>(5).fill('right'));
    const { ui, outcome } = react(question, { press: 'both' });
    expect(outcome).toBe('approve');
    expect(ui).toEqual(processing(CONTEXT));
    expect(press(ui, 'left', 'right', 'both')).toEqual(ui);
    expect(react(ui, { elapse: 1e6 }).ui).toEqual({ ...ui, shown: 1e6 });
  });

  test.each([
    [null, 'reject'],
    ['someone', 'reject-warning'],
  ] as const)('a refusal of a review with foreign address %s', (crossSeedAddress, outcome) => {
    const first = review(CONTEXT, { ...SWAP, crossSeedAddress });
    const last = press(first, ...Array<Button>(20).fill('right'));
    const step = react(last, { press: 'both' });
    expect(step.outcome).toBe(outcome);
    expect(step.ui).toEqual(status(CONTEXT, { kind: 'rejected' }));
  });

  test('a status page goes by any button or by itself after 3 s', () => {
    const shown = status(CONTEXT, { kind: 'refused-by-app', app: 'Ethereum' });
    expect(screenText(shown)).toEqual(['Incorrect transaction', 'rejected by the', 'Ethereum app']);
    for (const button of ['left', 'right', 'both'] as const) {
      expect(press(shown, button)).toEqual(home(CONTEXT));
    }
    const almost = react(shown, { elapse: STATUS_TIME - 1 }).ui;
    expect(almost.kind).toBe('status');
    expect(react(almost, { elapse: 1 }).ui).toEqual(home(CONTEXT));
  });

  test('a finger does nothing', () => {
    const first = review(CONTEXT, SWAP);
    expect(react(first, { touch: { x: 60, y: 30 } })).toEqual({ ui: first });
  });
});
