/**
 * One command at a time. Clients that speak to the same device at the same time wait for their turn
 * in the order they came, and every answer goes to whoever sent its command.
 *
 * A command whose client went away is *abandoned*. If it was still waiting it is never sent. If it
 * was sent and a review is on the screen, the review stays, as on a real device whose cable was
 * pulled; a device that takes commands during a review (`interrupts`) then serves the next client
 * at once (it hears 6d01 until the user decides), any other device finishes the old command first.
 */
import { toHex } from '../bytes.js';
import type { Origin } from './journal.js';
import { LIMITS, LimitError } from './limits.js';

/** Sends one command to the device. */
export type Send = (apdu: Uint8Array, from: Origin) => Promise<Uint8Array>;

/** Throws what keeps a command from the device. */
export type Admit = (apdu: Uint8Array, from: Origin) => Promise<void>;

/** A command in the queue: its answer, and whether it is sent. */
export interface Turn {
  readonly answer: Promise<Uint8Array>;
  /**
   * Settles when it is known whether the command is sent: with nothing, or with why it is not.
   * Absent where every command is.
   */
  readonly admitted?: Promise<void>;
  /** The client is gone, or has waited long enough. After the answer: nothing happens. */
  abandon(): void;
}

interface Job {
  readonly apdu: Uint8Array;
  readonly from: Origin;
  readonly resolve: (answer: Uint8Array) => void;
  readonly reject: (error: unknown) => void;
  readonly admitted: () => void;
  /** Milliseconds, of any clock. */
  since: number;
  abandoned: boolean;
}

/** What an abandoned command that was never sent ends with. */
export class AbandonedError extends Error {
  override readonly name = 'AbandonedError';
}

export class ExchangeQueue {
  private readonly send: Send;
  private readonly admit: Admit | undefined;
  private readonly interrupts: boolean;
  private readonly waiting: Job[] = [];
  private running: Job | undefined;

  /** @param options.admit asked about each command right before it is sent. */
  constructor(send: Send, options: { readonly interrupts: boolean; readonly admit?: Admit }) {
    this.send = send;
    this.admit = options.admit;
    this.interrupts = options.interrupts;
  }

  /** Commands sent or waiting, those of clients that went away not counted. */
  get length(): number {
    return this.waiting.length + (this.running === undefined || this.running.abandoned ? 0 : 1);
  }

  /** @throws LimitError when too many are waiting already. */
  exchange(apdu: Uint8Array, from: Origin): Turn {
    if (this.waiting.length >= LIMITS.queue) {
      throw new LimitError(
        `this device is busy${this.busyWith()}: ${LIMITS.queue} commands are waiting for their turn already`,
      );
    }
    let job!: Job;
    let admitted = () => {};
    const sent = new Promise<void>((resolve) => {
      admitted = resolve;
    });
    const answer = new Promise<Uint8Array>((resolve, reject) => {
      job = { apdu, from, resolve, reject, admitted, since: 0, abandoned: false };
    });
    if (this.isFree) this.start(job);
    else this.waiting.push(job);
    const turn = { answer, abandon: () => this.abandon(job) };
    if (this.admit === undefined) return turn;
    const known = Promise.race([sent, answer.then(() => {})]);
    // Not everybody asks; whoever does hears it.
    known.catch(() => {});
    return { ...turn, admitted: known };
  }

  /** ` with e00f0003 for 12 s`, for whoever must find out what holds the device. */
  private busyWith(): string {
    if (this.running === undefined) return '';
    const { apdu, since } = this.running;
    const seconds = Math.round((performance.now() - since) / 1000);
    return ` with ${toHex(apdu.subarray(0, 4))} for ${seconds} s`;
  }

  private get isFree(): boolean {
    return this.running === undefined || (this.running.abandoned && this.interrupts);
  }

  private start(job: Job): void {
    this.running = job;
    job.since = performance.now();
    const settle = () => {
      if (this.running !== job) return;
      this.running = undefined;
      this.next();
    };
    this.sent(job).then(
      (answer) => {
        job.resolve(answer);
        settle();
      },
      (error: unknown) => {
        job.reject(error);
        settle();
      },
    );
  }

  /** A device that throws at once fails like one that rejects. */
  private async sent({ apdu, from, admitted }: Job): Promise<Uint8Array> {
    if (this.admit !== undefined) {
      await this.admit(apdu, from);
      admitted();
    }
    return this.send(apdu, from);
  }

  private next(): void {
    const job = this.waiting.shift();
    if (job !== undefined) this.start(job);
  }

  private abandon(job: Job): void {
    job.abandoned = true;
    if (this.running === job) {
      if (this.interrupts) this.next();
      return;
    }
    const at = this.waiting.indexOf(job);
    if (at < 0) return;
    this.waiting.splice(at, 1);
    job.reject(new AbandonedError('the client went away before its command was sent'));
  }
}
