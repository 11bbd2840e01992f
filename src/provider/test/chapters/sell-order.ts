/** K, L and F where it is also about them: orders of sell, card and fund. Nothing is ever paid. */

import type { Chapter } from '../chapter.js';
import { askBadNonces, askNonceForms, NONCE_RULES } from '../judgements/nonces.js';
import { AGAIN_RULES, orderAgain, repeatOrder } from '../judgements/order-again.js';
import { ANSWER_RULES, judgeOrderAnswer, judgeOrderTime } from '../judgements/order-answer.js';
import { unusable } from '../known.js';
import { askQuote } from '../order.js';
import { NOT_ALLOWED, type ProviderRun } from '../run.js';
import { firstOrder, refused } from './sell-order/first-order.js';
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
  // Refused or crashed without a quote: with one it may be another matter, and is told.
  if (dead?.startsWith('waited for') === true) return dead;
  const first = await firstOrder(run);
  if (first.answer === undefined) return refused(run, first);
  const members = draftMembers(run, first.trade);
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
