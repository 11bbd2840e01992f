/** Lines, buttons, arrows and icons of Stax, Flex and Apex as pixels. */
import { type Furniture, holdTop, touchFurniture } from '../furniture.js';
import type { IconName, Page } from '../page.js';
import { type TouchModelName, touchModel } from '../touch-models.js';
import { type PieceData, rememberedLevels } from './bitmap.js';
import { type Canvas, INK, LIGHT } from './canvas.js';
import * as apex from './data/apex-pieces.js';
import * as flex from './data/flex-pieces.js';
import * as stax from './data/stax-pieces.js';
import type { Moment } from './moment.js';

type PieceName = keyof typeof apex.PIECES | keyof typeof stax.PIECES | IconName;

/** Apex has no greys: its arrows that lead nowhere are not there. */
const PIECES: Readonly<Record<TouchModelName, Readonly<Partial<Record<PieceName, PieceData>>>>> = {
  stax: stax.PIECES,
  flex: flex.PIECES,
  apex_p: apex.PIECES,
};

/** Dots of the lines on a display without greys: every third pixel. */
const DOTS = 3;

/** Everything below the texts. */
export function drawFurniture(
  canvas: Canvas,
  name: TouchModelName,
  page: Page,
  moment: Moment,
): void {
  for (const piece of touchFurniture(name, page)) drawOne(canvas, name, piece, moment);
  if (page.kind === 'approve') drawProgress(canvas, name, moment);
}

function drawOne(canvas: Canvas, name: TouchModelName, piece: Furniture, moment: Moment): void {
  const draw = (key: PieceName, x = 0, y = 0): void => put(canvas, PIECES[name][key], x, y);
  switch (piece.what) {
    case 'line': {
      const [width, height] = piece.down ? [1, piece.length] : [piece.length, 1];
      if (name === 'apex_p') canvas.rectangle(piece.x, piece.y, width, height, INK, DOTS);
      else canvas.rectangle(piece.x, piece.y, width, height, LIGHT);
      break;
    }
    case 'previous':
    case 'next':
      draw(piece.leads ? piece.what : `no-${piece.what}`, piece.shift);
      break;
    case 'more':
      draw('more', piece.area[0], piece.area[1]);
      break;
    case 'icon':
      draw(piece.name, iconLeft(name), piece.y);
      break;
    case 'spinner':
      drawSpinner(canvas, name, piece.y, moment.shown ?? 0);
      break;
    default:
      draw(piece.what);
  }
}

function put(canvas: Canvas, piece: PieceData | undefined, x: number, y: number): void {
  if (piece === undefined) return;
  const levels = rememberedLevels(piece.levels);
  canvas.bitmap(x + piece.x, y + piece.y, piece.width, levels, { transparent: true });
}

function iconLeft(name: TouchModelName): number {
  const { width, icon } = touchModel(name);
  return Math.floor((width - icon) / 2);
}

const CORNERS = ['spinner-0', 'spinner-1', 'spinner-2', 'spinner-3'] as const;
/** How long each corner of the spinner is shown, milliseconds. */
const CORNER_TIME = 400;

/**
 * One corner at a time, clockwise. Where greys are, the last row of a lower corner is not wiped when
 * the next one comes.
 */
function drawSpinner(canvas: Canvas, name: TouchModelName, y: number, shown: number): void {
  const step = Math.floor(shown / CORNER_TIME);
  const pieces = PIECES[name];
  if (name !== 'apex_p') {
    for (const [i, corner] of CORNERS.entries()) {
      const piece = pieces[corner];
      if (i < 2 || step <= i || piece === undefined) continue;
      const last = y + piece.y + piece.height - 1;
      canvas.rectangle(piece.x, last, piece.width, 1, INK);
    }
  }
  put(canvas, pieces[CORNERS[step % CORNERS.length] ?? 'spinner-0'], 0, y);
}

/** How the bar grows while it is held. Source: measured tick by tick. */
interface Progress {
  /** Rows below (or, on Apex, over) the bar's line. */
  readonly gap: number;
  readonly height: number;
  /** Milliseconds of a step, and what it adds: percent of the display's width. */
  readonly every: number;
  readonly percent: number;
  /** Steps made as soon as the finger is down. */
  readonly atOnce: number;
}

const PROGRESS: Readonly<Record<TouchModelName, Progress>> = {
  stax: { gap: 1, height: 8, every: 400, percent: 25, atOnce: 1 },
  flex: { gap: 1, height: 8, every: 100, percent: 7, atOnce: 0 },
  apex_p: { gap: 0, height: 4, every: 300, percent: 20, atOnce: 1 },
};

function drawProgress(canvas: Canvas, name: TouchModelName, { held, letGo }: Moment): void {
  const { gap, height, every, percent, atOnce } = PROGRESS[name];
  const top = holdTop(touchModel(name)) + gap;
  if (held !== undefined) {
    const steps = Math.floor(held / every) + atOnce;
    const width = Math.floor((canvas.width * percent * steps) / 100);
    canvas.rectangle(0, top, Math.min(width, canvas.width), height, INK);
  } else if (letGo === true && name === 'stax') {
    // Wiping the bar takes the line at the left edge with it.
    canvas.rectangle(0, top, 1, height, 0);
  }
}
