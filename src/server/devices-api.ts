/** `/devices`: what the server has, and putting devices in and out. */

import type { Context } from 'hono';
import { Hono } from 'hono';
import { MODEL_NAMES } from '../device.js';
import { shownName } from '../shown.js';
import { screenTexts } from '../simulator/screens/events.js';
import { isSimulator } from '../simulator/simulator.js';
import type { ShownSettings } from './device-settings.js';
import { optionalObject, optionalText } from './request-body.js';
import type { ServedDevice } from './served-device.js';
import type { ServedDevices } from './served-devices.js';
import type { Env } from './speculos-api.js';

/** About one device, as anyone may read it. */
export interface AboutDevice {
  readonly id: string;
  readonly path: string;
  readonly default: boolean;
  /** 'simulator', 'speculos', … */
  readonly kind: string;
  readonly model: string;
  readonly modelName: string;
  readonly settings: ShownSettings | null;
  /** What the Exchange app waits for; null where nobody can look inside. */
  readonly step: string | null;
  readonly waitsForUser: boolean | null;
  readonly queue: number;
  /** Texts on the screen; null for a screen no program can see. */
  readonly screen: { readonly kind: string; readonly texts: readonly string[] } | null;
}

export function aboutDevice(devices: ServedDevices, served: ServedDevice): AboutDevice {
  const { device, id } = served;
  const ledger = isSimulator(device) ? device.ledger : undefined;
  const view = device.screen?.current();
  return {
    id,
    path: `/devices/${id}`,
    default: devices.get() === served,
    kind: device.name,
    model: device.model,
    modelName: MODEL_NAMES[device.model],
    settings: devices.settings(id) ?? null,
    step: ledger?.step ?? null,
    waitsForUser: ledger?.waitsForUser ?? null,
    queue: served.queueLength,
    screen: view === undefined ? null : { kind: view.kind, texts: screenTexts(view) },
  };
}

export function devicesApi(devices: ServedDevices, manage: boolean): Hono<Env> {
  const api = new Hono<Env>();
  const refused = (c: Context<Env>) =>
    c.json({ error: 'devices of this server are fixed: it has a real one behind it' }, 403);

  api.get('/', (c) => {
    const all = devices.ids.flatMap((id) => {
      const served = devices.get(id);
      return served === undefined ? [] : aboutDevice(devices, served);
    });
    return c.json({ devices: all });
  });

  api.post('/', async (c) => {
    if (!manage) return refused(c);
    const body = await optionalObject(c.req.raw);
    const { id: _, ...changes } = body;
    const served = devices.create(changes, optionalText(body, 'id'));
    return c.json(aboutDevice(devices, served), 201, { Location: `/devices/${served.id}` });
  });

  api.delete('/:id', async (c) => {
    if (!manage) return refused(c);
    const id = c.req.param('id');
    if (devices.get()?.id === id) {
      return c.json({ error: 'the default device stays while the server runs' }, 409);
    }
    if (await devices.remove(id)) return c.json({});
    return c.json({ error: `there is no device ${shownName(id)}` }, 404);
  });
  return api;
}
