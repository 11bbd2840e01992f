/**
 * What only this server has, for the page and for scripts, under `/sim` of each device:
 *
 *     GET  state        the device now            GET  settings, PUT settings   model, seed, build, …
 *     GET  journal      what happened, ?after=N   GET  stream                   the same, live
 *     POST flow         starts a flow             GET  flow                     its steps so far
 *     POST user         approve, reject, next     GET  recording, POST recording
 *     GET, PUT faults   what goes wrong at a simulated device, from now on
 */

import type { Context } from 'hono';
import { Hono } from 'hono';
import { InputError } from '../errors.js';
import { expected, shownText } from '../shown.js';
import { aboutDevice } from './devices-api.js';
import { type StreamCounter, streamResponse } from './event-stream.js';
import { FlowRoom } from './flow-room.js';
import { type ShownEntry, shownEntry } from './journal-words.js';
import { journalledScreen } from './journalled-screen.js';
import { LIMITS } from './limits.js';
import { recordingOf } from './recordings.js';
import { ReplayRoom } from './replay-room.js';
import { bodyBytes, bodyObject, oneOf, onlyKeys, optionalObject } from './request-body.js';
import type { ServedDevice } from './served-device.js';
import type { ServedDevices } from './served-devices.js';
import type { Env } from './speculos-api.js';

export interface SimApiOptions {
  readonly deviceOf: (context: Context<Env>) => ServedDevice;
  readonly streams: StreamCounter;
  readonly devices: ServedDevices;
  readonly manage: boolean;
}

export function simApi({ deviceOf, streams, devices, manage }: SimApiOptions): Hono<Env> {
  const api = new Hono<Env>();
  const flows = new FlowRoom();
  const replays = new ReplayRoom();

  api.get('/state', (c) => {
    const served = deviceOf(c);
    served.refresh();
    return c.json({
      ...aboutDevice(devices, served),
      view: served.device.screen?.current() ?? null,
      whyRefused: served.lastReason ?? null,
      flow: flows.state(served) ?? null,
    });
  });

  api.get('/settings', (c) => c.json(devices.settings(deviceOf(c).id) ?? null));
  api.put('/settings', async (c) => {
    const served = deviceOf(c);
    if (!manage) return c.json({ error: 'a real device cannot be set up from here' }, 403);
    await devices.change(served.id, await bodyObject(c.req.raw));
    return c.json(devices.settings(served.id) ?? null);
  });

  api.get('/journal', (c) => {
    const served = deviceOf(c);
    const entries = served.journal.since(numberOf(c.req.query('after')));
    return c.json({ entries: entries.map(shownEntry), cut: served.journal.cut });
  });

  api.get('/stream', (c) => {
    const served = deviceOf(c);
    const last = c.req.header('last-event-id') ?? c.req.query('after');
    if (c.req.method === 'HEAD') return streamResponse(null);
    const stream = streams.stream(served, (write) => {
      // A reader that comes back hears what it missed; a new one hears only what comes.
      if (last !== undefined) {
        for (const entry of served.journal.since(numberOf(last))) write(sse(shownEntry(entry)));
      }
      return served.journal.onEntry((entry) => write(sse(shownEntry(entry))));
    });
    return streamResponse(stream);
  });

  api.post('/user', async (c) => {
    const body = await bodyObject(c.req.raw);
    onlyKeys(body, ['does']);
    const does = oneOf(body, 'does', ['approve', 'reject', 'next']);
    await journalledScreen(deviceOf(c))[does]();
    return c.json({});
  });

  api.get('/flow', (c) => c.json(flows.state(deviceOf(c)) ?? null));
  api.post('/flow', async (c) => {
    const served = deviceOf(c);
    if (!manage) return c.json({ error: 'flows start on simulated devices only' }, 403);
    const build = devices.settings(served.id)?.build ?? '';
    await flows.start(served, await optionalObject(c.req.raw), build);
    return c.json(flows.state(served) ?? null, 202);
  });

  // Scenarios' validator is loaded when somebody asks for it.
  api.get('/faults', async (c) => {
    const { faultyDevice } = await import('./device-faults.js');
    return c.json({ faults: faultyDevice(deviceOf(c)).faults });
  });
  api.put('/faults', async (c) => {
    const { faultsOf, faultyDevice } = await import('./device-faults.js');
    const device = faultyDevice(deviceOf(c));
    device.setFaults(faultsOf(await bodyObject(c.req.raw)));
    return c.json({ faults: device.faults });
  });

  api.get('/recording', (c) => {
    const served = deviceOf(c);
    const text = recordingOf(served, devices.settings(served.id));
    return c.text(text, 200, {
      'Content-Disposition': `attachment; filename="device-${served.id}.apdu"`,
    });
  });
  // Played to a device of its own: the served one is not touched.
  api.post('/recording', async (c) => {
    deviceOf(c);
    const played = await replays.start(await bodyBytes(c.req.raw, LIMITS.recording));
    return c.body(played, 200, { 'Content-Type': 'application/json' });
  });

  return api;
}

function sse(entry: ShownEntry): string {
  return `id: ${entry.number}\nevent: ${entry.type}\ndata: ${JSON.stringify(entry)}\n\n`;
}

function numberOf(text: string | undefined): number {
  if (text === undefined || /^\d{1,15}$/.test(text)) return Number(text ?? 0);
  throw new InputError(expected('after', 'the number of an entry', shownText(text)));
}
