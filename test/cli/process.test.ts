/** The built command as a process of its own. Needs dist/ (npm test builds it first). */
import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';

const CLI = fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url));

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function start(
  args: readonly string[],
  options: { hangUp?: 'later' | 'at once'; env?: object; stdout?: number } = {},
) {
  return new Promise<Ended>((resolve) => {
    const env = { ...process.env, NO_COLOR: undefined, FORCE_COLOR: undefined, ...options.env };
    const child = spawn(process.execPath, [CLI, ...args], {
      env,
      stdio: ['pipe', options.stdout ?? 'pipe', 'pipe'],
    });
    let out = '';
    let err = '';
    if (options.hangUp === 'at once') child.stdout?.destroy();
    child.stdout?.on('data', (data) => {
      out += data.toString('latin1');
      if (options.hangUp === 'later') child.stdout?.destroy();
    });
    child.stderr?.on('data', (data) => {
      err += data;
    });
    child.on('close', (code) => resolve({ code, out, err }));
  });
}

describe('the built command', () => {
  it('is built (npm run build)', () => {
    expect(existsSync(CLI)).toBe(true);
  });

  it('prints a whole document into a pipe', async () => {
    const { code, out, err } = await start(['run', 'swap', '--json']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(JSON.parse(out).outcome).toBe('approved');
  });

  it('writes no colour into a pipe, unless forced; NO_COLOR wins', async () => {
    expect((await start(['run', 'sell'])).out).not.toContain('\u001b');
    expect((await start(['run', 'sell'], { env: { FORCE_COLOR: '1' } })).out).toContain('\u001b');
    const both = await start(['run', 'sell'], { env: { FORCE_COLOR: '1', NO_COLOR: '1' } });
    expect(both.out).not.toContain('\u001b');
  });

  it('does not mind a reader that hangs up', async () => {
    const { err } = await start(['run', 'swap', '--verbose'], { hangUp: 'later' });
    expect(err).toBe('');
  });

  it.skipIf(!existsSync('/dev/full'))(
    'ends with one sentence when its output is full',
    async () => {
      const recording = fileURLToPath(
        new URL('../golden/suite-nanosp/ethereum-swap_ui_only.apdu', import.meta.url),
      );
      const commands = [
        '--help',
        'run swap',
        'run swap --json',
        'explain 6a80',
        'screens',
        'doctor',
      ];
      for (const command of [...commands, `replay ${recording}`, 'serve --api-port 0']) {
        const full = openSync('/dev/full', 'w');
        const { code, err } = await start(command.split(' '), { stdout: full });
        closeSync(full);
        expect([command, code, err]).toEqual([
          command,
          3,
          'error: the output cannot be written (ENOSPC): no space is left there\n',
        ]);
      }
    },
  );

  it.skipIf(process.platform === 'win32')(
    'writes to /dev/stdout, in order with the rest',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'exchange-sim-stdout-'));
      const path = join(folder, 'all');
      const file = openSync(path, 'w');
      const args = ['run', 'swap', '--no-screens', '--record', '/dev/stdout'];
      const { code } = await start(args, { stdout: file });
      closeSync(file);
      const written = readFileSync(path, 'utf8');
      rmSync(folder, { recursive: true });
      expect(code).toBe(0);
      expect(written).toMatch(/^Swap ETH to BTC/);
      expect(written).toMatch(/\n=> e003000300\n<= /);
    },
  );

  const PIPES = ['screens --format svg --sheet', 'screens --format png --sheet', 'screens --json'];

  it.skipIf(process.platform === 'win32').each(PIPES)(
    '%s: /dev/stdout gets all of it through a pipe, and nothing else',
    async (command) => {
      const args = [...command.split(' '), '--out'];
      const folder = mkdtempSync(join(tmpdir(), 'exchange-sim-pipe-'));
      onTestFinished(() => rmSync(folder, { recursive: true }));
      const path = join(folder, command.includes('png') ? 'all.png' : 'all.svg');
      expect((await start([...args, path])).code).toBe(0);
      const { code, out, err } = await start([...args, '/dev/stdout']);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(Buffer.from(out, 'latin1').equals(readFileSync(path))).toBe(true);
    },
  );

  it.skipIf(process.platform === 'win32').each([...PIPES, 'run swap --json --record'])(
    '%s: one sentence and exit code 3 when the reader of /dev/stdout goes away',
    async (command) => {
      const option = command.includes('--record') ? '--record' : '--out';
      const args = command.split(' ').filter((arg) => arg !== option);
      const { code, err } = await start([...args, option, '/dev/stdout'], { hangUp: 'at once' });
      expect([code, err]).toEqual([
        3,
        `error: ${option}: "/dev/stdout" cannot be written (EPIPE): its reader is gone\n`,
      ]);
    },
  );

  it('says what is wrong on stderr', async () => {
    const { code, out, err } = await start(['run', 'swap', '--from', 'ZZZZQ']);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^error: --from: expected .*, found "ZZZZQ"/);
  });
});
