/**
 * A screen as the device itself shows it, pixel by pixel: measured letters and furniture at the places
 * of the layout. Only this module loads all of the measured data; import it when a picture is wanted.
 */
import { isNano, type Model } from '../../../device.js';
import { displaySize } from '../display-size.js';
import { FIRST_CHAR, type FontName } from '../font.js';
import { toneOf } from '../furniture.js';
import type { DrawnText, Page } from '../page.js';
import type { TouchModelName } from '../touch-models.js';
import { fontOf, layout, type Ui } from '../ui.js';
import { type GlyphLevels, rememberedLevels } from './bitmap.js';
import { Canvas, type Tone } from './canvas.js';
import * as apex from './data/apex-glyphs.js';
import * as flex from './data/flex-glyphs.js';
import * as nano from './data/nano-glyphs.js';
import * as stax from './data/stax-glyphs.js';
import type { Moment } from './moment.js';
import { nanoPieces } from './nano-pieces.js';
import type { Raster } from './raster.js';
import { drawFurniture } from './touch-pieces.js';

type FontGlyphs = Readonly<Record<FontName, GlyphLevels>>;

function glyphsOf(data: { SMALL: GlyphLevels; BOLD: GlyphLevels; LARGE: GlyphLevels }): FontGlyphs {
  return { small: data.SMALL, bold: data.BOLD, large: data.LARGE };
}

const NANO = glyphsOf({ ...nano, LARGE: nano.SMALL });
const GLYPHS: Readonly<Record<Model, FontGlyphs>> = {
  nanosp: NANO,
  nanox: NANO,
  stax: glyphsOf(stax),
  flex: glyphsOf(flex),
  apex_p: glyphsOf(apex),
};

/** Colours of the levels, as pictures of the emulator have them: a lit pixel of a Nano is light grey. */
const NANO_COLOURS = Array.from({ length: 16 }, (_, level) => (level === 0 ? 0x000000 : 0xdddddd));
const TOUCH_COLOURS = Array.from({ length: 16 }, (_, level) => 0x111111 * (15 - level));

/** What is on the screen, with the finger that is on it. */
export function screenPixels(ui: Ui, moment: Moment = {}): Raster {
  const shown = 'shown' in ui ? { shown: ui.shown } : {};
  return pagePixels(ui.context.model, layout(ui), { ...shown, ...moment });
}

/** A page of any app that is laid out as those of Exchange. */
export function pagePixels(model: Model, page: Page, moment: Moment = {}): Raster {
  const { width, height } = displaySize(model);
  const canvas = new Canvas(width, height);
  if (isNano(model)) {
    for (const { x, y, width: w, levels } of nanoPieces(page)) {
      canvas.bitmap(x, y, w, rememberedLevels(levels));
    }
  } else {
    drawFurniture(canvas, model as TouchModelName, page, moment);
  }
  for (const text of page.texts) drawText(canvas, model, text, toneOf(model, page, text));
  return canvas.raster(isNano(model) ? NANO_COLOURS : TOUCH_COLOURS);
}

/**
 * Each character fills its whole box, so on a Nano some wipe what the one before them has there. The
 * blank draws nothing.
 */
function drawText(canvas: Canvas, model: Model, drawn: DrawnText, tone: Tone): void {
  const glyphs = GLYPHS[model][drawn.font];
  const { advances, boxes } = fontOf(model, drawn.font);
  let pen = drawn.x;
  for (const char of drawn.text) {
    const index = char.charCodeAt(0) - FIRST_CHAR;
    const [dx = 0, dy = 0, width = 0] = boxes.slice(4 * index, 4 * index + 4);
    const levels = rememberedLevels(glyphs[index] ?? '');
    canvas.bitmap(pen + dx, drawn.y + dy, width, levels, { tone });
    pen += advances[index] ?? 0;
  }
}
