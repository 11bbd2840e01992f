/**
 * A laid-out page: texts at pixels, as plain data. `nano.ts` and `touch.ts` make pages, `events.ts`
 * reads them, and so can whoever draws them.
 */
import { codeOfChar, type Font, type FontName, isDrawn, sizeOfChar, widthOf } from './font.js';
import { countLines, takeLine } from './wrap.js';

/** One drawn line, or the part of one in a single font. Undrawn bytes are left out. */
export interface DrawnText {
  readonly text: string;
  readonly font: FontName;
  /** Pen position of the first character and top of its cell, pixels. */
  readonly x: number;
  readonly y: number;
  /** Sum of the advances and height of the cell, pixels. */
  readonly w: number;
  readonly h: number;
}

/** What a page is, for people and tests. */
export type PageKind =
  | 'home'
  | 'info'
  | 'warning'
  | 'title'
  | 'pair'
  | 'pairs'
  | 'details'
  | 'approve'
  | 'reject'
  | 'reject-dialog'
  | 'processing'
  | 'status'
  | 'blank';

/** An icon of a page. */
export type IconName =
  | 'exchange'
  | 'warning'
  | 'check'
  | 'cross'
  | 'processing'
  | 'info'
  | 'quit'
  | 'back'
  | 'important'
  | 'eye';

export interface Page {
  readonly kind: PageKind;
  /** In the order the device draws them. */
  readonly texts: readonly DrawnText[];
  /** The icon above a centred text: centred between the sides, its top at `y` (pixels). */
  readonly icon?: { readonly name: IconName; readonly y: number };
  /** Arrows at the sides of a Nano, or in the footer of a touch model: which of them lead somewhere. */
  readonly arrows?: { readonly left: boolean; readonly right: boolean };
}

/** Draws bytes `start`..`end` from the pen position on; returns the font a `\b` left behind. */
export function drawText(
  out: DrawnText[],
  font: Font,
  text: string,
  start: number,
  end: number,
  x: number,
  y: number,
): Font {
  let current = font;
  let run = '';
  let pen = x;
  const flush = (): void => {
    if (run === '') return;
    const w = widthOf(current, run);
    out.push({ text: run, font: current.name, x: pen, y, w, h: font.height });
    pen += w;
    run = '';
  };
  for (let at = start; at < end; ) {
    const size = sizeOfChar(text, at, end);
    const code = codeOfChar(text, at, size);
    if (size === 1 && code === 0x08) {
      flush();
      current = current.twin ?? current;
    } else if (size === 1 && isDrawn(code)) {
      run += text[at];
    }
    at += size;
  }
  flush();
  return current;
}

/** A text in a box of the screen; pixels. */
export interface Block {
  readonly font: Font;
  readonly text: string;
  /** First byte to draw. */
  readonly start?: number;
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
  readonly align: 'left' | 'center';
  /** Lines drawn at most. */
  readonly maxLines?: number;
  /** Ends the last of `maxLines` lines in '...'. */
  readonly ellipsis?: boolean;
}

/** Draws a wrapped text, centred in the height of its block. */
export function drawBlock(out: DrawnText[], block: Block): void {
  const { font, text, x, y, w, h, align, maxLines = 0 } = block;
  let start = block.start ?? 0;
  let lines = countLines(font, text, start, w);
  if (maxLines > 0) lines = Math.min(lines, maxLines);
  const textHeight = (lines - 1) * font.lineHeight + font.height;
  const top = y + Math.trunc((h - textHeight) / 2);
  let current = font;
  for (let line = 0; line < lines; line++) {
    const taken = takeLine(current, text, start, w);
    const left = align === 'left' ? x : x + Math.floor((w - taken.width) / 2);
    const lineY = top + line * font.lineHeight;
    const isLast = line === maxLines - 1;
    if (isLast && block.ellipsis && text[taken.end] !== '\n') {
      drawShortened(out, font, text, start, taken.end, taken.width, left, lineY, w);
    } else {
      current = drawText(out, current, text, start, taken.end, left, lineY);
    }
    start = text[taken.end] === '\n' ? taken.end + 1 : taken.end;
  }
}

/** The last line of a value that goes on elsewhere; three bytes give way to the dots if need be. */
function drawShortened(
  out: DrawnText[],
  font: Font,
  text: string,
  start: number,
  end: number,
  width: number,
  x: number,
  y: number,
  maxWidth: number,
): void {
  const dots = '...';
  const cut = width + widthOf(font, dots) >= maxWidth ? end - dots.length : end;
  const from = out.length;
  drawText(out, font, text, start, cut, x, y);
  // The dots follow directly and belong to the same line.
  const drawn = out[from];
  const line = `${drawn?.text ?? ''}${dots}`;
  out.length = from;
  out.push({ text: line, font: font.name, x, y, w: widthOf(font, line), h: font.height });
}
