/**
 * Sends what is in the outbox. The schedule is a column of the store, so a restart goes on where it
 * was. No document says how often to try: 5 s doubling to 30 min is borrowed from Ledger's Vault
 * (PROVIDER-API 10, 9).
 */
import type { OutgoingPush } from './behaviour.js';
import { moveDueOrders } from './course-run.js';
import type { Desk } from './desk.js';
import type { PushRecord } from './store.js';

const FIRST_DELAY = 5_000;
const LONGEST_DELAY = 30 * 60_000;
const MAX_ATTEMPTS = 100;
/** However fast the clock runs: real milliseconds between two attempts. */
const LEAST_REAL_DELAY = 1_000;
/** Sent at the same time; of one order one after the other. */
const PARALLEL = 16;
const BATCH = 256;
/** The clock may be moved from outside: it is looked at this often at least. */
const LONGEST_SLEEP = 60_000;
/** Answers that no further attempt would change: bad key, final, no mapping. */
const FINAL_ANSWERS = [400, 401, 403, 405, 409, 410, 422];
const OTHER_GENERATION = 404;

/** Sends one request; resolves to the HTTP status, rejects when there was no answer. */
export type Send = (push: OutgoingPush) => Promise<number>;

export class Outbox {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running: Promise<void> | undefined;
  private again = false;
  private closed = false;
  private readonly busy = new Set<string>();

  private readonly desk: Desk;
  private readonly send: Send;

  constructor(desk: Desk, send: Send) {
    this.desk = desk;
    this.send = send;
  }

  /** Looks at once at what is due. */
  wake(): void {
    if (this.closed) return;
    this.again = true;
    this.running ??= this.run().finally(() => {
      this.running = undefined;
    });
  }

  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    await this.running?.catch(() => {});
  }

  private async run(): Promise<void> {
    // After the request that woke us has been answered.
    await new Promise((resolve) => setTimeout(resolve, 0));
    while (this.again && !this.closed) {
      this.again = false;
      while (moveDueOrders(this.desk, BATCH) === BATCH) await this.desk.store.committed();
      await this.desk.store.committed();
      await this.sendDue();
    }
    this.sleep();
  }

  private async sendDue(): Promise<void> {
    for (;;) {
      const { store, clock } = this.desk;
      const due = store.duePushes(clock.now(), PARALLEL).filter(({ id }) => !this.busy.has(id));
      if (due.length === 0 || this.closed) return;
      await Promise.all(due.map((push) => this.attempt(push)));
      await store.committed();
    }
  }

  private async attempt(push: PushRecord): Promise<void> {
    this.busy.add(push.id);
    const { desk } = this;
    let status: number | undefined;
    let last: string;
    try {
      status = await this.send(outgoing(desk, push));
      last = `HTTP ${status}`;
    } catch (error) {
      last = error instanceof Error ? error.message.slice(0, 200) : 'no answer';
    }
    const attempts = push.attempts + 1;
    desk.store.savePush({
      ...push,
      attempts,
      last,
      dueAt: this.nextAttempt(push, attempts, status),
    });
    this.busy.delete(push.id);
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

  private sleep(): void {
    clearTimeout(this.timer);
    if (this.closed) return;
    const next = this.desk.store.nextDue();
    if (next === undefined) return;
    const delay = Math.min(LONGEST_SLEEP, this.desk.clock.realDelay(next));
    this.timer = setTimeout(() => this.wake(), delay);
    // Waiting keeps no process alive: the server does.
    (this.timer as { unref?: () => void }).unref?.();
  }
}

/** Milliseconds to the next attempt; null when there is none. */
function delayAfter(push: PushRecord, attempts: number, status: number | undefined) {
  if (status !== undefined && status >= 200 && status < 300) return null;
  if (attempts >= MAX_ATTEMPTS) return null;
  if (status !== undefined && FINAL_ANSWERS.includes(status)) return null;
  // Sell: Ledger knows the order only once its page has called the SDK. Swap: it never will.
  if (status === OTHER_GENERATION && push.path.startsWith('/webhook/')) return null;
  // A redirect is not followed: the key must not leave for another host.
  if (status !== undefined && status >= 300 && status < 400) return null;
  return Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** (attempts - 1));
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
