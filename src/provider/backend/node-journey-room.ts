/** The journeys of a backend: a bounded number, each with its own HTTP clients and its own device. */
import { randomBytes } from 'node:crypto';
import { InputError } from '../../errors.js';
import { firmware } from '../../firmware/index.js';
import { requireModel } from '../../firmware/models.js';
import { LimitError } from '../../server/limits.js';
import { expected, shownValue } from '../../shown.js';
import { type Redact, redactor } from '../report/redacted.js';
import { rulesOf } from '../rules/index.js';
import type { Exchange } from '../test/exchange.js';
import { nodeClient } from '../test/node-client.js';
import type { Profile } from '../test/profile.js';
import { newJudge, type ProviderRun } from '../test/run.js';
import type { Book } from './book.js';
import { isOver, type Journey, type JourneyWish, newJourney } from './journey.js';
import { playJourney } from './journey-run.js';
import { Stage, type StageListener } from './journey-stage.js';
import { recordPush } from './journey-status.js';
import type { Desk, Provider } from './node-desk.js';
import type { ReceivedPush, Receiver } from './receiver.js';

/** Journeys that are kept, and that are under way at the same time. */
const MAX_KEPT = 50;
const MAX_RUNNING = 10;
/** Milliseconds. No document says how often Ledger asks for a status, or how long. */
const POLL_EVERY = 3_000;
const PATIENCE = 600_000;

export interface JourneyRoomOptions {
  readonly profiles: readonly Profile[];
  readonly desk: Desk;
  readonly book: Book;
  readonly receiver: Pick<Receiver, 'onPush' | 'pushes'>;
  /** Id of the Exchange release of wishes that name none. */
  readonly firmware?: string;
  /** Milliseconds between two calls of GET /status. */
  readonly pollEvery?: number;
  /** Milliseconds until a person must have chosen, decided, and the order be final. */
  readonly patience?: number;
}

interface Kept {
  readonly stage: Stage;
  readonly ended: AbortController;
  readonly finished: Promise<void>;
  /** Waiting for an answer to the question of its state. */
  answer?: { readonly choices: readonly string[]; readonly give: (answer: string) => void };
}

export class JourneyRoom {
  readonly redact: Redact;
  readonly profiles: readonly Profile[];
  private readonly options: JourneyRoomOptions;
  private readonly kept = new Map<string, Kept>();
  private readonly stopListening: () => void;

  constructor(options: JourneyRoomOptions) {
    this.options = options;
    this.profiles = options.profiles;
    const redactors = options.profiles.map(redactor);
    this.redact = (text) => redactors.reduce((shown, redact) => redact(shown), text);
    this.stopListening = options.receiver.onPush((push) => this.pushed(push));
  }

  /** @throws LimitError when too many are under way, InputError for a model that never had the release. */
  start(asked: JourneyWish): Journey {
    const wish = this.withFirmware(asked);
    const all = [...this.kept.values()];
    if (all.filter(({ stage }) => !isOver(stage.journey)).length >= MAX_RUNNING) {
      throw new LimitError(
        `${MAX_RUNNING} journeys are under way: wait for one to end, or stop one`,
      );
    }
    if (this.kept.size >= MAX_KEPT) this.forgetOne();
    const id = randomBytes(8).toString('hex');
    const stage = new Stage(newJourney(id, wish, Date.now()));
    const ended = new AbortController();
    const kept: Kept = { stage, ended, finished: this.play(id, stage, ended.signal) };
    this.kept.set(id, kept);
    return stage.journey;
  }

  private withFirmware(asked: JourneyWish): JourneyWish {
    const id = asked.firmware ?? this.options.firmware;
    if (id === undefined) return asked;
    const profile = firmware(id);
    if (asked.model !== undefined) requireModel(profile, asked.model);
    return { ...asked, firmware: id };
  }

  get(id: string): Journey | undefined {
    return this.kept.get(id)?.stage.journey;
  }

  /** Oldest first. */
  all(): readonly Journey[] {
    return [...this.kept.values()].map(({ stage }) => stage.journey);
  }

  /** The name the desk gives a provider, its profile. */
  profileOf(name: string): Profile | undefined {
    const { desk, profiles } = this.options;
    const at = desk.providers().findIndex((one) => one.name === name);
    return profiles[at];
  }

  /** What Ledger would store of its order. */
  stored({ orderId }: Journey) {
    return orderId === undefined ? undefined : this.options.book.get(orderId);
  }

  onChange(id: string, listener: StageListener): () => void {
    return this.kept.get(id)?.stage.onChange(listener) ?? (() => {});
  }

  /**
   * @param answer the first of the choices, which is the best, when undefined.
   * @throws InputError when nobody waits for this answer.
   */
  answer(id: string, answer: string | undefined, asked: string): void {
    const kept = this.kept.get(id);
    const waiting = kept?.answer;
    if (kept === undefined || waiting === undefined) {
      throw new InputError(
        `nobody waits for ${asked}: the journey is ${kept?.stage.journey.state}`,
      );
    }
    const [best] = waiting.choices;
    const chosen = answer ?? best;
    if (chosen === undefined || !waiting.choices.includes(chosen)) {
      throw new InputError(expected(asked, waiting.choices.join(', '), shownValue(chosen)));
    }
    delete kept.answer;
    waiting.give(chosen);
  }

  /** Ends what is under way. */
  stop(id: string): void {
    this.kept.get(id)?.ended.abort();
  }

  async close(): Promise<void> {
    this.stopListening();
    for (const { ended } of this.kept.values()) ended.abort();
    await Promise.all([...this.kept.values()].map(({ finished }) => finished));
  }

  private async play(id: string, stage: Stage, signal: AbortSignal): Promise<void> {
    const { desk, book, receiver, patience = PATIENCE, pollEvery = POLL_EVERY } = this.options;
    const runs: ProviderRun[] = [];
    const runOf = (provider: Provider) => {
      const run = runFor(provider, stage.wish, (milliseconds) => pause(milliseconds, signal));
      runs.push(run);
      // What is on its way is not waited for.
      signal.addEventListener('abort', () => void run.client.close());
      return run;
    };
    const question = (choices: readonly string[], what: string) =>
      this.ask(id, choices, what, patience, signal);
    await Promise.resolve();
    await playJourney(
      stage,
      {
        desk,
        book,
        runOf,
        earlierPushes: (order) => receiver.pushes.filter((push) => push.id === order),
        redact: this.redact,
        pollEvery,
        patience,
        sleep: (milliseconds) => pause(milliseconds, signal),
      },
      {
        chosen: (names) => question(names, 'chose a quote'),
        decided: () => question(['approve', 'reject'], 'decided') as Promise<'approve' | 'reject'>,
        signal,
      },
    );
    await Promise.all(runs.map(({ client }) => client.close()));
  }

  private ask(
    id: string,
    choices: readonly string[],
    what: string,
    patience: number,
    signal: AbortSignal,
  ): Promise<string> {
    return new Promise((resolve, reject) => {
      const kept = this.kept.get(id);
      if (kept === undefined) return;
      const late = setTimeout(
        () => stop(`nobody ${what} within ${Math.round(patience / 1000)} s`),
        patience,
      );
      const aborted = () => stop('it was stopped');
      const stop = (why: string) => {
        clearTimeout(late);
        delete kept.answer;
        reject(new InputError(why));
        kept.ended.abort();
      };
      signal.addEventListener('abort', aborted, { once: true });
      const give = (answer: string) => {
        clearTimeout(late);
        signal.removeEventListener('abort', aborted);
        resolve(answer);
      };
      kept.answer = { choices, give };
    });
  }

  private pushed(push: ReceivedPush): void {
    const isStray = this.options.book.get(push.id) === undefined;
    for (const { stage } of this.kept.values()) {
      // One about nothing Ledger knows is told where pushes are waited for.
      const isWaiting = stage.step('status')?.state === 'running';
      if (stage.journey.orderId === push.id || (isStray && isWaiting)) recordPush(stage, push);
    }
  }

  /** The oldest that is over. */
  private forgetOne(): void {
    for (const [id, { stage }] of this.kept) {
      if (!isOver(stage.journey)) continue;
      this.kept.delete(id);
      return;
    }
  }
}

function runFor(
  { profile }: Provider,
  { product, model, firmware: id }: JourneyWish,
  sleep: (milliseconds: number) => Promise<void>,
): ProviderRun {
  const journal: Exchange[] = [];
  return {
    product,
    profile,
    client: nodeClient(profile, { journal }),
    judge: newJudge(rulesOf(product), product),
    journal,
    createOrders: true,
    random: Math.random,
    device: {
      ...(model === undefined ? {} : { model }),
      ...(id === undefined ? {} : { firmware: id }),
    },
    now: Date.now,
    sleep,
    notify: () => {},
    known: new Map(),
  };
}

/** Ends early when the journey does. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', done);
    if (signal.aborted) done();
  });
}
