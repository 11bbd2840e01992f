import { describe, expect, test } from 'vitest';
import { MODELS } from '../../../src/device.js';
import { codeOfChar, sizeOfChar } from '../../../src/simulator/screens/font.js';
import { fontOf } from '../../../src/simulator/screens/ui.js';
import {
  countLines,
  countPages,
  skipLines,
  takeLine,
} from '../../../src/simulator/screens/wrap.js';
import { fontMetrics } from './facts.js';

const nano = fontOf('nanosp', 'small');
const stax = fontOf('stax', 'large');

function lines(font: typeof nano, text: string, width: number): string[] {
  const found: string[] = [];
  let at = 0;
  for (let left = countLines(font, text, 0, width); left > 0; left--) {
    const { end } = takeLine(font, text, at, width);
    found.push(text.slice(at, end));
    at = text[end] === '\n' ? end + 1 : end;
  }
  return found;
}

describe('fonts', () => {
  test('are those of the device', () => {
    const { devices } = fontMetrics();
    const files = {
      nanosp: { small: 'open_sans_regular_11', bold: 'open_sans_extrabold_11' },
      nanox: { small: 'open_sans_regular_11', bold: 'open_sans_extrabold_11' },
      stax: { small: 'inter_regular_24', bold: 'inter_semibold_24', large: 'inter_medium_32' },
      flex: { small: 'inter_regular_28', bold: 'inter_semibold_28', large: 'inter_medium_36' },
      apex_p: {
        small: 'nanotext_medium_18',
        bold: 'nanotext_bold_18',
        large: 'nanodisplay_semibold_24',
      },
    } as const;
    for (const model of MODELS) {
      for (const [name, file] of Object.entries(files[model])) {
        const metrics = devices[model]![file]!;
        const font = fontOf(model, name as 'small' | 'bold' | 'large');
        expect(font.lineHeight).toBe(metrics.lineHeight);
        expect(font.height).toBe(metrics.height);
        for (let code = 0x20; code <= 0x7e; code++) {
          const char = String.fromCharCode(code);
          const at = code - 0x20;
          expect(font.advances[at]).toBe(metrics.advance[char]);
          expect(font.boxes.slice(4 * at, 4 * at + 4)).toEqual(metrics.glyphBox[char]);
        }
      }
    }
  });

  test('characters take the bytes their lead byte promises, as far as there are any', () => {
    const sizes = (text: string) => sizeOfChar(text, 0, text.length);
    expect(sizes('\xc1\x80')).toBe(1);
    expect(sizes('\xc3\xa9')).toBe(2);
    expect(sizes('\xe2\x82\xac')).toBe(3);
    expect(sizes('\xf0\x9f\x98\x80')).toBe(4);
    expect(sizes('\xf0\x9f\x98')).toBe(3);
    expect(sizes('\xf0\x9f')).toBe(2);
    expect(sizes('\xff')).toBe(1);
    expect(codeOfChar('\xe0\x80\x8a', 0, 3)).toBe(0x0a);
  });
});

describe('lines', () => {
  test.each([
    [
      'an address',
      'bc1qqtl9jlrwcr3fsfcjj2du7pu6fcgaxl5dsw2vyg0000',
      ['bc1qqtl9jlrwcr3fsfcjj2', 'du7pu6fcgaxl5dsw2v', 'yg0000'],
    ],
    [
      'an email',
      'very.long.name-with_separators.and.more@example-d',
      ['very.long.name-with_', 'separators.and.more', '@example-d'],
    ],
    ['an amount', 'USD 0.000000000000000001', ['USD ', '0.00000000000000000', '1']],
    ['a blank that just does not fit', '0.0000000000000001 ETH', ['0.0000000000000001 ', 'ETH']],
    ['line breaks', 'two\n\nlines', ['two', '', 'lines']],
    ['a break at the end', 'line\n', ['line']],
    ['nothing', '', []],
    ['undrawn bytes', 'a\x01\x7f\xc3\xa9b', ['a\x01\x7f\xc3\xa9b']],
    [
      'a delimiter first: counted as a line, not drawn as one',
      '-AAAAAAAAAAAAAAAAAAAA',
      ['-AAAAAAAAAAAAAAA', 'AAAAA', ''],
    ],
  ])('on a Nano: %s', (_, text, expected) => {
    expect(lines(nano, text, 114)).toEqual(expected);
  });

  test.each([
    ['a blank behind the break', '0.0000000000000001 ETH', ['0.000000000000000', '1 ETH']],
    ['nothing is one line', '', ['']],
    ['a break at the end counts', 'line\n', ['line', '']],
  ])('on Stax: %s', (_, text, expected) => {
    expect(lines(stax, text, 352)).toEqual(expected);
  });

  test('pages of three lines', () => {
    const address = 'bc1qqtl9jlrwcr3fsfcjj2du7pu6fcgaxl5dsw2vyg0000'.repeat(2);
    expect(countPages(nano, address, 3, 114)).toBe(2);
    expect(address.slice(skipLines(nano, address, 0, 3, 114))).toBe(
      '3fsfcjj2du7pu6fcgaxl5dsw2vyg0000',
    );
    // A break behind the third line is not part of it, and opens a page only with text behind it.
    expect(countPages(nano, 'a\nb\nc\n', 3, 114)).toBe(1);
    expect(countPages(nano, 'a\nb\nc\nd', 3, 114)).toBe(2);
    expect(skipLines(nano, 'a\nb\nc\nd', 0, 3, 114)).toBe(5);
    expect(countPages(nano, 'a\fb', 3, 114)).toBe(2);
    expect(skipLines(nano, 'a\fb', 0, 3, 114)).toBe(2);
  });

  test('a cut-off lead byte swallows a line break for the count, not for the line', () => {
    expect(countLines(nano, 'a\xc3\nb', 0, 114)).toBe(1);
    expect(takeLine(nano, 'a\xc3\nb', 0, 114).end).toBe(2);
  });

  test('a \\b changes to the bold font and back on a Nano only', () => {
    const plain = takeLine(nano, 'WWW', 0, 114).width;
    const bold = takeLine(nano, '\bWWW', 0, 114).width;
    expect(bold).toBe(plain + 3);
    expect(takeLine(nano, '\b\bWWW', 0, 114).width).toBe(plain);
    expect(takeLine(stax, '\bW', 0, 352).width).toBe(takeLine(stax, 'W', 0, 352).width);
  });
});
