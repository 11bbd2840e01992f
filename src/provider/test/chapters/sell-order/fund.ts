/** L. Fund: no schema is published. What is known: POST /sell, and the message of the app. */
import { equal } from '../../../../bytes.js';
import { flowFor } from '../../../../exchange/flows.js';
import { rolesOf } from '../../../../payload/roles.js';
import { memoKindOf } from '../../../../simulator/coins/memos.js';
import { otherBase } from '../../../product.js';
import { freshNonce, type Members } from '../../call-of.js';
import { messageOf } from '../../judgements/message.js';
import { NO_MESSAGE } from '../../judgements/order-answer.js';
import { type Trade, unusable } from '../../known.js';
import { operationOf, pathOf } from '../../operations.js';
import { type PlacedOrder, placeOrder } from '../../order.js';
import type { ProviderRun } from '../../run.js';
import { numbers, told } from '../../seen.js';
import { firstOf } from '../../told.js';
import { addressOf, builtIn, rampTrades, tickerOf } from '../../trades.js';
import { shownText } from './shown-text.js';

export const FUND_RULES = [
  'FUND_PATH',
  'FUND_MESSAGE',
  'FUND_ACCOUNT_SHOWN',
  'FUND_DRAFT_LAYOUT',
  'FUND_MEMO',
] as const;

const isDraftPath = (run: ProviderRun): boolean => pathOf(run, 'cardSell') === '/fund';

/** FUND_PATH: which of the two names answers. */
export function judgeFundPath(run: ProviderRun): void {
  if (run.product !== 'fund') return;
  const id = 'FUND_PATH';
  const first = firstOf(run, 'cardSell');
  const { path } = operationOf('fund', 'cardSell');
  const seen = { exchanges: numbers(first) };
  if (isDraftPath(run)) {
    const evidence = `POST /fund answers, the draft of 2024; POST ${path} is what the pages of 2026 have`;
    run.judge.failed(id, { evidence, ...seen });
  } else if (unusable(run, 'cardSell') === undefined && first !== undefined) {
    run.judge.passed(id, { evidence: `POST ${path} is there: ${told(first)}`, ...seen });
  }
}

/** Members of the draft's request, instead of today's; none where today's path answers. */
export function draftMembers(run: ProviderRun, { from }: Trade): Members {
  if (run.product !== 'fund' || !isDraftPath(run)) return {};
  const today = ['quoteId', 'amount', 'refundAddress', 'fromCryptoCurrency'];
  const dropped = [...today, 'toFiatCurrency', 'payloadCryptoCurrency'];
  return {
    ...Object.fromEntries(dropped.map((name) => [name, undefined])),
    userId: `user-${freshNonce(run).slice(0, 8)}`,
    address: addressOf(run, from),
    currency: tickerOf(run, from),
    payloadCurrency: tickerOf(run, from),
  };
}

export async function askFund(run: ProviderRun, first: PlacedOrder): Promise<void> {
  const { judge } = run;
  const message = messageOf(run, first);
  if (message === undefined) {
    for (const id of FUND_RULES) judge.notRun(id, NO_MESSAGE);
    return;
  }
  const seen = { exchanges: numbers(first.exchange) };
  if (message.isDraft) {
    const evidence =
      'the fields have the numbers of the draft of 2024: the app reads the amount where the draft has the fiat currency';
    judge.failed('FUND_DRAFT_LAYOUT', { evidence, ...seen, codes: ['FUND_DRAFT_LAYOUT'] });
  } else {
    const evidence = "the fields have the numbers of the app's message";
    judge.passed('FUND_DRAFT_LAYOUT', { evidence, ...seen });
  }
  if (message.kind !== 'fund') {
    const evidence = `the message is that of ${message.kind}, not NewFundResponse. ${otherBase('fund')}`;
    judge.failed('FUND_MESSAGE', { evidence, ...seen, codes: ['WRONG_MESSAGE_TYPE'] });
    for (const id of FUND_RULES) judge.notRun(id, 'waited for FUND_MESSAGE');
    return;
  }
  const { payin, outgoing, user, account } = rolesOf('fund');
  const needed = [outgoing.currency, outgoing.amount, payin];
  const missing = needed.filter((field) => message.bytes(field).length === 0);
  const nonce = message.bytes(flowFor('fund').nonceField);
  const isFresh = equal(nonce, first.nonce);
  if (missing.length === 0 && isFresh) {
    const evidence = `NewFundResponse with ${needed.join(', ')} and the nonce of the request`;
    judge.passed('FUND_MESSAGE', { evidence, ...seen });
  } else {
    const wrong = [
      ...missing.map((field) => `${field} is empty`),
      ...(isFresh ? [] : [`the nonce of ${nonce.length} bytes is not that of the request`]),
    ];
    judge.failed('FUND_MESSAGE', { evidence: wrong.join('; '), ...seen });
  }
  shownText(run, 'FUND_ACCOUNT_SHOWN', message, [user!, account!], first.exchange);
  await askMemo(run);
}

/** FUND_MEMO: an order of a currency whose deposits are told apart by a memo. */
async function askMemo(run: ProviderRun): Promise<void> {
  const { judge } = run;
  const id = 'FUND_MEMO';
  const trade = rampTrades(run).find(({ from }) => {
    const currency = builtIn(run, from);
    return currency !== undefined && memoKindOf(currency.app) !== 'none';
  });
  if (trade === undefined) return judge.notRun(id, 'no currency with memos is listed');
  const placed = await placeOrder(run, { trade, members: draftMembers(run, trade) });
  if (placed.answer === undefined)
    return judge.notRun(id, `${trade.from}: ${told(placed.exchange)}`);
  const message = messageOf(run, placed);
  if (message === undefined) return judge.notRun(id, NO_MESSAGE);
  if (message.isDraft) {
    return judge.notRun(id, 'waited for FUND_DRAFT_LAYOUT: the draft has no field for it');
  }
  const field = rolesOf(message.kind).memo;
  const seen = { exchanges: numbers(placed.exchange) };
  if (message.text(field) !== '') {
    return judge.passed(id, { evidence: `${trade.from}: ${field} is set`, ...seen });
  }
  const evidence = `${trade.from}: ${field} is empty, though its deposits are told apart by a memo`;
  return judge.failed(id, { evidence, ...seen, codes: ['MEMO_MISSING'] });
}
