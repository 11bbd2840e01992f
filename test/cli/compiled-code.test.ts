/** Where Node may keep what it compiled, and a home in which it may not. Needs dist/. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import nodeModule from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { cacheFolder } from '../../src/cli/compiled-code.js';

const CLI = fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url));

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'exchange-sim-home-'));
  onTestFinished(() => {
    chmodSync(path, 0o755);
    rmSync(path, { recursive: true });
  });
  return path;
}

it('is the cache folder of the platform', () => {
  const home = folder();
  expect(cacheFolder({}, 'linux', home)).toBe(join(home, '.cache'));
  expect(cacheFolder({ XDG_CACHE_HOME: '/x' }, 'linux', home)).toBe('/x');
  expect(cacheFolder({}, 'darwin', home)).toBe(join(home, 'Library', 'Caches'));
  expect(cacheFolder({ LOCALAPPDATA: 'C:\\x' }, 'win32', home)).toBe('C:\\x');
  expect(cacheFolder({}, 'win32', home)).toBeUndefined();
});

it('is nowhere without a home, or where somebody has decided', () => {
  expect(cacheFolder({}, 'linux', join(folder(), 'nobody'))).toBeUndefined();
  expect(cacheFolder({ NODE_COMPILE_CACHE: '/x' }, 'linux', folder())).toBeUndefined();
  expect(cacheFolder({ NODE_DISABLE_COMPILE_CACHE: '1' }, 'linux', folder())).toBeUndefined();
});

it.each(['a home that is read-only', 'no home'])('the command runs with %s', (kind) => {
  const home = folder();
  chmodSync(home, 0o555);
  const env = { PATH: process.env.PATH, HOME: kind === 'no home' ? join(home, 'none') : home };
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, '--version'], {
    env,
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});

it('is no folder that another working folder has elsewhere', () => {
  const home = folder();
  expect(cacheFolder({ XDG_CACHE_HOME: 'x' }, 'linux', home)).toBe(join(home, '.cache'));
  expect(cacheFolder({}, 'linux', '.')).toBeUndefined();
});

it('is made by the first command and used by the next, which says the same', () => {
  const home = folder();
  const env = { PATH: process.env.PATH, XDG_CACHE_HOME: home };
  const explain = () =>
    spawnSync(process.execPath, [CLI, 'explain', '6a81'], { env, encoding: 'utf8' });
  const first = explain();
  expect(first).toMatchObject({ status: 0, stderr: '' });
  const kept = join(home, 'exchange-sim');
  const files = readdirSync(kept);
  expect(files).toHaveLength(1);
  const file = join(kept, files[0] ?? '');
  const made = statSync(file);
  expect(explain().stdout).toBe(first.stdout);
  // From Node 22.1 on it is a folder of Node's own.
  if ('enableCompileCache' in nodeModule) return;
  expect(files).toEqual([`${process.version}-${process.arch}-explain.code`]);
  expect(statSync(file)).toMatchObject({ ino: made.ino, mtimeMs: made.mtimeMs });
});

it('is not made for what is no command', () => {
  const home = folder();
  const env = { PATH: process.env.PATH, XDG_CACHE_HOME: home };
  const { status } = spawnSync(process.execPath, [CLI, 'explian'], { env });
  expect(status).toBe(2);
  const files = readdirSync(join(home, 'exchange-sim'));
  expect(files.filter((name) => name.includes('explian'))).toEqual([]);
});
