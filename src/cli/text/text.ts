/** Text for terminals: made harmless, wrapped, coloured. */
export { harmless, jsonText, widthOf, wrapped } from '../../report/plain-text.js';

export type Paint = (text: string) => string;

export interface Palette {
  readonly good: Paint;
  readonly bad: Paint;
  readonly dim: Paint;
  readonly strong: Paint;
}

export function palette(color: boolean): Palette {
  const paint =
    (on: number, off: number): Paint =>
    (text) =>
      color ? `\u001b[${on}m${text}\u001b[${off}m` : text;
  return { good: paint(32, 39), bad: paint(31, 39), dim: paint(2, 22), strong: paint(1, 22) };
}
