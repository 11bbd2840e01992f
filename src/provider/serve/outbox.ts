/**
 * Sends what is in the outbox. The schedule is a column of the store, so a restart goes on where it
 * was. No document says how often to try: 5 s doubling to 30 min is borrowed from Ledger's Vault
 * (provider-serve.md#pushes).
 */

import { cutLong } from '../../shown.js';
import type { OutgoingPush } from './behaviour.js';
import { moveDueOrders } from './course-run.js';
import type { Desk } from './desk.js';
import { delayAfter } from './retry.js';
import type { PushRecord } from './store.js';

/** However fast the clock runs: real milliseconds between two attempts. */
const LEAST_REAL_DELAY = 1_000;
/** Sent at the same time; those of one order one after the other. */
const PARALLEL = 16;
const BATCH = 256;
const LONGEST_SLEEP = 60_000;
/** Quotes that ended so long ago are forgotten, and how often that is looked at. */
const KEEP_QUOTES = 3_600_000;
const FORGET_EVERY = 60_000;

/** Sends one request; resolves to the HTTP status, rejects when there was no answer. */
export type Send = (push: OutgoingPush, signal: AbortSignal) => Promise<number>;

export class Outbox {
  private readonly desk: Desk;
  private readonly send: Send;
  /** Stops the sleep. */
  private waking: (() => void) | undefined;
  /** On the provider's clock. */
  private wakesAt = 0;
  private running: Promise<void> | undefined;
  private again = false;
  private forgotAt = 0;
  private readonly ended = new AbortController();
  /** Ids of pushes that are on their way. */
  private readonly busy = new Map<string, Promise<void>>();

  constructor(desk: Desk, send: Send) {
    this.desk = desk;
    this.send = send;
  }

  /** Looks at what is due: at once, or when the clock shows `at`. */
  wake(at?: number): void {
    if (this.ended.signal.aborted) return;
    if (at !== undefined && at > this.desk.clock.now()) {
      this.sleepUntil(at);
      return;
    }
    this.again = true;
    this.running ??= this.run().finally(() => {
      this.running = undefined;
    });
  }

  /** Resolves when everything that is due has been tried. */
  async idle(): Promise<void> {
    while (this.running !== undefined || this.busy.size > 0) {
      await Promise.allSettled([this.running, ...this.busy.values()]);
    }
  }

  /** What is on its way counts as not sent: the next process sends it again. */
  async close(): Promise<void> {
    this.ended.abort();
    this.waking?.();
    await Promise.allSettled([this.running, ...this.busy.values()]);
  }

  private async run(): Promise<void> {
    const { store, clock } = this.desk;
    // After the request that woke us has been answered.
    await new Promise((resolve) => setTimeout(resolve, 0));
    while (this.again && !this.ended.signal.aborted) {
      this.again = false;
      while (moveDueOrders(this.desk, BATCH) === BATCH) await store.committed();
      if (clock.now() - this.forgotAt > FORGET_EVERY) {
        this.forgotAt = clock.now();
        store.forgetQuotes(this.forgotAt - KEEP_QUOTES);
      }
      // Nobody is told of a change that a crash could still take back.
      await store.committed();
      this.sendDue();
    }
    this.sleep();
  }

  private sendDue(): void {
    const { store, clock } = this.desk;
    const free = PARALLEL - this.busy.size;
    const waiting = store
      .duePushes(clock.now(), PARALLEL + this.busy.size)
      .filter(({ id }) => !this.busy.has(id));
    for (const push of waiting.slice(0, free)) {
      const sent = this.attempt(push).finally(() => {
        this.busy.delete(push.id);
        this.wake();
      });
      this.busy.set(
        push.id,
        sent.catch(() => {}),
      );
    }
  }

  private async attempt(push: PushRecord): Promise<void> {
    const { desk, ended } = this;
    let status: number | undefined;
    let last: string;
    try {
      status = await this.send(outgoing(desk, push), ended.signal);
      last = `HTTP ${status}`;
    } catch (error) {
      last = error instanceof Error ? cutLong(error.message) : 'no answer';
    }
    if (ended.signal.aborted) return;
    const attempts = push.attempts + 1;
    const dueAt = this.nextAttempt(push, attempts, status);
    desk.store.savePush({ ...push, attempts, last, dueAt });
    await desk.store.committed();
  }

  private nextAttempt(push: PushRecord, attempts: number, status: number | undefined) {
    const { clock, behaviours } = this.desk;
    const wrong = behaviours.map(({ retry }) => retry?.({ ...push, attempts }, status));
    const other = wrong.find((delay) => delay !== undefined);
    const delay = other === undefined ? delayAfter(push, attempts, status) : other;
    if (delay === null) return null;
    const least = other === undefined ? LEAST_REAL_DELAY * clock.speed : 0;
    return clock.now() + Math.max(delay, least);
  }

  /** Until the next thing is due; what is on its way wakes us itself. */
  private sleep(): void {
    this.waking?.();
    this.waking = undefined;
    if (this.busy.size > 0) return;
    const next = this.desk.store.nextDue();
    if (next !== undefined) this.sleepUntil(next);
  }

  private sleepUntil(at: number): void {
    if (this.waking !== undefined && this.wakesAt <= at) return;
    this.waking?.();
    this.waking = undefined;
    if (this.ended.signal.aborted) return;
    this.wakesAt = at;
    const { clock } = this.desk;
    const delay = Math.min(LONGEST_SLEEP, clock.realDelay(at));
    // Waiting keeps no process alive: the server does.
    this.waking = clock.wall.after(delay, () => {
      this.waking = undefined;
      this.wake();
    });
  }
}

function outgoing(desk: Desk, push: PushRecord): OutgoingPush {
  const { webhook } = desk.settings;
  const key = webhook?.key;
  let sent: OutgoingPush = {
    method: 'POST',
    url: `${webhook?.url.replace(/\/$/, '')}${push.path}`,
    headers: {
      'content-type': 'application/json',
      ...(key === undefined ? {} : { 'x-api-key': key }),
    },
    body: push.body,
  };
  for (const { push: change } of desk.behaviours) sent = change?.(sent, push, desk) ?? sent;
  return sent;
}
