/** The last step of a journey: what the provider pushes and answers until the order is final. */

import { cut } from '../../shown.js';
import { judgePoll, type Poll, poll } from '../test/chapters/swap/poll.js';
import type { Exchange } from '../test/exchange.js';
import type { ProviderRun } from '../test/run.js';
import { type Book, isFinal } from './book.js';
import { brokenRules, pushFinding } from './journey-judge.js';
import type { Quoted } from './journey-quote.js';
import type { Stage } from './journey-stage.js';
import { MAX_STORED } from './push.js';
import type { ReceivedPush } from './receiver.js';

export interface StatusRoom {
  readonly book: Book;
  /** Milliseconds between two calls of GET /status. */
  readonly pollEvery: number;
  /** Milliseconds until nobody waits any more. */
  readonly patience: number;
  readonly signal: AbortSignal;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/**
 * How often GET /status must have said that the order is final before it is stored without a push:
 * a push that comes right behind would be refused as one after the end.
 */
const GRACE = 4;

/** Returns when the order is final, or nobody waits any more. */
export async function followStatus(
  stage: Stage,
  party: Quoted,
  id: string,
  { book, pollEvery, patience, signal, sleep }: StatusRoom,
): Promise<void> {
  const { run } = party;
  const isPolled = run.product === 'swap';
  const how = isPolled ? 'pushes of the provider, and GET /status' : 'pushes of the provider';
  stage.begin('status', `waiting for ${how}`);
  const until = run.now() + patience;
  let told = 0;
  while (!signal.aborted) {
    const found = isPolled ? await askStatus(stage, party, id) : undefined;
    const order = book.get(id);
    if (order === undefined || isFinal(order)) break;
    if (found?.status !== undefined && isFinal({ status: found.status })) told++;
    if (found?.status !== undefined && told >= GRACE) {
      book.update(id, { status: found.status, ...textsOf(found.answer) });
      noPush(stage, run, found.status);
      break;
    }
    if (run.now() >= until) break;
    await sleep(pollEvery);
  }
  const order = book.get(id);
  const status = order?.status ?? 'nothing';
  const isEnd = order !== undefined && isFinal(order);
  const source = told >= GRACE ? ', by GET /status: no push has told it' : '';
  const says = isEnd
    ? `the order is ${status}${source}`
    : `the order is ${status}; nobody waits for it any more, pushes are still taken`;
  stage.settle('status', says);
}

/** The swap page recommends pushes. */
function noPush(stage: Stage, run: ProviderRun, status: string): void {
  if ((stage.step('status')?.pushes ?? []).length > 0) return;
  const evidence = `GET /status tells ${status}, and no push came`;
  const severity = 'warning' as const;
  const look = ({ judge }: ProviderRun) => judge.failed('WEBHOOK_NEVER', { evidence, severity });
  stage.addResults('status', brokenRules(run, [], look), []);
}

async function askStatus(stage: Stage, { name, run }: Quoted, id: string): Promise<Poll> {
  const found = await poll(run, id);
  const { exchange, answer } = found;
  const before = stage.step('status')?.calls ?? [];
  const last = before.at(-1);
  if (last !== undefined && isAlike(last.exchange, exchange)) {
    const again = { ...last, exchange, alike: (last.alike ?? 0) + 1 };
    stage.set('status', { calls: [...before.slice(0, -1), again] });
    return found;
  }
  const calls = stage.addCalls('status', name, [exchange]);
  const broken = brokenRules(run, [exchange], (own) => judgePoll(own, found));
  stage.addResults('status', broken, calls);
  const { failure, answer: raw } = exchange;
  const text = failure?.message ?? `answers ${raw?.status}`;
  const status = typeof answer?.status === 'string' ? cut(answer.status) : text;
  stage.set('status', { says: `GET /status: ${status}` });
  return found;
}

function isAlike(one: Exchange, other: Exchange): boolean {
  const [a, b] = [one, other].map(({ answer, failure }) => [
    answer?.status,
    answer?.text,
    failure?.kind,
  ]);
  return JSON.stringify(a) === JSON.stringify(b);
}

/** As far as the answer has them. */
function textsOf(answer: Readonly<Record<string, unknown>> = {}) {
  const text = (name: string, as = name) => {
    const value = answer[name];
    return typeof value === 'string' && value !== '' ? { [as]: value.slice(0, MAX_STORED) } : {};
  };
  return {
    ...text('amount'),
    ...text('payinTransactionId'),
    ...text('payoutTransactionId', 'transactionHash'),
  };
}

/** Pushes that are kept of one order: a storm must not fill the memory. */
const MAX_PUSHES = 200;

export function recordPush(stage: Stage, push: ReceivedPush): void {
  const pushes = stage.step('status')?.pushes ?? [];
  if (pushes.length >= MAX_PUSHES) return;
  stage.set('status', { pushes: [...pushes, push] });
  const finding = pushFinding(push, stage.product, stage.journey.orderId);
  const isTold = stage.step('status')?.findings.some(({ rule }) => rule === finding?.rule);
  if (finding !== undefined && isTold !== true) stage.addFindings('status', [finding]);
}
