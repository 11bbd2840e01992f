/** The measured bitmaps fill the boxes they belong to, and every piece a page may ask for is there. */
import { describe, expect, test } from 'vitest';
import { isNano, MODELS, type Model } from '../../../../src/device.js';
import type { FontName } from '../../../../src/simulator/screens/font.js';
import { type GlyphLevels, levelsOf } from '../../../../src/simulator/screens/pixels/bitmap.js';
import * as apexGlyphs from '../../../../src/simulator/screens/pixels/data/apex-glyphs.js';
import * as apex from '../../../../src/simulator/screens/pixels/data/apex-pieces.js';
import * as flexGlyphs from '../../../../src/simulator/screens/pixels/data/flex-glyphs.js';
import * as flex from '../../../../src/simulator/screens/pixels/data/flex-pieces.js';
import * as nanoGlyphs from '../../../../src/simulator/screens/pixels/data/nano-glyphs.js';
import * as nano from '../../../../src/simulator/screens/pixels/data/nano-pieces.js';
import * as staxGlyphs from '../../../../src/simulator/screens/pixels/data/stax-glyphs.js';
import * as stax from '../../../../src/simulator/screens/pixels/data/stax-pieces.js';
import { fontOf } from '../../../../src/simulator/screens/ui.js';

type Glyphs = Readonly<Partial<Record<'SMALL' | 'BOLD' | 'LARGE', GlyphLevels>>>;

const GLYPHS: Readonly<Record<Model, Glyphs>> = {
  nanosp: nanoGlyphs,
  nanox: nanoGlyphs,
  stax: staxGlyphs,
  flex: flexGlyphs,
  apex_p: apexGlyphs,
};

test('a letter behind a level says how often it stands', () => {
  expect([...levelsOf('0f')]).toEqual([0, 15]);
  expect([...levelsOf('0g3fh')]).toEqual([0, 0, 0, 3, 15, 15, 15, 15]);
  expect(levelsOf('az').length).toBe(22);
  expect(levelsOf('')).toEqual(new Uint8Array(0));
});

describe.each(MODELS)('%s', (model) => {
  test.each(isNano(model) ? ['small', 'bold'] : ['small', 'bold', 'large'])(
    'every character of the font %s fills its box',
    (name) => {
      const glyphs = GLYPHS[model][name.toUpperCase() as keyof Glyphs]!;
      const { boxes } = fontOf(model, name as FontName);
      expect(glyphs.length).toBe(95);
      for (const [i, text] of glyphs.entries()) {
        const [, , width, height] = boxes.slice(4 * i, 4 * i + 4);
        const char = String.fromCharCode(0x20 + i);
        // The blank draws nothing.
        const size = i === 0 ? 0 : width! * height!;
        expect(`${char} ${levelsOf(text).length}`).toBe(`${char} ${size}`);
      }
    },
  );

  test('one bit for each pixel where the display has no greys', () => {
    const levels = new Set(
      Object.values(GLYPHS[model]).flatMap((glyphs) =>
        glyphs.flatMap((text) => [...levelsOf(text)]),
      ),
    );
    expect(levels.size).toBe(isNano(model) || model === 'apex_p' ? 2 : 16);
  });
});

test.each([
  ['nano', nano.PIECES],
  ['stax', stax.PIECES],
  ['flex', flex.PIECES],
  ['apex', apex.PIECES],
])('%s: every piece has as many levels as pixels', (_, pieces) => {
  for (const [name, { width, height, levels }] of Object.entries(pieces)) {
    expect(`${name} ${levelsOf(levels).length}`).toBe(`${name} ${width * height}`);
  }
});
