import { afterAll, describe, expect, test } from 'vitest';
import { gesturesFor } from '../../../src/device/gestures.js';
import { isNano, MODELS } from '../../../src/device.js';
import {
  type Ending,
  home,
  react,
  review,
  status,
  type Ui,
  type UiContext,
  type UiEvent,
  view,
} from '../../../src/simulator/screens/ui.js';
import {
  contextOf,
  factsOf,
  type GoldenTexts,
  goldenInputs,
  goldenTexts,
  readingOrder,
  Tally,
} from './facts.js';

/**
 * Every screen of the golden images of Ledger's functional tests, from the tag/value pairs alone.
 * Where a folder ends depends on the test: the approval page, or the whole way of a rejection.
 */
const INPUTS = goldenInputs();
const TEXTS = goldenTexts();
const compared = new Tally('golden images, screens equal');

function shown(ui: Ui): string[] {
  return readingOrder(view(ui).lines);
}

/** Screens from `ui` on while `events` are made. */
function walk(ui: Ui, events: readonly UiEvent[]): string[][] {
  const screens = [shown(ui)];
  let at = ui;
  for (const event of events) {
    at = react(at, event).ui;
    screens.push(shown(at));
  }
  return screens;
}

/** `count` times the gesture that goes to the next page. */
function pages(context: UiContext, count: number): UiEvent[] {
  return Array.from({ length: count }, () => gesturesFor(context.model).next);
}

function reviewScreens(golden: GoldenTexts, context: UiContext): string[][] {
  const input = INPUTS[golden.test]!;
  const start = review(context, factsOf(input.kind, input.frm, input.to, input.pairs));
  const gestures = gesturesFor(context.model);
  const rejects = golden.test.includes('reject');
  if (isNano(context.model)) {
    const last = view(start).page!.count - 1;
    if (!rejects) return walk(start, pages(context, last - 1));
    const toReject = pages(context, last);
    const isCrossSeed = golden.phase === 'cross_seed_review';
    return walk(start, isCrossSeed ? [...toReject, gestures.reject] : toReject);
  }
  if (golden.phase === 'cross_seed_review') {
    return walk(start, rejects ? [gestures.cancel] : []);
  }
  const first = start.over === 'warning' ? react(start, gestures.confirm).ui : start;
  const toLast = pages(context, view(first).page!.count - 1);
  const refusal = [gestures.reject, gestures.confirm, gestures.dismiss];
  return walk(first, rejects ? [...toLast, ...refusal] : toLast);
}

function endingOf(screen: readonly string[]): Ending {
  if (screen[0] === 'Transaction signed') return { kind: 'signed' };
  if (screen[0] === 'Transaction rejected') return { kind: 'rejected' };
  const app = screen.slice(2).join(' ').replace(/ app$/, '');
  return { kind: 'refused-by-app', app };
}

function expectedOf(golden: GoldenTexts): string[][] {
  const context = contextOf(golden.model);
  if (golden.phase !== 'post_sign') return reviewScreens(golden, context);
  return walk(status(context, endingOf(golden.screens[0]!)), [gesturesFor(context.model).dismiss]);
}

describe('screens of the golden images', () => {
  for (const model of MODELS) {
    test(model, () => {
      const folders = TEXTS.filter((golden) => golden.model === model);
      expect(folders.length).toBeGreaterThan(290);
      for (const golden of folders) {
        expect(expectedOf(golden), `${golden.test} ${golden.phase}`).toEqual(golden.screens);
        compared.add(model, golden.screens.length);
      }
    });
  }

  test('production build', () => {
    for (const model of MODELS) {
      const first = isNano(model)
        ? ['Exchange', 'app is ready']
        : [
            'Exchange',
            'This app enables swapping',
            'and selling assets',
            'in Ledger Wallet.',
            'Quit app',
          ];
      expect(shown(home(contextOf(model, false)))).toEqual(first);
    }
  });

  afterAll(() => compared.print());
});
