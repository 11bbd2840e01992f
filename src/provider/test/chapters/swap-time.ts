/**
 * F and I: what only time shows. Quotes end, and orders that nobody pays come to their end. Behind
 * all that needs the present, for the provider's clock may be moved on here.
 */

import { isFinal } from '../../statuses.js';
import type { Chapter } from '../chapter.js';
import { expiryOf } from '../judgements/expiry.js';
import { unusable } from '../known.js';
import { askQuote, type PlacedOrder, placeOrder } from '../order.js';
import { judgeRefusal } from '../refused.js';
import { NOT_ALLOWED, type ProviderRun } from '../run.js';
import { numbers, statusOf, told } from '../seen.js';
import { passTime, providerNow } from '../time.js';
import { judgePoll, type Poll, poll } from './swap/poll.js';
import { deadOrders, tradeBy } from './swap/trades-by-method.js';

const QUOTE_RULES = ['QUOTE_DIES_EARLY', 'EXPIRED_QUOTE_ACCEPTED'] as const;
const STATUS_RULES = [
  'STATUS_REGRESSES',
  'STATUS_FINAL_WITHOUT_AMOUNT',
  'STATUS_AFTER_EXPIRY',
] as const;

export const swapTime: Chapter = {
  name: 'What time brings',
  products: ['swap'],
  rules: [...QUOTE_RULES, ...STATUS_RULES],
  async run(run: ProviderRun): Promise<void> {
    if (!run.createOrders) {
      for (const id of swapTime.rules) run.judge.notRun(id, NOT_ALLOWED);
      return;
    }
    const dead = deadOrders(run);
    if (dead !== undefined) {
      for (const id of swapTime.rules) run.judge.notRun(id, dead);
      return;
    }
    const watch = await newWatch(run);
    await watchQuote(run, watch);
    await watchOrder(run, watch);
  },
};

/** An order that is polled whenever time has passed. */
interface Watch {
  readonly run: ProviderRun;
  /** Undefined where none could be made. */
  readonly id?: string;
  readonly why: string;
  readonly polls: Poll[];
}

async function newWatch(run: ProviderRun): Promise<Watch> {
  const noQuote = unusable(run, 'quote') ?? unusable(run, 'swapStatus');
  if (noQuote !== undefined) return { run, why: noQuote, polls: [] };
  const placed = await placeOrder(run);
  const why = `waited for an order: ${told(placed.exchange)}`;
  return { run, why, polls: [], ...(placed.id === undefined ? {} : { id: placed.id }) };
}

async function look({ run, id, polls }: Watch): Promise<void> {
  if (id === undefined) return;
  const one = await poll(run, id);
  polls.push(one);
  judgePoll(run, one);
}

/** Before its end a quote can be ordered, and behind it no more. Seconds. */
const BEFORE = 5;
const BEHIND = 2;

async function watchQuote(run: ProviderRun, watch: Watch): Promise<void> {
  const why = await playQuote(run, watch);
  for (const id of QUOTE_RULES) run.judge.notRun(id, why);
}

/** Why what is left was not looked at. */
async function playQuote(run: ProviderRun, watch: Watch): Promise<string> {
  const noQuote = unusable(run, 'quote');
  if (noQuote !== undefined) return noQuote;
  const trade = tradeBy(run, 'fixed');
  if (run.judge.hasFailed('ORDER_REFUSED')) return 'waited for ORDER_REFUSED';
  const asked = trade === undefined ? undefined : await askQuote(run, trade);
  const quote = asked?.quote;
  // One for each order: a quote may serve for one alone.
  const other = trade === undefined ? undefined : (await askQuote(run, trade))?.quote;
  if (quote?.quoteId === undefined || other === undefined) {
    return asked === undefined
      ? 'no pair lists fixed'
      : `waited for a fixed quote: ${told(asked.exchange)}`;
  }
  const expiry = expiryOf(quote);
  if (expiry === undefined) return 'waited for EXPIRY_UNPARSABLE: nobody knows when the quote ends';
  const life = (expiry - providerNow(run)) / 1000;
  if (life <= 0) return 'waited for QUOTE_EXPIRED_ON_ARRIVAL';
  await look(watch);
  // In whole seconds, and some of a slow call.
  const early = Math.floor(life - BEFORE);
  const stopped = await passTime(run, early, 'the last seconds of a quote');
  if (stopped !== undefined) return stopped;
  if (early > 0) judgeEarly(run, await placeOrder(run, { quote }), BEFORE);
  else run.judge.notRun('QUOTE_DIES_EARLY', `the quote holds ${Math.floor(life)} s only`);
  await look(watch);
  const end = expiryOf(other) ?? expiry;
  const left = (end - providerNow(run)) / 1000 + BEHIND;
  const again = await passTime(run, left, 'the end of a quote');
  if (again !== undefined) return again;
  const late = await placeOrder(run, { quote: other });
  judgeRefusal(run, late.exchange, {
    id: 'EXPIRED_QUOTE_ACCEPTED',
    how: `a quote that ended ${BEHIND} s ago`,
    statuses: [404],
    otherwise: 'warning',
  });
  await look(watch);
  return 'the quote was not ordered';
}

function judgeEarly({ judge }: ProviderRun, { exchange, answer }: PlacedOrder, seconds: number) {
  const id = 'QUOTE_DIES_EARLY';
  const seen = {
    evidence: `${seconds} s before its end ${told(exchange)}`,
    exchanges: numbers(exchange),
  };
  if (answer !== undefined) judge.passed(id, seen);
  else if (statusOf(exchange) === 0) judge.notRun(id, seen.evidence);
  else judge.failed(id, seen);
}

/** By then every provider has given up on an order that nobody pays. Seconds. */
const LONG = 86_400;
const HALF_AN_HOUR = 1_800;

async function watchOrder(run: ProviderRun, watch: Watch): Promise<void> {
  const { judge } = run;
  if (watch.id === undefined) {
    for (const id of STATUS_RULES) judge.notRun(id, watch.why);
    return;
  }
  let stopped: string | undefined;
  for (const seconds of [HALF_AN_HOUR, LONG]) {
    stopped ??= await passTime(run, seconds, 'the end of an order that nobody pays');
    if (stopped === undefined) await look(watch);
  }
  const states = watch.polls.filter(({ status }) => status !== undefined);
  const exchanges = numbers(...watch.polls.map(({ exchange }) => exchange));
  const course = states.map(({ status }) => status).join(', ');
  judge.notRun('STATUS_FINAL_WITHOUT_AMOUNT', stopped ?? `no order came to FINISHED: ${course}`);
  judgeCourse(run, states, stopped);
  const last = states.at(-1);
  const back = judge.hasFailed('STATUS_REGRESSES') ? 'waited for STATUS_REGRESSES' : undefined;
  if (stopped !== undefined || last === undefined || back !== undefined) {
    judge.notRun('STATUS_AFTER_EXPIRY', stopped ?? back ?? 'waited for STATUS_VALUE_UNKNOWN');
    return;
  }
  const evidence = `an order that nobody paid is ${last.status} after a day`;
  if (last.status === 'PENDING') judge.failed('STATUS_AFTER_EXPIRY', { evidence, exchanges });
  else judge.passed('STATUS_AFTER_EXPIRY', { evidence, exchanges });
}

/** STATUS_REGRESSES, of the states of one order in their order. */
export function judgeCourse(
  { judge }: ProviderRun,
  states: readonly Poll[],
  stopped: string | undefined,
): void {
  const id = 'STATUS_REGRESSES';
  const exchanges = numbers(...states.map(({ exchange }) => exchange));
  const course = states.map(({ status }) => status).join(', ');
  const back = states.find(({ status }, at) => {
    const before = states.slice(0, at).map((one) => one.status!);
    const isOver = before.some((one) => isFinal(one) && one !== status);
    return isOver || (status === 'PENDING' && before.some((one) => one !== 'PENDING'));
  });
  if (back !== undefined) {
    judge.failed(id, { evidence: `an order went ${course}`, exchanges });
  } else if (states.some(({ status }) => isFinal(status!))) {
    judge.passed(id, { evidence: `an order went ${course}, and stayed there`, exchanges });
  } else judge.notRun(id, stopped ?? `no order came to its end: ${course}`);
}
