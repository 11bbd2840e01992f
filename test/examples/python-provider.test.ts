/** The example in Python, started as its README says, with the key made as the pages say. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { judged } from '../provider/others/judged.js';

const SCRIPT = fileURLToPath(new URL('../../examples/provider.py', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'python-provider-'));
const key = join(folder, 'key.pem');
const publicKey = join(folder, 'public.pem');

/** @throws Error with what is to be installed; nothing is skipped. */
function needed(command: string, args: readonly string[]): void {
  try {
    execFileSync(command, args, { stdio: 'pipe' });
  } catch (cause) {
    throw new Error(
      `${command} ${args.join(' ')} does not run: install ${command} (Debian: apt-get install ${command}), the example in examples/ is tested with it`,
      { cause },
    );
  }
}

let server: ChildProcess | undefined;
let url = '';

beforeAll(async () => {
  needed('python3', ['--version']);
  needed('openssl', ['version']);
  execFileSync('openssl', ['ecparam', '-name', 'secp256k1', '-genkey', '-noout', '-out', key]);
  execFileSync('openssl', ['ec', '-in', key, '-pubout', '-out', publicKey], { stdio: 'pipe' });
  // Without python3-ecdsa, wherever the test runs: openssl signs.
  writeFileSync(join(folder, 'ecdsa.py'), "raise ImportError('not here')\n");
  const started = spawn('python3', [SCRIPT, key, '0'], {
    env: { ...process.env, PYTHONPATH: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  server = started;
  url = await new Promise<string>((resolve, reject) => {
    let said = '';
    started.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const found = /http:\/\/[\d.:]+/.exec(said);
      if (found !== null && said.endsWith('\n')) resolve(found[0]);
    });
    started.on('exit', (code) => reject(new Error(`provider.py ended with ${code}: ${said}`)));
  });
});

afterAll(() => {
  server?.removeAllListeners('exit');
  server?.kill();
  rmSync(folder, { recursive: true });
});

it('passes the run of its README with nothing failed', async () => {
  const run = await judged('swap', { url, publicKey: readFileSync(publicKey, 'utf8') });
  expect(run.evidence).toEqual({});
  expect(run.exitCode).toBe(0);
  expect(run.summary.passed).toBeGreaterThan(140);
  for (const id of ['check: signature family', 'DEVICE_OTHER_MODEL', 'CONCURRENCY_MIXUP']) {
    expect(run.rules.find((rule) => rule.id === id)).toMatchObject({ result: 'passed' });
  }
}, 120_000);
