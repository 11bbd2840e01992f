/** A screen within a plain, nameless device, for documents. */
import { isNano, type Model } from '../../../device.js';
import type { Colour, Drawing, Shape } from './drawing.js';
import { disc, roundedRectangle } from './shapes.js';

const BODY: Colour = 0x26282c;
const RIM: Colour = 0x44474d;
const BUTTON: Colour = 0x5a5e66;
const PAPER: Colour = 0xffffff;

/** Pixels of the picture for one of the display. */
export function frameScale(model: Model): number {
  return isNano(model) ? 3 : 1;
}

/** The body around the display, pixels of the picture. */
interface Body {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly radius: number;
}

const MARGIN = 16;
const STICK: Body = { left: 60, right: 190, top: 36, bottom: 36, radius: 40 };
const SLAB: Body = { left: 28, right: 28, top: 36, bottom: 44, radius: 34 };

/** A page within a drawing of the device that shows it. */
export function framed(model: Model, screen: Drawing): Drawing {
  const nano = isNano(model);
  const scale = frameScale(model);
  const body = nano ? STICK : SLAB;
  const width = screen.width * scale;
  const height = screen.height * scale;
  const bodyWidth = body.left + width + body.right;
  const bodyHeight = body.top + height + body.bottom;
  // The buttons of a stick stand out at its upper edge.
  const top = MARGIN + (nano ? 10 : 0);
  const shapes: Shape[] = nano ? stickButtons(bodyWidth, top) : [];
  shapes.push(
    { path: roundedRectangle(MARGIN, top, bodyWidth, bodyHeight, body.radius), fill: RIM },
    {
      path: roundedRectangle(MARGIN + 2, top + 2, bodyWidth - 4, bodyHeight - 4, body.radius - 2),
      fill: BODY,
    },
  );
  if (nano) {
    const x = MARGIN + bodyWidth - body.right / 2;
    const y = top + bodyHeight / 2;
    shapes.push({ path: disc(x, y, 58), fill: RIM }, { path: disc(x, y, 56), fill: BODY });
  }
  return {
    width: bodyWidth + 2 * MARGIN,
    height: bodyHeight + top + MARGIN,
    background: PAPER,
    parts: [...shapes, { drawing: screen, x: MARGIN + body.left, y: top + body.top, scale }],
    title: screen.title,
    description: screen.description,
  };
}

function stickButtons(bodyWidth: number, top: number): Shape[] {
  const button = (x: number): Shape => ({
    path: roundedRectangle(x, top - 8, 110, 24, 8),
    fill: BUTTON,
  });
  return [button(MARGIN + 80), button(MARGIN + bodyWidth - 300)];
}
