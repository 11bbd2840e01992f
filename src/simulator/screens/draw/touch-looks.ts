/** Measures of the touch models that only drawing needs: pixels, read off the golden images. */
import type { TouchModelName } from '../touch-models.js';

export interface Look {
  /** One bit per pixel: dotted lines, no greys. */
  readonly crisp: boolean;
  readonly buttonRadius: number;
  readonly moreRadius: number;
  /** Tips of the footer's arrows, arm and pen of an arrow head. */
  readonly previousTip: number;
  readonly nextTip: number;
  readonly arrowY: number;
  readonly arm: number;
  readonly pen: number;
  /** The button that is held: a disc or, on Apex, a rounded square. */
  readonly hold: {
    readonly x: number;
    readonly y: number;
    readonly size: number;
    readonly radius: number;
  };
  /** Tip of the arrow back, and its shaft. */
  readonly back: {
    readonly x: number;
    readonly y: number;
    readonly arm: number;
    readonly shaft: number;
  };
  readonly spinner: { readonly width: number; readonly pen: number };
}

export const LOOKS: Readonly<Record<TouchModelName, Look>> = {
  stax: {
    crisp: false,
    buttonRadius: 40,
    moreRadius: 32,
    previousTip: 193,
    nextTip: 368,
    arrowY: 626,
    arm: 11.2,
    pen: 3,
    hold: { x: 296, y: 476, size: 80, radius: 40 },
    back: { x: 28, y: 44, arm: 11.2, shaft: 32 },
    spinner: { width: 60, pen: 5 },
  },
  flex: {
    crisp: false,
    buttonRadius: 44,
    moreRadius: 32,
    previousTip: 234.5,
    nextTip: 438.5,
    arrowY: 552,
    arm: 14,
    pen: 3,
    hold: { x: 360, y: 384, size: 88, radius: 44 },
    back: { x: 32.5, y: 48, arm: 14, shaft: 40 },
    spinner: { width: 64, pen: 5 },
  },
  apex_p: {
    crisp: true,
    buttonRadius: 5,
    moreRadius: 5,
    previousTip: 141.5,
    nextTip: 278.5,
    arrowY: 370,
    arm: 8.6,
    pen: 3.5,
    hold: { x: 228, y: 268, size: 56, radius: 5 },
    back: { x: 16, y: 30, arm: 8.6, shaft: 23 },
    spinner: { width: 40, pen: 4 },
  },
};
