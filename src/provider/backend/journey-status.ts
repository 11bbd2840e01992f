/** The last step of a journey: what the provider pushes and answers until the order is final. */
import { judgePoll, poll } from '../test/chapters/swap/poll.js';
import { type Book, isFinal } from './book.js';
import { brokenRules } from './journey-judge.js';
import type { Quoted } from './journey-quote.js';
import type { Stage } from './journey-stage.js';
import type { NotedPush } from './receiver.js';

export interface StatusRoom {
  readonly book: Book;
  /** Milliseconds between two calls of GET /status. */
  readonly pollEvery: number;
  /** Milliseconds until nobody waits any more. */
  readonly patience: number;
  readonly signal: AbortSignal;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** Returns when the order is final, or nobody waits any more. */
export async function followStatus(
  stage: Stage,
  party: Quoted,
  id: string,
  { book, pollEvery, patience, signal, sleep }: StatusRoom,
): Promise<void> {
  const isPolled = party.run.product === 'swap';
  const how = isPolled ? 'pushes of the provider, and GET /status' : 'pushes of the provider';
  stage.begin('status', `waiting for ${how}`);
  const until = party.run.now() + patience;
  while (!signal.aborted) {
    if (isPolled) await askStatus(stage, party, id, book);
    const order = book.get(id);
    if (order === undefined || isFinal(order)) break;
    if (party.run.now() >= until) break;
    await sleep(pollEvery);
  }
  const order = book.get(id);
  const status = order?.status ?? 'nothing';
  const isEnd = order !== undefined && isFinal(order);
  const says = isEnd
    ? `the order is ${status}`
    : `the order is ${status}; nobody waits for it any more, pushes are still taken`;
  stage.settle('status', says);
}

async function askStatus(stage: Stage, { name, run }: Quoted, id: string, book: Book) {
  const found = await poll(run, id);
  const { exchange, answer, status } = found;
  const before = stage.step('status')?.calls ?? [];
  const last = before.at(-1);
  if (last !== undefined && last.exchange.answer?.text === exchange.answer?.text) {
    const again = { ...last, exchange, alike: (last.alike ?? 0) + 1 };
    stage.set('status', { calls: [...before.slice(0, -1), again] });
  } else {
    const calls = stage.addCalls('status', name, [exchange]);
    const broken = brokenRules(run, [exchange], (own) => judgePoll(own, found));
    stage.addResults('status', broken, calls);
    const text = exchange.failure?.message ?? `GET /status answers ${exchange.answer?.status}`;
    if (answer === undefined) stage.set('status', { says: text });
  }
  const order = book.get(id);
  if (status === undefined || order === undefined || isFinal(order)) return;
  // GET knows no TRANSFER_IN_COMPLETED: it stays PENDING where the push has told more.
  if (status === 'PENDING' || status === order.status) return;
  book.update(id, { status, ...textsOf(answer) });
  stage.set('status', { says: `${status}, by GET /status` });
}

/** As far as the answer has them. */
function textsOf(answer: Readonly<Record<string, unknown>> = {}) {
  const text = (name: string, as = name) => {
    const value = answer[name];
    return typeof value === 'string' && value !== '' ? { [as]: value.slice(0, 300) } : {};
  };
  return {
    ...text('amount'),
    ...text('payinTransactionId'),
    ...text('payoutTransactionId', 'transactionHash'),
  };
}

/** Pushes that are kept of one order: a storm must not fill the memory. */
const MAX_PUSHES = 200;

export function notePush(stage: Stage, push: NotedPush): void {
  const pushes = stage.step('status')?.pushes ?? [];
  if (pushes.length >= MAX_PUSHES) return;
  stage.set('status', { pushes: [...pushes, push] });
}
