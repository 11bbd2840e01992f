/**
 * Text events as the Speculos emulator reports them for a screen: it sees single characters being
 * drawn and joins neighbours. Source: speculos/mcu/ocr.py, as measured in the emulator.
 */
import type { Model, ScreenView, TextLine } from '../../device.js';
import { FIRST_CHAR, type Font, type FontName } from './font.js';
import type { DrawnText } from './page.js';

/** Horizontal gap, pixels, from which a character begins a new event. */
const GAP: Readonly<Record<Model, number>> = {
  nanosp: 12,
  nanox: 12,
  stax: 24,
  flex: 26,
  apex_p: 12,
};

/** Events of one whole screen, in drawing order. Boxes are unions of the characters' bitmaps. */
export function textEvents(
  model: Model,
  texts: readonly DrawnText[],
  fontOf: (name: FontName) => Font,
): TextLine[] {
  const gap = GAP[model];
  const events: TextLine[] = [];
  let text = '';
  let x = 0;
  let y = 0;
  let w = 0;
  let h = 0;
  for (const drawn of texts) {
    const { advances, boxes } = fontOf(drawn.font);
    let pen = drawn.x;
    for (const char of drawn.text) {
      const glyph = char.charCodeAt(0) - FIRST_CHAR;
      const boxX = unsigned(pen + (boxes[4 * glyph] ?? 0));
      const boxY = unsigned(drawn.y + (boxes[4 * glyph + 1] ?? 0));
      const boxW = boxes[4 * glyph + 2] ?? 0;
      const boxH = boxes[4 * glyph + 3] ?? 0;
      pen += advances[glyph] ?? 0;
      if (text !== '' && boxY < y + h && Math.abs(boxX - (x + w)) < gap) {
        text += char;
        w = boxX + boxW - x;
        // The bottom never moves up; the emulator takes it before the top is lowered.
        const bottom = Math.max(boxY + boxH, y + h);
        y = Math.min(boxY, y);
        h = bottom - y;
      } else {
        if (text !== '') events.push({ text, x, y, w, h });
        text = char;
        x = boxX;
        y = boxY;
        w = boxW;
        h = boxH;
      }
    }
  }
  if (text !== '') events.push({ text, x, y, w, h });
  return events;
}

/** The emulator reads places as unsigned: a text that begins above the screen stands far below it. */
function unsigned(place: number): number {
  return place & 0xffff;
}

/** The lines of a recording's `# screen:`: events without blanks around them, empty ones left out. */
export function recordedLines(events: readonly TextLine[]): string[] {
  return events.map((event) => event.text.trim()).filter((text) => text !== '');
}

/** As {@link recordedLines}, of a screen of any device. */
export function screenTexts({ events, lines }: ScreenView): string[] {
  return recordedLines(events ?? lines);
}
