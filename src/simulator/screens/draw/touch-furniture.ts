/**
 * What stands on the pages of Stax, Flex and Apex besides their texts: lines, buttons, arrows,
 * icons. Places from the touch areas; the rest measured in the golden images.
 */
import { DEVICE_WORDS } from '../labels.js';
import type { DrawnText, Page, PageKind } from '../page.js';
import type { Area, TouchModel, TouchModelName } from '../touch-models.js';
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

/** Position within a review; absent elsewhere. */
export interface Position {
  readonly index: number;
  readonly count: number;
}

/** Everything below the texts. */
export function furniture(
  name: TouchModelName,
  model: TouchModel,
  page: Page,
  position: Position | undefined,
): Shape[] {
  const look = LOOKS[name];
  const shapes: Shape[] = look.leftLine ? [line(look, 0, 0, model.height, true)] : [];
  const footerTop = model.height - model.footer;
  switch (page.kind) {
    case 'title':
    case 'pairs':
    case 'approve':
      shapes.push(...reviewFooter(look, model, position));
      if (page.kind === 'approve') shapes.push(...holdBar(look, model));
      break;
    case 'home':
      shapes.push(line(look, 0, footerTop, model.width, false), ...infoButton(look, model));
      break;
    case 'details':
      shapes.push(line(look, 0, footerTop, model.width, false));
      shapes.push(...detailsFooter(look, model, page));
      break;
    case 'info':
      shapes.push(...aboutLines(look, model), backButton(look));
      break;
    case 'warning':
    case 'reject-dialog':
      shapes.push(button(model.areas.upper, look.buttonRadius, BLACK));
      break;
    default:
  }
  for (const text of page.texts) {
    if (isMore(page, text)) shapes.push(...moreButton(look, model, text));
  }
  shapes.push(...pageIcon(look, model, page));
  return shapes;
}

/** Pages whose small texts stand back. */
const WITH_ASIDES: readonly PageKind[] = ['title', 'pairs', 'approve', 'details'];

/** The words on the black button are white; tags and page numbers are dark grey where there is grey. */
export function textColour(
  name: TouchModelName,
  model: TouchModel,
  page: Page,
  text: DrawnText,
): Colour {
  const [, top, , bottom] = model.areas.upper;
  const isQuestion = page.kind === 'warning' || page.kind === 'reject-dialog';
  if (isQuestion && text.font === 'bold' && text.y > top && text.y < bottom) return WHITE;
  const isAside = text.font === 'small' && WITH_ASIDES.includes(page.kind);
  return isAside && !LOOKS[name].crisp ? DARK_GREY : BLACK;
}

function line(look: Look, x: number, y: number, length: number, down: boolean): Shape {
  if (look.crisp) return { path: dottedLine(x, y, length, down), fill: BLACK };
  return { path: down ? rectangle(x, y, 1, length) : rectangle(x, y, length, 1), fill: LIGHT_GREY };
}

function reviewFooter(look: Look, model: TouchModel, position: Position | undefined): Shape[] {
  const top = model.height - model.footer;
  const shapes = [
    line(look, 0, top, model.width, false),
    line(
      look,
      model.rejectWidth,
      top + (look.crisp ? 3 : 0),
      model.footer - (look.crisp ? 3 : 0),
      true,
    ),
  ];
  const index = position?.index ?? 0;
  const isLast = index + 1 >= (position?.count ?? 1);
  shapes.push(
    ...arrow(look, look.previousTip, 1, index > 0),
    ...arrow(look, look.nextTip, -1, !isLast),
  );
  return shapes;
}

/** Details of several pages have a cross and two arrows instead of the word 'Close'. */
function detailsFooter(look: Look, model: TouchModel, page: Page): Shape[] {
  const { previous, detailsClose, detailsPrevious } = model.areas;
  if (page.texts.some(({ text, font }) => font === 'bold' && text === DEVICE_WORDS.close))
    return [];
  const [left, , right] = detailsClose;
  const cross = { path: crossMark(look.arm, look.pen), x: (left + right + 1) / 2, y: look.arrowY };
  const shift = detailsPrevious[0] - previous[0];
  return [
    { ...cross, fill: BLACK },
    ...arrow(look, look.previousTip + shift, 1, true),
    ...arrow(look, look.nextTip, -1, true),
  ];
}

/** An arrow that leads nowhere is grey, or not there on a display without greys. */
function arrow(look: Look, tip: number, direction: 1 | -1, leads: boolean): Shape[] {
  if (!leads && look.crisp) return [];
  const path = chevron(look.arm, look.pen, direction);
  return [{ path, x: tip, y: look.arrowY, fill: leads ? BLACK : LIGHT_GREY }];
}

function holdBar(look: Look, model: TouchModel): Shape[] {
  const { x, y, size, radius } = look.hold;
  const bar = line(look, 0, model.height - model.footer - model.holdBar, model.width, false);
  const centre = { x: x + size / 2, y: y + size / 2, scale: size / 80 };
  return [
    bar,
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

function isMore(page: Page, text: DrawnText): boolean {
  return page.kind === 'pairs' && text.font === 'bold' && text.text === DEVICE_WORDS.more;
}

/** A frame around the word. */
function moreButton(look: Look, model: TouchModel, text: DrawnText): Shape[] {
  const width = text.w + model.morePadding;
  const left = Math.floor((model.width - width) / 2);
  const top = text.y - Math.trunc((model.moreHeight - text.h) / 2);
  const area: Area = [left, top, left + width - 1, top + model.moreHeight - 1];
  if (look.crisp) return dottedFrame(area);
  const inner: Area = [area[0] + 1, area[1] + 1, area[2] - 1, area[3] - 1];
  return [button(area, look.moreRadius, LIGHT_GREY), button(inner, look.moreRadius - 1, WHITE)];
}

function aboutLines(look: Look, model: TouchModel): Shape[] {
  return [0, 1, 2].map((row) =>
    line(look, 0, model.aboutHeader - 1 + row * model.aboutRowHeight, model.width, false),
  );
}

function backButton(look: Look): Shape {
  const { x, y, arm, shaft } = look.back;
  return { path: backArrow(arm, shaft, look.pen), x, y, fill: BLACK };
}

function pageIcon(look: Look, model: TouchModel, page: Page): Shape[] {
  if (page.icon === undefined) return [];
  const { name, y } = page.icon;
  if (name !== 'processing') {
    const x = Math.floor((model.width - model.icon) / 2);
    return icon(name, model.icon, x, y, { ink: BLACK, paper: WHITE });
  }
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
