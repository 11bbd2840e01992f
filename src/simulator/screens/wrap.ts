/**
 * Where texts break. The device walks a text in two ways that do not always agree: `takeLine`
 * yields the text of each drawn line, while the number of lines and pages comes from `countLines`,
 * `countPages` and `skipLines`. Source: SDK lib_nbgl (nbgl_fonts.c), as measured in the emulator.
 */
import { advanceOf, codeOfChar, type Font, sizeOfChar } from './font.js';

const NEWLINE = 0x0a;
const FORM_FEED = 0x0c;
const TOGGLE_BOLD = 0x08;

/** Blank, hyphen, underscore and the three controls end a word; no other character does. */
function isDelimiter(code: number): boolean {
  return (
    code === 0x20 ||
    code === 0x2d ||
    code === 0x5f ||
    code === NEWLINE ||
    code === TOGGLE_BOLD ||
    code === FORM_FEED
  );
}

export interface Line {
  /** Index behind the last byte of the line. A `\n` there is not part of it. */
  readonly end: number;
  /** Pixels, for centring: without the delimiter at which the line broke. */
  readonly width: number;
}

/** First index from `start` with a `\n` or `\f`, or the end of the text. */
function endOfParagraph(text: string, start: number): number {
  let at = start;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === NEWLINE || code === FORM_FEED) break;
    at++;
  }
  return at;
}

/**
 * The line that starts at `start`. A delimiter stays at the end of the line it breaks; a line that
 * would be nothing but its delimiter breaks at a character instead.
 */
export function takeLine(font: Font, text: string, start: number, maxWidth: number): Line {
  const end = endOfParagraph(text, start);
  let current = font;
  let width = 0;
  let delimiter = 0;
  let widthAtDelimiter = 0;
  let at = start;
  while (at < end) {
    const size = sizeOfChar(text, at, end);
    const code = codeOfChar(text, at, size);
    if (code === NEWLINE || code === FORM_FEED) return { end: at + size, width };
    if (code === TOGGLE_BOLD) current = current.twin ?? current;
    const advance = size === 1 ? advanceOf(current, code) : 0;
    if (advance > 0) {
      if (isDelimiter(code)) {
        delimiter = at + 1;
        widthAtDelimiter = width;
      }
      if (width + advance > maxWidth) {
        return widthAtDelimiter > 0
          ? { end: delimiter, width: widthAtDelimiter }
          : { end: at, width };
      }
      width += advance;
    }
    at += size;
  }
  return { end, width };
}

/** What the counting walk meets. */
type Break = 'wrap' | 'newline' | 'form-feed';

/**
 * The counting walk: `nextBreak` runs to the following break. Unlike `takeLine` it looks at the
 * whole text, so that a cut-off UTF-8 lead byte may swallow a `\n`, and it breaks at a delimiter
 * even when nothing stands in front of it.
 */
class CountingWalk {
  /** Width of the line so far, pixels. */
  width = 0;
  /** Index of the next byte to look at. */
  at: number;
  private delimiter = -1;
  private font: Font;
  private readonly text: string;
  private readonly maxWidth: number;
  private readonly wrapping: boolean;

  constructor(font: Font, text: string, start: number, maxWidth: number, wrapping: boolean) {
    this.font = font;
    this.text = text;
    this.at = start;
    this.maxWidth = maxWidth;
    this.wrapping = wrapping;
  }

  nextBreak(): Break | null {
    const { text, maxWidth } = this;
    while (this.at < text.length) {
      const start = this.at;
      const size = sizeOfChar(text, start, text.length);
      const code = codeOfChar(text, start, size);
      this.at = start + size;
      if (code === NEWLINE) {
        this.width = 0;
        this.delimiter = -1;
        return 'newline';
      }
      if (this.wrapping && isDelimiter(code)) this.delimiter = this.at;
      if (code === FORM_FEED) return 'form-feed';
      if (code === TOGGLE_BOLD) {
        this.font = this.font.twin ?? this.font;
        continue;
      }
      const advance = size === 1 ? advanceOf(this.font, code) : 0;
      if (advance === 0) continue;
      if (this.width + advance > maxWidth) {
        if (this.delimiter >= 0) {
          this.at = this.delimiter;
          this.delimiter = -1;
          this.width = 0;
        } else {
          // The character itself begins the new line; walking over it again gives its width.
          this.at = start;
          this.width = 0;
        }
        return 'wrap';
      }
      this.width += advance;
    }
    return null;
  }
}

/**
 * Lines the device reckons with, up to the end or to a `\f`. A touch model counts a last line
 * without width (an empty text has one line), a Nano does not (it has none).
 */
export function countLines(
  font: Font,
  text: string,
  start: number,
  maxWidth: number,
  wrapping = true,
): number {
  const walk = new CountingWalk(font, text, start, maxWidth, wrapping);
  let lines = 0;
  for (let met = walk.nextBreak(); met !== null && met !== 'form-feed'; met = walk.nextBreak()) {
    lines++;
  }
  const isTouch = font.twin === null;
  return isTouch || walk.width > 0 ? lines + 1 : lines;
}

/** Pages of a text with `linesPerPage` lines each; at least 1. */
export function countPages(
  font: Font,
  text: string,
  linesPerPage: number,
  maxWidth: number,
): number {
  const walk = new CountingWalk(font, text, 0, maxWidth, true);
  let pages = 1;
  let lines = 0;
  for (let met = walk.nextBreak(); met !== null; met = walk.nextBreak()) {
    if (met === 'form-feed') {
      pages++;
      lines = 0;
      walk.width = 0;
      continue;
    }
    lines++;
    if (lines === linesPerPage && (met === 'wrap' || walk.at < text.length)) {
      pages++;
      lines = 0;
    }
  }
  return pages;
}

/**
 * Index behind the first `maxLines` lines from `start`: where the next page begins. A `\n` that
 * ends the last of these lines is not skipped.
 */
export function skipLines(
  font: Font,
  text: string,
  start: number,
  maxLines: number,
  maxWidth: number,
): number {
  const walk = new CountingWalk(font, text, start, maxWidth, true);
  for (let lines = 0; lines < maxLines; lines++) {
    const met = walk.nextBreak();
    if (met === null || met === 'form-feed') break;
    if (met === 'newline' && lines === maxLines - 1) return walk.at - 1;
  }
  return walk.at;
}
