/** What follows an answer that is no 200. */

import { cutJson, cutLong } from '../../../shown.js';
import type { ReceivedPush } from '../../backend/receiver.js';
import { count, shown } from './judge-form.js';
import { pushesOf, statusOf, type Watched, type Way } from './watch.js';

export const RETRY_RULES = [
  'WEBHOOK_TOO_EARLY',
  'WEBHOOK_NO_RETRY',
  'WEBHOOK_RETRY_STORM',
  'WEBHOOK_RETRY_FINAL_ANSWER',
  'WEBHOOK_RETRY_CHANGED',
  'WEBHOOK_FOLLOWS_REDIRECT',
] as const;

/** Rules that must know whether two pushes are of one state. */
const TELLING = ['WEBHOOK_RETRY_STORM', 'WEBHOOK_RETRY_CHANGED', 'WEBHOOK_RETRY_FINAL_ANSWER'];

export function judgeRetries(watched: Watched): void {
  if (watched.pushes.length === 0) return;
  noRetry(watched);
  const [unknown] = ['WEBHOOK_STATUS_VALUE', 'WEBHOOK_UNMAPPED'].filter((id) =>
    watched.run.judge.hasFailed(id),
  );
  if (unknown === undefined) {
    storm(watched);
    changed(watched);
    finalAnswer(watched);
  } else {
    // The next state under the same word looks like another attempt of this one.
    const why = `waited for ${unknown}: states cannot be told apart`;
    for (const id of TELLING) watched.run.judge.notRun(id, why);
  }
  tooEarly(watched);
  redirect(watched);
}

/** The first push of an order and the further attempts of the same state. */
function attemptsOf(watched: Watched, way: Way): readonly ReceivedPush[] {
  const [first, ...more] = pushesOf(watched, way);
  if (first === undefined) return [];
  return [first, ...more.filter((push) => statusOf(push) === statusOf(first))];
}

/** Seconds of the provider's time behind a push; and whether that is enough to expect another. */
const ENOUGH = 60;

function window({ run, passed, stopped }: Watched): string | undefined {
  if (passed >= ENOUGH && (run.profile.clock !== undefined || passed >= ENOUGH)) return undefined;
  return stopped ?? `only ${passed} s passed: needs --wait ${ENOUGH}`;
}

function noRetry(watched: Watched): void {
  const id = 'WEBHOOK_NO_RETRY';
  const { judge } = watched.run;
  const attempts = attemptsOf(watched, 'fail');
  const [first, second] = attempts;
  if (first === undefined) judge.notRun(id, 'no push came that could be refused');
  else if (second !== undefined) {
    const answers = attempts.map(({ answered }) => answered).join(', ');
    judge.passed(id, {
      evidence: `${count(attempts.length)} of the same state, answered ${answers}`,
    });
  } else {
    const why = window(watched);
    if (why !== undefined) judge.notRun(id, why);
    else
      judge.failed(id, { evidence: `${shown(first)}: no second attempt in ${watched.passed} s` });
  }
}

const DOUBLED = 'waited for WEBHOOK_DUPLICATE: a doubled push looks like a second attempt';

/** Milliseconds; and attempts in a minute. */
const LEAST = 900;
const MOST = 100;

function storm(watched: Watched): void {
  const id = 'WEBHOOK_RETRY_STORM';
  const { run, steps } = watched;
  const attempts = attemptsOf(watched, 'fail').filter(({ answered }) => answered !== 200);
  if (attempts.length === 0) {
    run.judge.notRun(id, 'waited for WEBHOOK_NO_RETRY: no push was refused');
    return;
  }
  const all = attemptsOf(watched, 'fail');
  if (all.length < 2) {
    run.judge.notRun(id, 'waited for WEBHOOK_NO_RETRY: there was one attempt only');
    return;
  }
  // Where time was moved on in between, the distance says nothing.
  const distances = all.slice(1).flatMap((push, index) => {
    const from = all[index]!.at;
    const isMoved =
      run.profile.clock !== undefined && steps.some((at) => at >= from && at <= push.at);
    return isMoved ? [] : [push.at - from];
  });
  const short = distances.filter((distance) => distance < LEAST);
  const minute = all.filter(({ at }) => at - all[0]!.at < 60_000).length;
  if (run.judge.hasFailed('WEBHOOK_DUPLICATE') && short.length <= 1) {
    run.judge.notRun(id, DOUBLED);
    return;
  }
  if (short.length > 0 || minute > MOST) {
    run.judge.failed(id, {
      evidence: `${count(all.length)} of one state, ${short.length} of them within ${LEAST} ms of the one before (the shortest after ${Math.min(...distances)} ms); attempts must leave a growing distance`,
    });
    return;
  }
  const growth = distances.length >= 3 && distances.at(-1)! <= distances[0]! * 1.2;
  if (growth && distances.at(-1)! < 60_000) {
    run.judge.failed(id, {
      evidence: `${count(all.length)}: the distance does not grow: ${distances.join(', ')} ms`,
    });
    return;
  }
  const told = distances.length === 0 ? 'none at once' : `${distances.join(', ')} ms apart`;
  run.judge.passed(id, { evidence: `${count(all.length)} of one state: ${told}` });
}

function changed(watched: Watched): void {
  const id = 'WEBHOOK_RETRY_CHANGED';
  const { judge } = watched.run;
  const rows = (['fail', '404'] as const).map((way) => attemptsOf(watched, way));
  const looked = rows.filter(({ length }) => length > 1);
  if (looked.length === 0) {
    judge.notRun(id, 'waited for WEBHOOK_NO_RETRY: there was one attempt only');
    return;
  }
  for (const [first, ...more] of looked) {
    const other = more.find(({ text }) => text !== first!.text);
    if (other === undefined) continue;
    judge.failed(id, {
      evidence: `${shown(other)} says something else than ${shown(first!)}: ${difference(first!, other)}`,
    });
    return;
  }
  judge.passed(id, { evidence: `${looked.flat().length} attempts, the same bytes at each` });
}

function difference(a: ReceivedPush, b: ReceivedPush): string {
  const names = new Set([...Object.keys(a.body ?? {}), ...Object.keys(b.body ?? {})]);
  const other = [...names].filter((name) => a.body?.[name] !== b.body?.[name]);
  if (other.length === 0) return 'the same members, written differently';
  const differences = other.map(
    (name) => `${name} ${cutJson(a.body?.[name])}, then ${cutJson(b.body?.[name])}`,
  );
  return cutLong(differences.join('; '));
}

const FINAL_ANSWERS = ['401', '405', '422'] as const;

function finalAnswer(watched: Watched): void {
  const id = 'WEBHOOK_RETRY_FINAL_ANSWER';
  const { judge } = watched.run;
  const rows = FINAL_ANSWERS.map((way) => ({ way, attempts: attemptsOf(watched, way) }));
  const answered = rows.filter(({ attempts }) => attempts.length > 0);
  const again = answered.filter(({ attempts }) => attempts.length > 1);
  const isDoubled = again.every(({ attempts }) => attempts.length === 2);
  if (again.length > 0 && isDoubled && judge.hasFailed('WEBHOOK_DUPLICATE')) {
    judge.notRun(id, DOUBLED);
    return;
  }
  if (again.length > 0) {
    const told = again.map(({ way, attempts }) => `${attempts.length - 1} after ${way}`).join(', ');
    judge.failed(id, {
      evidence: `further attempts of the same state: ${told}; nothing changes Ledger's mind`,
    });
    return;
  }
  const why = window(watched);
  if (answered.length === 0) judge.notRun(id, 'no push came that could be refused');
  else if (why !== undefined) judge.notRun(id, why);
  else {
    const told = answered.map(({ way }) => way).join(', ');
    judge.passed(id, { evidence: `no attempt again after ${told} in ${watched.passed} s` });
  }
}

function tooEarly(watched: Watched): void {
  const id = 'WEBHOOK_TOO_EARLY';
  const { judge } = watched.run;
  const attempts = attemptsOf(watched, '404');
  const [first, second] = attempts;
  if (first === undefined) {
    judge.notRun(id, 'no push came that could be answered 404');
    return;
  }
  if (second !== undefined) {
    judge.passed(id, {
      evidence: `${shown(first)}: tried again, then answered ${second.answered}`,
    });
    return;
  }
  const why = window(watched);
  if (why !== undefined) judge.notRun(id, why);
  else {
    judge.failed(id, {
      evidence: `${shown(first)}: no further attempt in ${watched.passed} s, though Ledger may only not know the order yet`,
    });
  }
}

function redirect(watched: Watched): void {
  const id = 'WEBHOOK_FOLLOWS_REDIRECT';
  const { judge } = watched.run;
  const [first] = pushesOf(watched, 'redirect');
  const [followed] = watched.followed;
  if (first === undefined) {
    judge.notRun(id, 'no push came that could be redirected');
  } else if (followed !== undefined) {
    judge.failed(id, {
      evidence: `${shown(first)}: the push arrived at the other host, its key was ${followed.key === 'right' ? 'with it' : followed.key}`,
    });
  } else {
    judge.passed(id, { evidence: `${shown(first)}: nothing arrived at the host the 307 named` });
  }
}
