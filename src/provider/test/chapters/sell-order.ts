/** K, L and F where it is also about them: orders of sell, card and fund. Nothing is ever paid. */

import { bestTrade } from '../call-of.js';
import type { Chapter } from '../chapter.js';
import { askBadNonces, askNonceForms, NONCE_RULES } from '../judgements/nonces.js';
import { AGAIN_RULES, orderAgain, repeatOrder } from '../judgements/order-again.js';
import {
  ANSWER_RULES,
  judgeOrderAnswer,
  judgeOrderTime,
  refusedWhy,
} from '../judgements/order-answer.js';
import { unusable } from '../known.js';
import { askQuote, type PlacedOrder, placeOrderByEitherId } from '../order.js';
import { NOT_ALLOWED, type ProviderRun } from '../run.js';
import { isErrorBody, numbers, statusOf, told } from '../seen.js';
import { askFund, draftMembers, FUND_RULES, judgeFundPath } from './sell-order/fund.js';
import { askCountry, askOrders, REFUSAL_RULES } from './sell-order/refusals.js';
import { askAmounts, judgeIds, judgeMessage, MESSAGE_RULES } from './sell-order/values.js';
import { askAtOnce } from './swap/concurrency.js';

export const sellOrder: Chapter = {
  name: 'Orders of sell, card and fund',
  products: ['sell', 'card', 'fund'],
  rules: [
    ...ANSWER_RULES,
    ...AGAIN_RULES,
    ...NONCE_RULES,
    ...MESSAGE_RULES,
    ...REFUSAL_RULES,
    ...FUND_RULES,
    'CONCURRENCY_MIXUP',
  ],
  async run(run: ProviderRun): Promise<void> {
    const why = run.createOrders ? await ordered(run) : NOT_ALLOWED;
    if (run.createOrders) judgeOrderTime(run);
    for (const id of sellOrder.rules) run.judge.notRun(id, why);
  },
};

/** Why what is left over was not looked at. */
async function ordered(run: ProviderRun): Promise<string> {
  const operation = run.product === 'sell' ? 'sell' : 'cardSell';
  judgeFundPath(run);
  const dead = unusable(run, operation);
  if (dead !== undefined) return dead;
  const members = draftMembers(run, bestTrade(run));
  const first = await placeOrderByEitherId(run, { members });
  if (first.answer === undefined) return refused(run, first);
  judgeOrderAnswer(run, first);
  judgeMessage(run, first);
  if (run.product !== 'fund') judgeIds(run, first, await orderAgain(run, first, members));
  else {
    await orderAgain(run, first, members);
    await askFund(run, first);
  }
  await repeatOrder(run, first);
  await askBadNonces(run, first);
  await askNonceForms(run, first);
  if (run.product !== 'fund') {
    await askAmounts(run, first);
    await askOrders(run, first);
  }
  if (run.product === 'card') await askCountry(run, first);
  await askAtOnce(run, first, members);
  // Those that were ordered are used up: who comes later finds one that is not.
  await askQuote(run, first.trade);
  return 'the order does not show it';
}

/** A valid order that is refused: there is nothing signed at all. */
function refused(run: ProviderRun, first: PlacedOrder): string {
  const { exchange, quote } = first;
  if (exchange.answer !== undefined && (quote !== undefined || run.product === 'fund')) {
    const what =
      isErrorBody(exchange.answer.json) || statusOf(exchange) >= 300 ? '' : ', no object';
    const evidence = `a valid order${quote === undefined ? '' : ' on a fresh quote'}: ${told(exchange)}${what}: there is no providerSig`;
    run.judge.failed('PROVIDER_SIG_MEMBERS', { evidence, exchanges: numbers(exchange) });
  }
  return quote === undefined && run.product === 'card'
    ? `${refusedWhy(first)}; no quote could be had here, it may come from the provider's page`
    : refusedWhy(first);
}
