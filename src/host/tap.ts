/**
 * A Device that passes everything on to another and keeps what went by: commands, answers, screens
 * and gestures, in order. Steps and recordings are made from it.
 */
import type { RecordedEvent } from '../capture/format.js';
import { forward, forwardScreen } from '../device/forward.js';
import type { Device, DeviceScreen, ScreenView } from '../device.js';

/** What a recording holds, with screens as the device showed them. */
export type TapEvent =
  | Exclude<RecordedEvent, { kind: 'screen' }>
  | { readonly kind: 'screen'; readonly screen: ScreenView };

/** One command and its answer. */
export interface Exchange {
  /** The command APDU. */
  readonly apdu: Uint8Array;
  /** Data and status word. */
  readonly answer: Uint8Array;
}

export interface Tap extends Device {
  /** Everything since the tap was made, the first screen included. */
  readonly events: readonly TapEvent[];
  /** Completed exchanges and screens from this event on. */
  exchangesFrom(event: number): Exchange[];
  /** The screens that came from the event with that index on. */
  screensFrom(event: number): ScreenView[];
}

/** A device that keeps what passes between it and its host. Closing the tap closes the device. */
export function tap(device: Device): Tap {
  const events: TapEvent[] = [];
  const { screen } = device;
  if (screen !== undefined) events.push({ kind: 'screen', screen: screen.current() });
  const stop = screen?.onChange((view) => {
    events.push({ kind: 'screen', screen: view });
  });
  const tapped = forward(device, {
    ...(screen === undefined ? {} : { screen: tappedScreen(screen, events) }),
    async exchange(apdu) {
      events.push({ kind: 'command', apdu: apdu.slice() });
      const answer = await device.exchange(apdu);
      events.push({ kind: 'answer', answer });
      return answer;
    },
    close() {
      stop?.();
      return device.close();
    },
  });
  return {
    ...tapped,
    events,
    exchangesFrom: (event) => exchangesIn(events.slice(event)),
    screensFrom: (event) =>
      events.slice(event).flatMap((one) => (one.kind === 'screen' ? one.screen : [])),
  };
}

function tappedScreen(screen: DeviceScreen, events: TapEvent[]): DeviceScreen {
  return forwardScreen(screen, {
    press(button) {
      events.push({ kind: 'press', button });
      return screen.press(button);
    },
    touch(touch) {
      events.push({ kind: 'touch', touch });
      return screen.touch(touch);
    },
  });
}

function exchangesIn(events: readonly TapEvent[]): Exchange[] {
  const exchanges: Exchange[] = [];
  let apdu: Uint8Array | undefined;
  for (const event of events) {
    if (event.kind === 'command') apdu = event.apdu;
    if (event.kind !== 'answer' || apdu === undefined) continue;
    exchanges.push({ apdu, answer: event.answer });
    apdu = undefined;
  }
  return exchanges;
}
