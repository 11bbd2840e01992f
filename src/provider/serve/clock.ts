/**
 * The provider's clock: the one place where time comes from, so that it can be made to run faster
 * or moved on. Everything that waits (quotes, statuses, webhooks) waits on this clock.
 */

import { WALL_CLOCK, type WallClock } from '../wall-clock.js';

export class Clock {
  readonly speed: number;
  /** Real time. */
  readonly wall: WallClock;
  private readonly start: number;
  private offset = 0;
  private readonly listeners = new Set<() => void>();

  /** @param speed seconds of this clock for one second. */
  constructor(speed = 1, wall: WallClock = WALL_CLOCK) {
    this.wall = wall;
    this.speed = speed;
    this.start = wall.now();
  }

  /** Milliseconds since 1970. */
  now(): number {
    return Math.floor(this.start + (this.wall.now() - this.start) * this.speed + this.offset);
  }

  /** Moves the clock on. */
  advance(milliseconds: number): void {
    this.offset += milliseconds;
    for (const listener of this.listeners) listener();
  }

  /** Real milliseconds until the clock shows `at`; 0 when it is past. */
  realDelay(at: number): number {
    return Math.max(0, Math.ceil((at - this.now()) / this.speed));
  }

  /** Calls back whenever the clock is moved; returns how to stop that. */
  onMove(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}

/** ISO 8601 with its zone: without one, readers differ by hours. */
export function isoTime(at: number): string {
  return new Date(at).toISOString();
}
