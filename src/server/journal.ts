/**
 * What happened at one device, in order and numbered: commands, answers, screens, gestures, flow
 * steps. A page follows it live, a recording is made of it. Bounded: the oldest entries go first.
 */
import type { Button, Reason, ScreenView, Touch } from '../device.js';
import type { FlowStep } from '../host/flow-step.js';
import { LIMITS } from './limits.js';
import type { CoinAppResult } from './signing-watch.js';

/** Who sent a command. */
export type Origin = 'http' | 'tcp' | 'proxy' | 'flow';

export type Happening =
  | {
      readonly type: 'command';
      readonly apdu: Uint8Array;
      readonly from: Origin;
      /** The coin app that has the wire and gets it. */
      readonly app?: string;
    }
  | {
      readonly type: 'answer';
      /** `number` of the entry of its command. */
      readonly command: number;
      readonly apdu: Uint8Array;
      readonly answer: Uint8Array;
      readonly reason?: Reason;
      /** The coin app that answered. */
      readonly app?: string;
    }
  /** A coin app has signed or refused a transaction; the answer came right before. */
  | { readonly type: 'signing'; readonly result: CoinAppResult }
  /** No answer came: the device is gone, or another command took its place. */
  | { readonly type: 'lost'; readonly command: number; readonly error: string }
  /** A bridge did not send it: the device knows nothing of it. */
  | {
      readonly type: 'withheld';
      readonly apdu: Uint8Array;
      readonly from: Origin;
      readonly error: string;
    }
  | { readonly type: 'screen'; readonly screen: ScreenView }
  | { readonly type: 'press'; readonly button: Button }
  | { readonly type: 'touch'; readonly touch: Touch }
  | { readonly type: 'flow-step'; readonly step: FlowStep }
  | { readonly type: 'flow-end'; readonly outcome: string; readonly error?: string }
  /** Automation rules stopped acting, and why. */
  | { readonly type: 'automation'; readonly error: string }
  /** The device was set up anew: another model, seed, build, … */
  | { readonly type: 'restart' };

export interface Entry {
  /** From 1, never repeated. */
  readonly number: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly happening: Happening;
}

type Listener = (entry: Entry) => void;

export class Journal {
  private entries: Entry[] = [];
  private last = 0;
  private readonly listeners = new Set<Listener>();

  /** Returns the number of the new entry. */
  add(happening: Happening): number {
    const entry: Entry = { number: ++this.last, at: Date.now(), happening };
    this.entries.push(entry);
    // In large steps, so that a long session does not move the list at every entry.
    if (this.entries.length > 2 * LIMITS.journal) {
      this.entries = this.entries.slice(-LIMITS.journal);
    }
    for (const listener of [...this.listeners]) listener(entry);
    return entry.number;
  }

  /** Entries behind number `after` that are still remembered. */
  since(after = 0): readonly Entry[] {
    const first = this.entries[0]?.number ?? 0;
    return after < first ? this.entries : this.entries.slice(after - first + 1);
  }

  /** True when older entries are forgotten. */
  get cut(): boolean {
    return (this.entries[0]?.number ?? 1) > 1;
  }

  onEntry(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
