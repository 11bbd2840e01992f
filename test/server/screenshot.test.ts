/** `/screenshot` while a finger holds and a spinner turns, against pictures of the emulator. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { gesturesFor } from '../../src/device/gestures.js';
import type { Device, Model } from '../../src/device.js';
import { INS } from '../../src/exchange/constants.js';
import { requestOf, stepsOf } from '../host/flow.js';
import { decodedPng } from '../picture/decoded-png.js';
import { readFlow } from '../simulator/screens/pixels/recorded-flow.js';
import { handler } from './handler.js';

const FOLDER = fileURLToPath(new URL('../golden/pictures/', import.meta.url));
const MODELS: readonly Model[] = ['stax', 'flex', 'apex_p'];

type Server = ReturnType<typeof handler>;

async function screenshot({ send }: Server): Promise<Uint32Array> {
  const response = await send('GET', '/screenshot');
  return decodedPng(Buffer.from(await response.arrayBuffer())).pixels;
}

const known = new Map<string, Uint32Array>();

/** A recorded picture; the same one is often seen several ticks. */
function recorded(model: Model, picture: string): Uint32Array {
  const file = join(FOLDER, model, picture);
  const pixels = known.get(file) ?? decodedPng(readFileSync(file)).pixels;
  known.set(file, pixels);
  return pixels;
}

/** A review, open on its last page. The flow ends with the approval. */
async function lastPage(model: Model, from: string, to: string): Promise<Server> {
  const server = handler({ settings: { model } });
  const simulator = server.simulator();
  const device: Device = {
    name: 'up to the approval',
    model,
    exchange: (apdu) =>
      apdu[1] === INS.START_SIGNING_TRANSACTION ? new Promise(() => {}) : simulator.exchange(apdu),
    close: async () => {},
  };
  void stepsOf(device, requestOf(simulator, 'SWAP_NG', { from, to }));
  const { screen } = simulator;
  await screen.waitFor('Review transaction');
  const next = gesturesFor(model).next as { touch: { x: number; y: number } };
  for (let i = 0; i < 10 && screen.current().kind !== 'approve'; i++)
    await screen.touch(next.touch);
  expect(screen.current().kind).toBe('approve');
  return server;
}

describe.each(MODELS)('%s', (model) => {
  it('shows a hold, one let go too early, and the spinner after it, tick by tick', async () => {
    const { screens, fields } = readFlow(join(FOLDER, model), 'page-hold.json');
    const server = await lastPage(model, String(fields!.from), String(fields!.to));
    const paused = screens.findIndex(({ what }) => what === 'time paused');
    await server.json('POST', '/ticker/', { action: 'pause' });
    const wrong: string[] = [];
    for (const { n, picture, pressed } of screens.slice(paused)) {
      if (pressed === 'tick') {
        await server.json('POST', '/ticker/', { action: 'single-step' });
      } else if (pressed !== null) {
        const { finger, touch } = pressed as { finger: string; touch: [number, number] };
        const action = finger === 'down' ? 'press' : 'release';
        await server.json('POST', '/finger', { action, x: touch[0], y: touch[1] });
      }
      const same = Buffer.compare(
        Buffer.from((await screenshot(server)).buffer),
        Buffer.from(recorded(model, picture).buffer),
      );
      if (same !== 0) wrong.push(`${n} ${picture} ${JSON.stringify(pressed)}`);
    }
    expect(wrong).toEqual([]);
  });
});
