/** Signed orders as they pass, and what is said of them later. */
import type { Checker } from '../../check/check.js';
import { cut } from '../../shown.js';
import { type Checked, checkAll, judgeChecked } from '../test/chapters/payload.js';
import { judgeIds, judgeMessage } from '../test/chapters/sell-order/values.js';
import { judgeFixed, judgeFloat } from '../test/chapters/swap/order-amounts.js';
import { judgeOwnId, judgePair } from '../test/chapters/swap/order-ids.js';
import { judgePoll, type Poll, pollOf } from '../test/chapters/swap/poll.js';
import { judgeCourse } from '../test/chapters/swap-time.js';
import { answered, orderChecker } from '../test/device/order-case.js';
import type { Exchange } from '../test/exchange.js';
import { judgeOrderAnswer } from '../test/judgements/order-answer.js';
import type { SeenOrder } from '../test/order.js';
import type { ProviderRun } from '../test/run.js';
import { numbers, statusOf, told } from '../test/seen.js';
import { BoundedMap } from './bounded-map.js';
import { light } from './seen-order.js';

/** Orders that are remembered: by id, by quote, and as states of one. */
const ORDERS = 5_000;
/** Messages that are compared with one another. */
const NEWEST = 40;
const STATES = 20;
/** Characters of an answer that is remembered. */
const LONGEST = 65_536;

export class OrderJudge {
  private readonly checker: Checker;
  private readonly byId = new BoundedMap<string, SeenOrder>(ORDERS);
  private readonly byQuote = new BoundedMap<string, SeenOrder>(ORDERS);
  private readonly polls = new BoundedMap<string, readonly Poll[]>(ORDERS);
  private checked: readonly Checked[] = [];

  constructor(run: ProviderRun) {
    this.checker = orderChecker(run);
  }

  judge(run: ProviderRun, order: SeenOrder): void {
    judgeOrderAnswer(run, order);
    const case_ = answered(order);
    if (typeof case_ !== 'string') {
      const newest = checkAll(run, [case_], this.checker);
      this.checked = [...this.checked, ...newest].slice(-NEWEST);
      judgeChecked(run, this.checked);
    }
    if (run.product === 'swap') this.judgeSwap(run, order);
    else judgeMessage(run, order);
    this.judgeId(run, order);
  }

  private judgeSwap(run: ProviderRun, order: SeenOrder): void {
    if (order.quote !== undefined && order.operation === 'swapFixed') judgeFixed(run, order);
    if (order.operation === 'swapFloat') judgeFloat(run, order);
    judgeOwnId(run, order);
  }

  /** Against the order of the same quote, and against all that had this id. */
  private judgeId(run: ProviderRun, order: SeenOrder): void {
    const { id, quote, request, exchange } = order;
    const isSmall = JSON.stringify(order.answer).length <= LONGEST;
    const before = this.byQuote.get(quote?.quoteId ?? '');
    // The same nonce again is the same request, sent once more.
    if (before !== undefined && before.request.nonce !== request.nonce) {
      if (run.product === 'swap') judgePair(run, before, order);
      else judgeIds(run, before, order);
    }
    if (quote?.quoteId !== undefined && isSmall) this.byQuote.set(quote.quoteId, order);
    if (id === undefined) return;
    const other = this.byId.get(id);
    if (other !== undefined && other.request.nonce !== request.nonce) {
      const rule = run.product === 'swap' ? 'SWAP_ID_REUSED' : 'SELL_ID_REUSED';
      const evidence = `calls ${other.exchange.number} and ${exchange.number} were both answered the id ${cut(id)}`;
      run.judge.failed(rule, { evidence, exchanges: numbers(other.exchange, exchange) });
    }
    if (isSmall) this.byId.set(id, order);
  }

  judgeStatus(run: ProviderRun, exchange: Exchange, swapId: string): void {
    const order = this.byId.get(swapId);
    if (order !== undefined) judgeKnown(run, order, exchange);
    // Of an id that is not known here, 404 is a right answer.
    else if (statusOf(exchange) === 404) return;
    const poll = pollOf(run, light(exchange), exchange.at);
    judgePoll(run, poll);
    if (poll.status === undefined) return;
    const before = this.polls.get(swapId) ?? [];
    if (before.at(-1)?.status === poll.status) return;
    const states = [...before, poll].slice(-STATES);
    this.polls.set(swapId, states);
    judgeCourse(run, states, undefined);
  }
}

function judgeKnown({ judge }: ProviderRun, order: SeenOrder, exchange: Exchange): void {
  const id = 'ORDER_NOT_DURABLE';
  const evidence = `of the order of call ${order.exchange.number} ${told(exchange)}`;
  const seen = { evidence, exchanges: numbers(order.exchange, exchange) };
  if (statusOf(exchange) === 404) judge.failed(id, seen);
  else if (statusOf(exchange) === 200) judge.passed(id, seen);
}
