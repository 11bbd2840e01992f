/** F. Ids and pay-in addresses of orders, and whether an order is known once it was answered. */
import { ROLES } from '../../../../payload/roles.js';
import { cut } from '../../../../shown.js';
import { callOf } from '../../call-of.js';
import { messageOf } from '../../judgements/message.js';
import { NO_MESSAGE } from '../../judgements/order-answer.js';
import { unusable } from '../../known.js';
import type { PlacedOrder, SeenOrder } from '../../order.js';
import type { ProviderRun } from '../../run.js';
import { numbers, statusOf, told } from '../../seen.js';

export const ID_RULES = [
  'SWAP_ID_REUSED',
  'SWAP_ID_EQUALS_QUOTE_ID',
  'ORDER_SAME_PAYIN',
  'ORDER_NOT_DURABLE',
] as const;

const NO_ID = 'waited for SCHEMA_MISMATCH: the answer has no swapId';

/** @param again ordered on the same quote; it may have been refused. */
export function judgeIds(run: ProviderRun, first: SeenOrder, again: SeenOrder): void {
  judgeOwnId(run, first);
  judgePair(run, first, again);
}

/** SWAP_ID_EQUALS_QUOTE_ID. */
export function judgeOwnId({ judge }: ProviderRun, first: SeenOrder): void {
  if (first.id === undefined) judge.notRun('SWAP_ID_EQUALS_QUOTE_ID', NO_ID);
  else if (first.quote?.quoteId === undefined) {
    judge.notRun('SWAP_ID_EQUALS_QUOTE_ID', 'the order has no quoteId to compare with');
  } else {
    const evidence = `swapId ${cut(first.id)}, quoteId ${cut(first.quote.quoteId)}`;
    const seen = { evidence, exchanges: numbers(first.exchange) };
    if (first.id === first.quote.quoteId) judge.failed('SWAP_ID_EQUALS_QUOTE_ID', seen);
    else judge.passed('SWAP_ID_EQUALS_QUOTE_ID', seen);
  }
}

/** SWAP_ID_REUSED and ORDER_SAME_PAYIN, of two orders on one quote. */
export function judgePair(run: ProviderRun, first: SeenOrder, again: SeenOrder): void {
  const { judge } = run;
  const exchanges = numbers(first.exchange, again.exchange);
  if (again.answer === undefined) {
    const why = `waited for ORDER_RETRY_REFUSED: ${told(again.exchange)}`;
    for (const id of ['SWAP_ID_REUSED', 'ORDER_SAME_PAYIN']) judge.notRun(id, why);
    return;
  }
  if (first.id === undefined || again.id === undefined) judge.notRun('SWAP_ID_REUSED', NO_ID);
  else {
    const evidence = `two orders on one quote: ${cut(first.id)} and ${cut(again.id)}`;
    if (first.id === again.id) judge.failed('SWAP_ID_REUSED', { evidence, exchanges });
    else judge.passed('SWAP_ID_REUSED', { evidence, exchanges });
  }
  judgePayins(run, first, again);
}

function judgePayins(run: ProviderRun, first: SeenOrder, again: SeenOrder): void {
  const { judge } = run;
  const id = 'ORDER_SAME_PAYIN';
  const [one, two] = [first, again].map((placed) => messageOf(run, placed));
  if (one?.kind !== 'swap' || two?.kind !== 'swap') {
    judge.notRun(id, NO_MESSAGE);
    return;
  }
  const exchanges = numbers(first.exchange, again.exchange);
  const { payin, memo } = ROLES.swap;
  const [address, other] = [one.text(payin), two.text(payin)];
  const [note, otherNote] = [one.text(memo), two.text(memo)];
  if (address !== other) {
    judge.passed(id, { evidence: `two orders are paid to ${address} and ${other}`, exchanges });
  } else if (note !== otherNote) {
    const evidence = `two orders are paid to ${address} with the memos ${note} and ${otherNote}`;
    judge.passed(id, { evidence, exchanges });
  } else {
    const evidence = `two orders are paid to ${address}${note === '' ? ' without a memo' : ` with the memo ${note}`}: only amount and time tell the deposits apart`;
    judge.failed(id, { evidence, exchanges });
  }
}

/** ORDER_NOT_DURABLE: its state, right after it was answered. */
export async function askRightAfter(run: ProviderRun, placed: PlacedOrder): Promise<void> {
  const { judge } = run;
  const rule = 'ORDER_NOT_DURABLE';
  const { id, exchange: ordered } = placed;
  if (id === undefined) return judge.notRun(rule, NO_ID);
  const why = unusable(run, 'swapStatus');
  if (why !== undefined) return judge.notRun(rule, why);
  const exchange = await run.client.call(callOf(run, 'swapStatus', { members: { swapId: id } }));
  const seen = {
    evidence: `right after the order, ${told(exchange)}`,
    exchanges: numbers(ordered, exchange),
  };
  const status = statusOf(exchange);
  if (status === 404) return judge.failed(rule, seen);
  if (status === 200) return judge.passed(rule, seen);
  return judge.notRun(rule, told(exchange));
}
