/**
 * The user's side of the simulated device: what the screen shows and what gestures do to it.
 * Everything is a pure function of plain data; the same calls serve all models.
 */
import { isNano, type Model, type ScreenView, type TextLine } from '../../device.js';
import { baglPosition, baglPress, baglView } from './bagl-ui.js';
import type { Ending, ReviewFacts, UiContext } from './content.js';
import { recordedLines, textEvents } from './events.js';
import type { Font, FontName } from './font.js';
import { warnsInRows } from './foreign-address.js';
import { nanoFont } from './nano.js';
import { nanoPosition, nanoPress, nanoView } from './nano-ui.js';
import type { Page } from './page.js';
import {
  type BlankUi,
  ended,
  type HomeUi,
  homeUi,
  isBagl,
  type ProcessingUi,
  processingUi,
  type ReviewUi,
  type Ui,
  type UiEvent,
  type UiStep,
} from './state.js';
import { touchFont, touchPosition, touchReact, touchView } from './touch-ui.js';

export { type Ending, type ReviewFacts, type UiContext, uiContext } from './content.js';
export { type Ui, type UiEvent, type UiOutcome, type UiStep, whileSigning } from './state.js';

/** A status page gives way to the home page after this long, milliseconds. */
export const STATUS_TIME = 3000;

export function home(context: UiContext): HomeUi {
  return homeUi(context);
}

/** First page of a review; the warning about a foreign address may come before it. */
export function review(context: UiContext, facts: ReviewFacts): ReviewUi {
  const isForeign = facts.crossSeedAddress !== null && !warnsInRows(context);
  const warns = isForeign || facts.own?.choice !== undefined;
  const over = warns ? 'warning' : null;
  return { kind: 'review', context, facts, page: 0, part: 0, start: 0, over };
}

/** Shown from the approval until the coin app has answered. Takes no input. */
export function processing(context: UiContext, text?: string): ProcessingUi {
  const ui = processingUi(context);
  return text === undefined ? ui : { ...ui, text };
}

/** @param under the page a coin app drew before it gave the screen back. */
export function status(context: UiContext, ending: Ending, under?: HomeUi): Ui {
  return ended(context, ending, under);
}

/** Another app is on the screen, or none. */
export function blank(context: UiContext): BlankUi {
  return { kind: 'blank', context };
}

/** One gesture, or time that passes. Gestures the model does not have change nothing. */
export function react(ui: Ui, event: UiEvent): UiStep {
  const nano = isNano(ui.context.model);
  if ('elapse' in event) return elapsed(ui, event.elapse);
  if ('press' in event) {
    if (!nano) return { ui };
    return isBagl(ui.context) ? baglPress(ui, event.press) : nanoPress(ui, event.press);
  }
  return nano ? { ui } : touchReact(ui, event.touch);
}

function elapsed(ui: Ui, time: number): UiStep {
  if (ui.kind !== 'status' && ui.kind !== 'processing') return { ui };
  const shown = ui.shown + time;
  if (ui.kind === 'processing') return { ui: { ...ui, shown } };
  return { ui: shown >= STATUS_TIME ? homeUi(ui.context) : { ...ui, shown } };
}

/** The current page with pens, fonts and icon, for whoever draws it. */
export function layout(ui: Ui): Page {
  if (isBagl(ui.context)) return baglView(ui);
  return isNano(ui.context.model) ? nanoView(ui) : touchView(ui);
}

/** Font of a text of `layout`. */
export function fontOf(model: Model, name: FontName): Font {
  return isNano(model) ? nanoFont(name) : touchFont(model, name);
}

export interface UiView extends ScreenView {
  readonly events: readonly TextLine[];
}

export function view(ui: Ui): UiView {
  const { model } = ui.context;
  const { kind, texts } = layout(ui);
  const lines = texts.map(({ text, x, y, w, h }): TextLine => ({ text, x, y, w, h }));
  const base = { model, kind, lines, events: eventsOf(ui, texts) };
  if (ui.kind !== 'review') return base;
  return { ...base, page: positionOf(ui) };
}

function positionOf(ui: ReviewUi): { index: number; count: number } {
  if (isBagl(ui.context)) return baglPosition(ui);
  return isNano(ui.context.model) ? nanoPosition(ui) : touchPosition(ui);
}

/** The lines as a `# screen:` line of a recording lists them. */
export function screenText(ui: Ui): string[] {
  return recordedLines(eventsOf(ui, layout(ui).texts));
}

function eventsOf(ui: Ui, texts: Page['texts']): TextLine[] {
  const { model } = ui.context;
  const events = (drawn: Page['texts']) => textEvents(model, drawn, (name) => fontOf(model, name));
  const under = ui.kind === 'status' || ui.kind === 'review' ? ui.under : undefined;
  return under === undefined ? events(texts) : [...events(layout(under).texts), ...events(texts)];
}
