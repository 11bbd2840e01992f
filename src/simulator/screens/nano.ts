/**
 * Pages of Nano S Plus and Nano X: one step of the review at a time, 128x64 pixels.
 * Source: SDK lib_nbgl (nbgl_step.c, nbgl_layout_nanos.c), as measured in the emulator.
 */
import { type Font, type FontName, twins, widthOf } from './font.js';
import { BOLD, REGULAR } from './fonts/nano.js';
import { type DrawnText, drawBlock, type IconName, type Page, type PageKind } from './page.js';
import { countLines, countPages, skipLines } from './wrap.js';

const FONTS = twins(REGULAR, BOLD);
const SCREEN_HEIGHT = 64;
/** Text area: x 7..120. */
const LEFT = 7;
const WIDTH = 114;
const ICON_HEIGHT = 14;
const MAX_LINES = 4;

/** A step is what left and right go through; only `Text` ones may have several pages. */
export type NanoStep = TextStep | CenteredStep;

/** A value below its tag, or a text alone (tag null). */
export interface TextStep {
  readonly look: 'text';
  readonly kind: PageKind;
  readonly tag: string | null;
  readonly value: string;
}

export interface CenteredStep {
  readonly look: 'centered';
  readonly kind: PageKind;
  readonly icon: IconName | null;
  readonly text: string;
  /** Regular text below; null when there is none. */
  readonly below: string | null;
  readonly bold: boolean;
}

/** Where in a step of several pages we are. */
export interface Place {
  /** Page within the step, from 0. */
  readonly part: number;
  /**
   * First byte of the value on this page. Kept because it depends on the way here: going forward
   * the device skips a `\n` between two pages, coming from behind it does not.
   */
  readonly start: number;
}

export const FIRST_PLACE: Place = { part: 0, start: 0 };

export function nanoFont(name: FontName): Font {
  return name === 'bold' ? FONTS.bold : FONTS.small;
}

function linesPerPage(step: TextStep): number {
  return step.tag === null ? MAX_LINES : MAX_LINES - 1;
}

export function partCount(step: NanoStep): number {
  if (step.look === 'centered') return 1;
  return countPages(FONTS.small, step.value, linesPerPage(step), WIDTH);
}

/** The next page of the same step, or null on its last. */
export function placeAfter(step: NanoStep, place: Place): Place | null {
  if (step.look === 'centered' || place.part >= partCount(step) - 1) return null;
  const end = skipLines(FONTS.small, step.value, place.start, linesPerPage(step), WIDTH);
  return { part: place.part + 1, start: step.value[end] === '\n' ? end + 1 : end };
}

/** Page `part` as the device finds it when it comes from behind. */
export function placeAt(step: NanoStep, part: number): Place {
  if (step.look === 'centered') return FIRST_PLACE;
  let start = 0;
  for (let i = 0; i < part; i++) {
    start = skipLines(FONTS.small, step.value, start, linesPerPage(step), WIDTH);
  }
  return { part, start };
}

export function lastPlace(step: NanoStep): Place {
  return placeAt(step, partCount(step) - 1);
}

export interface Arrows {
  readonly left: boolean;
  readonly right: boolean;
}

/** Lays out one page; `arrows` are those of the step, its inner pages add their own. */
export function nanoPage(step: NanoStep, place: Place, arrows: Arrows): Page {
  if (step.look === 'centered') return centeredPage(step, arrows);
  const texts: DrawnText[] = [];
  const { value, tag } = step;
  const column = { x: LEFT, w: WIDTH, align: 'center' } as const;
  const parts = partCount(step);
  const maxLines = linesPerPage(step);
  const { small, bold } = FONTS;
  if (tag === null) {
    const lines = Math.min(maxLines, countLines(small, value, place.start, WIDTH));
    const h = lines * small.lineHeight;
    const y = Math.trunc((SCREEN_HEIGHT - h) / 2);
    drawBlock(texts, { font: small, text: value, start: place.start, ...column, y, h, maxLines });
  } else {
    const title = fittedTag(tagOf(tag, place.part, parts));
    const isRegular = isRegularTag(tag, place.part, parts);
    const font = isRegular ? small : bold;
    const titleLines = Math.min(MAX_LINES, countLines(font, title.text, 0, WIDTH));
    const titleHeight = titleLines * font.lineHeight;
    // The value is centred in a block of three lines, 2 px below the title.
    const valueLines = isRegular ? countLines(small, value, place.start, WIDTH) : maxLines;
    const valueHeight = Math.min(maxLines, valueLines) * small.lineHeight;
    const y = Math.trunc((SCREEN_HEIGHT - (titleHeight + 2 + valueHeight)) / 2);
    const titleBox = { ...column, y, h: titleHeight };
    drawBlock(texts, { font, text: title.text, ...titleBox, maxLines: titleLines });
    const valueBox = { ...column, y: y + titleHeight + 2, h: valueHeight };
    drawBlock(texts, { font: small, text: value, start: place.start, ...valueBox, maxLines });
  }
  return {
    kind: step.kind,
    texts,
    arrows: {
      left: arrows.left || place.part > 0,
      right: arrows.right || place.part < parts - 1,
    },
  };
}

/** Bytes of the buffer the device copies a tag into; what lies behind it is the style of the row. */
const TAG_BUFFER = 24;
/** Bytes of a tag with its page number, in the buffer before that. */
const COUNTED_TAG = 35;

function tagOf(tag: string, part: number, parts: number): string {
  return parts > 1 ? `${tag} (${part + 1}/${parts})`.slice(0, COUNTED_TAG) : tag;
}

interface FittedTag {
  readonly text: string;
  /** What shortening writes into the byte behind the buffer; undefined when it does not get there. */
  readonly behind?: number;
}

/**
 * A tag that is too wide loses its middle. The tail stops short of half the free width and never
 * holds the character that reaches it; the head gives its last character for the first dot. Nothing
 * keeps it inside the buffer: a shortened tag is followed by its NUL and, where it has dots, by one
 * byte more, which is zero too. Source: SDK `nbgl_fonts.c`, `nbgl_textReduceOnNbLines`.
 */
function fittedTag(tag: string): FittedTag {
  const font = FONTS.bold;
  if (countLines(font, tag, 0, WIDTH, false) <= 1) return { text: tag.slice(0, TAG_BUFFER - 1) };
  const half = Math.floor((WIDTH - widthOf(font, ' ... ')) / 2);
  const head = headWithin(font, tag, half);
  if (head === null) return behindBuffer(tag.slice(0, TAG_BUFFER), 1);
  let tailWidth = 0;
  let at = tag.length;
  while (tailWidth < half && at > 0) {
    at--;
    tailWidth += widthOf(font, tag[at] ?? '');
  }
  return behindBuffer(`${tag.slice(0, head - 1)}...${tag.slice(at + 1)}`, 2);
}

function behindBuffer(text: string, zeros: number): FittedTag {
  if (text.length + zeros <= TAG_BUFFER) return { text };
  return { text, behind: text.charCodeAt(TAG_BUFFER) || 0 };
}

/**
 * True when the style behind the tag's buffer has become 0, the one of a row in the regular font. It
 * stays what an earlier page of the same row has made of it. Recordings: tags with accents, whose
 * bytes are many and whose width is small.
 */
function isRegularTag(tag: string, part: number, parts: number): boolean {
  for (let page = part; page >= 0; page--) {
    const { behind } = fittedTag(tagOf(tag, page, parts));
    if (behind !== undefined) return behind === 0;
  }
  return false;
}

/** Index of the first byte that no longer fits into `width`; null when all of the text does. */
function headWithin(font: Font, text: string, width: number): number | null {
  let used = 0;
  for (let i = 0; i < text.length; i++) {
    used += widthOf(font, text[i] ?? '');
    if (used > width) return i;
  }
  return null;
}

function centeredPage(step: CenteredStep, arrows: Arrows): Page {
  const { small, bold } = FONTS;
  const font = step.bold ? bold : small;
  const column = { x: LEFT, w: WIDTH, align: 'center' } as const;
  const lines = Math.min(MAX_LINES, countLines(font, step.text, 0, WIDTH));
  const textHeight = lines * font.lineHeight;
  const iconHeight = step.icon === null ? 0 : ICON_HEIGHT;
  const gap = step.icon === null || lines >= 3 ? 0 : 4;
  const belowLines =
    step.below === null ? 0 : Math.min(MAX_LINES - 1, countLines(small, step.below, 0, WIDTH));
  const belowHeight = belowLines * small.lineHeight;
  const belowGap = step.below === null ? 0 : 2;
  const height = iconHeight + gap + textHeight + belowGap + belowHeight;
  const top = Math.trunc((SCREEN_HEIGHT - height) / 2);

  const texts: DrawnText[] = [];
  const textY = top + iconHeight + gap;
  const textBox = { ...column, y: textY, h: textHeight };
  drawBlock(texts, { font, text: step.text, ...textBox, maxLines: lines });
  if (step.below !== null) {
    const belowBox = { ...column, y: textY + textHeight + belowGap, h: belowHeight };
    drawBlock(texts, { font: small, text: step.below, ...belowBox, maxLines: belowLines });
  }
  const icon = step.icon === null ? {} : { icon: { name: step.icon, y: top } };
  return { kind: step.kind, texts, ...icon, arrows };
}
