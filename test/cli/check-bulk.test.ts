/** `exchange-sim check --bulk`: one document, whatever the archive; resumable. */
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { BulkReport } from '../../src/bulk/summary.js';
import { FIXTURES, fixture } from '../check/fixtures.js';
import { run } from './command-line.js';

const folder = mkdtempSync(join(tmpdir(), 'exchange-sim-bulk-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const path = (name: string) => join(folder, name);
const archive = (name: string, lines: readonly unknown[]) => {
  const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line)));
  writeFileSync(path(name), `${text.join('\n')}\n`);
  return path(name);
};

const good = fixture('good-swap-k1');
const bulk = (...args: string[]) => run(['check', '--bulk', '--threads', '1', ...args]);

async function bulkReport(...args: string[]) {
  const { code, out, err } = await bulk(...args, '--json');
  return { code, err, ...(JSON.parse(out) as BulkReport) };
}

async function* stdin(...parts: (string | Uint8Array)[]) {
  for (const part of parts) yield Buffer.from(part as string);
}

describe('check --bulk', () => {
  it('exit 0 when all is right', async () => {
    const found = await bulkReport(archive('good.ndjson', [good, good]));
    expect(found).toMatchObject({ code: 0, lines: 2, summary: { cases: 2, clean: 2 } });
    expect(found.err).toMatch(/^2 lines in /);
  });

  it('exit 1 with counts and lines by code', async () => {
    const file = archive('all.ndjson', FIXTURES);
    const { code, summary, examples } = await bulkReport(file);
    expect(code).toBe(1);
    expect(summary.cases).toBe(FIXTURES.length);
    for (const [at, { diagnosis }] of FIXTURES.entries()) {
      // Nobody gave the other key: only that nothing verifies can be said.
      const said = diagnosis === 'SIGNATURE_OTHER_KEY' ? 'SIGNATURE_INVALID_ALL_INPUTS' : diagnosis;
      if (said !== null) expect(examples).toHaveProperty(said);
      if (diagnosis === 'NONCE_HEX_AS_TEXT') expect(examples.NONCE_HEX_AS_TEXT).toContain(at + 1);
    }
    const { out } = await bulk(file);
    expect(out).toContain(`Cases      ${FIXTURES.length}: `);
    expect(out).toMatch(/1 × NONCE_HEX_AS_TEXT \(line \d+\)/);
    expect(out.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  it('a line that is too long, truncated or binary is one sentence; the rest goes on', async () => {
    const long = `{"payload":"${'A'.repeat(2_000_000)}"}`;
    const file = archive('odd.ndjson', [good, long, '{"a":', '\u0000', good]);
    const { code, summary, problems } = await bulkReport(file);
    expect(code).toBe(1);
    expect(summary).toMatchObject({ cases: 5, notRead: 3, clean: 2 });
    expect(problems).toEqual([
      { line: 2, problem: `${file}:2: expected a line of at most 1048576 bytes, found 2000015` },
      {
        line: 3,
        problem: expect.stringContaining(`${file}:3, column 6: expected a complete JSON`),
      },
      { line: 4, problem: `${file}:4, column 1: expected text, found binary data` },
    ]);
  });

  it('exit 2 when nothing could be judged', async () => {
    expect(await bulk(archive('blank.ndjson', ['', '']))).toMatchObject({
      code: 2,
      err: expect.stringContaining('blank.ndjson: expected a case a line, found nothing'),
    });
    expect((await bulk(archive('words.ndjson', ['a', 'b']))).code).toBe(2);
    expect((await bulk(path('no.ndjson'))).err).toContain('no.ndjson: expected a file, found none');
    expect((await bulk()).err).toContain('--bulk: expected one file, or -, found 0');
    expect((await bulk('a', '--reporter', 'junit')).err).toContain('--reporter text or json');
    expect((await bulk('a', '--threads', '0')).err).toContain('--threads: expected a number');
  });

  it('options are for every line', async () => {
    const { registered, ...rest } = good;
    const file = archive('bare.ndjson', [rest, rest]);
    expect((await bulkReport(file)).summary.findings).toEqual({ PUBLIC_KEY_MISSING: 2 });
    const key = ['--public-key', registered.publicKeyHex, '--curve', registered.curve];
    expect((await bulkReport(file, ...key)).code).toBe(0);
  });

  it('shows progress on a terminal only', async () => {
    const file = archive('progress.ndjson', [good]);
    const { err } = await run(['check', '--bulk', file], { isTalkTty: true });
    expect(err).toContain('\r\u001b[2K1 lines in ');
    expect((await bulk(file)).err).not.toContain('\r');
  });
});

describe('--resume', () => {
  const state = path('state.json');

  it('keeps a state, goes on where the archive has grown', async () => {
    const file = archive('growing.ndjson', FIXTURES.slice(0, 20));
    const first = await bulkReport(file, '--resume', state);
    expect(first.summary.cases).toBe(20);
    expect(existsSync(state)).toBe(true);

    const again = await bulkReport(file, '--resume', state);
    expect(again.err).toMatch(/^0 lines in .*, after 20 judged before\n$/);
    expect(again.summary).toEqual(first.summary);

    const more = FIXTURES.slice(20).map((one) => `${JSON.stringify(one)}\n`);
    appendFileSync(file, more.join(''));
    const text = readFileSync(file, 'utf8');
    const before = readFileSync(state, 'utf8');
    const grown = await bulkReport(file, '--resume', state);
    expect(grown.err).toContain('after 20 judged before');
    const { err: _, ...whole } = await bulkReport(file);
    expect(grown).toEqual({ ...whole, err: grown.err });

    // The same from standard input, which begins again.
    writeFileSync(state, before);
    const half = text.length >> 1;
    const piped = await run(['check', '--bulk', '-', '--resume', state, '--json'], {
      stdin: stdin(text.slice(0, 100), text.slice(100, half), text.slice(half)),
    });
    expect((JSON.parse(piped.out) as BulkReport).summary).toEqual(whole.summary);
  });

  it('refuses another archive, other options, a last line that has grown', async () => {
    const kept = path('kept.json');
    const file = archive('one.ndjson', [good, good]);
    await bulk(file, '--resume', kept);
    const other = archive('other.ndjson', [FIXTURES[3], FIXTURES[4], FIXTURES[5], FIXTURES[6]]);
    expect((await bulk(other, '--resume', kept)).err).toContain('expected the archive the state');
    const short = archive('short.ndjson', [good]);
    expect((await bulk(short, '--resume', kept)).err).toContain('expected the archive the state');
    const options = await bulk(file, '--resume', kept, '--flow', 'sell');
    expect(options.err).toContain('expected the state of a check with the same options');
    expect(options.code).toBe(2);

    writeFileSync(path('open.ndjson'), JSON.stringify(good));
    const open = path('open.json');
    await bulk(path('open.ndjson'), '--resume', open);
    appendFileSync(path('open.ndjson'), '}\n');
    expect((await bulk(path('open.ndjson'), '--resume', open)).err).toContain('has grown');
  });
});
