/** One screen of a device as a drawing, at the display's own resolution. */
import { isNano, MODEL_NAMES, type Model } from '../../../device.js';
import { displaySize } from '../display-size.js';
import { toneOf } from '../furniture.js';
import type { DrawnText, Page } from '../page.js';
import { nanoPieces } from '../pixels/nano-pieces.js';
import type { TouchModelName } from '../touch-models.js';
import { layout, type Ui, type UiView, view } from '../ui.js';
import { BLACK, WHITE } from './colours.js';
import type { Colour, Drawing, Shape } from './drawing.js';
import { squares } from './glyph.js';
import { loadTypesetter, type Typesetter } from './glyph-set.js';
import { furnitureShapes, TONE_COLOURS } from './touch-furniture.js';

/** What is on the screen, drawn. Loads the model's glyphs the first time. */
export async function drawScreen(ui: Ui): Promise<Drawing> {
  const { model } = ui.context;
  const typeset = await typesetterOf(model);
  const page = layout(ui);
  const { page: position } = view(ui);
  const parts = isNano(model)
    ? nanoParts(page, typeset)
    : touchParts(model as TouchModelName, page, typeset);
  return {
    ...displaySize(model),
    background: isNano(model) ? BLACK : WHITE,
    crisp: isNano(model) || model === 'apex_p',
    parts,
    screen: ui,
    title: screenTitle(model, page, position),
    description: page.texts.map(({ text }) => text),
  };
}

const typesetters = new Map<Model, Promise<Typesetter>>();

function typesetterOf(model: Model): Promise<Typesetter> {
  const known = typesetters.get(model) ?? loadTypesetter(model);
  typesetters.set(model, known);
  return known;
}

function screenTitle(model: Model, page: Page, position: UiView['page']): string {
  const place = position === undefined ? '' : `, page ${position.index + 1} of ${position.count}`;
  return `${MODEL_NAMES[model]}: ${page.kind.replace('-', ' ')}${place}`;
}

function nanoParts(page: Page, typeset: Typesetter): Shape[] {
  const parts = page.texts.map((text) => textShape(text, typeset, WHITE));
  for (const piece of nanoPieces(page)) parts.push({ path: squares(piece), fill: WHITE });
  return parts.filter(({ path }) => path !== '');
}

function touchParts(name: TouchModelName, page: Page, typeset: Typesetter): Shape[] {
  const texts = page.texts.map((text) =>
    textShape(text, typeset, TONE_COLOURS[toneOf(name, page, text)]),
  );
  return [...furnitureShapes(name, page), ...texts.filter(({ path }) => path !== '')];
}

function textShape({ text, font, x, y }: DrawnText, typeset: Typesetter, fill: Colour): Shape {
  const { path, scale, drop } = typeset(font, text);
  return { path, fill, x, y: y + drop, scale };
}
