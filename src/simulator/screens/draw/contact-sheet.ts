/** Many screens as one picture: a row of pages for each device, with captions. */
import { isNano, type Model } from '../../../device.js';
import { captionShape } from './caption.js';
import type { Colour, Drawing, Inset, Shape } from './drawing.js';
import { loadOutlines } from './glyph-set.js';
import { rectangle } from './shapes.js';

/** One page of a sheet, and what stands below it. */
export interface SheetPage {
  readonly drawing: Drawing;
  readonly caption: string;
}

/** The pages of one model. */
export interface SheetRow {
  readonly model: Model;
  readonly label: string;
  readonly pages: readonly SheetPage[];
}

/** How a sheet is laid out. */
export interface SheetOptions {
  /** Pages are put in further lines where this is full, pixels. */
  readonly maxWidth?: number;
  /** Pixels of the sheet for one of the display. Absent: so that all models come out alike in height. */
  readonly scale?: number;
}

/** The Nanos' small displays are doubled, the large ones of Stax and Flex made smaller. */
const SCALES: Readonly<Record<Model, number>> = {
  nanosp: 2,
  nanox: 2,
  stax: 0.6,
  flex: 0.6,
  apex_p: 1,
};

const PAPER: Colour = 0xf4f4f2;
const EDGE: Colour = 0xc8c8c4;
const INK: Colour = 0x1c1c1c;
const FAINT: Colour = 0x5f5f5b;

/** Pixels. */
const MARGIN = 24;
const GAP = 16;
const TITLE = { size: 24, height: 44 } as const;
const LABEL = { size: 16, height: 30 } as const;
const CAPTION = { size: 13, height: 24 } as const;
const ROW_GAP = 12;
const MAX_WIDTH = 1620;

/** Rows of pages as one drawing. */
export async function contactSheet(
  title: string,
  rows: readonly SheetRow[],
  options: SheetOptions = {},
): Promise<Drawing> {
  const { small: regular, bold } = await loadOutlines();
  const maxWidth = options.maxWidth ?? MAX_WIDTH;
  const parts: (Shape | Inset)[] = [];
  let width = 0;
  let y = MARGIN;
  const words = (
    text: string,
    size: number,
    x: number,
    baseline: number,
    isBold: boolean,
  ): void => {
    const fill = isBold ? INK : FAINT;
    parts.push(
      captionShape({ text, outlines: isBold ? bold : regular, size, fill, x, y: baseline }),
    );
  };

  words(title, TITLE.size, MARGIN, y + TITLE.size, true);
  y += TITLE.height;
  for (const { model, label, pages } of rows) {
    const scale = options.scale ?? SCALES[model];
    words(label, LABEL.size, MARGIN, y + LABEL.size, true);
    y += LABEL.height;
    let x = MARGIN;
    let lineHeight = 0;
    for (const { drawing, caption } of pages) {
      const pageWidth = Math.round(drawing.width * scale);
      const pageHeight = Math.round(drawing.height * scale);
      if (x > MARGIN && x + pageWidth + MARGIN > maxWidth) {
        x = MARGIN;
        y += lineHeight;
      }
      // A white display needs an edge on white paper; a black one has its own.
      if (!isNano(model)) {
        parts.push({ path: rectangle(x - 1, y - 1, pageWidth + 2, pageHeight + 2), fill: EDGE });
      }
      parts.push({ drawing, x, y, scale });
      words(caption, CAPTION.size, x, y + pageHeight + CAPTION.size + 4, false);
      lineHeight = pageHeight + CAPTION.height + ROW_GAP;
      x += pageWidth + GAP;
      width = Math.max(width, x - GAP + MARGIN);
    }
    y += lineHeight;
  }
  return {
    width,
    height: y + MARGIN - ROW_GAP,
    background: PAPER,
    parts: parts.filter((part) => !('path' in part) || part.path !== ''),
    title,
    description: rows.map(({ label, pages }) => `${label}: ${pages.length} pages`),
  };
}
