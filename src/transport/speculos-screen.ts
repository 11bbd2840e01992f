/**
 * The screen of an emulator behind Speculos' REST API. The event stream says that something was
 * drawn, but not when the screen was cleared; what the screen shows is then asked for as a whole.
 * Both come from the same list, so they can be compared: while the stream is behind the list, its
 * next event is waited for, and half a page is not taken for a page.
 */

import { decide, turnPage } from '../device/review.js';
import {
  type Button,
  type DeviceScreen,
  isNano,
  type Model,
  type TextLine,
  type Touch,
} from '../device.js';
import { DeviceError, InputError } from '../errors.js';
import { kindOf, type ScreenKind } from './screen-kind.js';
import { screenWatch } from './screen-watch.js';
import type { SpeculosApi } from './speculos-api.js';

export interface SpeculosScreen extends DeviceScreen {
  /** Resolves when what is on the screen now has been reported. */
  sync(): Promise<void>;
  close(error: DeviceError): void;
}

/** How long a gesture may take to change the screen; one that changes nothing costs this. Ms. */
const SETTLE_TIME = 500;
/** How long the stream may be behind the list before the list is believed. Milliseconds. */
const CATCH_UP_TIME = 250;
/** Pauses before the stream is opened again, milliseconds. */
const RECONNECT = [0, 100, 500, 2000];
/** A stream that was open this long was a good one, milliseconds. */
const LASTING = 1000;

/** @throws DeviceError when the server cannot be reached or is not Speculos. */
export async function speculosScreen(api: SpeculosApi, model: Model): Promise<SpeculosScreen> {
  const closing = new AbortController();
  const watch = screenWatch({ model, kind: 'blank', lines: [] });
  let lastEvent: TextLine | undefined;
  let asking: Promise<void> | undefined;
  let askAgain = false;
  let late: NodeJS.Timeout | undefined;

  function show(lines: readonly TextLine[]): void {
    clearTimeout(late);
    const kind = kindOf(model, lines, watch.current().kind as ScreenKind);
    watch.show({ model, kind, lines });
  }

  async function ask(): Promise<void> {
    do {
      askAgain = false;
      const lines = await api.currentScreen();
      const last = lines.at(-1);
      const upToDate = last === undefined || lastEvent === undefined || same(last, lastEvent);
      clearTimeout(late);
      if (upToDate) show(lines);
      else if (!askAgain) late = setTimeout(show, CATCH_UP_TIME, lines);
    } while (askAgain && !closing.signal.aborted);
  }

  function sync(): Promise<void> {
    askAgain = asking !== undefined;
    asking ??= ask().finally(() => {
      asking = undefined;
    });
    return asking;
  }

  /** Until the server goes away; true when that was no refusal. */
  async function listen(events: AsyncIterable<TextLine | undefined>): Promise<boolean> {
    const since = performance.now();
    try {
      for await (const line of events) {
        lastEvent = line;
        sync().catch(() => {});
      }
    } catch {
      // Cut off: the same as an end.
    }
    return performance.now() - since > LASTING;
  }

  async function follow(first: AsyncIterable<TextLine | undefined>): Promise<void> {
    let events: AsyncIterable<TextLine | undefined> | undefined = first;
    let attempt = 0;
    while (attempt < RECONNECT.length) {
      if (events !== undefined && (await listen(events))) attempt = 0;
      if (closing.signal.aborted) return;
      await pause(RECONNECT[attempt++] ?? 0);
      events = await api.events(closing.signal).catch(() => undefined);
      // Nothing is replayed: what was drawn in between only the whole screen tells.
      lastEvent = undefined;
      if (events !== undefined) await sync().catch(() => {});
      if (closing.signal.aborted) return;
    }
    const hint = 'Look at the log of the emulator, and start it again.';
    watch.end(new DeviceError(`${api.address} went away`, { hint }));
  }

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      closing.signal.addEventListener('abort', () => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  async function gesture(make: () => Promise<void>): Promise<void> {
    const before = watch.current();
    await make();
    await sync();
    if (watch.current() === before) await watch.changed(SETTLE_TIME);
  }

  follow(await api.events(closing.signal));
  try {
    await sync();
  } catch (error) {
    closing.abort();
    throw error;
  }

  const screen: SpeculosScreen = {
    current: () => watch.current(),
    async press(button: Button) {
      if (!isNano(model)) throw new InputError(`${model} has no buttons: use touch`);
      await gesture(() => api.press(button));
    },
    async touch(touch: Touch) {
      if (isNano(model)) throw new InputError(`${model} has no touch screen: use press`);
      await gesture(() => api.finger(touch));
    },
    approve: () => decide(screen, 'approve'),
    reject: () => decide(screen, 'reject'),
    next: () => turnPage(screen),
    onChange: (listener) => watch.onChange(listener),
    waitFor: (text, options) => watch.waitFor(text, options),
    sync,
    close(error) {
      clearTimeout(late);
      closing.abort(error);
      watch.end(error);
    },
  };
  return screen;
}

function same(a: TextLine, b: TextLine): boolean {
  return a.text === b.text && a.x === b.x && a.y === b.y;
}
