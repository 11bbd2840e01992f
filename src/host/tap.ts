/**
 * A Device that passes everything on to another and notes what went by: commands, answers, screens
 * and gestures, in order. Steps and recordings are made from its notes.
 */
import type { RecordedEvent } from '../capture/format.js';
import type { Device, DeviceScreen, Model, Reason, ScreenView } from '../device.js';

/** What a recording holds, with screens as the device showed them. */
export type TapEvent =
  | Exclude<RecordedEvent, { kind: 'screen' }>
  | { readonly kind: 'screen'; readonly screen: ScreenView };

/** One command and its answer, bytes. */
export interface Exchange {
  readonly apdu: Uint8Array;
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

/** Closing the tap closes the device. */
export function tap(device: Device): Tap {
  return new DeviceTap(device);
}

class DeviceTap implements Tap {
  readonly name: string;
  readonly model: Model;
  readonly screen?: DeviceScreen;
  readonly events: TapEvent[] = [];
  private readonly device: Device;
  private readonly stop: (() => void) | undefined;

  constructor(device: Device) {
    this.device = device;
    this.name = device.name;
    this.model = device.model;
    const { screen } = device;
    if (screen === undefined) return;
    this.events.push({ kind: 'screen', screen: screen.current() });
    this.stop = screen.onChange((view) => {
      this.events.push({ kind: 'screen', screen: view });
    });
    this.screen = {
      current: () => screen.current(),
      press: (button) => {
        this.events.push({ kind: 'press', button });
        return screen.press(button);
      },
      touch: (touch) => {
        this.events.push({ kind: 'touch', touch });
        return screen.touch(touch);
      },
      approve: () => screen.approve(),
      reject: () => screen.reject(),
      next: () => screen.next(),
      onChange: (listener) => screen.onChange(listener),
      waitFor: (text, options) => screen.waitFor(text, options),
    };
  }

  async exchange(apdu: Uint8Array): Promise<Uint8Array> {
    this.events.push({ kind: 'command', apdu: apdu.slice() });
    const answer = await this.device.exchange(apdu);
    this.events.push({ kind: 'answer', answer });
    return answer;
  }

  whyRefused(): Reason | undefined {
    return this.device.whyRefused?.();
  }

  close(): Promise<void> {
    this.stop?.();
    return this.device.close();
  }

  exchangesFrom(event: number): Exchange[] {
    const exchanges: Exchange[] = [];
    let apdu: Uint8Array | undefined;
    for (const noted of this.events.slice(event)) {
      if (noted.kind === 'command') apdu = noted.apdu;
      if (noted.kind !== 'answer' || apdu === undefined) continue;
      exchanges.push({ apdu, answer: noted.answer });
      apdu = undefined;
    }
    return exchanges;
  }

  screensFrom(event: number): ScreenView[] {
    return this.events
      .slice(event)
      .flatMap((noted) => (noted.kind === 'screen' ? noted.screen : []));
  }
}
