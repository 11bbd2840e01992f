/** The built command as a process of its own. Needs dist/ (npm test builds it first). */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function start(args: readonly string[], options: { hangUp?: boolean; env?: object } = {}) {
  return new Promise<Ended>((resolve) => {
    const env = { ...process.env, NO_COLOR: undefined, FORCE_COLOR: undefined, ...options.env };
    const child = spawn(process.execPath, [CLI, ...args], { env });
    let out = '';
    let err = '';
    child.stdout.on('data', (data) => {
      out += data;
      if (options.hangUp) child.stdout.destroy();
    });
    child.stderr.on('data', (data) => {
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
    const { err } = await start(['run', 'swap', '--verbose'], { hangUp: true });
    expect(err).toBe('');
  });

  it('says what is wrong on stderr', async () => {
    const { code, out, err } = await start(['run', 'swap', '--from', 'DOGE']);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^error: --from: unknown currency "DOGE"/);
  });
});
