/** The screens of a review in the order a user meets them. */
import { isNano } from '../../device.js';
import { nextGesture } from './gestures.js';
import { DEVICE_WORDS } from './labels.js';
import {
  layout,
  type ReviewFacts,
  react,
  review,
  type Ui,
  type UiContext,
  type UiEvent,
} from './ui.js';

/** More pages than any review has. */
const LIMIT = 1000;

/**
 * Every page from the first (on touch models the warning, if there is one) to the last: a Nano's
 * ends with the page that rejects. A value that does not fit is followed by its details.
 */
export function reviewUis(context: UiContext, facts: ReviewFacts): Ui[] {
  const uis: Ui[] = [];
  let at: Ui = review(context, facts);
  for (let i = 0; i < LIMIT; i++) {
    uis.push(at, ...detailsUis(at));
    const next: Ui = react(at, nextGesture(at)).ui;
    if (next === at || next.kind !== 'review') break;
    at = next;
  }
  return uis;
}

/** To the next page, on the content of any touch model; nothing happens on the last page. */
const SWIPE_LEFT: UiEvent = { touch: { x: 100, y: 200, toX: 40, toY: 200 } };

function detailsUis(ui: Ui): Ui[] {
  const more = isNano(ui.context.model) ? undefined : moreGesture(ui);
  if (more === undefined) return [];
  const uis: Ui[] = [];
  let at = react(ui, more).ui;
  while (at !== ui && at.kind === 'review' && at.over === 'details' && uis.length < LIMIT) {
    uis.push(at);
    const next = react(at, SWIPE_LEFT).ui;
    if (next === at) break;
    at = next;
  }
  return uis;
}

/** A tap on the word 'More', when the page has that button. */
function moreGesture(ui: Ui): UiEvent | undefined {
  const page = layout(ui);
  if (page.kind !== 'pairs') return undefined;
  const more = page.texts.find(({ font, text }) => font === 'bold' && text === DEVICE_WORDS.more);
  if (more === undefined) return undefined;
  return { touch: { x: more.x + Math.floor(more.w / 2), y: more.y + Math.floor(more.h / 2) } };
}
