/** Where `--out` leads: files are replaced as a whole, everything else is written into. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeFile } from '../../src/cli/files/output.js';
import { DeviceError, InputError } from '../../src/errors.js';
import { run } from './command-line.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'exchange-sim-out-'));
});
afterEach(() => rmSync(folder, { recursive: true }));
const at = (name: string) => join(folder, name);
const out = { option: '--out' };

it('replaces a file, leaves nothing beside it, and keeps its permissions', () => {
  writeFileSync(at('a'), 'old');
  chmodSync(at('a'), 0o600);
  writeFile(at('a'), 'new', out);
  expect(readFileSync(at('a'), 'utf8')).toBe('new');
  expect(statSync(at('a')).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['a']);
});

describe.skipIf(process.platform === 'win32')('what is no plain file', () => {
  it.each(['there', 'missing'])('a link to a file that is %s stays a link', (state) => {
    mkdirSync(at('deep'));
    if (state === 'there') writeFileSync(at('deep/file'), 'old');
    symlinkSync('deep/file', at('one'));
    symlinkSync('one', at('two'));
    writeFile(at('two'), 'new', out);
    expect(readFileSync(at('deep/file'), 'utf8')).toBe('new');
    expect([readlinkSync(at('two')), readlinkSync(at('one'))]).toEqual(['one', 'deep/file']);
    expect(readdirSync(at('deep'))).toEqual(['file']);
  });

  it('a link to a file that is there is kept from a new key', () => {
    writeFileSync(at('file'), 'old');
    symlinkSync('file', at('link'));
    expect(() => writeFile(at('link'), 'new', { ...out, keep: true })).toThrow(
      /--out: expected a new file, found one/,
    );
    expect(readFileSync(at('file'), 'utf8')).toBe('old');
  });

  it('a FIFO stays one, and its reader gets all of it', async () => {
    execFileSync('mkfifo', [at('fifo')]);
    const read = readFile(at('fifo'), 'utf8');
    // Opening it to write waits for the reader, which is on another thread.
    writeFile(at('fifo'), 'hello', { ...out, keep: true });
    expect(await read).toBe('hello');
    expect(lstatSync(at('fifo')).isFIFO()).toBe(true);
  });

  it.each([
    'run swap --no-screens --record',
    'screens --json --out',
    'sign swap --example --out',
    'keys new --out',
    'test scenarios/happy.yaml --only SWAP_NG --reporter junit --out',
  ])('%s: a device behind a link is written into', async (command) => {
    symlinkSync('/dev/null', at('null'));
    const { code, err } = await run([...command.split(' '), at('null')]);
    expect([code, err]).toEqual([0, expect.not.stringMatching(/error/)]);
    expect(readlinkSync(at('null'))).toBe('/dev/null');
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
    expect(readdirSync(folder)).toEqual(['null']);
  });
});

describe.skipIf(!existsSync('/dev/full'))('a full disk', () => {
  it('is told as one, with exit code 3', () => {
    const failing = () => writeFile('/dev/full', 'hello', out);
    expect(failing).toThrow(DeviceError);
    expect(failing).toThrow('--out: "/dev/full" cannot be written (ENOSPC)');
    expect(() => writeFile(at('no/such'), 'hello', out)).toThrow(InputError);
  });
});
