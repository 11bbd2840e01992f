import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { harmless, jsonText, widthOf, wrapped } from '../../src/cli/text/text.js';

describe('harmless', () => {
  it('shows controls instead of sending them', () => {
    expect(harmless('a\u001b[31mb\u0007\u009b\r\n\u202e\u2028')).toBe(
      'a\\x1b[31mb\\x07\\x9b\\x0d\\x0a\\u202e\\u2028',
    );
    expect(harmless('Žluťoučký 漢字 👍')).toBe('Žluťoučký 漢字 👍');
  });

  it('leaves nothing unsafe in any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(harmless(text)).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
      }),
    );
  });
});

describe('jsonText', () => {
  it('reads back equal, with no control character but its own line ends', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const json = jsonText({ text });
        expect(JSON.parse(json)).toEqual({ text });
        expect(json.replaceAll('\n', '')).not.toMatch(/[\p{C}]/u);
      }),
    );
  });
});

describe('wrapped', () => {
  it('keeps every character but the blanks it breaks at, and the width', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), fc.integer({ min: 4, max: 40 }), (text, width) => {
        const lines = wrapped(text, width);
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
        for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(width);
      }),
    );
  });

  it('breaks long words', () => {
    expect(wrapped('to abcdefghij k', 4)).toEqual(['to', 'abcd', 'efgh', 'ij k']);
  });
});
