/** A screen as data, for programs and for those who cannot see a picture. */
import type { Model, TextLine } from '../../../device.js';
import { displaySize } from '../display-size.js';
import { recordedLines } from '../events.js';
import type { IconName, PageKind } from '../page.js';
import { layout, type Ui, view } from '../ui.js';

/** A page as data: its lines with their boxes, its place in the review. */
export interface ScreenData {
  readonly model: Model;
  readonly kind: PageKind;
  /** Display, pixels. */
  readonly width: number;
  readonly height: number;
  /** Position among the pages of a review, from 1, and their number. */
  readonly page?: { readonly number: number; readonly count: number };
  /** The lines as a recording lists them. */
  readonly text: readonly string[];
  /** Lines as they are laid out: pen, top of the line, advance, height of the cell; pixels. */
  readonly lines: readonly TextLine[];
  /** The same texts as the emulator reports them: boxes of the bitmaps, pixels. */
  readonly events: readonly TextLine[];
  readonly icon?: { readonly name: IconName; readonly y: number };
  readonly arrows?: { readonly left: boolean; readonly right: boolean };
}

/** What is on a screen, as data. */
export function screenData(ui: Ui): ScreenData {
  const { model } = ui.context;
  const { kind, icon, arrows } = layout(ui);
  const { lines, events, page } = view(ui);
  return {
    model,
    kind,
    ...displaySize(model),
    ...(page === undefined ? {} : { page: { number: page.index + 1, count: page.count } }),
    text: recordedLines(events),
    lines,
    events,
    ...(icon === undefined ? {} : { icon }),
    ...(arrows === undefined ? {} : { arrows }),
  };
}
