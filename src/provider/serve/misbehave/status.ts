/** I. Mistakes in GET /status. */
import type { Behaviour } from '../behaviour.js';
import {
  answered,
  answers,
  endsWith,
  isCall,
  type Json,
  mistake,
  remembering,
  type Switch,
} from './switch.js';

const status = (change: (body: Json, id: string) => Json): Behaviour =>
  answers(['swapStatus'], (body, { query }) => change(body, query.swapId ?? ''));

const NOTHING_YET = {
  status: 'UNKNOWN',
  amount: '',
  payinTransactionId: '',
  payoutTransactionId: '',
  providerFees: '',
  referralFees: '',
  payoutNetworkFees: '',
};

export const STATUS: readonly Switch[] = [
  mistake('STATUS_200', 'Answers 200 for an order it does not know.', {
    reply: (reply, call) =>
      isCall(call) && call.operation === 'swapStatus' && reply.status === 404
        ? answered(200, NOTHING_YET)
        : reply,
  }),
  mistake('STATUS_CRASH', 'Answers 500 without a swapId.', {
    ask: (call) =>
      endsWith(call, '/status') && !('swapId' in call.query)
        ? answered(500, { message: 'Something went wrong.' })
        : call,
  }),
  mistake(
    'STATUS_VALUE',
    'Answers with a status of its own.',
    status((body) => ({ ...body, status: 'in_progress' })),
  ),
  remembering('STATUS_TIC', 'Answers with a status that is for pushes only.', () => {
    const asked = new Set<string>();
    return status((body, id) => {
      if (!asked.has(id)) {
        asked.add(id);
        return body;
      }
      return body.status === 'PENDING' ? { ...body, status: 'TRANSFER_IN_COMPLETED' } : body;
    });
  }),
  mistake(
    'STATUS_NULLS',
    'Answers null for what is not known yet.',
    status((body) => ({
      ...body,
      amount: body.amount || null,
      payinTransactionId: body.payinTransactionId || null,
      payoutTransactionId: body.payoutTransactionId || null,
    })),
  ),
  mistake(
    'STATUS_UNKNOWN_FIRST',
    'Does not know the state of a new order.',
    status((body) => (body.status === 'PENDING' ? { ...body, status: 'UNKNOWN' } : body)),
  ),
  mistake(
    'FINAL_WITHOUT_AMOUNT',
    'Leaves amount and payout hash of a finished order empty.',
    status((body) =>
      body.status === 'FINISHED' ? { ...body, amount: '', payoutTransactionId: '' } : body,
    ),
  ),
  remembering('STATUS_REGRESS', 'Goes back to PENDING after FINISHED.', () => {
    const finished = new Set<string>();
    return status((body, id) => {
      if (body.status !== 'FINISHED') return body;
      if (finished.has(id)) return { ...body, status: 'PENDING' };
      finished.add(id);
      return body;
    });
  }),
  mistake('NEVER_EXPIRES', 'Leaves an order nobody pays PENDING for ever.', {
    settings: { course: 'wait' },
  }),
  mistake('STATUS_BY_QUOTE', 'Takes the id of a quote for that of an order.', {
    ask: (call, { store }) => {
      const id = call.query.swapId;
      if (!endsWith(call, '/status') || id === undefined || store.order(id) !== undefined) {
        return call;
      }
      const found = store.orders(1000).find(({ quoteId }) => quoteId === id);
      return found === undefined ? call : { ...call, query: { ...call.query, swapId: found.id } };
    },
  }),
  mistake(
    'PUSH_DIFFERS',
    'Still says PENDING after it has pushed something else.',
    status((body) => ({ ...body, status: 'PENDING' })),
  ),
];
