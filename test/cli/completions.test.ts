/** Completions: bash is asked what it would offer, the other shells whether they can read theirs. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FINDING_CODES } from '../../src/check/findings/codes.js';
import { COMMANDS } from '../../src/cli/commands.js';
import { FIRMWARE_IDS } from '../../src/firmware/index.js';
import { MISTAKE_CODES } from '../../src/sign/mistakes.js';
import { run } from './command-line.js';

const folder = mkdtempSync(join(tmpdir(), 'exchange-sim-completions-'));
afterAll(() => rmSync(folder, { recursive: true }));

const has = (shell: string, ...args: string[]) => spawnSync(shell, args).status === 0;

async function script(shell: string): Promise<string> {
  const { code, out, err } = await run(['completions', shell]);
  expect([code, err]).toEqual([0, '']);
  const path = join(folder, shell);
  writeFileSync(path, out);
  return path;
}

/** Lines up to the cursor, as words; each with what must be offered, in this order. */
const LINES: readonly (readonly [line: string, offered: readonly string[]])[] = [
  ['', [...COMMANDS.map(({ name }) => name), 'help']],
  ['re', ['replay', 'redact']],
  ['provider ', ['rules', 'test', 'serve', 'backend', 'proxy', 'trigger', 'resend', 'help']],
  ['provider test --create', ['--create-orders']],
  ['run ', ['swap', 'sell', 'fund']],
  ['run swap --model ', ['nanosp', 'nanox', 'stax', 'flex', 'apex_p']],
  ['run swap --model s', ['stax']],
  ['run swap --model = fl', ['flex']],
  ['check a.json --model ', ['all', 'nanosp', 'nanox', 'stax', 'flex', 'apex_p']],
  ['check a.json --reporter j', ['json', 'junit']],
  ['replay --firmware 3.4.', FIRMWARE_IDS.filter((id) => id.startsWith('3.4.'))],
  ['run swap --device sp', ['speculos', 'speculos-ledgerjs']],
  ['sign swap --mistake NONCE_', MISTAKE_CODES.filter((code) => code.startsWith('NONCE_'))],
  ['explain AMOUNT_', FINDING_CODES.filter((code) => code.startsWith('AMOUNT_'))],
  [
    'keys convert k.pem --to ',
    ['sec1', 'pkcs8', 'jwk', 'hex', 'pem', 'spki', 'public-jwk', 'uncompressed', 'compressed'],
  ],
  ['run swap --screens ', ['text', 'png', 'svg', 'swap', 'sell', 'fund']],
  ['--ver', ['--version']],
  // A value that is a command elsewhere leaves the command as it is.
  ['sign swap --account check --lis', ['--list-mistakes']],
  // Files: bash's own.
  ['run swap --record ', []],
  ['check ', []],
  ['nosuchcommand --js', []],
];

describe.skipIf(!has('bash', '-c', ':'))('bash', () => {
  let offered: string[];

  beforeAll(async () => {
    const path = await script('bash');
    const asked = LINES.map(([line]) => {
      const words = ['exchange-sim', ...line.split(' ')].map((word) => `'${word}'`).join(' ');
      return `COMP_WORDS=(${words}); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); COMPREPLY=(); _exchange_sim; echo "\${COMPREPLY[*]}"`;
    });
    const all = [`set -u; source ${path}`, 'complete -p exchange-sim', ...asked].join('\n');
    offered = execFileSync('bash', ['-c', all], { encoding: 'utf8' }).split('\n');
  });

  it('is told which function to call', () => {
    expect(offered[0]).toBe('complete -o bashdefault -o default -F _exchange_sim exchange-sim');
  });

  it.each(LINES.map(([line, wanted], at) => [line, wanted, at] as const))(
    'exchange-sim %s|',
    (_, wanted, at) => expect(offered[at + 1]).toBe(wanted.join(' ')),
  );
});

it.skipIf(!has('zsh', '-c', ':'))('zsh reads its script', async () => {
  expect(spawnSync('zsh', ['-n', await script('zsh')], { encoding: 'utf8' })).toMatchObject({
    status: 0,
    stderr: '',
  });
});

it.skipIf(!has('fish', '--version'))('fish offers what it should', async () => {
  const path = await script('fish');
  const lines = ['re', 'provider re', 'run swap --model s', 'check --reporter j'];
  const asked = lines.map((line) => `complete -C 'exchange-sim ${line}' | cut -f1`).join('; ');
  const { stdout, stderr } = spawnSync('fish', ['--no-config', '-c', `source ${path}; ${asked}`], {
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(stdout.trim().split('\n').sort()).toEqual(
    ['redact', 'replay', 'resend', 'stax', 'json', 'junit'].sort(),
  );
});

it.skipIf(!has('pwsh', '-v'))('PowerShell reads its script', async () => {
  const path = await script('powershell');
  const { status, stderr } = spawnSync('pwsh', ['-NoProfile', '-File', path], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
});

describe('every shell', () => {
  it.each(['bash', 'zsh', 'fish', 'powershell'])(
    '%s: every command, its options and their choices',
    async (shell) => {
      const { out } = await run(['completions', shell]);
      for (const { name } of COMMANDS) expect(out).toContain(name);
      const option = shell === 'fish' ? ' -l create-orders' : '--create-orders';
      for (const word of [option, 'ledger-wallet', 'NONCE_HEX_AS_TEXT', '3.3.3']) {
        expect(out).toContain(word);
      }
      // Options that speculos has and nobody needs here are hidden.
      expect(out).not.toContain('vnc-password');
    },
  );

  it('another one is bad usage', async () => {
    const { code, out, err } = await run(['completions', 'tcsh']);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('Allowed choices are bash, zsh, fish, powershell.');
  });
});
