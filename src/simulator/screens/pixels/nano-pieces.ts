/** Icon and arrows of a Nano's page, as bitmaps at their places on the display. */
import type { IconName, Page } from '../page.js';
import type { PieceData } from './bitmap.js';
import { PIECES } from './data/nano-pieces.js';

/** The icon's cell is 14 pixels wide, in the middle of 128. */
const ICON_LEFT = 57;

/** Of releases up to 4.2.4, of whose screens there are no pictures: drawn for this project. */
const EYE: PieceData = {
  x: 0,
  y: 3,
  width: 14,
  height: 8,
  levels: '0hfj0jff0jff0gf0gfh0gf0f0gff00ff0gff0gff00ff0gf0f0gfh0gf0gff0jff0jfj0h',
};

const ICONS: Readonly<Partial<Record<IconName, PieceData>>> = { ...PIECES, eye: EYE };

export function nanoPieces({ icon, arrows }: Page): PieceData[] {
  const pieces: PieceData[] = [];
  const piece = icon && ICONS[icon.name];
  if (icon !== undefined && piece !== undefined) {
    pieces.push({ ...piece, x: ICON_LEFT + piece.x, y: icon.y + piece.y });
  }
  if (arrows?.left === true) pieces.push(PIECES.previous);
  if (arrows?.right === true) pieces.push(PIECES.next);
  return pieces;
}
