/** Whether a commit can be published: what is asked, and the dry run as a command. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  changesOf,
  publishArguments,
  type ReleaseState,
  releaseChecks,
} from '../../scripts/release-checks.mjs';

const READY: ReleaseState = {
  version: '1.2.3',
  lockVersion: '1.2.3',
  changelog: '# Changelog\n\n## 1.2.3\n\n- Added a coin.\n\n## 1.2.2\n\n- Older.\n',
  changes: '',
  tags: ['v1.2.3'],
  env: { GITHUB_ACTIONS: 'true', ACTIONS_ID_TOKEN_REQUEST_URL: 'https://token.example' },
};
const problems = (changes: Partial<ReleaseState>, publishes = true) =>
  releaseChecks({ ...READY, ...changes }, publishes).flatMap(({ problem }) => problem ?? []);

describe('what has to be so', () => {
  it('is so', () => expect(problems({})).toEqual([]));

  it.each<[string, Partial<ReleaseState>, string]>([
    ['a version', { version: '1.2', lockVersion: '1.2' }, 'expected such as 1.2.3 or 1.2.3-rc.1'],
    ['another lock', { lockVersion: '1.2.2' }, 'found 1.2.2: run npm install, and commit'],
    [
      'a changelog',
      { changelog: '# Changelog\n\n## 1.2.3\n\n## 1.2.2\n' },
      'lines under "## 1.2.3"',
    ],
    ['a clean tree', { changes: ' M src/a.ts\n?? b\n' }, '2 files are, first src/a.ts'],
    ['a tag', { tags: ['v1.2.2'] }, 'run git tag v1.2.3'],
    ['a job that attests', { env: {} }, 'id-token: write'],
    ['one that may', { env: { GITHUB_ACTIONS: 'true' } }, 'id-token: write'],
  ])('not so: %s', (_, changes, says) => {
    const found = problems(changes);
    expect(
      found.some((problem) => problem.includes(says)),
      found.join('\n'),
    ).toBe(true);
  });

  it('a dry run needs neither tag nor CI', () => {
    expect(problems({ tags: [], env: {} }, false)).toEqual([]);
  });
});

it('finds what the changelog says of a version', () => {
  expect(changesOf(READY.changelog, '1.2.3')).toBe('- Added a coin.');
  expect(changesOf('## 1.2.3 (2026-11-28)\n- New.\n', '1.2.3')).toBe('- New.');
  expect(changesOf(READY.changelog, '1.2')).toBeUndefined();
});

it('a pre-release is published as next', () => {
  const provenance = ['publish', '--provenance', '--access', 'public', '--tag'];
  expect(publishArguments('1.2.3')).toEqual([...provenance, 'latest']);
  expect(publishArguments('2.0.0-rc.1')).toEqual([...provenance, 'next']);
});

it('the dry run prints what it would do, and does nothing', () => {
  const folder = mkdtempSync(join(tmpdir(), 'release-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const script = fileURLToPath(new URL('../../scripts/release.mjs', import.meta.url));
  const released = (...args: string[]) =>
    spawnSync(process.execPath, [script, ...args], { cwd: folder, encoding: 'utf8' });
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.example', ...args], {
      cwd: folder,
    });
  const version = JSON.stringify({ name: 'nobody', version: '1.2.3', private: true });
  writeFileSync(join(folder, 'package.json'), version);
  writeFileSync(join(folder, 'package-lock.json'), version);
  writeFileSync(join(folder, 'CHANGELOG.md'), READY.changelog);
  git('init', '--quiet');
  git('add', '-A');
  git('commit', '--quiet', '--message', 'all');
  const ready = released();
  expect([ready.status, ready.stderr]).toEqual([0, '']);
  expect(ready.stdout).toContain('✓ version 1.2.3');
  expect(ready.stdout).toContain('npm publish --provenance --access public --tag latest');

  writeFileSync(join(folder, 'left.txt'), '');
  const unclean = released();
  expect([unclean.status, unclean.stderr]).toEqual([1, '']);
  expect(unclean.stdout).toContain('✗ nothing is left to commit: 1 files are, first left.txt');
  expect(released('--dry').status).toBe(2);
});
