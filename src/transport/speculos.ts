/**
 * The Speculos emulator as a Device, over its REST API, with defences against what is wrong with it:
 *
 * - commands that overlap get each other's answers: everybody in this process who talks to the same
 *   emulator waits in one queue;
 * - it keeps something of every command for ever: nothing is sent that need not be (the screen is
 *   asked for over another road), and `commands` says how many it has had, for whoever recycles it;
 * - when it gives up waiting for its user it cuts a 200 off: that is no answer (`speculos-api.ts`);
 * - it does not say where one event ends in the stream: `sse.ts` does not care.
 */
import type { Device, Model } from '../device.js';
import { DeviceError, InputError } from '../errors.js';
import { expected } from '../shown.js';
import { sharedQueue } from './queue.js';
import { SPECULOS_URL } from './speculos-address.js';
import { speculosApi } from './speculos-api.js';
import { modelOfScreenshot } from './speculos-model.js';
import { type SpeculosScreen, speculosScreen } from './speculos-screen.js';

export interface SpeculosOptions {
  /** Recognised by the size of its screen when absent; two Nanos have the same. */
  readonly model?: Model;
  readonly token?: string;
  /** Milliseconds for a request that is no command; 15 seconds when absent. */
  readonly requestMs?: number;
  /** Carries the commands instead of our own client; the screen stays ours. */
  readonly road?: () => Promise<ApduRoad>;
}

export interface ApduRoad {
  readonly name: string;
  exchange(apdu: Uint8Array): Promise<Uint8Array>;
  close(): Promise<void>;
}

export interface SpeculosDevice extends Device {
  readonly screen: SpeculosScreen;
  /** Commands this emulator has had from us: it gets slower with each of them. */
  readonly commands: number;
  /** PNG of the screen. */
  screenshot(): Promise<Uint8Array>;
}

/**
 * @throws DeviceError when nothing listens there, or something that is not Speculos; InputError when
 * the screen is not one of the model asked for.
 */
export async function openSpeculos(
  url: URL = new URL(SPECULOS_URL),
  options: SpeculosOptions = {},
): Promise<SpeculosDevice> {
  const api = speculosApi(url, options.token, options.requestMs);
  let road: ApduRoad | undefined;
  try {
    // Whether it is Speculos at all is asked before anything else.
    await api.currentScreen();
    const model = modelOfScreenshot(await api.screenshot(), options.model, api.address);
    road = await options.road?.();
    const screen = await speculosScreen(api, model);
    return deviceOf({ api, screen, model, road });
  } catch (error) {
    api.close();
    await road?.close();
    throw error;
  }
}

function deviceOf(parts: {
  api: ReturnType<typeof speculosApi>;
  screen: SpeculosScreen;
  model: Model;
  road: ApduRoad | undefined;
}): SpeculosDevice {
  const { api, screen, model, road } = parts;
  const { queue, release } = sharedQueue(api.address);
  const name = road?.name ?? 'speculos';
  const closed = new DeviceError(`the connection to ${api.address} is closed`);
  let hangUp: (error: DeviceError) => void = () => {};
  const closing = new Promise<never>((_, reject) => {
    hangUp = reject;
  });
  closing.catch(() => {});
  let isClosed = false;
  let commands = 0;

  async function exchange(apdu: Uint8Array): Promise<Uint8Array> {
    if (isClosed) throw closed;
    refuseRaw(apdu);
    const command = apdu.slice();
    return queue(async () => {
      if (isClosed) throw closed;
      commands++;
      const answer = await Promise.race([
        (road ?? { exchange: api.apdu }).exchange(command),
        closing,
      ]);
      // The screen that goes with an answer is reported before the answer is.
      await screen.sync().catch(() => {});
      return answer;
    });
  }

  return {
    name,
    model,
    screen,
    get commands() {
      return commands;
    },
    exchange,
    screenshot: () => api.screenshot(),
    async close() {
      if (isClosed) return;
      isClosed = true;
      hangUp(closed);
      screen.close(closed);
      api.close();
      release();
      await road?.close();
    },
  };
}

/** Speculos takes commands that begin with these letters for itself. */
const RAW = [0x52, 0x41, 0x57, 0x21];

/** @throws InputError for an APDU that Speculos would not hand to the app. */
export function refuseRaw(apdu: Uint8Array): void {
  if (apdu.length > RAW.length && RAW.every((byte, i) => apdu[i] === byte)) {
    throw new InputError(expected('APDU', 'none that begins with 52415721', 'one'), {
      hint: 'Speculos takes `RAW!` for a packet to its own microcontroller: the app would never see it.',
    });
  }
}
