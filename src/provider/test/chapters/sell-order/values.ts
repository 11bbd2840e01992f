/** What is signed against what was asked for and quoted. */
import { toBigInt } from '../../../../bytes.js';
import { formatAmount } from '../../../../payload/amount.js';
import { rolesOf } from '../../../../payload/roles.js';
import { cut } from '../../../../shown.js';
import { compareDecimals, scaledDecimal } from '../../../decimal-text.js';
import { fiatAmount, messageOf, type SignedMessage } from '../../judgements/message.js';
import { tryOrder } from '../../judgements/order-again.js';
import { NO_MESSAGE } from '../../judgements/order-answer.js';
import type { PlacedOrder, SeenOrder } from '../../order.js';
import type { ProviderRun } from '../../run.js';
import { numbers, statusOf, told } from '../../seen.js';
import { decimalsOfCurrency } from '../../trades.js';
import { shownText } from './shown-text.js';

export const MESSAGE_RULES = [
  'SELL_ID_REUSED',
  'SELL_AMOUNT',
  'SELL_AMOUNT_NOT_QUOTED',
  'SLIPPAGE_IGNORED',
  'SELL_EMAIL',
  'SELL_REFUND_UNSIGNED',
  'SELL_PAYOUT_FEES',
  'CARD_MESSAGE_TYPE',
] as const;

/** SELL_ID_REUSED. */
export function judgeIds({ judge }: ProviderRun, first: SeenOrder, again: SeenOrder) {
  const id = 'SELL_ID_REUSED';
  const seen = { exchanges: numbers(first.exchange, again.exchange) };
  if (first.id === undefined) return judge.notRun(id, 'the answer has no sellId');
  if (first.id === first.quote?.quoteId) {
    return judge.failed(id, { evidence: `sellId ${cut(first.id)} is the quoteId`, ...seen });
  }
  if (again.id === undefined) return judge.notRun(id, `the second order: ${told(again.exchange)}`);
  if (first.id === again.id) {
    const evidence = `two orders of one quote have the sellId ${cut(first.id)}`;
    return judge.failed(id, { evidence, ...seen });
  }
  const evidence = `two orders of one quote have ids of their own, and not the quote's`;
  return judge.passed(id, { evidence, ...seen });
}

/** Everything that one message of sell and card shows. */
export function judgeMessage(run: ProviderRun, first: SeenOrder): void {
  if (run.product === 'fund') return;
  const { judge } = run;
  const seen = { exchanges: numbers(first.exchange) };
  const fees = first.answer?.payoutNetworkFees;
  const sample = 'payoutNetworkFees is in the answer: only a sample has it, the contract has not';
  if (fees === undefined) {
    judge.passed('SELL_PAYOUT_FEES', { evidence: 'the answer has no payoutNetworkFees', ...seen });
  } else judge.failed('SELL_PAYOUT_FEES', { evidence: sample, ...seen });
  judge.passed('SELL_REFUND_UNSIGNED', {
    evidence:
      'refundAddress was sent; the message has no field for it, so no device shows it: the provider alone keeps it',
    ...seen,
  });
  const message = messageOf(run, first);
  if (message === undefined) {
    for (const id of MESSAGE_RULES) judge.notRun(id, NO_MESSAGE);
    return;
  }
  const name = message.isDraft ? 'NewFundResponse (draft of 2024)' : NAMES[message.kind];
  if (message.kind === 'sell') {
    judge.passed('CARD_MESSAGE_TYPE', { evidence: `the message is ${name}`, ...seen });
  } else {
    const codes = ['WRONG_MESSAGE_TYPE'];
    const evidence = `the message is ${name}; sell-card is signed as NewSellResponse`;
    judge.failed('CARD_MESSAGE_TYPE', { evidence, ...seen, codes });
    for (const id of MESSAGE_RULES) judge.notRun(id, `the message is ${name}`);
    return;
  }
  shownText(run, 'SELL_EMAIL', message, rolesOf('sell').email!, first.exchange);
  judgeAmounts(run, first, message);
}

const NAMES = { swap: 'NewTransactionResponse', sell: 'NewSellResponse', fund: 'NewFundResponse' };

/** SELL_AMOUNT. */
function judgeAmounts(run: ProviderRun, first: SeenOrder, message: SignedMessage): void {
  const id = 'SELL_AMOUNT';
  const { trade, quote, request, exchange } = first;
  const decimals = decimalsOfCurrency(run, trade.from);
  const asked = String(request.amount);
  const promised = quote?.answer.amountTo;
  const wrong: string[] = [];
  const right: string[] = [];
  const compare = (name: string, found: string | undefined, wanted: string, of: string) => {
    const isSame = found !== undefined && compareDecimals(found, wanted) === 0;
    (isSame ? right : wrong).push(`${name} is ${found ?? 'absent'}, ${of} ${wanted}`);
  };
  if (decimals !== undefined) {
    const units = toBigInt(message.bytes(rolesOf('sell').outgoing.amount));
    compare('in_amount', formatAmount(units, decimals), asked, 'asked for');
  }
  // A quote of nothing is told by AMOUNT_TO_ZERO.
  if (typeof promised === 'string' && Number(promised) !== 0) {
    compare('out_amount', fiatAmount(message), promised, 'quoted');
  }
  const seen = { exchanges: numbers(quote?.exchange, exchange) };
  if (wrong.length > 0) run.judge.failed(id, { evidence: wrong.join('; '), ...seen });
  else if (right.length > 0) run.judge.passed(id, { evidence: right.join('; '), ...seen });
  else {
    const why = `decimals of ${trade.from} are not known, and there is no quote to compare with`;
    run.judge.notRun(id, why);
  }
}

/** Fees need not follow the amount exactly. */
const TOLERANCE = 0.03;

/** SELL_AMOUNT_NOT_QUOTED and SLIPPAGE_IGNORED. */
export async function askAmounts(run: ProviderRun, first: PlacedOrder): Promise<void> {
  await askOther(run, first);
  await askSlippage(run, first);
}

async function askOther(run: ProviderRun, first: PlacedOrder): Promise<void> {
  const { judge } = run;
  const id = 'SELL_AMOUNT_NOT_QUOTED';
  const { trade, quote } = first;
  if (quote === undefined) return judge.notRun(id, 'there is no quote to compare with');
  const larger = scaledDecimal(trade.amount, 3, 2);
  const isTooMuch = trade.max !== undefined && (compareDecimals(larger!, trade.max) ?? 0) > 0;
  const amount = isTooMuch ? scaledDecimal(trade.amount, 4, 5) : larger;
  if (amount === undefined) return judge.notRun(id, `${trade.amount} cannot be changed a little`);
  const placed = await tryOrder(run, first, { amount });
  const { exchange } = placed;
  const seen = { exchanges: numbers(placed.quote?.exchange, exchange) };
  const told_ = `the quote is for ${trade.amount} ${trade.from}, the order for ${amount}: ${told(exchange)}`;
  if (placed.answer === undefined) {
    if (statusOf(exchange) === 0) return judge.notRun(id, told(exchange));
    return judge.passed(id, { evidence: told_, ...seen });
  }
  const message = messageOf(run, placed);
  const signed = message === undefined ? undefined : fiatAmount(message);
  if (signed === undefined) return judge.notRun(id, NO_MESSAGE);
  const { amountTo } = placed.quote?.answer ?? quote.answer;
  const fair = (Number(amountTo) * Number(amount)) / Number(trade.amount);
  const isAnew = Math.abs(Number(signed) / fair - 1) <= TOLERANCE;
  const evidence = `${told_}, and ${signed} ${trade.to} is signed, quoted were ${String(amountTo)}`;
  if (isAnew) return judge.passed(id, { evidence: `${evidence}: quoted anew`, ...seen });
  return judge.failed(id, { evidence, ...seen });
}

async function askSlippage(run: ProviderRun, first: PlacedOrder): Promise<void> {
  const { judge } = run;
  const id = 'SLIPPAGE_IGNORED';
  const { trade } = first;
  if (typeof first.quote?.answer.amountTo !== 'string') {
    return judge.notRun(id, 'there is no quote to compare with');
  }
  const placed = await tryOrder(run, first, { slippage: '0' });
  const { exchange } = placed;
  const seen = { exchanges: numbers(placed.quote?.exchange, exchange) };
  if (placed.answer === undefined) {
    if (statusOf(exchange) === 0) return judge.notRun(id, told(exchange));
    return judge.passed(id, { evidence: `slippage 0 is refused: ${told(exchange)}`, ...seen });
  }
  const message = messageOf(run, placed);
  const signed = message === undefined ? undefined : fiatAmount(message);
  if (signed === undefined) return judge.notRun(id, NO_MESSAGE);
  const promised = String(placed.quote?.answer.amountTo);
  const evidence = `slippage 0: ${signed} ${trade.to} is signed, quoted were ${promised}`;
  if ((compareDecimals(signed, promised) ?? 0) < 0) return judge.failed(id, { evidence, ...seen });
  return judge.passed(id, { evidence, ...seen });
}
