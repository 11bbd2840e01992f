/**
 * The text events of one device as Speculos keeps them: everything since the start (or the last
 * DELETE), what is on the screen now, and listeners that hear only what comes later.
 */
import type { TextLine } from '../device.js';
import { LIMITS } from './limits.js';

/** `clear` is always false: Speculos never hands out the events that clear the screen. */
export interface TextEvent extends TextLine {
  readonly clear: false;
}

type Listener = (event: TextEvent) => void;

export class TextLog {
  private kept: TextEvent[] = [];
  private shown: readonly TextEvent[] = [];
  private readonly listeners = new Set<Listener>();

  /** Oldest first. */
  get all(): readonly TextEvent[] {
    return this.kept;
  }

  get current(): readonly TextEvent[] {
    return this.shown;
  }

  /** A new screen: the old one is cleared, then every text is told. */
  show(lines: readonly TextLine[]): void {
    this.shown = lines.map(({ text, x, y, w, h }) => ({ text, x, y, w, h, clear: false }) as const);
    for (const event of this.shown) {
      this.kept.push(event);
      for (const listener of [...this.listeners]) listener(event);
    }
    // In large steps, so that a long session does not move the list at every screen.
    if (this.kept.length > 2 * LIMITS.textEvents) this.kept = this.kept.slice(-LIMITS.textEvents);
  }

  /** Forgets the past, not the present, as Speculos does. */
  forget(): void {
    this.kept = [];
  }

  onEvent(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
