/** `provider test --sarif` and `--reporter github` as they are typed. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it, onTestFinished, vi } from 'vitest';
import { behavioursOf, startProvider } from '../../src/provider/serve/index.js';
import { run } from './command-line.js';

const folder = mkdtempSync(join(tmpdir(), 'exchange-sim-sarif-'));
afterAll(() => rmSync(folder, { recursive: true }));

it('a deviation past its date stands at its line', async () => {
  const provider = await startProvider({
    products: ['swap'],
    behaviours: behavioursOf(['NO_EXPIRY']),
  });
  onTestFinished(() => provider.close());
  const profile = join(folder, 'provider.yaml');
  const file = join(folder, 'provider.sarif');
  writeFileSync(
    profile,
    `url: ${provider.url}
products: [swap]
deviations:
  - { rule: QUOTE_EXPIRY_MISSING, reason: soon, until: 2020-01-01 }
`,
  );
  vi.stubEnv('GITHUB_WORKSPACE', folder);
  onTestFinished(() => void vi.unstubAllEnvs());
  const args = ['provider', 'test', '--profile', profile, '--product', 'swap', '--sarif', file];
  const { code, out } = await run([...args, '--reporter', 'github']);
  expect(code).toBe(1);
  const { results } = JSON.parse(readFileSync(file, 'utf8')).runs[0];
  const [found] = results.filter(
    ({ ruleId }: { ruleId: string }) => ruleId === 'QUOTE_EXPIRY_MISSING',
  );
  expect(found.level).toBe('error');
  expect(found.locations[0].physicalLocation.region).toEqual({ startLine: 4 });
  expect(found.message.text).toContain('which has passed: soon');

  const lines = out.split('\n').filter((line) => line.includes('title=QUOTE_EXPIRY_MISSING'));
  expect(lines).toEqual([
    expect.stringContaining('file=provider.yaml,line=4,title=QUOTE_EXPIRY_MISSING%3A '),
  ]);
  expect(lines[0]).toMatch(/^::error .*::.*which has passed: soon$/);
  expect(out).toMatch(/\nswap http:\/\/127\.0\.0\.1:\d+: \d+ passed, \d+ failed, [^\n]*\n$/);
});

it('needs the profile that its results stand in', async () => {
  const args = ['provider', 'test', 'http://127.0.0.1:1', '--product', 'swap'];
  const { code, err } = await run([...args, '--sarif', join(folder, 'x.sarif')]);
  expect(code).toBe(2);
  expect(err).toContain('--sarif: expected --profile FILE beside it, found none');
});
