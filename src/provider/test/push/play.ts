/** Plays the webhook part: starts the receiver, makes the orders, lets time pass, collects. */
import { Book } from '../../backend/book.js';
import { type ReceivedPush, Receiver } from '../../backend/receiver.js';
import { FINAL } from '../../serve/course.js';
import { bestTrade, callOf } from '../call-of.js';
import { answered } from '../device/order-case.js';
import { operationsOf } from '../operations.js';
import { askQuote, placeOrder } from '../order.js';
import type { Profile } from '../profile.js';
import type { ProviderRun } from '../run.js';
import { isGood } from '../seen.js';
import { passTime } from '../time.js';
import {
  agrees,
  PLANS,
  type Poll,
  statusOf,
  WAYS,
  type Watched,
  type WatchedOrder,
  type Way,
} from './watch.js';

type Webhook = NonNullable<Profile['webhook']>;

/** Real milliseconds within which a push must follow its change. */
export const PROMPT = 10_000;
/** The first one: what comes so late is late, what does not come is not coming. */
const TWICE = 2 * PROMPT;
/** Real milliseconds after which poll and push must agree. */
export const SETTLED = 5_000;
/** Real milliseconds in which a storm is seen, after the first failure. */
const STORM_WINDOW = 950;
/** Real milliseconds that are left, at most, for attempts after time was moved on. */
const PAUSE = 1_300;
/** When everything awaited has come: so many times what the slowest push took, and at least this. */
const SLACK = 10;
const LEAST_PAUSE = 50;
const TICK = 25;
/** Seconds of the provider's time, one after the other: an order that nobody pays ends in a day. */
const STEPS = [60, 60, 900, 900, 900, 900, 86_400];
/** Behind these everything that will be pushed has been. */
const LEAST_STEPS = 4;

/** A sentence when it cannot be done. */
export async function watchPushes(run: ProviderRun, webhook: Webhook): Promise<Watched | string> {
  const { profile } = run;
  const receiver = new Receiver(rulesOf(run, webhook), run.now);
  const elsewhere = new Receiver(
    { book: new Book(), ...(webhook.key === undefined ? {} : { keys: [webhook.key] }) },
    run.now,
  );
  const { listenReceiver } = await import('../../backend/node-receiver.js');
  const listening = await listenReceiver(receiver, { listen: webhook.listen });
  const other = await listenReceiver(elsewhere, { listen: 'http://127.0.0.1:0' });
  try {
    for (const id of idsOf(run)) register(run, receiver, id);
    const orders = await makeOrders(run, receiver, other.url);
    if (typeof orders === 'string') return orders;
    const player = new Player(run, receiver, orders);
    await player.play();
    return {
      run,
      orders,
      ids: idsOf(run),
      pushes: [...receiver.pushes],
      followed: [...elsewhere.pushes],
      readBacks: receiver.readBacks.length,
      ...player.seen(),
    };
  } finally {
    await listening.close();
    await other.close();
  }

  function rulesOf({ product }: ProviderRun, { key, providerId }: Webhook) {
    return {
      book: new Book(run.now),
      ...(key === undefined ? {} : { keys: [key] }),
      ...(providerId === undefined || product !== 'swap' ? {} : { providers: [providerId] }),
      ...(profile.statuses === undefined ? {} : { mappings: { '': profile.statuses } }),
    };
  }
}

function register({ product, profile }: ProviderRun, { rules }: Receiver, id: string): void {
  const providerId = product === 'swap' ? profile.webhook?.providerId : undefined;
  rules.book.add({ id, product, ...(providerId === undefined ? {} : { providerId }) });
}

/** Of every order that was answered in this run, whoever made it. */
function idsOf({ journal, product }: ProviderRun): Set<string> {
  const names = operationsOf(product)
    .filter(({ kind }) => kind === 'order')
    .map(({ id }) => id);
  const ids = journal
    .filter((exchange) => isGood(exchange) && names.includes(exchange.request.operation))
    .map(({ answer }) => {
      const { swapId, sellId } = (answer?.json ?? {}) as { swapId?: unknown; sellId?: unknown };
      return swapId ?? sellId;
    });
  return new Set(ids.filter((id) => typeof id === 'string'));
}

async function makeOrders(
  run: ProviderRun,
  receiver: Receiver,
  elsewhere: string,
): Promise<WatchedOrder[] | string> {
  const trade = bestTrade(run);
  const asked = await askQuote(run, trade);
  const wish = asked?.quote === undefined ? { trade } : { trade, quote: asked.quote };
  const orders: WatchedOrder[] = [];
  for (const way of WAYS) {
    if (way === '404' && run.product === 'swap') continue;
    const found = answered(await placeOrder(run, wish));
    if (typeof found === 'string') return found;
    if (found.id === '')
      return 'waited for SWAP_ID_REUSED: the order has no id that could be pushed';
    register(run, receiver, found.id);
    receiver.plan(found.id, planOf(way, found.id, elsewhere));
    orders.push({ way, order: found });
  }
  return orders;
}

function planOf(way: Way, id: string, elsewhere: string) {
  if (way !== 'redirect') return PLANS[way];
  return [{ status: 307, location: `${elsewhere}/webhook/${encodeURIComponent(id)}/status` }];
}

class Player {
  private readonly run: ProviderRun;
  private readonly receiver: Receiver;
  private readonly orders: readonly WatchedOrder[];
  private readonly polls: Poll[] = [];
  private readonly steps: number[] = [];
  private passed = 0;
  private stopped: string | undefined;

  constructor(run: ProviderRun, receiver: Receiver, orders: readonly WatchedOrder[]) {
    this.run = run;
    this.receiver = receiver;
    this.orders = orders;
  }

  seen(): Pick<Watched, 'polls' | 'steps' | 'passed' | 'stopped'> {
    const { polls, steps, passed, stopped } = this;
    return { polls, steps, passed, ...(stopped === undefined ? {} : { stopped }) };
  }

  async play(): Promise<void> {
    const { run } = this;
    await this.poll();
    let waited = false;
    for (const [index, seconds] of this.plan().entries()) {
      const before = this.pushesOf('accept').length;
      const seen = this.receiver.pushes.length;
      this.stopped = await passTime(run, seconds, 'status pushes');
      if (this.stopped !== undefined) break;
      this.passed += seconds;
      this.steps.push(run.now());
      await run.sleep(TICK);
      const changed = await this.poll();
      // A push is waited for where one must come; a change that swap's poll does not show as well.
      // Once is enough for who pushes nothing.
      if ((index < 2 || changed) && !waited) {
        await this.until(
          () => this.pushesOf('accept').length > before,
          index === 0 ? TWICE : PROMPT,
        );
        waited = this.pushesOf('accept').length === 0;
      }
      await this.furtherAttempts(index, seen);
      if (index + 1 >= LEAST_STEPS && this.isOver()) break;
    }
    await this.poll();
    await this.settle();
  }

  /** Of what was refused; and what nobody awaits: doubled pushes, attempts after a final answer. */
  private async furtherAttempts(index: number, seen: number): Promise<void> {
    const { run, receiver } = this;
    const [refused] = this.pushesOf('fail');
    // Moving time on would hide the distance of two attempts.
    if (index === 0 && refused !== undefined) {
      await run.sleep(Math.max(0, refused.at + STORM_WINDOW - run.now()));
    } else await this.until(() => !this.awaitsMore(seen), PAUSE);
    const begun = this.steps.at(-1)!;
    const slowest = receiver.pushes.slice(seen).map(({ at }) => SLACK * (at - begun));
    const end = begun + Math.min(PAUSE, Math.max(LEAST_PAUSE, ...slowest));
    await run.sleep(Math.max(0, end - run.now()));
  }

  /** Whether a further attempt must come that has not, of the pushes behind the first `seen`. */
  private awaitsMore(seen: number): boolean {
    const ways: readonly Way[] = this.run.product === 'swap' ? ['fail'] : ['fail', '404'];
    const fresh = this.receiver.pushes.slice(seen);
    return ways.some((way) => {
      const last = this.pushesOf(way).at(-1);
      return last === undefined || (last.answered !== 200 && !fresh.includes(last));
    });
  }

  /** Poll and push may differ for a moment, not for longer. */
  private async settle(): Promise<void> {
    const { run, polls } = this;
    const pushed = this.pushesOf('accept').at(-1);
    const last = polls.at(-1);
    if (pushed === undefined || last === undefined || agrees(last.status, statusOf(pushed))) return;
    await run.sleep(Math.max(0, pushed.at + SETTLED - run.now()));
    await this.poll();
  }

  /** Without a clock that can be moved, as long as the run may wait. */
  private plan(): readonly number[] {
    const { profile, wait = 0 } = this.run;
    if (profile.clock !== undefined) return STEPS;
    // Too long where nothing may be waited for: that is said then.
    if (wait === 0) return [STEPS[0]!];
    const step = Math.min(WAIT_STEP, wait);
    return Array.from({ length: Math.floor(wait / step) }, () => step);
  }

  private pushesOf(way: Way): readonly ReceivedPush[] {
    const ids = this.orders.filter((one) => one.way === way).map(({ order }) => order.id);
    return this.receiver.pushes.filter(({ id }) => ids.includes(id));
  }

  /** All have come to their end, and what failed has been delivered. */
  private isOver(): boolean {
    const { book } = this.receiver.rules;
    const ended = this.orders.filter(({ order }) => {
      const stored = book.get(order.id);
      return stored !== undefined && FINAL.has(stored.status);
    });
    return ended.some(({ way }) => way === 'accept') && ended.some(({ way }) => way === 'fail');
  }

  private async until(done: () => boolean, milliseconds: number): Promise<void> {
    const { now, sleep } = this.run;
    const end = now() + milliseconds;
    while (!done() && now() < end) await sleep(TICK);
  }

  /** True when the state has changed. */
  private async poll(): Promise<boolean> {
    const { run, orders } = this;
    if (run.product !== 'swap') return false;
    const { order } = orders.find(({ way }) => way === 'accept')!;
    const exchange = await run.client.call(
      callOf(run, 'swapStatus', { members: { swapId: order.id } }),
    );
    const json = exchange.answer?.json as { status?: unknown; payinTransactionId?: unknown } | null;
    if (!isGood(exchange) || typeof json?.status !== 'string') return false;
    const { payinTransactionId } = json;
    const isPaidIn = typeof payinTransactionId === 'string' && payinTransactionId !== '';
    const status = (run.profile.statuses?.[json.status] ?? json.status).toUpperCase();
    const last = this.polls.at(-1);
    this.polls.push({ at: run.now(), status, isPaidIn, exchange });
    return last !== undefined && (last.status !== status || last.isPaidIn !== isPaidIn);
  }
}

/** Seconds. */
const WAIT_STEP = 10;
