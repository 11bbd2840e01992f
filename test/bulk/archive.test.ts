/** Archives: the same summary however they are cut, resumed or spread over threads. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { judgeArchive, NOTHING_YET, type Progress } from '../../src/bulk/archive.js';
import type { BulkCase } from '../../src/bulk/judge-lines.js';
import { progressOf, questionOf, readState, stateText } from '../../src/bulk/state.js';
import { bulkReport } from '../../src/bulk/summary.js';
import { FIXTURES } from '../check/fixtures.js';

const shared: BulkCase = { file: 'all.ndjson', firmware: '4.4.2', options: {} };
const ODD_LINES = ['{"payload":', '', 'plain text', '[1]', '\uFEFF{"flow":"swap"}', '\u0000'];
const LINES = [...FIXTURES.map((fixture) => JSON.stringify(fixture)), ...ODD_LINES];
const WHOLE = Buffer.from(`${LINES.join('\n')}\n`);

async function* chunked(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const judge = (bytes: Uint8Array, more: { from?: Progress; size?: number } = {}) =>
  judgeArchive({
    shared,
    threads: 1,
    chunks: chunked(bytes, more.size ?? 65_536),
    ...(more.from && { from: more.from }),
  });

describe('judgeArchive', () => {
  it('counts every line once', async () => {
    const { offset, summary } = await judge(WHOLE);
    const report = bulkReport('all.ndjson', summary);
    expect(offset).toBe(WHOLE.length);
    expect(report.lines).toBe(LINES.length);
    expect(report.summary.cases).toBe(LINES.length - 1);
    expect(report.summary.notRead).toBe(ODD_LINES.length - 1);
    expect(report.problems.map(({ line }) => line - FIXTURES.length)).toEqual([1, 3, 4, 5, 6]);
    for (const [code, lines] of Object.entries(report.examples)) {
      for (const line of lines ?? []) expect(LINES[line - 1], code).toBeDefined();
    }
  });

  it('says what is wrong with a line in one sentence, without its text', async () => {
    const { summary } = await judge(WHOLE);
    const at = FIXTURES.length;
    expect(summary.problems.map(({ problem }) => problem)).toEqual([
      `all.ndjson:${at + 1}, column 12: expected a complete JSON object, found one that ends too early`,
      `all.ndjson:${at + 3}: expected a JSON object, found text that is no JSON`,
      expect.stringContaining(`all.ndjson:${at + 4}: expected a provider answer or a case`),
      expect.stringContaining(`all.ndjson:${at + 5}: payload: expected text`),
      `all.ndjson:${at + 6}, column 1: expected text, found binary data`,
    ]);
  });

  it('stopped after any batch and resumed, it says the same', async () => {
    const bytes = Buffer.concat(Array.from({ length: 6 }, () => WHOLE));
    const states: Progress[] = [];
    const copy = (progress: Progress) => structuredClone(progress);
    const whole = await judgeArchive({
      shared,
      threads: 1,
      chunks: chunked(bytes, 10_000),
      onProgress: (progress) => states.push(copy(progress)),
    });
    expect(states.length).toBeGreaterThan(2);
    for (const state of states) {
      const rest = await judge(bytes.subarray(state.offset), { from: state });
      expect(rest.summary).toEqual(whole.summary);
      expect(rest.offset).toBe(whole.offset);
    }
  });

  it('is the same with worker threads (of the built package)', async () => {
    const built = fileURLToPath(new URL('../../build/bulk/archive.js', import.meta.url));
    expect(existsSync(built)).toBe(true);
    const archive = (await import(built)) as typeof import('../../src/bulk/archive.js');
    const bytes = Buffer.concat(Array.from({ length: 20 }, () => WHOLE));
    const threaded = await archive.judgeArchive({
      shared,
      threads: 2,
      chunks: chunked(bytes, 65_536),
    });
    expect(threaded.summary).toEqual((await judge(bytes)).summary);
  });
});

describe('the state of --resume', () => {
  const question = questionOf(['1', { fees: 10n, publicKey: new Uint8Array(3) }]);

  it('comes back as it was', async () => {
    const end = await judge(WHOLE);
    const state = readState(stateText(end, question), 'state.json', question);
    expect(progressOf(state, end.seam.bytes, 'all.ndjson')).toEqual(end);
    expect(readState(stateText(NOTHING_YET, question), 's', question).offset).toBe(0);
  });

  it('another archive, other options, another file', async () => {
    const end = await judge(WHOLE);
    const state = readState(stateText(end, question), 'state.json', question);
    const other = end.seam.bytes.slice().fill(0);
    expect(() => progressOf(state, other, 'all.ndjson')).toThrow('found another text before byte');
    expect(() => readState(stateText(end, 'q'), 's.json', question)).toThrow(
      'found one with others',
    );
    expect(() => readState('{}', 's.json', question)).toThrow('s.json: expected a state');
    expect(() => readState('{', 's.json', question)).toThrow('ends too early');
  });
});
