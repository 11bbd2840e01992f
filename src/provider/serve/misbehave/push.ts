/** J. Mistakes in status pushes. */
import type { Behaviour } from '../behaviour.js';
import { FINAL } from '../course.js';
import { newId } from '../desk.js';
import { queuePush } from '../pushes.js';
import type { OrderRecord, PushRecord } from '../store.js';
import { type Json, mistake, type Switch } from './switch.js';

const LATE = 15_000;
const STORM = 50;
const AGAIN = 1_500;
/** A status of the course that comes before the last one. */
const MIDDLE = 'TRANSFER_IN_COMPLETED';
/** Longer than from the middle to the end. */
const OVERTAKEN = 90_000;

const isCurrent = ({ path }: PushRecord) => path.startsWith('/webhook/');

/** Another body as it is queued: the same at every attempt. */
function body(change: (body: Json, order: OrderRecord, push: PushRecord) => Json): Behaviour {
  return {
    queue: (push, order) => [
      { ...push, body: JSON.stringify(change(JSON.parse(push.body), order, push)) },
    ],
  };
}

const statusIn = (given: Json, status: string) =>
  'providerStatus' in given ? { ...given, providerStatus: status } : { ...given, status };

const older = (order: OrderRecord, given: Json) => ({
  status: order.status,
  amount: given.amount,
  providerFees: given.providerFees,
  referralFees: order.fees.referral,
});

export const PUSH: readonly Switch[] = [
  mistake('NO_PUSH', 'Pushes nothing.', { queue: () => [] }),
  mistake('SKIP_PUSH', 'Pushes the last status only.', {
    queue: (push, { status }) => (FINAL.has(status) ? [push] : []),
  }),
  mistake('LATE_PUSH', 'Pushes fifteen seconds after the change.', {
    queue: (push, _, { clock }) => [{ ...push, dueAt: clock.now() + LATE * clock.speed }],
  }),
  mistake('OLD_PUSH', 'Swap: pushes in the form of before 2026.', {
    queue: (push, order) => {
      if (!isCurrent(push)) return [push];
      const path = push.path.replace('/webhook/', '/transaction/');
      return [{ ...push, path, body: JSON.stringify(older(order, JSON.parse(push.body))) }];
    },
  }),
  mistake('MIXED_PUSH', 'Pushes the body of one generation to the path of the other.', {
    queue: (push, order, { settings }) => {
      const given = JSON.parse(push.body) as Json;
      const { status: _, ...rest } = given;
      const mixed = isCurrent(push)
        ? older(order, given)
        : { providerId: settings.providerId, providerStatus: order.status, ...rest };
      return [{ ...push, body: JSON.stringify(mixed) }];
    },
  }),
  mistake('BAD_PUSH_KEY', 'Pushes with a wrong key.', {
    push: (push) => ({ ...push, headers: { ...push.headers, 'x-api-key': 'wrong' } }),
  }),
  mistake(
    'PUSH_OTHER_PROVIDER',
    'Swap: pushes in the name of another provider.',
    body((given) => ('providerId' in given ? { ...given, providerId: 'someone-else' } : given)),
  ),
  mistake('PUSH_UNKNOWN_ID', 'Pushes for an order Ledger never got.', {
    queue: (push, { id }) => [
      { ...push, path: push.path.replace(encodeURIComponent(id), newId()) },
    ],
  }),
  mistake('EARLY_PUSH', 'Sell and card: pushes before the page is done, and gives up at 404.', {
    record: (order, _, desk) => {
      if (order.product !== 'swap') queuePush(desk, order);
      return order;
    },
    retry: (_, status) => (status === 404 ? null : undefined),
  }),
  mistake(
    'UNMAPPED_PUSH',
    'Swap: pushes a status Ledger has no word for.',
    body((given) =>
      'providerStatus' in given ? { ...given, providerStatus: 'WAITING_FOR_MOON' } : given,
    ),
  ),
  mistake(
    'PUSH_VALUE',
    'Pushes a status outside the seven.',
    body((given) => statusIn(given, 'COMPLETED')),
  ),
  mistake('PUSH_AFTER_FINAL', 'Pushes once more after the last status.', {
    queue: (push, { status }, { store }) => {
      if (!FINAL.has(status)) return [push];
      const again = JSON.stringify(statusIn(JSON.parse(push.body), 'PENDING'));
      return [push, { ...push, id: newId(), number: store.nextPushNumber(), body: again }];
    },
  }),
  mistake(
    'FINAL_PUSH_NO_AMOUNT',
    'Leaves the amount out of the push of a finished order.',
    body(({ amount, ...rest }, { status }) => (status === 'FINISHED' ? rest : { amount, ...rest })),
  ),
  mistake(
    'PUSH_AMOUNT_FROM',
    'Pushes the amount that was paid in, not out.',
    body((given, { amount }) => ({ ...given, amount })),
  ),
  mistake(
    'PUSH_NUMBERS',
    'Pushes amounts as numbers.',
    body((given) => ({
      ...given,
      amount: Number(given.amount),
      providerFees: Number(given.providerFees),
    })),
  ),
  mistake('NO_RETRY', 'Never tries a push again.', { retry: () => null }),
  mistake('RETRY_STORM', 'Tries again twenty times a second.', {
    retry: ({ attempts }, status) => (isGood(status) || attempts > 300 ? null : STORM),
  }),
  mistake('RETRY_4XX', 'Tries again after an answer that is final.', {
    retry: ({ attempts }, status) => (isGood(status) || attempts > 50 ? undefined : AGAIN),
  }),
  mistake('RETRY_CHANGED', 'Changes the body between two attempts.', {
    push: (push, { attempts }) => {
      if (attempts === 0) return push;
      const given = JSON.parse(push.body) as Json;
      return {
        ...push,
        body: JSON.stringify({ ...given, providerFees: `${given.providerFees}${attempts}` }),
      };
    },
  }),
  mistake('OUT_OF_ORDER', 'Lets a newer status overtake an older one.', {
    queue: (push, { status }, { clock }) =>
      status === MIDDLE
        ? // Under another order, so that the newer one does not wait for it.
          [{ ...push, orderId: `${push.orderId} late`, dueAt: clock.now() + OVERTAKEN }]
        : [push],
  }),
  mistake('DUPLICATE_PUSH', 'Pushes every status twice.', {
    queue: (push, _, { store }) => [push, { ...push, id: newId(), number: store.nextPushNumber() }],
  }),
  mistake('FOLLOW_REDIRECT', 'Follows a redirect, with its key, to whatever host.', {
    push: (push) => ({ ...push, follow: true }),
  }),
  mistake('KEY_IN_URL', 'Pushes with the key in the address.', {
    push: (push) => {
      const { 'x-api-key': key = '', ...headers } = push.headers;
      const url = `${push.url}?x-api-key=${encodeURIComponent(key)}`;
      return { ...push, url, headers };
    },
  }),
];

const isGood = (status: number | undefined) =>
  status !== undefined && status >= 200 && status < 300;
