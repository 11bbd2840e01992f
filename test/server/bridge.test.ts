/** `exchange-sim bridge` in front of a simulator that plays the real device. */
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { fromHex, toHex } from '../../src/bytes.js';
import { parseRecording } from '../../src/capture/format.js';
import { foundSetup } from '../../src/capture/found-setup.js';
import { replay } from '../../src/capture/replay.js';
import { bridgeCommand } from '../../src/cli/bridge/bridge.js';
import type { BridgeOptions } from '../../src/cli/bridge/options.js';
import type { AppendOnly } from '../../src/cli/files/recording.js';
import type { Device } from '../../src/device.js';
import type { Simulator } from '../../src/simulator/simulator.js';
import { openHttpProxy } from '../../src/transport/http-proxy.js';
import { openTcp } from '../../src/transport/tcp-apdu.js';
import { run } from '../cli/command-line.js';
import { requestOf, simulator, stepsOf } from '../host/flow.js';

async function bridge<D extends Device = Simulator>(
  changes: Partial<BridgeOptions> = {},
  device: D = simulator('nanosp', 'test') as Device as D,
  openRecording?: (path: string) => AppendOnly,
) {
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
    ...(openRecording === undefined ? {} : { openRecording }),
  });
  await Promise.race([line, ended]);
  const { url, apduPort } = JSON.parse(out) as { url: string; apduPort: number };
  const end = async () => {
    stop();
    return ended;
  };
  onTestFinished(async () => void (await end().catch(() => {})));
  const post = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(url + path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers,
    });
    return { status: response.status, json: (await response.json()) as Record<string, string> };
  };
  return { url, apduPort, device, post, end, talk: () => err };
}

/** Has the Ethereum app open, and takes its time to say so. */
function slowEthereum(ms = 20): Device {
  const about = `0108${Buffer.from('Ethereum').toString('hex')}05${Buffer.from('1.2.3').toString('hex')}0100`;
  return {
    name: 'fake',
    model: 'nanox',
    exchange: async (apdu) => {
      await new Promise((resolve) => setTimeout(resolve, ms));
      return fromHex(apdu[0] === 0xb0 ? `${about}9000` : '6d00');
    },
    close: async () => {},
  };
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
    expect(proxied.status).toBe(403);
    expect(proxied.json.data).toBeNull();
    expect(proxied.json.error).toMatch(/did not send b0a70000.*--allow-all/);
  });

  it('says 403 too when the device has to be asked first, and takes its time', async () => {
    const { post, url, apduPort } = await bridge({}, slowEthereum());
    const sentence =
      'the bridge did not send e0030003: Exchange is not open on the device, but Ethereum 1.2.3. Start the bridge with --allow-all to send everything to this device.';
    const data = 'e003000300';
    expect(await post('/apdu', { data })).toEqual({ status: 403, json: { error: sentence } });
    const two = await Promise.all([post('/apdu', { data }), post('/apdu', { data })]);
    expect(two.map(({ status }) => status)).toEqual([403, 403]);
    const proxied = await post('/', { apduHex: data });
    expect(proxied).toEqual({ status: 403, json: { data: null, error: sentence } });

    const own = await openHttpProxy(new URL(`${url}/devices/1`));
    await expect(own.exchange(fromHex(data))).rejects.toThrow(/Exchange is not open.*Ethereum/);
    await own.close();
    const tcp = await openTcp({ host: '127.0.0.1', port: apduPort });
    expect(toHex(await tcp.exchange(fromHex(data)))).toBe('6d00');
    await tcp.close();
  });

  it('cuts a command off whose time is over before it may be sent', async () => {
    const { post } = await bridge({}, slowEthereum(600));
    await expect(post('/apdu', { data: 'e003000300', tick_timeout: 1 })).rejects.toThrow();
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
    const { mismatches, compared } = await replay(
      recording,
      (await foundSetup(recording, {})).setup,
      file,
    );
    expect(mismatches).toEqual([]);
    expect(compared).toBeGreaterThan(8);
  });

  /** A disk with so much room, which a test can change. */
  function smallDisk(room: number) {
    // `shared`: somebody else takes the room between the command and its answer.
    const disk = { room, shared: false, written: Buffer.alloc(0), closed: false };
    const openRecording = (): AppendOnly => ({
      write(bytes) {
        if (disk.room === 0) throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
        const part = bytes.subarray(0, disk.room);
        disk.written = Buffer.concat([disk.written, part]);
        disk.room -= part.length;
        return part.length;
      },
      makeRoom(count) {
        if (disk.room < count && !disk.shared) {
          throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
        }
      },
      takeBack(count) {
        disk.written = disk.written.subarray(0, disk.written.length - count);
        disk.room += count;
      },
      close() {
        disk.closed = true;
      },
    });
    return { disk, openRecording };
  }

  it('keeps its recording whole on a full disk, and goes on when there is room', async () => {
    const { disk, openRecording } = smallDisk(10_000);
    const { post, talk, end, device } = await bridge(
      { record: 'x.apdu' },
      simulator('nanosp', 'test'),
      openRecording,
    );
    const events = () =>
      parseRecording(disk.written.toString(), 'x').events.flatMap((event) =>
        event.kind === 'command' || event.kind === 'answer' ? event.kind : [],
      );
    expect((await post('/apdu', { data: 'e002000300' })).status).toBe(200);
    // No room for an exchange: it does not begin.
    disk.room = 4000;
    expect((await post('/apdu', { data: 'e003000300' })).status).toBe(502);
    expect(events()).toEqual(['command', 'answer']);
    expect(talk()).toMatch(/^the recording "x.apdu" cannot be written \(ENOSPC\): no command is/);
    disk.room = 20;
    disk.shared = true;
    const version = disk.written.length;
    expect((await post('/apdu', { data: 'e003000300' })).json.data).toMatch(/9000$/);
    expect(events()).toEqual(['command', 'answer', 'command']);
    expect(disk.written.subarray(version).toString()).toBe('=> e003000300\n');

    const step = device.ledger.step;
    const refused = await post('/apdu', { data: 'e003000300' });
    expect(refused.status).toBe(502);
    expect(refused.json.error).toMatch(/ENOSPC\), and the command was not sent\. Make room/);
    expect(device.ledger.step).toBe(step);
    expect(events()).toEqual(['command', 'answer', 'command']);

    disk.room = 10_000;
    expect((await post('/apdu', { data: 'e002000300' })).status).toBe(200);
    expect(talk()).toMatch(/the recording "x.apdu" goes on\n$/);
    expect(events()).toEqual(['command', 'answer', 'command', 'answer', 'command', 'answer']);
    expect(await end()).toBe(0);
    expect(disk.closed).toBe(true);
  });

  it('says what is lost when the disk stays full', async () => {
    const { disk, openRecording } = smallDisk(10_000);
    const { post, end } = await bridge({ record: 'x.apdu' }, undefined, openRecording);
    disk.room = 20;
    disk.shared = true;
    await post('/apdu', { data: 'e003000300' });
    await expect(end()).rejects.toThrow(
      'the recording "x.apdu" cannot be written (ENOSPC): its last 1 lines are lost',
    );
    expect(disk.closed).toBe(true);
  });

  it.skipIf(!existsSync('/dev/full'))('does not begin on a full disk', async () => {
    const { code, err } = await run([
      ...['bridge', '--device', 'simulator', '--record', '/dev/full'],
      ...['--api-port', '0', '--no-apdu-port'],
    ]);
    expect(code).toBe(3);
    expect(err).toMatch(/--record: "\/dev\/full" cannot be written \(ENOSPC\)/);
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
