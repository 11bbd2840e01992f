/** Cutting a stream into lines: any chunks give the same lines; long lines are skipped, not kept. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Batch, lineBatches, MAX_LINE } from '../../src/bulk/line-batches.js';

async function* stream(chunks: Iterable<Uint8Array>) {
  yield* chunks;
}

async function cut(chunks: Iterable<Uint8Array>): Promise<Batch[]> {
  const batches: Batch[] = [];
  for await (const batch of lineBatches(stream(chunks))) batches.push(batch);
  return batches;
}

const text = (batches: readonly Batch[]) =>
  batches
    .map((batch) => (batch.kind === 'lines' ? Buffer.from(batch.bytes).toString() : '<long>\n'))
    .join('');

function pieces(bytes: Uint8Array, size: number): Uint8Array[] {
  const parts: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += size) parts.push(bytes.subarray(at, at + size));
  return parts;
}

describe('lineBatches', () => {
  it('any text in any chunks comes out whole, numbered and with offsets', async () => {
    const lines = fc.array(fc.string({ maxLength: 40 }).map((line) => line.replaceAll('\n', ' ')));
    await fc.assert(
      fc.asyncProperty(
        lines,
        fc.boolean(),
        fc.integer({ min: 1, max: 99 }),
        async (all, end, size) => {
          const whole = Buffer.from(all.join('\n') + (end ? '\n' : ''));
          const batches = await cut(pieces(whole, size));
          expect(text(batches)).toBe(whole.toString());
          expect(batches.at(-1)?.end ?? 0).toBe(whole.length);
          let line = 1;
          for (const batch of batches) {
            expect(batch.firstLine).toBe(line);
            line += batch.lines;
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it.each([1000, 65_536, 300_000, 5_000_000])('skips a long line in chunks of %i', async (size) => {
    const long = Buffer.alloc(2 * MAX_LINE + 17, 'x');
    const whole = Buffer.concat([Buffer.from('one\n'), long, Buffer.from('\nthree\nfour')]);
    const batches = await cut(pieces(whole, size));
    expect(text(batches)).toBe('one\n<long>\nthree\nfour');
    const found = batches.find(({ kind }) => kind === 'too-long');
    expect(found).toMatchObject({ firstLine: 2, lines: 1, size: long.length + 1 });
    expect(batches.at(-1)).toMatchObject({ firstLine: 3, lines: 2, end: whole.length });
  });

  it('a line may have the limit and not a byte more', async () => {
    const line = (size: number) => Buffer.concat([Buffer.alloc(size - 1, 'x'), Buffer.from('\n')]);
    const kinds = async (bytes: Uint8Array) =>
      (await cut(pieces(bytes, 65_536))).map((b) => b.kind);
    expect(await kinds(line(MAX_LINE))).toEqual(['lines']);
    expect(await kinds(line(MAX_LINE + 1))).toEqual(['too-long']);
    expect(await kinds(Buffer.alloc(MAX_LINE + 1, 'x'))).toEqual(['too-long']);
    expect(await kinds(Buffer.concat([line(9), line(MAX_LINE + 1), line(9)]))).toEqual([
      'lines',
      'too-long',
      'lines',
    ]);
  });

  it('hands out batches on the way: no more than a few chunks are kept', async () => {
    let given = 0;
    async function* endless() {
      for (let i = 0; i < 400; i++) {
        given++;
        yield Buffer.alloc(65_536, 'line of some length\n');
      }
    }
    let taken = 0;
    for await (const batch of lineBatches(endless())) {
      taken += batch.end - taken;
      expect(given * 65_536 - taken).toBeLessThan(4 * 65_536);
    }
    expect(taken).toBe(400 * 65_536);
  });
});
