/** I. Status of a swap, as polled: what needs no time to pass. */

import { cutJson } from '../../../shown.js';
import { callOf, unknownId } from '../call-of.js';
import type { Chapter } from '../chapter.js';
import { unusable } from '../known.js';
import { placeOrder } from '../order.js';
import { judgeRefusal } from '../refused.js';
import { NOT_ALLOWED, type ProviderRun } from '../run.js';
import { isErrorBody, isGood, numbers, statusOf, told } from '../seen.js';
import { judgePoll, POLL_RULES, type Poll, poll } from './swap/poll.js';
import { deadOrders } from './swap/trades-by-method.js';

const ORDER_RULES = ['STATUS_NEW_ORDER', 'STATUS_BY_QUOTE_ID', ...POLL_RULES] as const;

export const swapStatus: Chapter = {
  name: 'Status of swap',
  products: ['swap'],
  rules: ['STATUS_404_MISSING', 'STATUS_NO_PARAMETER', ...ORDER_RULES],
  async run(run: ProviderRun): Promise<void> {
    const why = unusable(run, 'swapStatus');
    if (why?.startsWith('waited for') === true) {
      for (const id of swapStatus.rules) run.judge.notRun(id, why);
      return;
    }
    await askUnknown(run);
    await askNothing(run);
    const left = run.createOrders ? (deadOrders(run) ?? (await askNew(run))) : NOT_ALLOWED;
    for (const id of swapStatus.rules) run.judge.notRun(id, left);
  },
};

async function askUnknown(run: ProviderRun): Promise<void> {
  const members = { swapId: unknownId(run) };
  const exchange = await run.client.call(callOf(run, 'swapStatus', { members }));
  const id = 'STATUS_404_MISSING';
  const how = 'a swapId that was never given out';
  const { judge } = run;
  if (statusOf(exchange) !== 404) return judgeRefusal(run, exchange, { id, how, statuses: [404] });
  // One published example has a message alone.
  const key = (exchange.answer?.json as { messageKey?: unknown } | undefined)?.messageKey;
  if (key === undefined) {
    const evidence = `for ${how} ${told(exchange)}, without a messageKey`;
    return judge.passed(id, { evidence, exchanges: numbers(exchange) });
  }
  const keys = ['TRANSACTION_NOT_FOUND'] as const;
  return judgeRefusal(run, exchange, { id, how, statuses: [404], keys, otherwise: 'warning' });
}

async function askNothing(run: ProviderRun): Promise<void> {
  const call = callOf(run, 'swapStatus', { members: { swapId: undefined } });
  const exchange = await run.client.call({ ...call, operation: 'probe' });
  judgeRefusal(run, exchange, { id: 'STATUS_NO_PARAMETER', how: 'no swapId' });
}

/** Right after an order of its own. Why the rest was not looked at. */
async function askNew(run: ProviderRun): Promise<string> {
  const placed = await placeOrder(run);
  const { id, quote } = placed;
  if (id === undefined) return `waited for an order: ${told(placed.exchange)}`;
  const first = await poll(run, id);
  judgePoll(run, first);
  judgeNew(run, first);
  judgePoll(run, await poll(run, id));
  await askByQuote(run, quote?.quoteId, id);
  return 'no status of that kind was seen';
}

function judgeNew({ judge }: ProviderRun, { exchange, answer, status }: Poll): void {
  const id = 'STATUS_NEW_ORDER';
  const exchanges = numbers(exchange);
  if (answer === undefined && statusOf(exchange) >= 400 && statusOf(exchange) !== 429) {
    // Nobody could tell the user how his swap is.
    judge.failed(id, { evidence: `right after the order ${told(exchange)}`, exchanges });
  } else if (answer === undefined) {
    judge.notRun(id, `right after the order ${told(exchange)}`);
  } else if (status === undefined) {
    judge.notRun(id, `waited for STATUS_VALUE_UNKNOWN: ${cutJson(answer.status)}`);
  } else {
    const evidence = `right after the order its status is ${status}`;
    if (status === 'PENDING') judge.passed(id, { evidence, exchanges });
    else judge.failed(id, { evidence: `${evidence}: PENDING wanted`, exchanges });
  }
}

async function askByQuote(run: ProviderRun, quoteId: string | undefined, swapId: string) {
  const { judge } = run;
  const id = 'STATUS_BY_QUOTE_ID';
  if (quoteId === undefined) return judge.notRun(id, 'the order has no quoteId');
  if (quoteId === swapId) return judge.notRun(id, 'waited for SWAP_ID_EQUALS_QUOTE_ID');
  if (judge.hasFailed('STATUS_404_MISSING')) {
    return judge.notRun(id, 'waited for STATUS_404_MISSING: every id is answered');
  }
  const members = { swapId: quoteId };
  const exchange = await run.client.call(callOf(run, 'swapStatus', { members }));
  const seen = {
    evidence: `the quoteId as swapId: ${told(exchange)}`,
    exchanges: numbers(exchange),
  };
  if (exchange.answer === undefined) return judge.notRun(id, seen.evidence);
  const isTaken = isGood(exchange) && !isErrorBody(exchange.answer.json);
  return isTaken ? judge.failed(id, seen) : judge.passed(id, seen);
}
