/**
 * The user's input to one device, button by button and finger by finger. Speculos' API and its automation press and release separately; a Device
 * takes whole gestures. Buttons act when they are let go: all that were down since the last release
 * make one press, as on the real device.
 */
import type { Button, Touch } from '../device.js';
import type { Moment } from '../simulator/screens/pixels/moment.js';
import { atTime, type DeviceClock } from './device-clock.js';

/** Speculos numbers the buttons: 1 left, 2 right. */
const LEFT = 1;
const RIGHT = 2;

export const BUTTON_NUMBERS: Readonly<Record<Button, readonly number[]>> = {
  left: [LEFT],
  right: [RIGHT],
  both: [LEFT, RIGHT],
};

export interface DeviceInputOptions {
  readonly press: (button: Button) => Promise<void>;
  readonly touch: (touch: Touch) => Promise<void>;
  /** Device time. */
  readonly clock: DeviceClock;
  /**
   * A button that acts while it is still pressed (hold to sign): after how many seconds a finger
   * at this point makes it act; undefined where nothing of that kind is.
   */
  readonly holdTime?: (x: number, y: number) => number | undefined;
}

/** A button that acts while it is held. */
interface Hold {
  /** Device time at which it acts, milliseconds. */
  readonly end: number;
  readonly act: () => Promise<void>;
  readonly stop: () => void;
}

export class DeviceInput {
  private readonly options: DeviceInputOptions;
  private readonly held = new Set<number>();
  private finger: { readonly x: number; readonly y: number; readonly since: number } | undefined;
  private hold: Hold | undefined;
  private letGo = false;

  constructor(options: DeviceInputOptions) {
    this.options = options;
  }

  /** @throws what the device's `press` throws, on the release. */
  async button(number: number, down: boolean): Promise<void> {
    if (down) {
      if (number === LEFT || number === RIGHT) this.held.add(number);
      return;
    }
    const gesture = this.heldButton();
    this.held.clear();
    if (gesture !== undefined) await this.options.press(gesture);
  }

  /** A finger that moved before it was lifted has swiped. */
  async fingerAt(x: number, y: number, down: boolean): Promise<void> {
    if (down) {
      if (this.finger !== undefined) return;
      this.finger = { x, y, since: this.options.clock.now() };
      this.waitForHold(x, y);
      return;
    }
    const { finger } = this;
    this.liftFinger();
    if (finger === undefined) return;
    const seconds = (this.options.clock.now() - finger.since) / 1000;
    const moved = finger.x !== x || finger.y !== y;
    await this.options.touch({
      x: finger.x,
      y: finger.y,
      ...(seconds >= MIN_SECONDS ? { seconds } : {}),
      ...(moved ? { toX: x, toY: y } : {}),
    });
  }

  /** A whole gesture at once: its seconds are told, not waited for. */
  gesture(touch: Touch): Promise<void> {
    this.liftFinger();
    return this.options.touch(touch);
  }

  /** How far a button that is held has got. */
  moment(): Moment {
    if (this.hold === undefined || this.finger === undefined) return { letGo: this.letGo };
    return { held: this.options.clock.now() - this.finger.since };
  }

  /** After a tick: a button that has been held long enough acts, and its action is awaited. */
  async ticked(): Promise<void> {
    const { hold } = this;
    if (hold !== undefined && this.options.clock.now() >= hold.end) await hold.act();
  }

  private liftFinger(): void {
    this.letGo = this.hold !== undefined;
    this.finger = undefined;
    this.hold?.stop();
    this.hold = undefined;
  }

  /** The finger need not be lifted for what acts while it is pressed; lifting it then does nothing. */
  private waitForHold(x: number, y: number): void {
    this.letGo = false;
    const seconds = this.options.holdTime?.(x, y);
    if (seconds === undefined) return;
    const { clock, touch } = this.options;
    const act = async (): Promise<void> => {
      this.liftFinger();
      this.letGo = false;
      // The device is gone: whoever lifts the finger hears of it.
      await touch({ x, y, seconds }).catch(() => {});
    };
    const end = clock.now() + seconds * 1000;
    this.hold = { end, act, stop: atTime(clock, end, () => void act(), { background: true }) };
  }

  private heldButton(): Button | undefined {
    const left = this.held.has(LEFT);
    if (this.held.has(RIGHT)) return left ? 'both' : 'right';
    return left ? 'left' : undefined;
  }
}

/** Anything shorter is a tap. */
const MIN_SECONDS = 0.1;
