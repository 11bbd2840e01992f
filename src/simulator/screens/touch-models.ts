/**
 * Measures of the touch models: pixels, milliseconds; areas as left, top, right, bottom, inclusive.
 * Source: SDK lib_nbgl of API level 25, edges and times as measured in the emulator.
 */
import { isNano, type Model } from '../../device.js';
import { type Font, type FontData, type FontName, font } from './font.js';
import * as apex from './fonts/apex.js';
import * as flex from './fonts/flex.js';
import * as stax from './fonts/stax.js';

export type Area = readonly [left: number, top: number, right: number, bottom: number];

export interface TouchModel {
  readonly fonts: Readonly<Record<FontName, Font>>;
  readonly width: number;
  readonly height: number;
  /** On both sides of a text. */
  readonly margin: number;
  /** Space above the content of a page, and the footer below it. */
  readonly header: number;
  readonly footer: number;
  /** Width of the footer's left part, with 'Reject'. */
  readonly rejectWidth: number;
  readonly aboveFirstPair: number;
  readonly betweenPairs: number;
  readonly tagGap: number;
  /** Longest value that is shown whole, in lines. */
  readonly valueLines: number;
  /** Lines of a page of details. */
  readonly detailsLines: number;
  readonly holdBar: number;
  readonly holdTime: number;
  /** Pages with a question: space above, height of the buttons' part. */
  readonly questionTop: number;
  readonly questionButtons: number;
  readonly icon: number;
  readonly iconGap: number;
  readonly titleGap: number;
  readonly spinner: number;
  readonly spinnerGap: number;
  /** 'More': height, and what its width adds to the text's. */
  readonly moreHeight: number;
  readonly morePadding: number;
  /** Information page: header, then type and content row by row. */
  readonly aboutHeader: number;
  readonly aboutTop: number;
  readonly aboutTypeHeight: number;
  readonly aboutContentOffset: number;
  readonly aboutRowHeight: number;
  readonly areas: Areas;
}

export interface Areas {
  readonly reject: Area;
  readonly previous: Area;
  readonly next: Area;
  /** Where a swipe must begin and end: on most pages, and on the last one. */
  readonly swipe: Area;
  readonly swipeLast: Area;
  readonly hold: Area;
  /** Buttons of a question. */
  readonly upper: Area;
  readonly lower: Area;
  readonly info: Area;
  /** 'Quit app' at home, 'Close' of the details. */
  readonly footer: Area;
  readonly back: Area;
  /** Details of several pages, which only many line breaks lead to (read in the source). */
  readonly detailsClose: Area;
  readonly detailsPrevious: Area;
}

function fonts(data: { SMALL: FontData; BOLD: FontData; LARGE: FontData }): TouchModel['fonts'] {
  return {
    small: font('small', data.SMALL),
    bold: font('bold', data.BOLD),
    large: font('large', data.LARGE),
  };
}

const STAX: TouchModel = {
  fonts: fonts(stax),
  width: 400,
  height: 672,
  margin: 24,
  header: 32,
  footer: 92,
  rejectWidth: 160,
  aboveFirstPair: 24,
  betweenPairs: 12,
  tagGap: 4,
  valueLines: 10,
  detailsLines: 12,
  holdBar: 128,
  holdTime: 1200,
  questionTop: 56,
  questionButtons: 192,
  icon: 64,
  iconGap: 24,
  titleGap: 16,
  spinner: 44,
  spinnerGap: 20,
  moreHeight: 64,
  morePadding: 64,
  aboutHeader: 88,
  aboutTop: 116,
  aboutTypeHeight: 40,
  aboutContentOffset: 52,
  aboutRowHeight: 140,
  areas: {
    reject: [0, 580, 159, 671],
    previous: [161, 586, 240, 665],
    next: [320, 586, 399, 665],
    swipe: [0, 32, 399, 579],
    swipeLast: [0, 0, 399, 451],
    hold: [0, 452, 399, 579],
    upper: [24, 504, 375, 583],
    lower: [24, 588, 375, 667],
    info: [296, 24, 375, 103],
    footer: [24, 580, 375, 671],
    back: [0, 0, 87, 87],
    detailsClose: [0, 586, 79, 665],
    detailsPrevious: [240, 586, 319, 665],
  },
};

const FLEX: TouchModel = {
  fonts: fonts(flex),
  width: 480,
  height: 600,
  margin: 32,
  header: 40,
  footer: 96,
  rejectWidth: 192,
  aboveFirstPair: 0,
  betweenPairs: 24,
  tagGap: 4,
  valueLines: 9,
  detailsLines: 11,
  holdBar: 152,
  holdTime: 1500,
  questionTop: 64,
  questionButtons: 208,
  icon: 64,
  iconGap: 24,
  titleGap: 16,
  spinner: 48,
  spinnerGap: 24,
  moreHeight: 64,
  morePadding: 64,
  aboutHeader: 96,
  aboutTop: 122,
  aboutTypeHeight: 40,
  aboutContentOffset: 52,
  aboutRowHeight: 140,
  areas: {
    reject: [0, 504, 191, 599],
    previous: [193, 504, 296, 599],
    next: [376, 504, 479, 599],
    swipe: [0, 40, 479, 503],
    swipeLast: [0, 0, 479, 351],
    hold: [0, 352, 479, 503],
    upper: [32, 416, 447, 503],
    lower: [32, 508, 447, 595],
    info: [360, 32, 447, 119],
    footer: [32, 504, 447, 599],
    back: [0, 0, 103, 95],
    detailsClose: [8, 508, 95, 595],
    detailsPrevious: [272, 504, 375, 599],
  },
};

const APEX: TouchModel = {
  fonts: fonts(apex),
  width: 300,
  height: 400,
  margin: 16,
  header: 24,
  footer: 60,
  rejectWidth: 120,
  aboveFirstPair: 0,
  betweenPairs: 16,
  tagGap: 4,
  valueLines: 9,
  detailsLines: 11,
  holdBar: 88,
  holdTime: 1200,
  questionTop: 40,
  questionButtons: 128,
  icon: 48,
  iconGap: 16,
  titleGap: 12,
  spinner: 32,
  spinnerGap: 16,
  moreHeight: 40,
  morePadding: 40,
  aboutHeader: 60,
  aboutTop: 82,
  aboutTypeHeight: 24,
  aboutContentOffset: 32,
  aboutRowHeight: 98,
  areas: {
    reject: [0, 340, 119, 399],
    previous: [120, 340, 175, 399],
    next: [244, 340, 299, 399],
    swipe: [0, 24, 299, 339],
    swipeLast: [0, 0, 299, 251],
    hold: [0, 252, 299, 339],
    upper: [16, 284, 283, 339],
    lower: [16, 340, 283, 399],
    info: [230, 16, 283, 71],
    footer: [16, 340, 283, 399],
    back: [0, 0, 55, 59],
    detailsClose: [0, 342, 55, 397],
    detailsPrevious: [188, 340, 243, 399],
  },
};

export type TouchModelName = Exclude<Model, 'nanosp' | 'nanox'>;

const TOUCH_MODELS: Readonly<Record<TouchModelName, TouchModel>> = {
  stax: STAX,
  flex: FLEX,
  apex_p: APEX,
};

/** @throws RangeError for a Nano, which nothing here fits. */
export function touchModel(model: Model): TouchModel {
  if (isNano(model)) throw new RangeError(`${model} has no touch screen`);
  return TOUCH_MODELS[model as TouchModelName];
}
