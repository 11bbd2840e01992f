/** `--reporter github` as it is typed: annotations at lines, and the summary of the step. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, it, vi } from 'vitest';
import { run } from './command-line.js';

const root = mkdtempSync(join(tmpdir(), 'exchange-sim-github-'));
const folder = join(root, 'deep');
mkdirSync(folder);
const summary = join(root, 'summary.md');
afterAll(() => rmSync(root, { recursive: true }));

beforeEach(() => {
  vi.stubEnv('GITHUB_WORKSPACE', root);
  vi.stubEnv('GITHUB_STEP_SUMMARY', summary);
  writeFileSync(summary, 'before\n');
});
afterEach(() => vi.unstubAllEnvs());

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** The members of each annotation that tell where it stands. */
const places = (out: string) =>
  [...out.matchAll(/^::(\w+) file=([^,]*)(?:,line=(\d+))?,title=([^:]*)::/gm)].map(
    ([, level, path, line, title]) => [level, path, Number(line), title],
  );

async function signed(mistake: string): Promise<string> {
  const { out } = await run(['sign', 'swap', '--example', '--case', '--mistake', mistake]);
  return out;
}

it('check: at the line of the member, from the root of the repository', async () => {
  const bad = file('bad.json', await signed('SIGNATURE_WITHOUT_DOT_PREFIX'));
  const line = readFileSync(bad, 'utf8')
    .split('\n')
    .findIndex((text) => /"signature":/.test(text));
  const { code, out, err } = await run(['check', bad, '--reporter', 'github']);
  expect([code, err]).toEqual([1, '']);
  const title =
    'SIGNATURE_WITHOUT_DOT_PREFIX%3A The signature covers the payload without the leading dot';
  expect(places(out)).toEqual([['error', 'deep/bad.json', line + 1, title]]);
  expect(out).toMatch(/\n0 of 1 case is clean\n$/);
  expect(readFileSync(summary, 'utf8')).toMatch(
    /^before\n### exchange-sim check\n\n0 of 1 case is clean\n[\s\S]*\| error \| deep\/bad\.json&#58;\d+ \| SIGNATURE&#95;/,
  );
});

it('check: at the lines of a stream, and --out instead of stdout', async () => {
  const cases = [await signed('SIGNATURE_WITHOUT_DOT_PREFIX'), await signed('NONCE_HEX_AS_TEXT')];
  const one = (text: string) => JSON.stringify(JSON.parse(text));
  const stream = file('all.ndjson', `${cases.map(one).join('\n')}\n{\n`);
  const report = join(folder, 'report.txt');
  const args = ['check', stream, '--reporter', 'github', '--out', report];
  const { code, out } = await run(args);
  expect([code, out]).toEqual([1, '']);
  const found = places(readFileSync(report, 'utf8'));
  expect([...new Set(found.map(([, path, line]) => `${path}:${line}`))]).toEqual([
    'deep/all.ndjson:1',
    'deep/all.ndjson:2',
    'deep/all.ndjson:3',
  ]);
  expect(found.at(-1)?.[3]).toBe('NOT_READ%3A The case could not be read');
});

it('check: SARIF has the same lines', async () => {
  const bad = file('bad.json', await signed('SIGNATURE_WITHOUT_DOT_PREFIX'));
  const { out } = await run(['check', bad, '--reporter', 'sarif']);
  const text = readFileSync(bad, 'utf8').split('\n');
  const [result] = JSON.parse(out).runs[0].results;
  const { startLine } = result.locations[0].physicalLocation.region;
  expect(text[startLine - 1]).toContain('"signature":');
});

it('test: at the line of the scenario, of a matrix too', async () => {
  const path = file(
    'some.yaml',
    `defaults:
  flow: { kind: fund }
scenarios:
  - name: a good one
    expect: { outcome: approved }
  - matrix: { device.model: [nanosp, stax] }
    name: "a bad one: 100 %, really"
    expect: { outcome: broken }
`,
  );
  const { code, out, err } = await run(['test', path, '--reporter', 'github']);
  expect([code, err]).toEqual([1, '']);
  const title = (model: string) => `a bad one%3A 100 %25%2C really [${model}]`;
  expect(places(out)).toEqual([
    ['error', 'deep/some.yaml', 7, title('nanosp')],
    ['error', 'deep/some.yaml', 7, title('stax')],
  ]);
  expect(out).toContain('::expected broken, found approved');
  expect(out).toMatch(/\n1 passed, 2 failed in \d+\.\d s on simulator\n$/);
  expect(readFileSync(summary, 'utf8')).toContain('### exchange-sim test\n\n1 passed, 2 failed');
});

it('a summary that cannot be written is said, and changes nothing', async () => {
  vi.stubEnv('GITHUB_STEP_SUMMARY', join(root, 'no', 'such', 'folder'));
  const good = file('good.json', (await run(['sign', 'fund', '--example', '--case'])).out);
  const { code, out, err } = await run(['check', good, '--reporter', 'github']);
  expect([code, out]).toEqual([0, '1 of 1 case is clean\n']);
  expect(err).toBe('GITHUB_STEP_SUMMARY: the summary cannot be written (ENOENT)\n');
});
