import { describe, expect, test } from 'vitest';
import { gesturesFor } from '../../../src/device/gestures.js';
import type { Touch } from '../../../src/device.js';
import { nextGesture } from '../../../src/simulator/screens/gestures.js';
import {
  type Area,
  type TouchModelName,
  touchModel,
} from '../../../src/simulator/screens/touch-models.js';
import {
  blank,
  home,
  layout,
  processing,
  type ReviewFacts,
  react,
  review,
  screenText,
  status,
  type Ui,
  view,
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
  estimated: false,
  crossSeedAddress: null,
};

function touched(ui: Ui, ...touches: Touch[]): Ui {
  return touches.reduce((at, touch) => react(at, { touch }).ui, ui);
}

const middle = ([left, top, right, bottom]: Area): Touch => ({
  x: Math.floor((left + right) / 2),
  y: Math.floor((top + bottom) / 2),
});

const kindOf = (ui: Ui): string => layout(ui).kind;

/** The area answers on its four edges and not one pixel outside, within the screen. */
function expectEdges(ui: Ui, area: Area, acts: (after: Ui) => boolean, seconds = 0): void {
  const model = touchModel(ui.context.model);
  const [left, top, right, bottom] = area;
  const at = middle(area);
  const after = (x: number, y: number): Ui => touched(ui, { x, y, seconds });
  for (const [x, y] of [
    [left, at.y],
    [right, at.y],
    [at.x, top],
    [at.x, bottom],
  ] as const) {
    expect(acts(after(x, y)), `inside ${x},${y}`).toBe(true);
  }
  for (const [x, y] of [
    [left - 1, at.y],
    [right + 1, at.y],
    [at.x, top - 1],
    [at.x, bottom + 1],
  ] as const) {
    if (x < 0 || y < 0 || x >= model.width || y >= model.height) continue;
    expect(acts(after(x, y)), `outside ${x},${y}`).toBe(false);
  }
}

describe.each(['stax', 'flex', 'apex_p'] as const)('%s', (name: TouchModelName) => {
  const context = contextOf(name);
  const model = touchModel(name);
  const { areas } = model;
  const first = review(context, SWAP);
  const pairs = touched(first, middle(areas.next));
  const lastIndex = view(first).page!.count - 1;
  const last = touched(first, ...Array<Touch>(lastIndex).fill(middle(areas.next)));

  test('the arrows turn pages, within the review', () => {
    expect([kindOf(first), kindOf(pairs), kindOf(last)]).toEqual(['title', 'pairs', 'approve']);
    expectEdges(first, areas.next, (after) => kindOf(after) === 'pairs');
    expectEdges(pairs, areas.previous, (after) => kindOf(after) === 'title');
    expect(touched(first, middle(areas.previous))).toEqual(first);
    expect(touched(last, middle(areas.next))).toEqual(last);
  });

  test('so do swipes that stay on the content', () => {
    const { x, y } = middle(areas.swipe);
    expect(touched(first, { x, y, toX: x - 10, toY: y })).toEqual(pairs);
    expect(touched(first, { x, y, toX: x - 9, toY: y })).toEqual(first);
    expect(touched(pairs, { x, y, toX: x + 10, toY: y + 30 })).toEqual(first);
    expect(touched(pairs, { x, y, toX: x, toY: y + 60 })).toEqual(pairs);
    expect(touched(first, { x, y, toX: x + 50, toY: y })).toEqual(first);
    expect(touched(first, { x, y, toX: x - 50, toY: areas.swipe[1] - 1 })).toEqual(first);
    expect(touched(first, { x, y: areas.swipe[3] + 1, toX: x - 50, toY: y })).toEqual(first);
    const high = areas.swipeLast[3];
    const before = touched(first, ...Array<Touch>(lastIndex - 1).fill(middle(areas.next)));
    expect(touched(last, { x, y: high, toX: x + 50, toY: high })).toEqual(before);
    expect(touched(last, { x, y: high + 1, toX: x + 50, toY: high + 1 })).toEqual(last);
    expect(touched(last, { x, y: high, toX: x - 50, toY: high })).toEqual(last);
  });

  // As recorded in test/golden/found-stax.
  test('a button acts wherever something can be touched, not after too long', () => {
    const next = middle(areas.next);
    const lifted = (at: Touch): Ui => touched(first, { ...next, toX: at.x, toY: at.y });
    for (const area of [areas.reject, areas.previous, areas.swipe]) {
      expect(lifted(middle(area))).toEqual(pairs);
    }
    expect(lifted({ x: next.x, y: areas.swipe[1] - 1 })).toEqual(first);
    expect(lifted({ x: areas.previous[2] + 10, y: next.y })).toEqual(first);
    expect(touched(first, { ...next, seconds: 2.9 })).toEqual(pairs);
    expect(touched(first, { ...next, seconds: 3 })).toEqual(first);
  });

  test('holding approves, wherever the finger is lifted; letting go early does not', () => {
    const seconds = model.holdTime / 1000;
    const hold = middle(areas.hold);
    const step = react(last, { touch: { ...hold, seconds } });
    expect(step).toEqual({ ui: processing(context), outcome: 'approve' });
    expect(react(last, { touch: { ...hold, seconds: seconds - 0.1 } })).toEqual({ ui: last });
    expect(react(last, { touch: hold })).toEqual({ ui: last });
    for (const [toX, toY] of [
      [hold.x, areas.hold[1] - 1],
      [0, 0],
    ] as const) {
      expect(react(last, { touch: { ...hold, seconds, toX, toY } })).toEqual(step);
    }
    expect(touched(pairs, { ...hold, seconds })).toEqual(pairs);
    const isProcessing = (after: Ui): boolean => after.kind === 'processing';
    expectEdges(last, areas.hold, isProcessing, 2.5);
  });

  test('rejecting is asked about, from any page', () => {
    for (const page of [first, pairs, last]) {
      const asked = touched(page, middle(areas.reject));
      expect(screenText(asked)).toEqual([
        'Reject transaction?',
        'Go back to transaction',
        'Yes, reject',
      ]);
      expect(touched(asked, middle(areas.lower))).toEqual(page);
      expect(react(asked, { touch: middle(areas.upper) })).toEqual({
        ui: status(context, { kind: 'rejected' }),
        outcome: 'reject',
      });
      expect(touched(asked, { x: 1, y: 1 })).toEqual(asked);
    }
    expectEdges(first, areas.reject, (after) => kindOf(after) === 'reject-dialog');
    const asked = touched(first, middle(areas.reject));
    expectEdges(asked, areas.upper, (after) => after.kind === 'status');
    // The Apex has no gap between the two buttons, so only that this one acts is looked at.
    expectEdges(asked, areas.lower, (after) => kindOf(after) === 'title');
  });

  test('a foreign address is warned of first, and only refusing there counts as such', () => {
    const warned = review(context, { ...SWAP, crossSeedAddress: 'someone' });
    expect(kindOf(warned)).toBe('warning');
    expect(react(warned, { touch: middle(areas.lower) })).toEqual({
      ui: status(context, { kind: 'rejected' }),
      outcome: 'reject-warning',
    });
    const step = react(warned, { touch: middle(areas.upper) });
    expect(step.outcome).toBeUndefined();
    expect(kindOf(step.ui)).toBe('title');
    const asked = touched(step.ui, middle(areas.reject));
    expect(react(asked, { touch: middle(areas.upper) }).outcome).toBe('reject');
  });

  test('a long value shows the rest behind a button', () => {
    const warned = review(context, { ...SWAP, crossSeedAddress: 'W'.repeat(150) });
    let ui: Ui = touched(warned, middle(areas.upper));
    while (!screenText(ui).includes('More')) ui = react(ui, nextGesture(ui)).ui;
    const area = {
      stax: [137, 384, 261, 447],
      flex: [173, 332, 306, 395],
      apex_p: [105, 230, 193, 269],
    }[name] as [number, number, number, number];
    expectEdges(ui, area, (after) => kindOf(after) === 'details');
    const details = touched(ui, middle(area));
    const shown = screenText(details)
      .join('')
      .replace(/Receive address|Close/g, '');
    // All of it, but for the Apex: it draws 11 lines and offers no second page.
    expect(shown).toBe('W'.repeat(name === 'apex_p' ? 132 : 150));
    expect(touched(details, middle(areas.footer))).toEqual(ui);
    expect(react(details, nextGesture(details)).ui).toEqual(ui);
    expect(touched(details, { x: 1, y: 1 })).toEqual(details);
    const { x, y } = middle(area);
    expect(touched(ui, { x, y, toX: x - 20, toY: y })).toEqual(react(ui, nextGesture(ui)).ui);
  });

  test('details of many short lines have pages of their own', () => {
    const value = Array.from({ length: 30 }, (_, i) => `l${i}`).join('\n');
    const warned = review(context, { ...SWAP, crossSeedAddress: value });
    let ui: Ui = touched(warned, middle(areas.upper));
    while (!screenText(ui).includes('More')) ui = react(ui, nextGesture(ui)).ui;
    const page = ui;
    // Right above the footer's swipe-free part, in the middle: the button.
    ui = touched(ui, {
      x: Math.floor(model.width / 2),
      y: { stax: 400, flex: 350, apex_p: 250 }[name],
    });
    const seen: string[] = [];
    for (;;) {
      seen.push(...screenText(ui).slice(1));
      const further = touched(ui, middle(areas.next));
      if (JSON.stringify(further) === JSON.stringify(ui)) break;
      ui = further;
    }
    expect(seen).toEqual(value.split('\n'));
    const back = touched(ui, middle(areas.detailsPrevious));
    expect(back).not.toEqual(ui);
    expect(touched(back, middle(areas.next))).toEqual(ui);
    expect(touched(ui, middle(areas.detailsClose))).toEqual(page);
  });

  test('home, information and status', () => {
    const start = home(context);
    expectEdges(start, areas.info, (after) => after.kind === 'info');
    const about = touched(start, middle(areas.info));
    expect(screenText(about)).toEqual([
      'Exchange TEST',
      'Version',
      '4.4.2',
      'Exchange App',
      '(c) 2025 Ledger',
    ]);
    expectEdges(about, areas.back, (after) => after.kind === 'home');
    expectEdges(start, areas.footer, (after) => after.kind === 'blank');
    const quit = react(start, { touch: middle(areas.footer) });
    expect(quit).toEqual({ ui: blank(context), outcome: 'quit' });
    const signed = status(context, { kind: 'signed' });
    expect(touched(signed, { x: 0, y: 0 })).toEqual(start);
    expect(react(signed, { elapse: 3000 }).ui).toEqual(start);
    expect(react(signed, { elapse: 2999 }).ui.kind).toBe('status');
  });

  test('nothing but time passes while it is processing, and buttons do not exist', () => {
    const busy = processing(context);
    expect(touched(busy, middle(areas.upper))).toEqual(busy);
    expect(react(first, { press: 'both' })).toEqual({ ui: first });
    expect(gesturesFor(name).next).toHaveProperty('touch');
  });
});
