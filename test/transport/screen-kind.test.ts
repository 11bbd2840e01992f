/** Kinds of page from texts alone: the same as the simulator knows from within, on every page. */
import { describe, expect, it } from 'vitest';
import { gesturesFor } from '../../src/device/gestures.js';
import { MODELS } from '../../src/device.js';
import { V4_4_2 } from '../../src/firmware/releases/v4.4.2.js';
import type { ReviewFacts } from '../../src/simulator/screens/content.js';
import {
  home,
  processing,
  react,
  review,
  status,
  type Ui,
  type UiEvent,
  uiContext,
  view,
} from '../../src/simulator/screens/ui.js';
import { kindOf, type ScreenKind } from '../../src/transport/screen-kind.js';

const FACTS: ReviewFacts = {
  kind: 'swap',
  from: 'LONGTOKEN',
  to: 'OTHERTOKN',
  partner: 'Partner',
  email: 'john@doe.lost',
  user: 'user '.repeat(20),
  account: 'Reject transaction',
  send: '1 ETH',
  receive: '0.1 BTC',
  fees: '0.0000000000001 ETH',
  estimated: false,
  crossSeedAddress: null,
};

const VARIANTS: readonly Partial<ReviewFacts>[] = [
  {},
  { estimated: true, crossSeedAddress: 'W'.repeat(300) },
  { kind: 'sell', to: 'USD' },
  { kind: 'sell', to: 'EUR', email: '' },
  { kind: 'fund', to: '' },
];

/** Every screen these gestures lead to, however often. */
function walk(first: Ui, gestures: readonly UiEvent[]): { ui: Ui; before: Ui }[] {
  const seen = new Set([JSON.stringify(first)]);
  const found = [{ ui: first, before: first }];
  for (const { ui } of found) {
    for (const gesture of gestures) {
      const next = react(ui, gesture).ui;
      const key = JSON.stringify({ ...next, shown: 0 });
      if (seen.has(key)) continue;
      seen.add(key);
      found.push({ ui: next, before: ui });
    }
  }
  return found;
}

describe.each(MODELS)('%s', (model) => {
  const { next, approve, reject, confirm, cancel, dismiss } = gesturesFor(model);
  const gestures: UiEvent[] = [next, { press: 'left' }, approve, reject, confirm, cancel, dismiss];
  for (let y = 40; y < 660; y += 40) gestures.push({ touch: { x: 200, y } });

  it.each([true, false])('every page, test build %s', (testBuild) => {
    const context = { ...uiContext(V4_4_2, model, testBuild), appName: 'Exchange' };
    const kinds = new Set<string>();
    const firsts = [
      home(context),
      processing(context),
      status(context, { kind: 'signed' }),
      status(context, { kind: 'refused-by-app', app: 'Tezos Wallet' }),
      ...VARIANTS.map((changes) => review(context, { ...FACTS, ...changes })),
    ];
    for (const first of firsts) {
      for (const { ui, before } of walk(first, gestures)) {
        const { kind, events } = view(ui);
        kinds.add(kind);
        const came = kindOf(model, events, view(before).kind as ScreenKind);
        expect([came, events.map((line) => line.text)]).toEqual([
          kind,
          events.map((line) => line.text),
        ]);
      }
    }
    expect(kinds.size).toBeGreaterThan(7);
  });

  it('pages of other apps are none of ours', () => {
    const line = (text: string) => ({ text, x: 0, y: 0, w: 1, h: 1 });
    expect(kindOf(model, [line('Bitcoin'), line('is syncing')], 'approve')).toBe('other');
    expect(kindOf(model, [], 'title')).toBe('blank');
  });
});
