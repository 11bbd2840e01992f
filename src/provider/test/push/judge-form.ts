/** What a single push shows: its address, its key, its body. */

import { cut } from '../../../shown.js';
import { mappedStatus } from '../../backend/book.js';
import type { ReceivedPush } from '../../backend/receiver.js';
import { compareDecimals, scaledDecimal } from '../../decimal-text.js';
import type { Answered } from '../device/order-case.js';
import { pushesOf, statusOf, type Watched } from './watch.js';

export const FORM_RULES = [
  'WEBHOOK_OLD_FORM',
  'WEBHOOK_MIXED_FORM',
  'WEBHOOK_BAD_KEY',
  'WEBHOOK_PROVIDER_ID',
  'WEBHOOK_UNKNOWN_ID',
  'WEBHOOK_UNMAPPED',
  'WEBHOOK_STATUS_VALUE',
  'WEBHOOK_FINAL_WITHOUT_AMOUNT',
  'WEBHOOK_AMOUNT_CURRENCY',
  'WEBHOOK_BODY',
  'WEBHOOK_KEY_IN_URL',
] as const;

export function judgeForm(watched: Watched): void {
  const { pushes } = watched;
  if (pushes.length === 0) return;
  generation(watched);
  key(watched);
  ids(watched);
  bodies(watched);
  statuses(watched);
  amounts(watched);
}

/** Fails for those that are wrong, passes when there are none among those looked at. */
export function verdict(
  { run }: Watched,
  id: string,
  looked: readonly ReceivedPush[],
  wrong: readonly ReceivedPush[],
  says: (push: ReceivedPush) => string,
  good: string,
): void {
  const [first] = wrong;
  if (first !== undefined) {
    run.judge.failed(id, {
      evidence: `${wrong.length} of ${count(looked.length)}: ${shown(first)}: ${says(first)}`,
    });
  } else if (looked.length > 0)
    run.judge.passed(id, { evidence: `${count(looked.length)}: ${good}` });
}

export const count = (pushes: number) => (pushes === 1 ? '1 push' : `${pushes} pushes`);

/** Without its query: a key may be in it. */
export function shown(push: ReceivedPush): string {
  return `push ${push.number} (POST ${push.path}${statusOf(push) === '' ? '' : `, ${statusOf(push)}`}, answered ${push.answered})`;
}

function isMixed({ generation, body }: ReceivedPush): boolean {
  if (body === undefined) return false;
  const isCurrentBody = 'providerStatus' in body;
  const isOlderBody = 'status' in body;
  return generation === 'current' ? !isCurrentBody && isOlderBody : isCurrentBody && !isOlderBody;
}

function generation(watched: Watched): void {
  const { pushes, run } = watched;
  const mixed = pushes.filter(isMixed);
  const says = ({ generation: path }: ReceivedPush) =>
    path === 'current'
      ? 'the path is that of 2026 and the body the older one (status instead of providerStatus)'
      : 'the path is the older one and the body that of 2026 (providerStatus instead of status)';
  verdict(watched, 'WEBHOOK_MIXED_FORM', pushes, mixed, says, 'path and body of one generation');
  // Of swap alone there are two: sell and card have kept the older one.
  const old =
    run.product === 'swap' ? pushes.filter(({ generation: path }) => path === 'older') : [];
  const sayOld = () =>
    'the older form of the portal; the contract of 2026 has POST /webhook/{swapId}/status with providerId and providerStatus';
  verdict(watched, 'WEBHOOK_OLD_FORM', pushes, old, sayOld, 'the form of 2026');
}

function key(watched: Watched): void {
  const { pushes, run } = watched;
  const inUrl = pushes.filter((push) => push.key === 'in-url');
  const sayUrl = () => 'the key stands in the query, where every proxy on the way logs it';
  verdict(watched, 'WEBHOOK_KEY_IN_URL', pushes, inUrl, sayUrl, 'no key in the address');
  if (run.profile.webhook?.key === undefined) {
    run.judge.notRun('WEBHOOK_BAD_KEY', 'the profile names no key of the webhook');
    return;
  }
  const bad = pushes.filter((push) => push.key === 'wrong' || push.key === 'missing');
  const says = (push: ReceivedPush) => `x-api-key is ${push.key}, Ledger answers 401`;
  // In the address is a mistake of its own.
  const looked = pushes.filter((push) => push.key !== 'in-url');
  verdict(watched, 'WEBHOOK_BAD_KEY', looked, bad, says, 'x-api-key is the one of the profile');
  if (looked.length === 0) run.judge.notRun('WEBHOOK_BAD_KEY', 'waited for WEBHOOK_KEY_IN_URL');
}

function ids(watched: Watched): void {
  const { pushes, ids: known, run, orders } = watched;
  const unknown = pushes.filter(({ id }) => !known.has(id));
  const watchedIds = orders.map(({ order }) => order.id);
  // Orders of runs before may still be moving; ours tell whether ids are right.
  const haveOwn = pushes.some(({ id }) => watchedIds.includes(id));
  verdict(
    watched,
    'WEBHOOK_UNKNOWN_ID',
    pushes,
    haveOwn ? [] : unknown,
    ({ id }) => `${JSON.stringify(cut(id))} is the id of no order of this run, Ledger answers 404`,
    unknown.length === 0
      ? 'all about orders of this run'
      : `${unknown.length} about orders of before this run, the others about ours`,
  );
  const current = pushes.filter((push) => push.generation === 'current' && !isMixed(push));
  const wanted = run.profile.webhook?.providerId;
  const isOther = ({ body }: ReceivedPush) =>
    typeof body?.providerId !== 'string' || (wanted !== undefined && body.providerId !== wanted);
  const says = ({ body }: ReceivedPush) =>
    body?.providerId === undefined
      ? 'providerId is missing, Ledger answers 401'
      : `providerId is ${JSON.stringify(body.providerId)}, the profile says ${JSON.stringify(wanted)}`;
  const wrong = current.filter(isOther);
  if (wanted === undefined && wrong.length === 0) {
    run.judge.notRun(
      'WEBHOOK_PROVIDER_ID',
      'the profile names no webhook.providerId to compare with',
    );
  } else verdict(watched, 'WEBHOOK_PROVIDER_ID', current, wrong, says, `providerId is ${wanted}`);
  if (current.length === 0) {
    run.judge.notRun(
      'WEBHOOK_PROVIDER_ID',
      'waited for WEBHOOK_OLD_FORM: only the form of 2026 has it',
    );
  }
}

const TEXTS = [
  'providerId',
  'providerStatus',
  'status',
  'amount',
  'providerFees',
  'networkFees',
  'referralFees',
  'payinTransactionId',
  'transactionHash',
];

function bodyProblem({ contentType, isTooLong, body }: ReceivedPush): string | undefined {
  if (isTooLong) return 'the body is longer than 64 KiB';
  if (body === undefined) return 'the body is no JSON object';
  if (!/^application\/json\b/i.test(contentType)) {
    return `content-type is ${JSON.stringify(cut(contentType))}, expected application/json`;
  }
  const wrong = TEXTS.find((name) => name in body && typeof body[name] !== 'string');
  return wrong === undefined ? undefined : `${wrong} is a ${typeof body[wrong]}, expected a text`;
}

function bodies(watched: Watched): void {
  const { pushes } = watched;
  const wrong = pushes.filter((push) => bodyProblem(push) !== undefined);
  verdict(watched, 'WEBHOOK_BODY', pushes, wrong, (push) => bodyProblem(push)!, 'JSON, with texts');
}

function statuses(watched: Watched): void {
  const { pushes, run } = watched;
  const mapping = run.profile.statuses;
  const textOf = ({ body }: ReceivedPush) => body?.providerStatus ?? body?.status;
  const isUnknown = (push: ReceivedPush) => {
    const text = textOf(push);
    return typeof text === 'string' && mappedStatus(text, mapping) === undefined;
  };
  const readable = pushes.filter((push) => typeof textOf(push) === 'string');
  const says = (push: ReceivedPush) =>
    `${JSON.stringify(textOf(push))} is no status Ledger has a word for, it answers 422`;
  const unknown = readable.filter(isUnknown);
  verdict(watched, 'WEBHOOK_UNMAPPED', readable, unknown, says, 'every status is mapped');
  verdict(watched, 'WEBHOOK_STATUS_VALUE', readable, unknown, says, 'one of the seven');
}

function amounts(watched: Watched): void {
  const { run, pushes } = watched;
  const finished = pushes.filter((push) => statusOf(push) === 'FINISHED');
  const isEmpty = ({ body }: ReceivedPush) =>
    body?.amount === undefined || body.amount === '' || /^0*(\.0*)?$/.test(String(body.amount));
  verdict(
    watched,
    'WEBHOOK_FINAL_WITHOUT_AMOUNT',
    finished,
    finished.filter(isEmpty),
    () => 'the amount is missing or 0, and nobody asks for a final order again',
    'FINISHED with its amount',
  );
  if (finished.length === 0) {
    run.judge.notRun('WEBHOOK_FINAL_WITHOUT_AMOUNT', 'no push said FINISHED in this run');
  }
  const compared = watched.orders.flatMap(({ order, way }) =>
    pushesOf(watched, way)
      .filter((push) => push.id === order.id && !isEmpty(push) && amountTo(order) !== undefined)
      .map((push) => ({ push, order })),
  );
  const of = new Map(compared.map(({ push, order }) => [push, order]));
  verdict(
    watched,
    'WEBHOOK_AMOUNT_CURRENCY',
    compared.map(({ push }) => push),
    compared.filter(({ push, order }) => !isNear(push, order)).map(({ push }) => push),
    (push) => amountProblem(push, of.get(push)!),
    'amount is near the amountTo of the quote',
  );
  if (compared.length === 0) {
    run.judge.notRun('WEBHOOK_AMOUNT_CURRENCY', 'no push had an amount to compare with a quote');
  }
}

const amountTo = ({ quote }: Answered): string | undefined =>
  typeof quote?.answer.amountTo === 'string' ? quote.answer.amountTo : undefined;

/** Parts of a hundred that rates and fees may take. */
const MARGIN = 20;

function isNear({ body }: ReceivedPush, order: Answered): boolean {
  const wanted = amountTo(order)!;
  const low = scaledDecimal(wanted, 100 - MARGIN, 100, 6);
  const high = scaledDecimal(wanted, 100 + MARGIN, 100, 6);
  if (low === undefined || high === undefined) return true;
  const given = String(body?.amount);
  const [below, above] = [compareDecimals(given, low), compareDecimals(given, high)];
  return below !== undefined && above !== undefined && below >= 0 && above <= 0;
}

function amountProblem({ body }: ReceivedPush, order: Answered): string {
  const given = String(body?.amount);
  const { from, to, amount } = order.trade;
  const paid = compareDecimals(given, amount) === 0 ? `, which is the ${from} that was paid` : '';
  const units = /^\d+$/.test(given) && given.length > 8 ? ', which looks like base units' : '';
  return `amount is ${given}${paid}${units}; quoted were ${amountTo(order)} ${to}`;
}
