/**
 * Icons of the touch models, drawn for this project on a grid of 64 and made as large as the model
 * wants them.
 */
import type { IconName } from '../page.js';
import type { Colour, Shape } from './drawing.js';
import { polygon, rectangle, ring, roundedRectangle, stroke } from './shapes.js';

const GRID = 64;

/** Paths in the ink's colour, and paths in the paper's colour that lie over them. */
interface IconPaths {
  readonly ink: string;
  readonly paper?: string;
}

/** Down, then the head of an arrow: the right half of the exchange icon. */
const ARROW =
  stroke(
    [
      [34, 15.5],
      [45, 15.5],
      [45, 28],
    ],
    3.2,
    'square',
  ) +
  stroke(
    [
      [39.2, 22.6],
      [45, 28.4],
      [50.8, 22.6],
    ],
    3.2,
    'square',
  );

const ARROW_BACK =
  stroke(
    [
      [30, 48.5],
      [19, 48.5],
      [19, 36],
    ],
    3.2,
    'square',
  ) +
  stroke(
    [
      [24.8, 41.4],
      [19, 35.6],
      [13.2, 41.4],
    ],
    3.2,
    'square',
  );

const CIRCLE = ring(32, 32, 30, 4.6);
const MARK = rectangle(29, 18, 6, 20) + rectangle(29, 41.5, 6, 5);

const PATHS: Readonly<Partial<Record<IconName, IconPaths>>> = {
  exchange: {
    ink: roundedRectangle(3, 3, 58, 58, 15),
    paper: ring(20, 20, 9, 3.2) + ring(44, 44, 9, 3.2) + ARROW + ARROW_BACK,
  },
  important: { ink: CIRCLE + MARK },
  check: {
    ink:
      CIRCLE +
      stroke(
        [
          [20, 31.2],
          [28.8, 39.6],
          [44.8, 23.6],
        ],
        4.6,
        'square',
      ),
  },
  cross: {
    ink:
      CIRCLE +
      stroke(
        [
          [21.5, 21.5],
          [42.5, 42.5],
        ],
        4.6,
        'square',
      ) +
      stroke(
        [
          [42.5, 21.5],
          [21.5, 42.5],
        ],
        4.6,
        'square',
      ),
  },
  warning: {
    ink: `${stroke(
      [
        [32, 5],
        [60, 58.5],
        [4, 58.5],
        [32, 5],
      ],
      4.6,
      'round',
    )}${rectangle(29, 23, 6, 21)}${rectangle(29, 47, 6, 5)}`,
  },
};

export function icon(
  name: IconName,
  size: number,
  x: number,
  y: number,
  colours: { ink: Colour; paper: Colour },
): Shape[] {
  const paths = PATHS[name];
  if (paths === undefined) return [];
  const place = { x, y, scale: size / GRID };
  const shapes: Shape[] = [{ path: paths.ink, fill: colours.ink, ...place }];
  if (paths.paper !== undefined) shapes.push({ path: paths.paper, fill: colours.paper, ...place });
  return shapes;
}

/** The mark on the button that is held, centred at its origin, on a radius of 40. */
export const HOLD_MARK = stroke(
  [
    [-10, -1.4],
    [-2.4, 6.2],
    [10.2, -6.4],
  ],
  4.5,
  'square',
);

/** The letter on the information button, centred at its origin, on a radius of 40. */
export const INFO_MARK =
  rectangle(-2, -10, 4, 3) +
  rectangle(-2, -5, 4, 15.3) +
  polygon([-3.4, -5], [-2, -5], [-2, -1], [-3.4, -1]);

/** An arrow head without a shaft, tip at the origin: 1 opens to the right, -1 to the left. */
export function chevron(length: number, pen: number, direction: 1 | -1 = 1): string {
  const tip = pen * 0.6;
  const back = direction * (tip + length);
  return stroke(
    [
      [back, -length],
      [direction * tip, 0],
      [back, length],
    ],
    pen,
    'square',
  );
}

/** Two strokes across each other, centred at the origin. */
export function crossMark(arm: number, pen: number): string {
  return (
    stroke(
      [
        [-arm, -arm],
        [arm, arm],
      ],
      pen,
      'square',
    ) +
    stroke(
      [
        [arm, -arm],
        [-arm, arm],
      ],
      pen,
      'square',
    )
  );
}

/** A chevron with a shaft. */
export function backArrow(length: number, shaft: number, pen: number): string {
  return chevron(length, pen) + rectangle(pen, -pen / 2, shaft - pen, pen);
}

/** Four corners of a frame; one of them is darker and moves on. Width and height in pixels. */
export function spinnerCorners(width: number, height: number, pen: number): string[] {
  const w = width / 3.4;
  const h = height / 3.4;
  return [
    rectangle(0, 0, w, pen) + rectangle(0, 0, pen, h),
    rectangle(width - w, 0, w, pen) + rectangle(width - pen, 0, pen, h),
    rectangle(width - w, height - pen, w, pen) + rectangle(width - pen, height - h, pen, h),
    rectangle(0, height - pen, w, pen) + rectangle(0, height - h, pen, h),
  ];
}

/** A row of dots of one pixel, every third from the first on: how the Apex draws its lines. */
export function dottedLine(x: number, y: number, length: number, down: boolean): string {
  let path = '';
  for (let at = 0; at < length; at += 3) {
    path += rectangle(down ? x : x + at, down ? y + at : y, 1, 1);
  }
  return path;
}
