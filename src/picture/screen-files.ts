/**
 * Screens as files: what `run`, `replay`, `check`, `screens` and reports share. Nothing here touches
 * a disk; `write-screens.ts` does.
 */
import { MODEL_NAMES, MODELS, type Model } from '../device.js';
import {
  contactSheet,
  type SheetOptions,
  type SheetRow,
} from '../simulator/screens/draw/contact-sheet.js';
import type { Drawing } from '../simulator/screens/draw/drawing.js';
import { framed } from '../simulator/screens/draw/framed.js';
import { KIND_WORDS } from '../simulator/screens/draw/kinds.js';
import { drawScreen } from '../simulator/screens/draw/screen.js';
import { svgOf } from '../simulator/screens/draw/svg.js';
import { layout, screenText, type Ui, view } from '../simulator/screens/ui.js';

/** The formats of {@link screenFiles}. */
export const SCREEN_FORMATS = ['text', 'svg', 'png'] as const;
/** Of {@link SCREEN_FORMATS}. */
export type ScreenFormat = (typeof SCREEN_FORMATS)[number];

/** A file to be written: its name without a folder. */
export interface ScreenFile {
  readonly name: string;
  /** Text or SVG as text, PNG as bytes. */
  readonly data: string | Uint8Array;
}

const EXTENSIONS: Readonly<Record<ScreenFormat, string>> = { text: 'txt', svg: 'svg', png: 'png' };

/**
 * One drawing as SVG or PNG: shapes, or pixels with the device's own wherever a screen is in it. A
 * screen alone is an RGB picture, as emulators give it. The code for PNG is loaded when the first one
 * is asked for.
 */
export async function pictureOf(
  drawing: Drawing,
  format: 'svg' | 'png',
): Promise<string | Uint8Array> {
  if (format === 'svg') return svgOf(drawing);
  const [{ rasterOf }, { pngOf }] = await Promise.all([import('./raster.js'), import('./png.js')]);
  return pngOf(rasterOf(drawing), { truecolour: drawing.screen !== undefined });
}

/**
 * One file for each screen, at the display's own resolution, or within a device when `frame` is
 * set: `stax-01-title.png`, …
 */
export async function screenFiles(
  uis: readonly Ui[],
  format: ScreenFormat,
  options: { readonly frame?: boolean } = {},
): Promise<ScreenFile[]> {
  const counts = new Map<Model, number>();
  const files: ScreenFile[] = [];
  for (const ui of uis) {
    const { model } = ui.context;
    const count = (counts.get(model) ?? 0) + 1;
    counts.set(model, count);
    const number = String(count).padStart(2, '0');
    const name = `${model}-${number}-${layout(ui).kind}.${EXTENSIONS[format]}`;
    if (format === 'text') {
      files.push({ name, data: `${screenText(ui).join('\n')}\n` });
      continue;
    }
    const screen = await drawScreen(ui);
    const drawing = options.frame === true ? framed(model, screen) : screen;
    files.push({ name, data: await pictureOf(drawing, format) });
  }
  return files;
}

/** All screens on one sheet, one row for each model in the order of `MODELS`. */
export async function sheetOf(
  title: string,
  uis: readonly Ui[],
  options: SheetOptions = {},
): Promise<Drawing> {
  const rows: SheetRow[] = [];
  for (const model of MODELS) {
    const own = uis.filter((ui) => ui.context.model === model);
    if (own.length === 0) continue;
    const pages = await Promise.all(
      own.map(async (ui) => ({ drawing: await drawScreen(ui), caption: captionOf(ui) })),
    );
    rows.push({ model, label: MODEL_NAMES[model], pages });
  }
  return contactSheet(title, rows, options);
}

function captionOf(ui: Ui): string {
  const { page } = view(ui);
  const words = KIND_WORDS[layout(ui).kind];
  const isOver = ui.kind === 'review' && ui.over !== null;
  return page === undefined || isOver ? words : `${page.index + 1} of ${page.count}, ${words}`;
}
