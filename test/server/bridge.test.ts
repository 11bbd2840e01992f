/** `exchange-sim bridge` in front of a simulator that plays the real device. */
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { deviceSetup } from '../../src/capture/device-setup.js';
import { parseRecording } from '../../src/capture/format.js';
import { replay } from '../../src/capture/replay.js';
import { bridgeCommand } from '../../src/cli/bridge.js';
import type { BridgeOptions } from '../../src/cli/serve-options.js';
import { run } from '../cli/command-line.js';
import { requestOf, simulator, stepsOf } from '../host/flow.js';

async function bridge(changes: Partial<BridgeOptions> = {}, device = simulator('nanosp', 'test')) {
  let out = '';
  let err = '';
  let stop = () => {};
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  let ready = (_: unknown) => {};
  const line = new Promise((resolve) => {
    ready = resolve;
  });
  const stdout = {
    write(text: string) {
      out += text;
      ready(text);
    },
  };
  const stderr = {
    write(text: string) {
      err += text;
    },
  };
  const io = { stdout, stderr, color: false, columns: 80, isTty: false };
  const options = { device: 'fake', apiPort: '0', apduPort: '0', json: true as const, ...changes };
  const ended = bridgeCommand(options, io, {
    open: async () => device,
    stopped: () => stopped,
  });
  await Promise.race([line, ended]);
  const { url } = JSON.parse(out) as { url: string };
  const end = async () => {
    stop();
    return ended;
  };
  onTestFinished(async () => void (await end()));
  const post = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(url + path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers,
    });
    return { status: response.status, json: (await response.json()) as Record<string, string> };
  };
  return { url, device, post, end, talk: () => err };
}

describe('bridge', () => {
  it('passes commands on, and says 403 to those it does not', async () => {
    const { post, url } = await bridge();
    expect((await post('/apdu', { data: 'e002000300' })).json).toEqual({ data: '0404029000' });
    const refused = await post('/apdu', { data: 'b0a7000000' });
    expect(refused.status).toBe(403);
    expect(refused.json.error).toMatch(/did not send b0a70000.*--allow-all/);
    const { entries } = (await (await fetch(`${url}/sim/journal`)).json()) as {
      entries: { type: string; apdu?: string; error?: string }[];
    };
    expect(entries.at(-1)).toMatchObject({
      type: 'withheld',
      apdu: 'b0a7000000',
      error: expect.stringMatching(/did not send/),
    });
    const proxied = await post('/', { apduHex: 'b0a7000000' });
    expect(proxied.json).toMatchObject({ data: null, error: /did not send/ });
  });

  it('passes everything on with --allow-all, and says so', async () => {
    const { post, talk } = await bridge({ allowAll: true });
    expect((await post('/apdu', { data: 'b0a7000000' })).json).toEqual({ data: '9000' });
    expect(talk()).toMatch(/every command is passed on/);
  });

  it('lets no page in that the user did not name', async () => {
    const { post } = await bridge({ allowOrigin: ['https://good.example'] });
    const from = (origin: string) => post('/apdu', { data: 'e002000300' }, { origin });
    expect((await from('https://evil.example')).status).toBe(403);
    expect((await from('https://good.example')).status).toBe(200);
  });

  it('gives its device to nobody else', async () => {
    const { post, url } = await bridge();
    expect((await post('/devices', {})).status).toBe(403);
    expect((await post('/sim/flow', {})).status).toBe(403);
    const list = (await (await fetch(`${url}/devices`)).json()) as { devices: unknown[] };
    expect(list.devices).toHaveLength(1);
  });

  it('records every exchange, screen and press; the recording replays', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bridge-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'session.apdu');
    const { device, post, end } = await bridge({ record: file });
    const steps = await stepsOf(simulator('nanosp', 'test'), requestOf(device, 'SWAP_NG'));
    // What the bridge does not send is no part of it.
    expect((await post('/apdu', { data: 'e0ff000300' })).status).toBe(403);
    for (const { apdu } of steps.flatMap(({ exchanges }) => exchanges)) {
      const answer = post('/apdu', { data: Buffer.from(apdu).toString('hex') });
      if (apdu[1] === 0x0f) {
        await device.screen.waitFor('Review');
        await post('/sim/user', { does: 'approve' });
      }
      expect((await answer).json.data).toMatch(/9000$/);
    }
    expect(await end()).toBe(0);
    expect(statSync(file).mode & 0o077).toBe(0);
    expect(readFileSync(file, 'utf8')).not.toContain('e0ff');
    const recording = parseRecording(readFileSync(file, 'utf8'), file);
    const { mismatches, compared } = replay(recording, deviceSetup(recording, {}), file);
    expect(mismatches).toEqual([]);
    expect(compared).toBeGreaterThan(8);
  });

  it('serves the next client when one dies while the person at the device thinks', async () => {
    const { url, device, post } = await bridge();
    const steps = await stepsOf(simulator('nanosp', 'test'), requestOf(device, 'SWAP_NG'));
    for (const { apdu } of steps.slice(0, 7).flatMap(({ exchanges }) => exchanges)) {
      await post('/apdu', { data: Buffer.from(apdu).toString('hex') });
    }
    const leaving = new AbortController();
    const review = fetch(`${url}/apdu`, {
      method: 'POST',
      body: JSON.stringify({ data: 'e00f000300' }),
      signal: leaving.signal,
    });
    await device.screen.waitFor('Review');
    await review;
    leaving.abort();
    // A real device cannot be interrupted: the next command waits for the person.
    const next = post('/apdu', { data: 'e003000300' });
    await device.screen.reject();
    expect((await next).json.data).toMatch(/^350a.*9000$/);
  });

  it.each([
    [['bridge'], 2, /required option '--device/],
    [['bridge', '--device', 'nonsense'], 2, /--device: expected one of/],
    [['bridge', '--device', 'simulator', '--allow-origin', '*'], 2, /expected an origin/],
    [['bridge', '--device', 'simulator', '--record', '/no/such/folder/x'], 2, /--record: expected/],
    [['bridge', '--device', 'speculos:1'], 3, /127\.0\.0\.1:1/],
  ])('%j ends with %i', async (args, code, message) => {
    const ended = await run(args);
    expect(ended.code).toBe(code);
    expect(ended.err).toMatch(message);
  });
});
