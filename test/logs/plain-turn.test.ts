/** Lines that are an arrow and hex: read as any other line with arrows, and no other format's. */
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LINE_FORMATS } from '../../src/logs/formats.js';
import { arrowTurn } from '../../src/logs/text/arrow.js';
import { isPlainTurn, plainTurn } from '../../src/logs/text/plain-turn.js';
import { textLines } from '../../src/logs/text-lines.js';

const hex = fc.uint8Array({ minLength: 1, maxLength: 90 }).map((bytes) => Buffer.from(bytes));

it('say what they say with a blank in front', () => {
  fc.assert(
    fc.property(hex, fc.constantFrom('=>', '<='), fc.boolean(), (bytes, arrow, upper) => {
      const digits = upper ? bytes.toString('hex').toUpperCase() : bytes.toString('hex');
      for (const line of [`${arrow} ${digits}`, `${arrow}${digits}`]) {
        expect(plainTurn(line, 7)).toEqual(arrowTurn(` ${line}`, 7));
        expect(arrowTurn(line, 7)).toEqual(arrowTurn(` ${line}`, 7));
      }
    }),
  );
});

it('have nothing else', () => {
  for (const line of ['=> e003 9000', '=> e003000300 ', '<=  9000', '# => e003', '=> e00', '=>']) {
    expect(plainTurn(line, 1)).toBeUndefined();
    expect(isPlainTurn(line)).toBe(false);
  }
  // A report as much as an answer.
  expect(isPlainTurn(`<= ${'00'.repeat(64)}`)).toBe(false);
});

const FOLDER = new URL('../golden/logs/files/', import.meta.url);
const PLAIN = ['=> e003000300', '<= 9000', '=> e00200', '<= 6e00'];

describe('no format has more than it says it can have at most', () => {
  const names = readdirSync(FOLDER).filter((name) => !name.endsWith('.expected.json'));
  it.each(names)('%s', (name) => {
    const reader = textLines();
    const own = [...reader.push(readFileSync(new URL(name, FOLDER))), ...reader.end()];
    for (const lines of [own, [...own, ...PLAIN], [...own.slice(0, 3), ...PLAIN, ...PLAIN]]) {
      const others = lines.filter((line) => !isPlainTurn(line));
      const sorted = {
        plain: lines.length - others.length,
        rest: others.map((line) => line.toLowerCase()),
      };
      for (const format of LINE_FORMATS) {
        const most = format.most?.(sorted) ?? Number.POSITIVE_INFINITY;
        expect(format.score(lines), format.name).toBeLessThanOrEqual(most);
      }
    }
  });
});
