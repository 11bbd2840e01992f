/**
 * Pages of Stax, Flex and Apex: what stands where. `touch-ui.ts` says which page is shown.
 * Source: SDK lib_nbgl (nbgl_use_case.c, nbgl_layout.c), as measured in the emulator.
 */
import type { Pair } from './content.js';
import { type Font, widthOf } from './font.js';
import { DEVICE_WORDS } from './labels.js';
import {
  type DrawnText,
  drawBlock,
  drawText,
  type IconName,
  type Page,
  type PageKind,
} from './page.js';
import type { Area, TouchModel } from './touch-models.js';
import { detailsCount, heightOf, type PairPage, textWidth } from './touch-split.js';
import { countLines } from './wrap.js';

/** A text in the middle of the page, icon above and smaller words below. */
interface Group {
  readonly icon: IconName;
  readonly title: string;
  readonly description?: string;
  /** Has 8 px of its own above and below. */
  readonly hint?: string;
}

const HINT_GAP = 16;
const HINT_HUG = 8;

function centeredGroup(
  model: TouchModel,
  out: DrawnText[],
  group: Group,
  top: number,
  bottom: number,
): NonNullable<Page['icon']> {
  const { small, large } = model.fonts;
  const { title, description, hint } = group;
  const titleHeight = heightOf(model, large, title);
  const textHeight = description === undefined ? 0 : heightOf(model, small, description);
  const hintHeight = hint === undefined ? 0 : heightOf(model, small, hint) + 2 * HINT_HUG;
  let height = model.icon + model.iconGap + titleHeight;
  if (description !== undefined) height += model.titleGap + textHeight;
  if (hint !== undefined) height += HINT_GAP + hintHeight;

  const start = top + Math.trunc((bottom - top - height) / 2);
  const column = { x: model.margin, w: textWidth(model), align: 'center' } as const;
  let y = start + model.icon + model.iconGap;
  drawBlock(out, { font: large, text: title, ...column, y, h: titleHeight });
  y += titleHeight;
  if (description !== undefined) {
    y += model.titleGap;
    drawBlock(out, { font: small, text: description, ...column, y, h: textHeight });
    y += textHeight;
  }
  if (hint !== undefined) {
    drawBlock(out, { font: small, text: hint, ...column, y: y + HINT_GAP, h: hintHeight });
  }
  return { name: group.icon, y: start };
}

/** A word of the device in the middle of an area; never wrapped. */
function label(out: DrawnText[], font: Font, text: string, area: Area): void {
  const [left, top, right, bottom] = area;
  const x = left + Math.floor((right + 1 - left - widthOf(font, text)) / 2);
  const y = top + Math.trunc((bottom + 1 - top - font.height) / 2);
  drawText(out, font, text, 0, text.length, x, y);
}

/** Footer of a page of the review. */
function reviewFooter(
  model: TouchModel,
  out: DrawnText[],
  reject: string,
  page: number,
  pages: number,
): void {
  const { bold, small } = model.fonts;
  const top = model.height - model.footer;
  const bottom = model.height - 1;
  // Older releases have two words, which need a line each.
  const lines = widthOf(bold, reject) > model.rejectWidth ? reject.split(' ') : [reject];
  const first = top + Math.trunc((bottom + 1 - top - lines.length * bold.height) / 2);
  lines.forEach((line, i) => {
    const y = first + i * bold.height;
    label(out, bold, line, [0, y, model.rejectWidth - 1, y + bold.height - 1]);
  });
  const numberArea: Area = [model.rejectWidth, top, model.width - 1, bottom];
  label(out, small, `${page + 1} of ${pages}`, numberArea);
}

/** Where the arrows of page `index` lead to. */
function arrowsAt(index: number, pages: number): NonNullable<Page['arrows']> {
  return { left: index > 0, right: index < pages - 1 };
}

function simpleFooter(model: TouchModel, out: DrawnText[], text: string): void {
  const top = model.height - model.footer;
  label(out, model.fonts.bold, text, [0, top, model.width - 1, model.height - 1]);
}

/** Words of the release in the furniture of a review. */
export interface ReviewWords {
  readonly begin: string;
  readonly reject: string;
}

export function titlePage(
  model: TouchModel,
  title: string,
  words: ReviewWords,
  pages: number,
): Page {
  const texts: DrawnText[] = [];
  const group: Group = { icon: 'exchange', title, hint: words.begin };
  const icon = centeredGroup(model, texts, group, model.header, model.height - model.footer);
  reviewFooter(model, texts, words.reject, 0, pages);
  return { kind: 'title', texts, icon, arrows: arrowsAt(0, pages) };
}

/** Draws a row whose tag starts at `y`; returns where it ends. */
function drawPair(
  model: TouchModel,
  out: DrawnText[],
  pair: Pair,
  y: number,
  value: { font: Font; start?: number; maxLines?: number; ellipsis?: boolean },
): number {
  const { small } = model.fonts;
  const column = { x: model.margin, w: textWidth(model), align: 'left' } as const;
  const tagHeight = heightOf(model, small, pair.tag);
  drawBlock(out, { font: small, text: pair.tag, ...column, y, h: tagHeight });
  const { font, start = 0, maxLines = 0, ellipsis = false } = value;
  const all = countLines(font, pair.value, start, column.w);
  const isCut = maxLines > 0 && all > maxLines;
  const h = (isCut ? maxLines : all) * font.lineHeight;
  const limit = isCut ? { maxLines, ellipsis } : {};
  const valueY = y + tagHeight + model.tagGap;
  drawBlock(out, { font, text: pair.value, start, ...column, y: valueY, h, ...limit });
  return valueY + h;
}

/** Lines a long value loses to its 'More' button, and the space above that. */
const MORE_LINES = 3;
const MORE_GAP = 12;

export function pairsPage(
  model: TouchModel,
  words: ReviewWords,
  pairs: readonly Pair[],
  page: PairPage,
  index: number,
  pages: number,
): Page {
  const texts: DrawnText[] = [];
  const font = model.fonts.large;
  let y = model.header + model.aboveFirstPair;
  if (page.isLong) {
    const pair = pairs[page.first];
    if (pair !== undefined) {
      drawPair(model, texts, pair, y, longValue(model));
      label(texts, model.fonts.bold, DEVICE_WORDS.more, moreArea(model, pair));
    }
  } else {
    for (const pair of pairs.slice(page.first, page.first + page.count)) {
      y = drawPair(model, texts, pair, y, { font }) + model.betweenPairs;
    }
  }
  reviewFooter(model, texts, words.reject, index, pages);
  return { kind: 'pairs', texts, arrows: arrowsAt(index, pages) };
}

function longValue(model: TouchModel): { font: Font; maxLines: number; ellipsis: boolean } {
  return { font: model.fonts.large, maxLines: model.valueLines - MORE_LINES, ellipsis: true };
}

/** The 'More' button below a long value. */
export function moreArea(model: TouchModel, pair: Pair): Area {
  const y = model.header + model.aboveFirstPair;
  const top = drawPair(model, [], pair, y, longValue(model)) + MORE_GAP;
  const width = widthOf(model.fonts.bold, DEVICE_WORDS.more) + model.morePadding;
  const left = Math.floor((model.width - width) / 2);
  return [left, top, left + width - 1, top + model.moreHeight - 1];
}

export function approvePage(
  model: TouchModel,
  question: string,
  words: ReviewWords,
  pages: number,
): Page {
  const texts: DrawnText[] = [];
  const bottom = model.height - model.footer - model.holdBar;
  const icon = centeredGroup(model, texts, { icon: 'exchange', title: question }, 0, bottom);
  reviewFooter(model, texts, words.reject, pages - 1, pages);
  const { large } = model.fonts;
  const y = bottom + Math.trunc((model.holdBar - large.height) / 2);
  drawText(texts, large, DEVICE_WORDS.hold, 0, DEVICE_WORDS.hold.length, model.margin, y);
  return { kind: 'approve', texts, icon, arrows: arrowsAt(pages - 1, pages) };
}

/** A page with two buttons. The device draws the lower one first. */
export function questionPage(
  model: TouchModel,
  kind: PageKind,
  question: { title: string; description?: string; upper: string; lower: string },
): Page {
  const texts: DrawnText[] = [];
  const { upper, lower, ...words } = question;
  const bottom = model.height - model.questionButtons;
  const icon = centeredGroup(
    model,
    texts,
    { icon: 'important', ...words },
    model.questionTop,
    bottom,
  );
  label(texts, model.fonts.bold, lower, model.areas.lower);
  label(texts, model.fonts.bold, upper, model.areas.upper);
  return { kind, texts, icon };
}

/** @param part the page of the details, from 0; `start` is the first byte on it. */
export function detailsPage(model: TouchModel, pair: Pair, part: number, start: number): Page {
  const texts: DrawnText[] = [];
  const y = model.header + model.aboveFirstPair;
  const value = { font: model.fonts.bold, start, maxLines: model.detailsLines };
  drawPair(model, texts, pair, y, value);
  const count = detailsCount(model, pair.value);
  if (count > 1) return { kind: 'details', texts, arrows: arrowsAt(part, count) };
  simpleFooter(model, texts, DEVICE_WORDS.close);
  return { kind: 'details', texts };
}

export function processingPage(model: TouchModel, text: string): Page {
  const texts: DrawnText[] = [];
  const { small } = model.fonts;
  const h = heightOf(model, small, text);
  const height = model.spinner + model.spinnerGap + h;
  const top = Math.trunc((model.height - height) / 2);
  const y = top + model.spinner + model.spinnerGap;
  const column = { x: model.margin, w: textWidth(model), align: 'center' } as const;
  drawBlock(texts, { font: small, text, ...column, y, h });
  return { kind: 'processing', texts, icon: { name: 'processing', y: top } };
}

export function statusPage(model: TouchModel, text: string, isGood: boolean): Page {
  const texts: DrawnText[] = [];
  const group: Group = { icon: isGood ? 'check' : 'cross', title: text };
  const icon = centeredGroup(model, texts, group, 0, model.height);
  return { kind: 'status', texts, icon };
}

export function homePage(model: TouchModel, name: string, tagline: string, isTest: boolean): Page {
  const texts: DrawnText[] = [];
  const group: Group = { icon: isTest ? 'warning' : 'exchange', title: name, description: tagline };
  const icon = centeredGroup(model, texts, group, model.header, model.height - model.footer);
  simpleFooter(model, texts, DEVICE_WORDS.quitApp);
  return { kind: 'home', texts, icon };
}

export function aboutPage(model: TouchModel, name: string, rows: readonly Pair[]): Page {
  const texts: DrawnText[] = [];
  const { bold, small } = model.fonts;
  label(texts, bold, name, [0, 0, model.width - 1, model.aboutHeader - 1]);
  const column = { x: model.margin, w: textWidth(model), align: 'left' } as const;
  for (const [index, { tag, value }] of rows.entries()) {
    const y = model.aboutTop + index * model.aboutRowHeight;
    drawBlock(texts, { font: bold, text: tag, ...column, y, h: model.aboutTypeHeight });
    const contentY = y + model.aboutContentOffset;
    const h = heightOf(model, small, value);
    drawBlock(texts, { font: small, text: value, ...column, y: contentY, h });
  }
  return { kind: 'info', texts };
}
