/**
 * How a finger moves through the screens of Stax, Flex and Apex.
 * Source: SDK lib_nbgl (nbgl_touch.c, nbgl_use_case.c), as measured in the emulator.
 */
import type { Model, Touch } from '../../device.js';
import {
  aboutApp,
  type Ending,
  endingText,
  type Pair,
  reviewPairs,
  reviewTitle,
  signQuestion,
} from './content.js';
import type { Font, FontName } from './font.js';
import { DEVICE_WORDS } from './labels.js';
import type { Page } from './page.js';
import { decided, homeUi, type ReviewUi, type Ui, type UiStep } from './state.js';
import {
  aboutPage,
  approvePage,
  detailsPage,
  homePage,
  moreArea,
  pairsPage,
  processingPage,
  questionPage,
  statusPage,
  titlePage,
} from './touch.js';
import { type Area, type TouchModel, touchModel } from './touch-models.js';
import { detailsAfter, detailsAt, detailsCount, type PairPage, pairPages } from './touch-split.js';

export function touchFont(model: Model, name: FontName): Font {
  return touchModel(model).fonts[name];
}

/** The pages of a review: the title, the pages of rows, the question. */
interface ReviewPages {
  readonly pairs: readonly Pair[];
  readonly pages: readonly PairPage[];
  readonly count: number;
}

function pagesOf(model: TouchModel, ui: ReviewUi): ReviewPages {
  const pairs = reviewPairs(ui.context, ui.facts);
  const pages = pairPages(model, pairs);
  return { pairs, pages, count: pages.length + 2 };
}

export function touchView(ui: Ui): Page {
  const { context } = ui;
  const model = touchModel(context.model);
  const labels = context.labels;
  switch (ui.kind) {
    case 'home': {
      const tagline = context.testBuild ? labels.testWarning : labels.touchTagline;
      return homePage(model, context.appName, tagline, context.testBuild);
    }
    case 'info':
      return aboutPage(model, context.appName, aboutApp(context));
    case 'review':
      return reviewView(model, ui);
    case 'processing':
      return processingPage(model, ui.text ?? labels.processing);
    case 'status':
      return statusPage(model, endingText(context, ui.ending), isGood(ui.ending));
    case 'blank':
      return { kind: 'blank', texts: [] };
  }
}

function isGood(ending: Ending): boolean {
  return ending.kind === 'own' ? ending.isGood : ending.kind === 'signed';
}

function reviewView(model: TouchModel, ui: ReviewUi): Page {
  const { context, facts } = ui;
  const labels = context.labels;
  if (ui.over === 'warning') {
    const { title, choice } = facts.own ?? {};
    if (choice !== undefined) return questionPage(model, 'warning', { title: title!, ...choice });
    return questionPage(model, 'warning', {
      title: labels.foreignAddress,
      description: labels.foreignAddressText,
      upper: labels.continueAnyway,
      lower: labels.cancel,
    });
  }
  if (ui.over === 'reject') {
    return questionPage(model, 'reject-dialog', {
      title: DEVICE_WORDS.rejectQuestion,
      upper: DEVICE_WORDS.rejectYes,
      lower: DEVICE_WORDS.rejectNo,
    });
  }
  const { pairs, pages, count } = pagesOf(model, ui);
  if (ui.page === 0) return titlePage(model, reviewTitle(context, facts), labels, count);
  const page = pages[ui.page - 1];
  if (page === undefined) return approvePage(model, signQuestion(context, facts), labels, count);
  const first = pairs[page.first];
  if (ui.over === 'details' && first !== undefined) {
    return detailsPage(model, first, ui.part, ui.start);
  }
  return pairsPage(model, labels, pairs, page, ui.page, count);
}

/** Position among the pages; the warning and the questions count as the page they lie over. */
export function touchPosition(ui: ReviewUi): { index: number; count: number } {
  return { index: ui.page, count: pagesOf(touchModel(ui.context.model), ui).count };
}

function isIn(area: Area, x: number, y: number): boolean {
  return x >= area[0] && y >= area[1] && x <= area[2] && y <= area[3];
}

/** True when the finger both lands and leaves in the area. */
function staysIn(touch: Touch, area: Area): boolean {
  const { x, y, toX = x, toY = y } = touch;
  return isIn(area, x, y) && isIn(area, toX, toY);
}

/** From this long on a touch is no tap any more, milliseconds (read in the source). */
const LONG_TOUCH = 3000;

function lasts(touch: Touch): number {
  return (touch.seconds ?? 0) * 1000;
}

/**
 * A button acts when the finger is lifted, from it or from any other thing that can be touched: the
 * device does not look which.
 */
function taps(touch: Touch, area: Area, touchable: readonly Area[]): boolean {
  const { x, y, toX = x, toY = y } = touch;
  if (!isIn(area, x, y) || lasts(touch) >= LONG_TOUCH) return false;
  return touchable.some((other) => isIn(other, toX, toY));
}

/** A swipe is any sideways way of this many pixels, however far it goes up or down. */
const SWIPE = 10;

/** Pages a swipe asks to go: 1 for leftwards, -1 for rightwards, 0 when it is none. */
function swiped(touch: Touch, area: Area): number {
  const way = (touch.toX ?? touch.x) - touch.x;
  if (Math.abs(way) < SWIPE || !staysIn(touch, area)) return 0;
  return way < 0 ? 1 : -1;
}

export function touchReact(ui: Ui, touch: Touch): UiStep {
  const { context } = ui;
  const model = touchModel(context.model);
  const { areas } = model;
  switch (ui.kind) {
    case 'home': {
      const touchable = [areas.info, areas.footer];
      if (taps(touch, areas.info, touchable)) return { ui: { kind: 'info', context, page: 0 } };
      return taps(touch, areas.footer, touchable) ? decided(ui, 'quit') : { ui };
    }
    case 'info':
      return taps(touch, areas.back, [areas.back]) ? { ui: homeUi(context) } : { ui };
    case 'status':
      return { ui: homeUi(context) };
    case 'review':
      return ui.over === null ? touchPage(model, ui, touch) : touchOver(model, ui, touch);
    default:
      return { ui };
  }
}

/** A finger on one of the review's pages. */
function touchPage(model: TouchModel, ui: ReviewUi, touch: Touch): UiStep {
  const { areas } = model;
  const { pairs, pages, count } = pagesOf(model, ui);
  const isLast = ui.page === count - 1;
  // Holding acts while the finger is down, wherever it is lifted.
  const held = isIn(areas.hold, touch.x, touch.y) && lasts(touch) >= model.holdTime;
  if (isLast && held) return decided(ui, 'approve');
  const body = isLast ? areas.swipeLast : areas.swipe;
  const way = swiped(touch, body);
  if (way !== 0) return { ui: turned(ui, way, count) };
  const touchable = [
    areas.reject,
    areas.previous,
    areas.next,
    body,
    ...(isLast ? [areas.hold] : []),
  ];
  if (taps(touch, areas.reject, touchable)) return { ui: { ...ui, over: 'reject' } };
  if (taps(touch, areas.previous, touchable)) return { ui: turned(ui, -1, count) };
  if (taps(touch, areas.next, touchable)) return { ui: turned(ui, 1, count) };
  const page = pages[ui.page - 1];
  const pair = page?.isLong ? pairs[page.first] : undefined;
  if (pair === undefined || !taps(touch, moreArea(model, pair), touchable)) return { ui };
  return { ui: { ...ui, over: 'details', part: 0, start: 0 } };
}

function turned(ui: ReviewUi, by: number, count: number): ReviewUi {
  const page = ui.page + by;
  return page < 0 || page >= count ? ui : { ...ui, page };
}

/** A finger on what lies over the pages. */
function touchOver(model: TouchModel, ui: ReviewUi, touch: Touch): UiStep {
  const { areas } = model;
  const closed: ReviewUi = { ...ui, over: null, part: 0, start: 0 };
  const buttons = [areas.upper, areas.lower];
  switch (ui.over) {
    case 'warning':
      if (taps(touch, areas.upper, buttons)) {
        return ui.facts.own === undefined ? { ui: closed } : decided(ui, 'approve');
      }
      return taps(touch, areas.lower, buttons) ? decided(ui, 'reject-warning') : { ui };
    case 'reject':
      if (taps(touch, areas.upper, buttons)) return decided(ui, 'reject');
      return taps(touch, areas.lower, buttons) ? { ui: closed } : { ui };
    default:
      return { ui: touchDetails(model, ui, closed, touch) };
  }
}

function touchDetails(model: TouchModel, ui: ReviewUi, closed: ReviewUi, touch: Touch): ReviewUi {
  const { areas } = model;
  const { pairs, pages } = pagesOf(model, ui);
  const value = pairs[pages[ui.page - 1]?.first ?? -1]?.value ?? '';
  const count = detailsCount(model, value);
  if (count === 1) return taps(touch, areas.footer, [areas.footer]) ? closed : ui;
  const { detailsClose, detailsPrevious, next, swipe } = areas;
  const touchable = [detailsClose, detailsPrevious, next, swipe];
  const way = swiped(touch, swipe);
  if (way === 0 && taps(touch, detailsClose, touchable)) return closed;
  if (way > 0 || taps(touch, next, touchable)) {
    if (ui.part >= count - 1) return ui;
    const start = detailsAfter(model, value, ui.start) ?? value.length;
    return { ...ui, part: ui.part + 1, start };
  }
  if ((way < 0 || taps(touch, detailsPrevious, touchable)) && ui.part > 0) {
    const part = ui.part - 1;
    return { ...ui, part, start: detailsAt(model, value, part) };
  }
  return ui;
}
