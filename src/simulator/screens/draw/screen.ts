/** One screen of a device as a drawing, at the display's own resolution. */
import { isNano, MODEL_NAMES, type Model } from '../../../device.js';
import type { DrawnText, Page } from '../page.js';
import { type TouchModelName, touchModel } from '../touch-models.js';
import { layout, type Ui, view } from '../ui.js';
import { BLACK, WHITE } from './colours.js';
import { displaySize } from './display-size.js';
import type { Colour, Drawing, Shape } from './drawing.js';
import { loadTypesetter, type Typesetter } from './glyph-set.js';
import { nanoArrow, nanoIcon } from './nano-icons.js';
import { furniture, type Position, textColour } from './touch-furniture.js';

const NANO = { width: 128, icon: 14, arrowY: 28, arrowWidth: 4 } as const;

/** What is on the screen, drawn. Loads the model's glyphs the first time. */
export async function drawScreen(ui: Ui): Promise<Drawing> {
  const { model } = ui.context;
  const typeset = await typesetterOf(model);
  const page = layout(ui);
  const { page: position } = view(ui);
  const parts = isNano(model)
    ? nanoParts(page, typeset)
    : touchParts(model as TouchModelName, page, position, typeset);
  return {
    ...displaySize(model),
    background: isNano(model) ? BLACK : WHITE,
    crisp: isNano(model) || model === 'apex_p',
    parts,
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

function screenTitle(model: Model, page: Page, position: Position | undefined): string {
  const place = position === undefined ? '' : `, page ${position.index + 1} of ${position.count}`;
  return `${MODEL_NAMES[model]}: ${page.kind.replace('-', ' ')}${place}`;
}

function nanoParts(page: Page, typeset: Typesetter): Shape[] {
  const parts = page.texts.map((text) => textShape(text, typeset, WHITE));
  if (page.icon !== undefined) {
    const x = (NANO.width - NANO.icon) / 2;
    parts.push({ path: nanoIcon(page.icon.name), x, y: page.icon.y, fill: WHITE });
  }
  const { left = false, right = false } = page.arrows ?? {};
  const y = NANO.arrowY;
  if (left) parts.push({ path: nanoArrow('left'), y, fill: WHITE });
  const x = NANO.width - NANO.arrowWidth;
  if (right) parts.push({ path: nanoArrow('right'), x, y, fill: WHITE });
  return parts.filter(({ path }) => path !== '');
}

function touchParts(
  name: TouchModelName,
  page: Page,
  position: Position | undefined,
  typeset: Typesetter,
): Shape[] {
  if (page.kind === 'blank') return [];
  const model = touchModel(name);
  const texts = page.texts.map((text) =>
    textShape(text, typeset, textColour(name, model, page, text)),
  );
  return [...furniture(name, model, page, position), ...texts.filter(({ path }) => path !== '')];
}

function textShape({ text, font, x, y }: DrawnText, typeset: Typesetter, fill: Colour): Shape {
  const { path, scale, drop } = typeset(font, text);
  return { path, fill, x, y: y + drop, scale };
}
