/**
 * The time a simulated device lives in. It follows a real clock until it is paused; then it moves
 * by single ticks only, as Speculos' ticker does.
 */

/** One tick of the device, milliseconds. */
export const TICK = 100;

export class DeviceClock {
  private readonly real: () => number;
  /** Device time = real time + offset, or `stopped` while paused. Milliseconds. */
  private offset = 0;
  private stopped: number | undefined;

  constructor(real: () => number = () => performance.now()) {
    this.real = real;
  }

  readonly now = (): number => this.stopped ?? this.real() + this.offset;

  get paused(): boolean {
    return this.stopped !== undefined;
  }

  pause(): void {
    this.stopped ??= this.real() + this.offset;
  }

  resume(): void {
    if (this.stopped === undefined) return;
    this.offset = this.stopped - this.real();
    this.stopped = undefined;
  }

  /** One tick more; on a running clock a tick ahead of real time. */
  step(): void {
    if (this.stopped === undefined) this.offset += TICK;
    else this.stopped += TICK;
  }
}
