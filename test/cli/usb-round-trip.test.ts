/**
 * From one process to the next: a swap on a simulator behind `serve`, recorded by `bridge`, turned into
 * a USB capture and back, is the same to the byte and replays without a difference. Needs dist/.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, expect, it } from 'vitest';

const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'exchange-sim-round-trip-'));
const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

const command = async (...args: string[]) => {
  const { stdout } = await promisify(execFile)(process.execPath, [CLI, ...args]);
  return stdout;
};

/** Starts a server and waits for the one document that says where it is. */
async function start(...args: string[]): Promise<{ url: string; child: ChildProcess }> {
  const child = spawn(
    process.execPath,
    [CLI, ...args, '--api-port', '0', '--no-apdu-port', '--json'],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  children.push(child);
  let text = '';
  for await (const line of createInterface({ input: child.stdout! })) {
    text += line;
    if (line.startsWith('}')) break;
  }
  return { url: (JSON.parse(text) as { url: string }).url, child };
}

it('a swap behind serve, recorded by bridge, as a USB capture and back', async () => {
  const recording = join(folder, 'swap.apdu');
  const capture = join(folder, 'swap.pcap');
  const again = join(folder, 'again.apdu');
  const serve = await start('serve', '--build', 'test');
  const bridge = await start('bridge', '--device', `speculos:${serve.url}`, '--record', recording);
  const run = JSON.parse(
    await command('run', 'swap', '--device', `speculos:${bridge.url}`, '--build', 'test', '--json'),
  );
  expect(run.outcome).toBe('approved');
  bridge.child.kill('SIGTERM');
  await new Promise((resolve) => bridge.child.once('exit', resolve));

  await command('import', recording, '--out', capture);
  await command('import', capture, '--out', again);
  expect(await command('diff', recording, again)).toContain('No difference.');
  const imported = JSON.parse(await command('import', capture, '--json'));
  expect(imported).toMatchObject({ format: 'pcap', devices: 1, problems: [] });
  expect(imported.exchanges.length).toBeGreaterThan(9);
  const replayed = JSON.parse(
    await command('replay', again, '--answers', '--build', 'test', '--json'),
  );
  expect(replayed).toMatchObject({ differences: 0 });
  expect(replayed.compared).toBeGreaterThan(9);
});
