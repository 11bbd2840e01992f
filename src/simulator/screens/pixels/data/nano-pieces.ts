/**
 * Icons, arrows and buttons of this display, measured in pictures of its screens.
 * Written by scripts/build-pixels.mjs; do not edit.
 */
import type { PieceData } from '../bitmap.js';

export const PIECES: Readonly<
  Record<
    | 'previous'
    | 'next'
    | 'exchange'
    | 'check'
    | 'cross'
    | 'warning'
    | 'info'
    | 'back'
    | 'quit'
    | 'processing',
    PieceData
  >
> = {
  previous: { x: 0, y: 28, width: 4, height: 7, levels: '0gf00f00f00f0hf0hf0hf' },
  next: { x: 124, y: 28, width: 4, height: 7, levels: 'f0hf0hf0hf00f00f00f0g' },
  exchange: {
    x: 2,
    y: 2,
    width: 10,
    height: 10,
    levels: '0ff0kfh0fh0fh0hf00ff0if0mf00f0mf0iff00f0hfh0fh0fh0kff0',
  },
  check: {
    x: 1,
    y: 3,
    width: 13,
    height: 9,
    levels: '0off0nfg0mfg0ff0jfg00fg0hfg0hfg00fg0jfj0lfh0nff0k',
  },
  cross: {
    x: 1,
    y: 1,
    width: 12,
    height: 12,
    levels: 'ff0lfi0jfg0fg0hfg0gfg00fg0ifj0kfh0lfh0kfj0ifg00fg0gfg0hfg0fg0jfi0lff',
  },
  warning: {
    x: 1,
    y: 3,
    width: 12,
    height: 10,
    levels: '0hfh0lf00f0kff00ff0jff00ff0ifg00fg0hfg00fg0gfn00fh00fh0fi00fu',
  },
  info: {
    x: 0,
    y: 0,
    width: 14,
    height: 14,
    levels: '0ifh0lfl0ifh00fh0gfi00fi00fp0fi0gfp00fp00fp00fj0fi00fi00fi00fi0gfn0ifl0lfh0i',
  },
  back: { x: 2, y: 2, width: 10, height: 10, levels: '0hff0kfg0jfg0jfg0jfx0fg0lfg0lfg0lff0h' },
  quit: {
    x: 0,
    y: 1,
    width: 14,
    height: 12,
    levels: 'fm0ifm0iff0iff0iff0mf00ff0mff0ff0gfo0gfo0mff0ff0mf00ff0iff0ifm0ifm0i',
  },
  processing: {
    x: 1,
    y: 1,
    width: 12,
    height: 12,
    levels: '0iff0kf00ff00f0gfg0ff0fg0gff0hff0rfg0jfj0jfg0rff0hff0gfg0ff0fg0gf00ff00f0kff0i',
  },
};
