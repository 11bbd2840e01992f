/** Lines, buttons, arrows and icons of Stax, Flex and Apex as shapes. */
import { type Furniture, touchFurniture } from '../furniture.js';
import type { Page } from '../page.js';
import type { Tone } from '../pixels/canvas.js';
import { type Area, type TouchModel, type TouchModelName, touchModel } from '../touch-models.js';
import { BLACK, DARK_GREY, LIGHT_GREY, WHITE } from './colours.js';
import type { Colour, Shape } from './drawing.js';
import {
  backArrow,
  chevron,
  crossMark,
  dottedLine,
  HOLD_MARK,
  INFO_MARK,
  icon,
  spinnerCorners,
} from './icons.js';
import { rectangle, ring, roundedRectangle } from './shapes.js';
import { LOOKS, type Look } from './touch-looks.js';

/** Everything below the texts. */
export function furnitureShapes(name: TouchModelName, page: Page): Shape[] {
  const look = LOOKS[name];
  const model = touchModel(name);
  return touchFurniture(name, page).flatMap((piece) => shapesOf(look, model, piece));
}

export const TONE_COLOURS: Readonly<Record<Tone, Colour>> = {
  ink: BLACK,
  aside: DARK_GREY,
  'on-button': WHITE,
};

function shapesOf(look: Look, model: TouchModel, piece: Furniture): Shape[] {
  switch (piece.what) {
    case 'line':
      return [line(look, piece.x, piece.y, piece.length, piece.down)];
    case 'previous':
      return arrow(look, look.previousTip + piece.shift, 1, piece.leads);
    case 'next':
      return arrow(look, look.nextTip + piece.shift, -1, piece.leads);
    case 'hold':
      return holdButton(look);
    case 'button':
      return [button(model.areas.upper, look.buttonRadius, BLACK)];
    case 'info':
      return infoButton(look, model);
    case 'back':
      return [backButton(look)];
    case 'close':
      return [closeButton(look, model)];
    case 'more':
      return moreFrame(look, piece.area);
    case 'icon': {
      const x = Math.floor((model.width - model.icon) / 2);
      return icon(piece.name, model.icon, x, piece.y, { ink: BLACK, paper: WHITE });
    }
    case 'spinner':
      return spinner(look, model, piece.y);
  }
}

function line(look: Look, x: number, y: number, length: number, down: boolean): Shape {
  if (look.crisp) return { path: dottedLine(x, y, length, down), fill: BLACK };
  return { path: down ? rectangle(x, y, 1, length) : rectangle(x, y, length, 1), fill: LIGHT_GREY };
}

function arrow(look: Look, tip: number, direction: 1 | -1, leads: boolean): Shape[] {
  if (!leads && look.crisp) return [];
  const path = chevron(look.arm, look.pen, direction);
  return [{ path, x: tip, y: look.arrowY, fill: leads ? BLACK : LIGHT_GREY }];
}

function holdButton(look: Look): Shape[] {
  const { x, y, size, radius } = look.hold;
  const centre = { x: x + size / 2, y: y + size / 2, scale: size / 80 };
  return [
    { path: roundedRectangle(x, y, size, size, radius), fill: BLACK },
    { path: HOLD_MARK, fill: WHITE, ...centre },
  ];
}

function button([left, top, right, bottom]: Area, radius: number, fill: Colour): Shape {
  return { path: roundedRectangle(left, top, right + 1 - left, bottom + 1 - top, radius), fill };
}

function infoButton(look: Look, model: TouchModel): Shape[] {
  const [left, top, right, bottom] = model.areas.info;
  const size = bottom + 1 - top;
  const x = (left + right + 1) / 2;
  const y = (top + bottom + 1) / 2;
  const mark = { path: INFO_MARK, fill: BLACK, x, y, scale: size / (look.crisp ? 70 : 80) };
  if (look.crisp) return [...dottedFrame(model.areas.info), mark];
  return [{ path: ring(x, y, size / 2, 1.3), fill: LIGHT_GREY }, mark];
}

function dottedFrame([left, top, right, bottom]: Area): Shape[] {
  const path =
    dottedLine(left + 4, top, right - left - 6, false) +
    dottedLine(left + 4, bottom, right - left - 6, false) +
    dottedLine(left, top + 4, bottom - top - 6, true) +
    dottedLine(right, top + 4, bottom - top - 6, true);
  return [{ path, fill: BLACK }];
}

function moreFrame(look: Look, area: Area): Shape[] {
  if (look.crisp) return dottedFrame(area);
  const inner: Area = [area[0] + 1, area[1] + 1, area[2] - 1, area[3] - 1];
  return [button(area, look.moreRadius, LIGHT_GREY), button(inner, look.moreRadius - 1, WHITE)];
}

function backButton(look: Look): Shape {
  const { x, y, arm, shaft } = look.back;
  return { path: backArrow(arm, shaft, look.pen), x, y, fill: BLACK };
}

function closeButton(look: Look, model: TouchModel): Shape {
  const [left, , right] = model.areas.detailsClose;
  const path = crossMark(look.arm, look.pen);
  return { path, x: (left + right + 1) / 2, y: look.arrowY, fill: BLACK };
}

function spinner(look: Look, model: TouchModel, y: number): Shape[] {
  const { width, pen } = look.spinner;
  const corners = spinnerCorners(width, model.spinner, pen);
  const x = Math.floor((model.width - width) / 2);
  return corners.map((path, i) => ({
    path,
    x,
    y,
    // Without greys all corners look alike.
    fill: i === 0 || look.crisp ? BLACK : LIGHT_GREY,
  }));
}
