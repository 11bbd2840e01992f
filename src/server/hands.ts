/**
 * The hands on one device. Speculos' API and its automation press and release separately; a Device
 * takes whole gestures. Buttons act when they are let go: all that were down since the last release
 * make one press, as on the real device.
 */
import type { Button, Touch } from '../device.js';

/** Speculos numbers the buttons: 1 left, 2 right. */
const LEFT = 1;
const RIGHT = 2;

export const BUTTON_NUMBERS: Readonly<Record<Button, readonly number[]>> = {
  left: [LEFT],
  right: [RIGHT],
  both: [LEFT, RIGHT],
};

export interface HandsOptions {
  readonly press: (button: Button) => Promise<void>;
  readonly touch: (touch: Touch) => Promise<void>;
  /** Device time, milliseconds. */
  readonly now: () => number;
}

export class Hands {
  private readonly options: HandsOptions;
  private readonly held = new Set<number>();
  private finger: { readonly x: number; readonly y: number; readonly since: number } | undefined;

  constructor(options: HandsOptions) {
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
      this.finger ??= { x, y, since: this.options.now() };
      return;
    }
    const { finger } = this;
    this.finger = undefined;
    if (finger === undefined) return;
    const seconds = (this.options.now() - finger.since) / 1000;
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
    this.finger = undefined;
    return this.options.touch(touch);
  }

  private heldButton(): Button | undefined {
    const left = this.held.has(LEFT);
    if (this.held.has(RIGHT)) return left ? 'both' : 'right';
    return left ? 'left' : undefined;
  }
}

/** Anything shorter is a tap. */
const MIN_SECONDS = 0.1;
