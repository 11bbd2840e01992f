import type { Model, Touch } from '../../device.js';
import type { Font, FontName } from './font.js';
import type { Page } from './page.js';
import type { ReviewUi, Ui, UiStep } from './state.js';

export function touchView(_ui: Ui): Page {
  return { kind: 'blank', texts: [] };
}
export function touchReact(ui: Ui, _touch: Touch): UiStep {
  return { ui };
}
export function touchPosition(ui: ReviewUi): { index: number; count: number } {
  return { index: ui.page, count: 1 };
}
export function touchFont(_model: Model, _name: FontName): Font {
  throw new RangeError('not yet');
}
