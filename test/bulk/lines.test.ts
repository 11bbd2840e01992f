import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Line, linesOf } from '../../src/bulk/lines.js';

async function* pieces(bytes: Uint8Array, sizes: readonly number[]) {
  let at = 0;
  for (let i = 0; at < bytes.length; i++) {
    const size = sizes[i % sizes.length]!;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

async function all(lines: AsyncIterable<Line>): Promise<Line[]> {
  const found: Line[] = [];
  for await (const line of lines) found.push(line);
  return found;
}

it('the same lines however the stream is cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.string({ unit: 'grapheme', maxLength: 30 }).map((text) => text.replace(/[\r\n]/g, '')),
      ),
      fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1 }),
      fc.boolean(),
      async (texts, sizes, ends) => {
        const whole = texts.map((text) => `${text}\n`).join('') + (ends ? '' : 'last');
        const found = await all(linesOf(pieces(Buffer.from(whole), sizes)));
        const wanted = ends ? texts : [...texts, 'last'];
        expect(found.map(({ text }) => text.replace(/^\uFEFF/, ''))).toEqual(
          wanted.map((text) => text.replace(/^\uFEFF/, '')),
        );
        expect(found.map(({ number }) => number)).toEqual(wanted.map((_, at) => at + 1));
      },
    ),
  );
});

it('a line that is too long keeps nothing but its size', async () => {
  const long = 'x'.repeat(3_000_000);
  const [first, second] = await all(linesOf(pieces(Buffer.from(`${long}\r\nok\r\n`), [65_536])));
  expect(first).toEqual({ number: 1, text: '', tooLong: 3_000_001 });
  expect(second).toEqual({ number: 2, text: 'ok' });
});
