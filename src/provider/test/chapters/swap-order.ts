/** F. Orders of swap, fixed and float. Nothing is ever paid. */
import type { Chapter } from '../chapter.js';
import { askBadNonces, askNonceForms, NONCE_RULES } from '../judgements/nonces.js';
import { AGAIN_RULES, orderAgain, repeatOrder } from '../judgements/order-again.js';
import { ANSWER_RULES, judgeOrderAnswer, judgeOrderTime } from '../judgements/order-answer.js';
import { learnOf, unusable } from '../known.js';
import { type PlacedOrder, placeOrder } from '../order.js';
import { NOT_ALLOWED, type ProviderRun } from '../run.js';
import { callName, numbers, told } from '../seen.js';
import { askAtOnce } from './swap/concurrency.js';
import { AMOUNT_RULES, judgeFixed, judgeFloat, judgeSlippage } from './swap/order-amounts.js';
import { askRightAfter, ID_RULES, judgeIds } from './swap/order-ids.js';
import { askRefusals, REFUSAL_RULES } from './swap/order-refusals.js';
import { tradeBy } from './swap/trades-by-method.js';

export const swapOrder: Chapter = {
  name: 'Orders of swap',
  products: ['swap'],
  rules: [
    'ORDER_REFUSED',
    ...ANSWER_RULES,
    ...ID_RULES,
    ...AGAIN_RULES,
    ...AMOUNT_RULES,
    ...REFUSAL_RULES,
    ...NONCE_RULES,
    'CONCURRENCY_MIXUP',
  ],
  async run(run: ProviderRun): Promise<void> {
    const why = run.createOrders ? await ordered(run) : NOT_ALLOWED;
    if (run.createOrders) judgeOrderTime(run);
    for (const id of swapOrder.rules) run.judge.notRun(id, why);
  },
};

/** Milliseconds: nobody waits for forty more of these. */
const SLOW = 5_000;
const SEEN = 'no order that was made shows it';

/** Why what is left over was not looked at. */
async function ordered(run: ProviderRun): Promise<string> {
  const { judge } = run;
  const noQuote = unusable(run, 'quote');
  if (noQuote !== undefined) return noQuote;
  const fixed = await firstOrder(run, 'fixed');
  const float = fixed?.isSlow === true ? undefined : await firstOrder(run, 'float');
  const made = [fixed, float].filter((one) => one !== undefined);
  const slow = made.find(({ isSlow }) => isSlow);
  if (slow !== undefined) {
    const { exchange } = slow.placed;
    const why = `waited for ORDER_TOO_SLOW: ${callName(exchange)} took ${Math.round(exchange.totalMs)} ms`;
    // Nobody else has to wait for it again.
    for (const operation of ['swapFixed', 'swapFloat']) learnOf(run, 'unusable', operation, why);
    return why;
  }
  const orders = made.map(({ placed }) => placed).filter(({ answer }) => answer !== undefined);
  const [first] = orders;
  if (first === undefined) {
    const refused = made[0]?.placed.exchange;
    const rule = judge.hasFailed('ORDER_REFUSED') ? 'ORDER_REFUSED' : 'an order';
    return refused === undefined
      ? 'no pair lists fixed or float'
      : `waited for ${rule}: ${told(refused)}`;
  }
  await askRightAfter(run, first);
  judgeIds(run, first, await orderAgain(run, first));
  await repeatOrder(run, first);
  await judgeAmounts(run, orders);
  await askBadNonces(run, first);
  await askNonceForms(run, first);
  await askRefusals(run, orders);
  await askAtOnce(run, first);
  return SEEN;
}

/** ORDER_REFUSED, and all that the answer shows. */
async function firstOrder(run: ProviderRun, method: 'fixed' | 'float') {
  const trade = tradeBy(run, method);
  if (trade === undefined) return undefined;
  const wished = method === 'float' ? ({ operation: 'swapFloat' } as const) : {};
  const placed = await placeOrder(run, { trade, ...wished });
  const { exchange, answer } = placed;
  // Quoted as float after all, or not quoted.
  if (method === 'fixed' && placed.operation !== 'swapFixed') return undefined;
  judgeOrderAnswer(run, placed);
  const exchanges = numbers(placed.quote?.exchange, exchange);
  if (answer !== undefined) {
    const evidence = `a fresh ${method} quote of ${trade.from} to ${trade.to} is ordered: ${told(exchange)}`;
    run.judge.passed('ORDER_REFUSED', { evidence, exchanges });
  } else if (exchange.request.operation !== 'quote') {
    const evidence = `a fresh ${method} quote of ${trade.from} to ${trade.to} cannot be ordered: ${told(exchange)}`;
    run.judge.failed('ORDER_REFUSED', { evidence, exchanges });
  }
  return { placed, isSlow: exchange.totalMs > SLOW };
}

async function judgeAmounts(run: ProviderRun, orders: readonly PlacedOrder[]): Promise<void> {
  const { judge } = run;
  const fixed = orders.find(({ operation }) => operation === 'swapFixed');
  const float = orders.find(({ operation }) => operation === 'swapFloat');
  if (fixed !== undefined) judgeFixed(run, fixed);
  if (float !== undefined) judgeFloat(run, float);
  const noFixed = 'no fixed order was made';
  for (const id of ['FIXED_AMOUNT_CHANGED', 'AMOUNT_WALLET_FEES', 'ORDER_FEES_CHANGED']) {
    judge.notRun(id, noFixed);
  }
  for (const id of ['FLOAT_AMOUNT_NOT_EXACT', 'FLOAT_DRIFT']) {
    judge.notRun(id, 'no float order was made');
  }
  const { operation, trade } = float ?? fixed!;
  judgeSlippage(run, await placeOrder(run, { operation, trade, members: { slippage: '0' } }));
}
