/** What the row of pushes of an order shows: what is missing, late, doubled or out of order. */

import type { ReceivedPush } from '../../backend/receiver.js';
import { FINAL, type Status } from '../../serve/course.js';
import { learnPushDelays } from '../measured.js';
import { count, shown, verdict } from './judge-form.js';
import { PROMPT } from './play.js';
import { agrees, pushesOf, statusOf, type Watched } from './watch.js';

export const COURSE_RULES = [
  'WEBHOOK_NEVER',
  'WEBHOOK_MISSING_TRANSITION',
  'WEBHOOK_LATE',
  'STATUS_DIFFERS_FROM_PUSH',
  'STATUS_REGRESSES',
  'WEBHOOK_AFTER_FINAL',
  'WEBHOOK_OUT_OF_ORDER',
  'WEBHOOK_DUPLICATE',
  'READBACK_SHAPE',
] as const;

const PAID_IN = 'TRANSFER_IN_COMPLETED';
/** Seconds in which an order that nobody pays comes to an end. */
const LONG_ENOUGH = 86_400;

export function judgeCourse(watched: Watched): void {
  arrivals(watched);
  order(watched);
  regresses(watched);
  differs(watched);
  readBack(watched);
}

function arrivals(watched: Watched): void {
  const { run, passed, stopped, polls, pushes } = watched;
  const { judge } = run;
  const own = pushesOf(watched, 'accept');
  const change = changes(watched);
  const nothing = stopped ?? `no status changed in ${passed} s`;
  if (own.length === 0) {
    const why = watched.pushes.length > 0 ? 'waited for WEBHOOK_UNKNOWN_ID' : undefined;
    const isCertain = change.length > 0 || (run.product !== 'swap' && passed >= LONG_ENOUGH);
    if (why !== undefined) judge.notRun('WEBHOOK_NEVER', why);
    else if (isCertain) {
      judge.failed('WEBHOOK_NEVER', {
        // The swap page recommends what the others require.
        ...(run.product === 'swap' ? { severity: 'warning' as const } : {}),
        evidence: `no push came in ${passed} s of the provider's time; ${change.length > 0 ? `GET /status went over ${change.map(({ status }) => status).join(', ')}` : 'an order that nobody pays has ended by then'}`,
        exchanges: polls.map(({ exchange }) => exchange.number),
      });
      judge.notRun('WEBHOOK_MISSING_TRANSITION', 'waited for WEBHOOK_NEVER');
      judge.notRun('WEBHOOK_LATE', 'waited for WEBHOOK_NEVER');
    }
    for (const id of COURSE_RULES)
      judge.notRun(id, why ?? (isCertain ? 'waited for WEBHOOK_NEVER' : nothing));
    return;
  }
  judge.passed('WEBHOOK_NEVER', {
    evidence: `${count(pushes.length)} came, ${own.length} of them of one order: ${own.map(statusOf).join(', ')}`,
  });
  missing(watched, own, change);
  late(watched, own);
}

/** Changes that a poll has shown: what must have been pushed. */
function changes({ polls }: Watched): { status: string; at: number }[] {
  return polls.flatMap((poll, index) => {
    const before = polls[index - 1];
    if (before === undefined) return [];
    if (before.status !== poll.status) return [{ status: poll.status, at: poll.at }];
    // Polls have no word for it: the pay-in has become known.
    return !before.isPaidIn && poll.isPaidIn ? [{ status: PAID_IN, at: poll.at }] : [];
  });
}

function missing(
  watched: Watched,
  own: readonly ReceivedPush[],
  change: readonly { status: string }[],
): void {
  const id = 'WEBHOOK_MISSING_TRANSITION';
  const { run, polls } = watched;
  const told = new Set(own.map(statusOf));
  if (run.judge.hasFailed('WEBHOOK_UNMAPPED') || run.judge.hasFailed('WEBHOOK_STATUS_VALUE')) {
    run.judge.notRun(id, 'waited for the statuses of pushes to be known words');
    return;
  }
  const wanted =
    run.product === 'swap'
      ? change.map(({ status }) => status)
      : // Nothing can be paid out, or back, before it has come in.
        [...told].some((status) => status === 'FINISHED' || status === 'REFUNDED')
        ? [PAID_IN]
        : [];
  const lost = wanted.filter((status) => !told.has(status));
  const evidence = `pushed: ${[...told].join(', ')}; ${run.product === 'swap' ? `seen by GET /status: ${wanted.join(', ') || 'no change'}` : `expected among them: ${wanted.join(', ') || 'nothing more'}`}`;
  const exchanges = polls.map(({ exchange }) => exchange.number);
  if (lost.length > 0) {
    run.judge.failed(id, { evidence: `${lost.join(', ')} was not pushed; ${evidence}`, exchanges });
  } else if (wanted.length > 0) run.judge.passed(id, { evidence, exchanges });
  else run.judge.notRun(id, watched.stopped ?? 'no change was seen beside those that were pushed');
}

function late({ run, steps, polls }: Watched, own: readonly ReceivedPush[]): void {
  const id = 'WEBHOOK_LATE';
  const moments = run.profile.clock === undefined ? polls.slice(1).map(({ at }) => at) : steps;
  const delays = own.flatMap((push) => {
    const begun = moments.filter((at) => at <= push.at).at(-1);
    return begun === undefined ? [] : [{ push, milliseconds: push.at - begun }];
  });
  learnPushDelays(
    run,
    delays.map(({ milliseconds }) => milliseconds / 1000),
  );
  const slow = delays.filter(({ milliseconds }) => milliseconds > PROMPT);
  const [worst] = [...delays].sort((a, b) => b.milliseconds - a.milliseconds);
  if (worst === undefined) {
    run.judge.passed(id, { evidence: `${count(own.length)} came as soon as the order was made` });
  } else if (slow.length > 0) {
    run.judge.failed(id, {
      evidence: `${shown(worst.push)} came ${seconds(worst.milliseconds)} s after the change; at most ${PROMPT / 1000} s are real time`,
    });
  } else {
    run.judge.passed(id, {
      evidence: `${count(delays.length)}, the slowest after ${seconds(worst.milliseconds)} s`,
    });
  }
}

/** Of sell and card, whose states only pushes tell; those of swap are polled. */
function regresses({ run, orders }: Watched): void {
  const id = 'STATUS_REGRESSES';
  if (run.product === 'swap') {
    run.judge.notRun(id, 'swap is polled: its statuses are compared there');
    return;
  }
  const later = ['WEBHOOK_AFTER_FINAL', 'WEBHOOK_OUT_OF_ORDER'].find((rule) =>
    run.judge.hasFailed(rule),
  );
  if (later !== undefined)
    run.judge.notRun(id, `waited for ${later}: what came late tells of no change`);
  else if (run.judge.isDecided('WEBHOOK_AFTER_FINAL')) {
    run.judge.passed(id, {
      evidence: `pushes of ${orders.length} orders: no status went back, none changed after a final one`,
    });
  }
}

/** Swap alone is polled. */
function differs(watched: Watched): void {
  const id = 'STATUS_DIFFERS_FROM_PUSH';
  const { judge } = watched.run;
  const pushed = pushesOf(watched, 'accept').at(-1);
  const polled = watched.polls.at(-1);
  if (pushed === undefined || polled === undefined) return;
  if (judge.hasFailed('WEBHOOK_UNMAPPED')) {
    judge.notRun(id, 'waited for WEBHOOK_UNMAPPED: the push says no status');
    return;
  }
  if (judge.hasFailed('WEBHOOK_AFTER_FINAL') || judge.hasFailed('WEBHOOK_OUT_OF_ORDER')) {
    judge.notRun(id, 'waited for pushes in their order: the last one is not the newest');
    return;
  }
  const exchanges = [polled.exchange.number];
  const evidence = `the last push says ${statusOf(pushed)}, GET /status says ${polled.status} ${seconds(polled.at - pushed.at)} s later`;
  if (agrees(polled.status, statusOf(pushed))) judge.passed(id, { evidence, exchanges });
  else judge.failed(id, { evidence, exchanges });
}

const seconds = (milliseconds: number) => (milliseconds / 1000).toFixed(1);

const RANK: Readonly<Record<Status, number>> = {
  UNKNOWN: 0,
  PENDING: 0,
  TRANSFER_IN_COMPLETED: 1,
  ON_HOLD: 1,
  FINISHED: 2,
  EXPIRED: 2,
  REFUNDED: 2,
};

const rankOf = (push: ReceivedPush) => RANK[statusOf(push) as Status] ?? -1;
const isFinal = (push: ReceivedPush) => FINAL.has(statusOf(push) as Status);

interface Overtaking {
  readonly push: ReceivedPush;
  readonly before: ReceivedPush;
}

/** Of the orders whose pushes are all answered rightly. */
function order(watched: Watched): void {
  const own = watched.orders
    .filter(({ way }) => way === 'accept' || way === 'fail')
    .map(({ way }) => pushesOf(watched, way));
  const all = own.flat();
  const overtaken: Overtaking[] = [];
  const afterFinal: Overtaking[] = [];
  const doubled: Overtaking[] = [];
  for (const pushes of own) {
    for (const [index, push] of pushes.entries()) {
      const earlier = pushes.slice(0, index);
      // 405 is the answer to what comes behind a final one.
      const same = earlier.find((one) => statusOf(one) === statusOf(push) && isTaken(one));
      const final = earlier.find(isFinal);
      const newer = earlier.find((one) => rankOf(one) > rankOf(push));
      const isNews = !earlier.some((one) => statusOf(one) === statusOf(push));
      if (same !== undefined && (final === undefined || isFinal(push)))
        doubled.push({ push, before: same });
      else if (final !== undefined && !isRefundOfExpired(final, push)) {
        // A state on the way that was never told before has been overtaken.
        if (isNews && rankOf(push) === 1) overtaken.push({ push, before: final });
        else if (isTaken(final)) afterFinal.push({ push, before: final });
      } else if (newer !== undefined && final === undefined)
        overtaken.push({ push, before: newer });
    }
  }
  const rows = [
    ['WEBHOOK_OUT_OF_ORDER', overtaken, 'in the order of the changes'],
    ['WEBHOOK_AFTER_FINAL', afterFinal, 'nothing after a final status'],
    ['WEBHOOK_DUPLICATE', doubled, 'nothing again after 200'],
  ] as const;
  for (const [id, found, good] of rows) {
    const of = new Map(found.map(({ push, before }) => [push, before]));
    const says = (push: ReceivedPush) => `it came after ${shown(of.get(push)!)}`;
    verdict(
      watched,
      id,
      all,
      found.map(({ push }) => push),
      says,
      good,
    );
  }
  const hasFinal = all.some((push) => isFinal(push) && isTaken(push));
  const { judge } = watched.run;
  if (!hasFinal && !judge.hasFailed('WEBHOOK_AFTER_FINAL')) {
    judge.notRun('WEBHOOK_AFTER_FINAL', watched.stopped ?? 'no order came to a final status');
  }
}

const isTaken = ({ answered }: ReceivedPush) => answered === 200;

/** A late pay-in after the expiry is sent back: the pages say so. */
const isRefundOfExpired = (final: ReceivedPush, push: ReceivedPush) =>
  statusOf(final) === 'EXPIRED' && statusOf(push) === 'REFUNDED';

function readBack({ run, readBacks }: Watched): void {
  const id = 'READBACK_SHAPE';
  if (readBacks === 0) {
    run.judge.notRun(id, 'optional: the provider has not read an order back');
    return;
  }
  run.judge.passed(id, {
    evidence: `${readBacks} read back and answered with deviceStatus and providerStatus (StatusResponse); the published contract points at the error object there`,
  });
}
