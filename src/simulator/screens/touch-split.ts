/**
 * How rows are dealt out to the pages of a touch model, and a long value to those of its details.
 * Source: SDK lib_nbgl (nbgl_use_case.c), as measured in the emulator; details of several pages
 * only read in the source.
 */
import type { Pair } from './content.js';
import type { Font } from './font.js';
import type { TouchModel } from './touch-models.js';
import { countLines, skipLines } from './wrap.js';

/** Pairs of one page of the review. */
export interface PairPage {
  readonly first: number;
  readonly count: number;
  /** Its only value is too long and ends in a 'More' button. */
  readonly isLong: boolean;
}

export function textWidth(model: TouchModel): number {
  return model.width - 2 * model.margin;
}

export function linesOf(model: TouchModel, font: Font, text: string): number {
  return countLines(font, text, 0, textWidth(model));
}

export function heightOf(model: TouchModel, font: Font, text: string): number {
  return linesOf(model, font, text) * font.lineHeight;
}

/** Splits the rows into pages. A row that would just fill its page goes to the next one. */
export function pairPages(model: TouchModel, pairs: readonly Pair[]): PairPage[] {
  const { small, large } = model.fonts;
  const room = model.height - model.header - model.footer;
  const pages: PairPage[] = [];
  let first = 0;
  let used = model.aboveFirstPair;
  for (const [index, { tag, value }] of pairs.entries()) {
    const lines = linesOf(model, large, value);
    const own = heightOf(model, small, tag) + model.tagGap + lines * large.lineHeight;
    const tooLong = lines > model.valueLines;
    const below = index > first ? used + model.betweenPairs + own : used + own;
    if (below < room && !tooLong) {
      used = below;
      continue;
    }
    if (index > first) pages.push({ first, count: index - first, isLong: false });
    const alone = model.aboveFirstPair + own;
    if (alone < room && !tooLong) {
      first = index;
      used = alone;
    } else {
      pages.push({ first: index, count: 1, isLong: true });
      first = index + 1;
      used = model.aboveFirstPair;
    }
  }
  if (first < pairs.length) pages.push({ first, count: pairs.length - first, isLong: false });
  return pages;
}

/** Pages of the details of a long value: reckoned in a font narrower than the one they use. */
export function detailsCount(model: TouchModel, value: string): number {
  const perPage = model.detailsLines;
  const lines = linesOf(model, model.fonts.small, value);
  const pages = Math.ceil(lines / perPage);
  if (pages <= 1) return pages;
  // The device keeps room for dots between pages, 16 px a character, though it draws none here.
  const lostChars = (pages - 1) * 3;
  const lostLines = Math.ceil(lostChars / Math.floor(textWidth(model) / 16));
  const lastLines = lines - (pages - 1) * perPage;
  const spill = lastLines + (lostLines % perPage) > perPage ? 1 : 0;
  return pages + Math.floor(lostLines / perPage) + spill;
}

/** Where the details go on behind the page that starts at `start`; null when all is shown. */
export function detailsAfter(model: TouchModel, value: string, start: number): number | null {
  const { bold } = model.fonts;
  const width = textWidth(model);
  if (countLines(bold, value, start, width) <= model.detailsLines) return null;
  const end = skipLines(bold, value, start, model.detailsLines, width);
  return value[end] === '\n' ? end + 1 : end;
}

/** Start of page `part` when the device comes back to it: it then counts without word wrapping. */
export function detailsAt(model: TouchModel, value: string, part: number): number {
  const { bold } = model.fonts;
  const width = textWidth(model);
  let start = 0;
  for (let i = 0; i < part; i++) {
    if (countLines(bold, value, start, width, false) <= model.detailsLines) continue;
    const end = skipLines(bold, value, start, model.detailsLines, width);
    start = value[end] === '\n' ? end + 1 : end;
  }
  return start;
}
