/**
 * Pages of Nano S Plus and Nano X as releases up to 4.2.4 draw them, with the BAGL library: labels
 * of one line at fixed places, 128x64 pixels. Source: SDK lib_ux (ux_layout_paging.c,
 * ux_layout_paging_compute.c, ux_layout_pbb.c, ux_layout_bb.c, ux_layout_pb.c) and lib_bagl
 * (bagl.c), API level 22. Texts and their breaks are recorded, places and icons read from there.
 */
import { FIRST_CHAR, type Font, isDrawn } from './font.js';
import { type Arrows, nanoFont } from './nano.js';
import type { DrawnText, IconName, Page, PageKind } from './page.js';

/** Lines of a paged text below its title. */
const LINES = 3;
/** Pixels of a line of a paged text. */
const LINE_WIDTH = 114;
const SCREEN_WIDTH = 128;
/** Label places count to the baseline; the cell of the font begins this far above it, pixels. */
const ASCENT = 11;

/** A paged text has a title and as many pages as it needs; a card is one page of fixed labels. */
export type BaglStep = BaglText | BaglCard;

export interface BaglText {
  readonly look: 'text';
  readonly kind: PageKind;
  readonly tag: string;
  readonly value: string;
}

export interface BaglCard {
  readonly look: 'card';
  readonly kind: PageKind;
  readonly icon: IconName | null;
  readonly lines: readonly string[];
  /** Font of each line. */
  readonly bold: readonly boolean[];
}

/** Part of a text, bytes. */
interface Line {
  readonly start: number;
  readonly end: number;
}

function isDelimiter(char: string | undefined): boolean {
  return char === ' ' || char === '\n' || char === '-' || char === '_';
}

/** Pixels the pen moves: bytes from C0 on are blanks of their own width, others are not known. */
function advanceOf(font: Font, char: string): number {
  const code = char.charCodeAt(0);
  if (isDrawn(code)) return font.advances[code - FIRST_CHAR] ?? 0;
  return code >= 0xc0 ? code & 0x3f : 0;
}

function widthOf(font: Font, text: string): number {
  let width = 0;
  for (const char of text) width += advanceOf(font, char);
  return width;
}

/** Where a line that starts at `start` ends: a cut word goes back to its last delimiter. */
function endOfLine(font: Font, text: string, start: number): number {
  let at = start;
  let width = 0;
  let delimiter = start;
  while (at < text.length) {
    const char = text[at]!;
    width += advanceOf(font, char);
    if (width > LINE_WIDTH) break;
    if (isDelimiter(char)) delimiter = at;
    at++;
    if (char === '\n') break;
  }
  const isCut = at < text.length && !isDelimiter(text[at - 1]) && !isDelimiter(text[at]);
  return isCut && delimiter !== start ? delimiter : at;
}

/** The lines of a text; a font wider than the line would never end, so none is empty. */
function linesOf(text: string): Line[] {
  const font = nanoFont('small');
  const lines: Line[] = [];
  for (let start = 0; start < text.length; ) {
    const end = Math.max(start + 1, endOfLine(font, text, start));
    lines.push({ start, end });
    start = end;
  }
  return lines;
}

export function baglPartCount(step: BaglStep): number {
  if (step.look === 'card') return 1;
  return Math.max(1, Math.ceil(linesOf(step.value).length / LINES));
}

/** Lays out page `part` of a step. */
export function baglPage(step: BaglStep, part: number, arrows: Arrows): Page {
  if (step.look === 'card') return cardPage(step, arrows);
  const parts = baglPartCount(step);
  const { tag, value } = step;
  const title = parts > 1 ? `${tag} (${part + 1}/${parts})` : tag;
  const texts: DrawnText[] = [];
  label(texts, nanoFont('bold'), title, { x: 0, w: SCREEN_WIDTH, baseline: 15 });
  const lines = linesOf(value).slice(part * LINES, (part + 1) * LINES);
  lines.forEach(({ start, end }, index) => {
    const place = { x: (SCREEN_WIDTH - LINE_WIDTH) / 2, w: LINE_WIDTH, baseline: 29 + 14 * index };
    label(texts, nanoFont('small'), value.slice(start, end), place);
  });
  return {
    kind: step.kind,
    texts,
    arrows: { left: arrows.left || part > 0, right: arrows.right || part < parts - 1 },
  };
}

/** Baselines of the lines of a card and top of its icon, pixels, by how many lines it has. */
const WITH_ICON = [
  { icon: 17, lines: [44] },
  { icon: 10, lines: [37, 51] },
] as const;
const WITHOUT_ICON = [29, 43] as const;

function cardPage({ kind, icon, lines, bold }: BaglCard, arrows: Arrows): Page {
  const place = lines.length === 1 ? WITH_ICON[0] : WITH_ICON[1];
  const baselines: readonly number[] = icon === null ? WITHOUT_ICON : place.lines;
  const texts: DrawnText[] = [];
  lines.forEach((line, index) => {
    const font = nanoFont(bold[index] === true ? 'bold' : 'small');
    label(texts, font, line, { x: 6, w: 116, baseline: baselines[index]! });
  });
  return {
    kind,
    texts,
    ...(icon === null ? {} : { icon: { name: icon, y: place.icon } }),
    arrows,
  };
}

/** A text in the middle of its label; one that is too wide loses its middle. */
function label(
  out: DrawnText[],
  font: Font,
  text: string,
  { x, w, baseline }: { x: number; w: number; baseline: number },
): void {
  const { shown, width } = fitted(font, text, w);
  let pen = x + Math.max(0, Math.trunc(w / 2) - Math.trunc(width / 2));
  const y = baseline - ASCENT;
  let run = '';
  let from = pen;
  const flush = () => {
    const h = font.height;
    if (run !== '') out.push({ text: run, font: font.name, x: from, y, w: pen - from, h });
    run = '';
  };
  for (const char of shown) {
    if (isDrawn(char.charCodeAt(0))) {
      if (run === '') from = pen;
      run += char;
    } else {
      flush();
    }
    pen += advanceOf(font, char);
  }
  flush();
}

const DOTS = '...';

/** Takes a character from the left half, then one from the right half, until the rest fits. */
function fitted(font: Font, text: string, room: number): { shown: string; width: number } {
  let width = widthOf(font, text);
  if (width <= room || text.length <= 4) return { shown: text, width };
  let head = Math.trunc(text.length / 2);
  let tail = head;
  let fromHead = true;
  while (width > room && head > 0 && tail < text.length) {
    const kept = widthOf(font, text.slice(0, head)) + widthOf(font, text.slice(tail));
    width = kept + widthOf(font, DOTS);
    if (width <= room) break;
    if (fromHead) head--;
    else tail++;
    fromHead = !fromHead;
  }
  return { shown: `${text.slice(0, head)}${DOTS}${text.slice(tail)}`, width };
}
