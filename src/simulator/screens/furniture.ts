/**
 * What stands on a page besides its texts, and how dark its texts are: said once, for the shapes of
 * `draw/` and the pixels of `pixels/`. Places from the touch areas; the rest measured in pictures.
 */
import { isNano, type Model } from '../../device.js';
import { DEVICE_WORDS } from './labels.js';
import type { DrawnText, IconName, Page, PageKind } from './page.js';
import type { Tone } from './pixels/canvas.js';
import { type Area, type TouchModel, touchModel } from './touch-models.js';

export type Furniture =
  | {
      readonly what: 'line';
      readonly x: number;
      readonly y: number;
      /** Pixels. */
      readonly length: number;
      readonly down: boolean;
    }
  | {
      readonly what: 'previous' | 'next';
      /** An arrow that leads nowhere is light grey, or not there on a display without greys. */
      readonly leads: boolean;
      /** How far right of its place in the review's footer, pixels. */
      readonly shift: number;
    }
  /** The button that is held, the black one of a question, those of home, information, details. */
  | { readonly what: 'hold' | 'button' | 'info' | 'back' | 'close' }
  /** The frame around the word 'More'. */
  | { readonly what: 'more'; readonly area: Area }
  /** In the middle between the sides; `y` is the top of its cell. */
  | { readonly what: 'icon'; readonly name: Exclude<IconName, 'processing'>; readonly y: number }
  | { readonly what: 'spinner'; readonly y: number };

/** Of a touch model, in the order of drawing. */
export function touchFurniture(name: Model, page: Page): Furniture[] {
  if (page.kind === 'blank') return [];
  const model = touchModel(name);
  const footerTop = model.height - model.footer;
  const all: Furniture[] = name === 'stax' ? [line(0, 0, model.height, true)] : [];
  switch (page.kind) {
    case 'title':
    case 'pairs':
    case 'approve':
      all.push(line(0, footerTop, model.width), separator(name, model), ...arrows(page));
      if (page.kind === 'approve') {
        all.push(line(0, holdTop(model), model.width), { what: 'hold' });
      }
      break;
    case 'home':
      all.push(line(0, footerTop, model.width), { what: 'info' });
      break;
    case 'details':
      all.push(line(0, footerTop, model.width), ...detailsFooter(model, page));
      break;
    case 'info':
      for (let row = 0; row < 3; row++) {
        all.push(line(0, model.aboutHeader - 1 + row * model.aboutRowHeight, model.width));
      }
      all.push({ what: 'back' });
      break;
    case 'warning':
    case 'reject-dialog':
      all.push({ what: 'button' });
      break;
    default:
  }
  for (const text of page.texts) {
    if (isMore(page, text)) all.push({ what: 'more', area: moreFrame(model, text) });
  }
  if (page.icon !== undefined) {
    const { name: icon, y } = page.icon;
    all.push(icon === 'processing' ? { what: 'spinner', y } : { what: 'icon', name: icon, y });
  }
  return all;
}

/** Top of the bar that is held, pixels. */
export function holdTop(model: TouchModel): number {
  return model.height - model.footer - model.holdBar;
}

function line(x: number, y: number, length: number, down = false): Furniture {
  return { what: 'line', x, y, length, down };
}

/** Between 'Reject' and the page number. Dots keep their distance from the line above. */
function separator(name: Model, model: TouchModel): Furniture {
  const gap = name === 'apex_p' ? 3 : 1;
  const top = model.height - model.footer + gap;
  return line(model.rejectWidth, top, model.footer - gap, true);
}

function arrows({ arrows: leads }: Page, shift = 0): Furniture[] {
  return [
    { what: 'previous', leads: leads?.left === true, shift },
    { what: 'next', leads: leads?.right === true, shift: 0 },
  ];
}

/** Details of several pages have a cross and two arrows instead of the word 'Close'. */
function detailsFooter(model: TouchModel, page: Page): Furniture[] {
  if (page.arrows === undefined) return [];
  const { previous, detailsPrevious } = model.areas;
  return [{ what: 'close' }, ...arrows(page, detailsPrevious[0] - previous[0])];
}

function isMore(page: Page, text: DrawnText): boolean {
  return page.kind === 'pairs' && text.font === 'bold' && text.text === DEVICE_WORDS.more;
}

function moreFrame(model: TouchModel, text: DrawnText): Area {
  const width = text.w + model.morePadding;
  const left = Math.floor((model.width - width) / 2);
  const top = text.y - Math.trunc((model.moreHeight - text.h) / 2);
  return [left, top, left + width - 1, top + model.moreHeight - 1];
}

/** Pages whose small texts stand back. */
const WITH_ASIDES: readonly PageKind[] = ['title', 'pairs', 'approve', 'details'];

/** Tags and page numbers are dark grey where there is grey, the words on a black button light. */
export function toneOf(name: Model, page: Page, text: DrawnText): Tone {
  if (isNano(name)) return 'ink';
  const [, top, , bottom] = touchModel(name).areas.upper;
  const isQuestion = page.kind === 'warning' || page.kind === 'reject-dialog';
  if (isQuestion && text.font === 'bold' && text.y > top && text.y < bottom) return 'on-button';
  const isAside = text.font === 'small' && WITH_ASIDES.includes(page.kind);
  return isAside && name !== 'apex_p' ? 'aside' : 'ink';
}
