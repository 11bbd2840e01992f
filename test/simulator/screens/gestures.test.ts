import { describe, expect, test } from 'vitest';
import { gesturesFor } from '../../../src/device/gestures.js';
import { isNano, MODELS } from '../../../src/device.js';
import { V4_4_2 } from '../../../src/firmware/releases/v4.4.2.js';
import {
  fill,
  reviewPairs,
  reviewTitle,
  signQuestion,
} from '../../../src/simulator/screens/content.js';
import {
  approveGestures,
  nextGesture,
  rejectGestures,
} from '../../../src/simulator/screens/gestures.js';
import {
  home,
  layout,
  type ReviewFacts,
  react,
  review,
  type Ui,
  type UiEvent,
  type UiOutcome,
} from '../../../src/simulator/screens/ui.js';
import { contextOf } from './facts.js';

const SWAP: ReviewFacts = {
  kind: 'swap',
  from: 'ETH',
  to: 'BTC',
  partner: 'Name',
  send: '1 ETH',
  receive: '0.1 BTC',
  fees: '0.001 ETH',
  estimated: true,
  crossSeedAddress: 'W'.repeat(150),
};

function play(ui: Ui, events: readonly UiEvent[]): { ui: Ui; outcomes: UiOutcome[] } {
  const outcomes: UiOutcome[] = [];
  let at = ui;
  for (const event of events) {
    const step = react(at, event);
    at = step.ui;
    if (step.outcome !== undefined) outcomes.push(step.outcome);
  }
  return { ui: at, outcomes };
}

/** Everything a user can have in front of him: the way forward, and from each page a look aside. */
function placesIn(start: Ui): Ui[] {
  const places: Ui[] = [];
  let at = start;
  for (let i = 0; i < 30; i++) {
    places.push(at);
    const gestures = gesturesFor(at.context.model);
    for (const aside of [gestures.reject, gestures.confirm, { touch: { x: 150, y: 250 } }]) {
      const { ui } = react(at, aside);
      if (ui.kind === 'review') places.push(ui);
    }
    at = react(at, nextGesture(at)).ui;
  }
  return places;
}

describe.each(MODELS)('gestures on %s', (model) => {
  const start = review(contextOf(model), SWAP);
  const places = placesIn(start);

  test('lead from anywhere in a review to its approval', () => {
    for (const place of places) {
      const { ui, outcomes } = play(place, approveGestures(place));
      expect(outcomes).toEqual(['approve']);
      expect(ui.kind).toBe('processing');
    }
  });

  test('lead from anywhere in a review to its refusal', () => {
    for (const place of places) {
      const { ui, outcomes } = play(place, rejectGestures(place));
      const warned = isNano(model) || layout(place).kind === 'warning';
      expect(outcomes).toEqual([warned ? 'reject-warning' : 'reject']);
      expect(ui.kind).toBe('status');
    }
  });

  test('are none where there is no review', () => {
    expect(approveGestures(home(contextOf(model)))).toEqual([]);
    expect(rejectGestures(home(contextOf(model)))).toEqual([]);
  });

  test('one at a time reach the last page', () => {
    let at: Ui = start;
    for (let i = 0; i < 30; i++) at = react(at, nextGesture(at)).ui;
    expect(layout(at).kind).toBe(isNano(model) ? 'reject' : 'approve');
  });
});

describe('words', () => {
  const nano = contextOf('nanox');
  const stax = contextOf('stax');
  const sell: ReviewFacts = {
    ...SWAP,
    kind: 'sell',
    to: 'USD',
    email: 'a@b.c',
    crossSeedAddress: null,
  };
  const fund: ReviewFacts = {
    ...SWAP,
    kind: 'fund',
    to: '',
    user: 'me',
    account: 'mine',
    crossSeedAddress: null,
  };

  test('title and question', () => {
    expect(reviewTitle(nano, sell)).toBe('Review transaction to sell ETH for USD');
    expect(reviewTitle(stax, sell)).toBe('Review transaction to\nsell ETH for USD');
    expect(reviewTitle(nano, fund)).toBe('Review transaction to fund account with ETH');
    expect(reviewTitle(stax, fund)).toBe('Review transaction\nto fund account\nwith ETH');
    expect(signQuestion(nano, sell)).toBe('Sign transaction\nto sell ');
    expect(signQuestion(stax, sell)).toBe('Sign transaction to\nsell ETH for USD?');
    const long = { ...SWAP, from: 'LONGT', to: 'OTHER' };
    expect(signQuestion(stax, long)).toBe('Sign transaction\nto swap LONGT\nto OTHER?');
    expect(reviewTitle(stax, { ...long, to: 'OTHE' })).toBe(
      'Review transaction to\nswap LONGT to OTHE',
    );
  });

  test('rows', () => {
    const tags = (context: typeof nano, facts: ReviewFacts) =>
      reviewPairs(context, facts).map(({ tag }) => tag);
    expect(tags(nano, SWAP)).toEqual([
      'Warning',
      'Learn more at',
      'Exchange partner',
      'Send',
      'Receive estimated',
      'Fees',
      'Receive address',
    ]);
    expect(tags(stax, SWAP)[0]).toBe('Exchange partner');
    expect(tags(stax, fund)).toEqual(['User', 'Send', 'To Name', 'Fees']);
    const labels = { ...V4_4_2.labels, receiveEstimated: 'Get estimated', partner: null };
    expect(tags({ ...stax, labels }, sell)).toEqual(['Email', 'Send', 'Get estimated', 'Fees']);
  });

  test('values are never taken for places of a label', () => {
    expect(fill('a {from} {to} {x}', { from: '{to}$&', to: 'T' })).toBe('a {to}$& T {x}');
  });
});
