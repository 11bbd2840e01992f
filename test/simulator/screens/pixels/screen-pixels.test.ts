import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MODELS, type Model } from '../../../../src/device.js';
import { reviewScreens } from '../../../../src/picture/review-pictures.js';
import { displaySize } from '../../../../src/simulator/screens/display-size.js';
import type { Page } from '../../../../src/simulator/screens/page.js';
import {
  pagePixels,
  screenPixels,
} from '../../../../src/simulator/screens/pixels/screen-pixels.js';
import type { ReviewFacts } from '../../../../src/simulator/screens/ui.js';

const LIT = 0xdddddd;

/** A text on a Nano, 16 columns and 14 rows of it as `#` and `.`. */
function nanoText(text: string): string[] {
  const drawn = { text, font: 'small', x: 0, y: 0, w: 0, h: 14 } as const;
  const page: Page = { kind: 'status', texts: [drawn] };
  const { width, pixels } = pagePixels('nanosp', page);
  return Array.from({ length: 14 }, (_, y) =>
    Array.from(pixels.subarray(y * width, y * width + 16), (pixel) => (pixel === LIT ? '#' : '.')),
  ).map((row) => row.join(''));
}

test('a character wipes what stands in its box before', () => {
  const alone = nanoText(')');
  const both = nanoText(')j');
  const lost = alone.flatMap((row, y) =>
    [...row].filter((mark, x) => mark === '#' && both[y]![x] === '.'),
  );
  // The bend of `)` reaches one pixel past its advance, where the box of `j` is paper.
  expect(lost).toHaveLength(4);
});

test('the blank wipes nothing', () => {
  expect(nanoText('( ')).toEqual(nanoText('('));
});

test('colours are those of pictures of the emulator', () => {
  const colours = (model: Model) => {
    const [first] = reviewScreens(FACTS, { models: [model] });
    return new Set(screenPixels(first!).pixels);
  };
  expect(colours('nanosp')).toEqual(new Set([0, LIT]));
  expect(colours('apex_p')).toEqual(new Set([0, 0xffffff]));
  for (const colour of colours('stax')) expect(colour % 0x111111).toBe(0);
});

const FACTS: ReviewFacts = {
  kind: 'fund',
  from: 'ETH',
  to: '',
  partner: 'Test partner',
  user: 'Jon Wick',
  send: '0.25 ETH',
  receive: '',
  account: 'My account 00',
  fees: '0.00042 ETH',
  estimated: false,
  crossSeedAddress: null,
};

describe('whatever a partner signs', () => {
  const bytes = fc.string({
    unit: fc.integer({ max: 255 }).map((code) => String.fromCharCode(code)),
  });

  test.each(MODELS)('is drawn on %s within the display, in its colours', (model) => {
    const { width, height } = displaySize(model);
    fc.assert(
      fc.property(bytes, bytes, bytes, (partner, user, account) => {
        const facts = { ...FACTS, partner, user, account };
        for (const ui of reviewScreens(facts, { models: [model] })) {
          const { pixels, ...size } = screenPixels(ui);
          expect(size).toEqual({ width, height });
          expect(pixels.length).toBe(width * height);
        }
      }),
      { numRuns: 20 },
    );
  });
});
