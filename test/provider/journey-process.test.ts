/** `provider backend` as a process: the built page, and an end at once while journeys are under way. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, expect, it } from 'vitest';
import { type RunningProvider, startProvider } from '../../src/provider/serve/index.js';

/** Only a broken test waits that long. */

const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

const folder = mkdtempSync(join(tmpdir(), 'exchange-sim-journey-'));
afterAll(() => rmSync(folder, { recursive: true }));

let child: ChildProcess | undefined;
let provider: RunningProvider | undefined;
afterEach(async () => {
  child?.kill('SIGKILL');
  await provider?.close();
});

it('serves its script, and ends at once while the user is waited for and the page listens', async () => {
  provider = await startProvider({ products: ['swap'] });
  const { key, partnerName } = provider.settings;
  const publicKey = Buffer.from(key.publicKey).toString('hex');
  const profile = JSON.stringify({
    url: provider.url,
    products: ['swap'],
    partnerName,
    key: { curve: key.curve, publicKey },
  });
  const file = join(folder, 'provider.json');
  writeFileSync(file, profile);
  child = spawn(process.execPath, [CLI, 'provider', 'backend', '--provider', file, '--port', '0']);
  const url = await new Promise<string>((resolve, reject) => {
    child!.stdout!.on('data', (text) => resolve(/http:\/\/[\d.:]+/.exec(String(text))![0]));
    child!.stderr!.on('data', (text) => reject(new Error(String(text))));
  });
  const page = await (await fetch(url, { headers: { accept: 'text/html' } })).text();
  expect(page).toContain('<script type="module" src="/page/main.js">');
  const script = await (await fetch(`${url}/page/main.js`)).text();
  // One file: nothing that would have to be served beside it.
  expect(script).not.toMatch(/\bimport\b/);
  expect(script).toContain('EventSource');
  const begun = await fetch(`${url}/journey`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"product":"swap"}',
  });
  const { id } = (await begun.json()) as { id: string };
  const state = async () =>
    ((await (await fetch(`${url}/journey/${id}`)).json()) as { state: string }).state;
  await expect.poll(state).toBe('reviewing');
  const events = await fetch(`${url}/journey/${id}/events`);
  const started = Date.now();
  child.kill('SIGTERM');
  const code = await new Promise((resolve) => child!.on('exit', resolve));
  expect(code).toBe(0);
  // Against a hang, not a measurement.
  expect(Date.now() - started).toBeLessThan(5_000);
  await events.body?.cancel().catch(() => {});
});
