/** The first order of sell, card and fund: of what the provider takes, where nobody has told what that is. */
import { CURRENCIES } from '../../../../host/currencies.js';
import { ledgerIdOf } from '../../../../host/ledger/built-in.js';
import { bestTrade } from '../../call-of.js';
import { listedIds } from '../../capabilities.js';
import { refusedWhy } from '../../judgements/order-answer.js';
import { learn, type Trade } from '../../known.js';
import { type PlacedOrder, placeOrderByEitherId } from '../../order.js';
import type { ProviderRun } from '../../run.js';
import { isErrorBody, keyOf, numbers, statusOf, told } from '../../seen.js';
import { tradeFrom } from '../../trades.js';
import { draftMembers } from './fund.js';

const FROM_UNKNOWN = 'CURRENCY_FROM_NOT_FOUND_ERROR';
const TO_UNKNOWN = 'CURRENCY_TO_NOT_FOUND_ERROR';
/** Refused for its quoteId, which is no fault where nobody gave us one. */
const isQuoteMissed = (placed: PlacedOrder) => /QUOTE_(ID_)?NOT_FOUND/.test(keyIn(placed) ?? '');
const keyIn = ({ exchange }: PlacedOrder) => keyOf(exchange.answer?.json);

/** Tried where there is no list: a card needs none. */
const FROMS = CURRENCIES.slice(0, 6).map(ledgerIdOf);
const TOS = ['EUR', 'USD', 'GBP'];

export async function firstOrder(run: ProviderRun): Promise<PlacedOrder> {
  let trade = bestTrade(run);
  const first = await placed(run, trade);
  if (isTold(run)) return first;
  const froms = FROMS.filter((id) => id !== trade.from);
  const tos = TOS.filter((fiat) => fiat !== trade.to);
  for (let found = first; ; found = await placed(run, trade)) {
    if (found.answer !== undefined) learn(run, 'trades', [trade]);
    const [from, to] = [keyIn(found) === FROM_UNKNOWN, keyIn(found) === TO_UNKNOWN];
    if (found.answer !== undefined || !(from || to)) return found;
    const next = from ? froms.shift() : tos.shift();
    if (next === undefined) return first;
    trade = from ? { ...tradeFrom(run, next), to: trade.to } : { ...trade, to: next };
  }
}

const placed = (run: ProviderRun, trade: Trade): Promise<PlacedOrder> =>
  placeOrderByEitherId(run, { trade, members: draftMembers(run, trade) });

/** A list of the provider or the profile names what is taken; a quote was given for it. */
function isTold(run: ProviderRun): boolean {
  return (
    run.product === 'sell' ||
    listedIds(run).length > 0 ||
    Object.keys(run.profile.currencies).length > 0
  );
}

/** A valid order that is refused: there is nothing signed at all. Why the rest was not looked at. */
export function refused(run: ProviderRun, first: PlacedOrder): string {
  const { exchange, quote } = first;
  if (!isTold(run) && [FROM_UNKNOWN, TO_UNKNOWN].includes(keyIn(first) ?? '')) {
    return `${refusedWhy(first)}; nobody tells what it takes: name a currency in the profile (currencies)`;
  }
  if (quote === undefined && isQuoteMissed(first)) {
    return `${refusedWhy(first)}: no quote could be had here, so its quoteId was made up`;
  }
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
