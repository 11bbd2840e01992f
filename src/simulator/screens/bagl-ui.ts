/**
 * How the two buttons move through the BAGL pages of a Nano: the home menu goes round, a review
 * ends at both sides (SDK lib_ux, ux_flow_engine.c). No page tells how a flow ended: home comes
 * back at once.
 */
import type { Button } from '../../device.js';
import { BAGL_WORDS } from '../../firmware/labels.js';
import { type BaglCard, type BaglStep, baglPage, baglPartCount } from './bagl.js';
import { reviewPairs, type UiContext } from './content.js';
import type { Page } from './page.js';
import { decided, type HomeUi, type ReviewUi, type Ui, type UiStep } from './state.js';

function card(
  kind: BaglCard['kind'],
  icon: BaglCard['icon'],
  lines: readonly string[],
  bold: readonly boolean[],
): BaglCard {
  return { look: 'card', kind, icon, lines, bold };
}

function homeSteps({ testBuild, appVersion }: UiContext): BaglStep[] {
  const first = testBuild ? BAGL_WORDS.testWarning : BAGL_WORDS.ready;
  return [
    card('home', null, first, [false, false]),
    card('home', null, [BAGL_WORDS.version, appVersion], [true, false]),
    card('home', 'quit', [BAGL_WORDS.quit], [true]),
  ];
}

function reviewSteps({ context, facts }: ReviewUi): BaglStep[] {
  return [
    card('title', 'eye', BAGL_WORDS.review, [false, false]),
    ...reviewPairs(context, facts).map(
      ({ tag, value }): BaglStep => ({ look: 'text', kind: 'pair', tag, value }),
    ),
    card('approve', 'check', BAGL_WORDS.accept, [true, true]),
    card('reject', 'cross', [BAGL_WORDS.reject], [true]),
  ];
}

function stepsOf(ui: Ui): BaglStep[] {
  if (ui.kind === 'home') return homeSteps(ui.context);
  return ui.kind === 'review' ? reviewSteps(ui) : [];
}

export function baglView(ui: Ui): Page {
  const steps = stepsOf(ui);
  const blank: Page = { kind: 'blank', texts: [], arrows: { left: false, right: false } };
  if (ui.kind !== 'home' && ui.kind !== 'review') return blank;
  const step = steps[ui.page];
  if (step === undefined) return blank;
  const goesRound = ui.kind === 'home';
  const arrows = { left: goesRound || ui.page > 0, right: goesRound || ui.page < steps.length - 1 };
  return baglPage(step, ui.kind === 'review' ? ui.part : 0, arrows);
}

/** Position among all pages of a review, counting each page of a long value. */
export function baglPosition(ui: ReviewUi): { index: number; count: number } {
  const counts = reviewSteps(ui).map(baglPartCount);
  const sum = (some: readonly number[]) => some.reduce((total, parts) => total + parts, 0);
  return { index: sum(counts.slice(0, ui.page)) + ui.part, count: sum(counts) };
}

export function baglPress(ui: Ui, button: Button): UiStep {
  if (ui.kind === 'home') return pressHome(ui, button);
  return ui.kind === 'review' ? pressReview(ui, button) : { ui };
}

function pressHome(ui: HomeUi, button: Button): UiStep {
  const count = homeSteps(ui.context).length;
  if (button === 'both') return ui.page === count - 1 ? decided(ui, 'quit') : { ui };
  const by = button === 'right' ? 1 : count - 1;
  return { ui: { ...ui, page: (ui.page + by) % count } };
}

function pressReview(ui: ReviewUi, button: Button): UiStep {
  const steps = reviewSteps(ui);
  const step = steps[ui.page]!;
  if (button === 'both') {
    if (step.kind === 'approve') return decided(ui, 'approve');
    return step.kind === 'reject' ? decided(ui, 'reject') : { ui };
  }
  if (button === 'right') {
    if (ui.part < baglPartCount(step) - 1) return { ui: { ...ui, part: ui.part + 1 } };
    return ui.page < steps.length - 1 ? { ui: { ...ui, page: ui.page + 1, part: 0 } } : { ui };
  }
  if (ui.part > 0) return { ui: { ...ui, part: ui.part - 1 } };
  const before = steps[ui.page - 1];
  if (before === undefined) return { ui };
  return { ui: { ...ui, page: ui.page - 1, part: baglPartCount(before) - 1 } };
}
