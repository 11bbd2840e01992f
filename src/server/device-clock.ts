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
    // Whole from here on: so many ticks make exactly so much time.
    this.stopped ??= Math.ceil(this.real() + this.offset);
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

/** Longest a timer can be set for, milliseconds. */
const MAX_TIMER = 2 ** 31 - 1;

/**
 * Does something when it is `end` on the device, never when that is undefined: no time passes while the ticker is paused. Looks again
 * every tick then.
 * @param options `background`: the process need not stay alive for it.
 * @returns what calls it off.
 */
export function atTime(
  clock: DeviceClock,
  end: number | undefined,
  then: () => void,
  options: { readonly background?: boolean } = {},
): () => void {
  if (end === undefined) return () => {};
  let timer: ReturnType<typeof setTimeout>;
  const left = () => end - clock.now();
  const wait = () => {
    if (left() <= 0) then();
    else set();
  };
  const set = () => {
    const time = clock.paused ? TICK : left();
    timer = setTimeout(wait, Math.min(MAX_TIMER, Math.max(0, time)));
    if (options.background === true && typeof timer === 'object') timer.unref();
  };
  set();
  return () => clearTimeout(timer);
}
