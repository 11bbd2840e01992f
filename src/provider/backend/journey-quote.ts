/** Quotes of a journey, those that come in time, and the redirect of sell and buy. */

import { cut } from '../../shown.js';
import { compareDecimals } from '../decimal-text.js';
import { inAnyForm } from '../test/any-form.js';
import { callOf } from '../test/call-of.js';
import { judgeQuote as judgeBuyQuote } from '../test/chapters/buy-quote.js';
import { judgeQuote as judgeSellQuote } from '../test/chapters/sell-quote.js';
import { askRedirect, judgeCarried } from '../test/chapters/sell-redirect/carried.js';
import { urlComplaints } from '../test/chapters/sell-redirect/url.js';
import { judgeSeen } from '../test/chapters/swap-quote.js';
import type { Exchange } from '../test/exchange.js';
import { judgeQuoteTime } from '../test/judgements/quotes.js';
import { type GoodQuote, learn, learnOf, learnQuote } from '../test/known.js';
import { operationsOf } from '../test/operations.js';
import { quoteIn } from '../test/quoting.js';
import type { ProviderRun } from '../test/run.js';
import { isGood, told } from '../test/seen.js';
import { tell } from '../test/told.js';
import { tickerOf } from '../test/trades.js';
import { ruleOfFailure } from '../test/why-not.js';
import type { Offer } from './journey.js';
import { brokenRules } from './journey-judge.js';
import type { Party } from './journey-offer.js';
import { type Stage, Stopped } from './journey-stage.js';
import { QUOTE_TIME } from './node-desk.js';

/** A party that can be ordered from. */
export interface Quoted extends Party {
  /** Absent where a card's page gives it. */
  readonly quote?: GoodQuote;
}

interface Asked {
  readonly offer: Offer;
  readonly quoted?: Quoted;
  readonly exchange?: Exchange;
}

/** The best first. @throws Stopped when nobody gives one. */
export async function askQuotes(
  stage: Stage,
  parties: readonly Party[],
): Promise<readonly Quoted[]> {
  stage.begin(
    'quote',
    `asking ${parties.length === 1 ? parties[0]!.name : `${parties.length} providers`}`,
  );
  const asked = await Promise.all(parties.map((party) => askOne(stage, party)));
  stage.set('quote', { offers: asked.map(({ offer }) => offer) });
  const quoted = asked
    .flatMap((one) => (one.quoted === undefined ? [] : [one.quoted]))
    .sort(better);
  const [best] = quoted;
  if (best === undefined) {
    const failure = asked.find(({ exchange }) => exchange?.failure !== undefined)?.exchange
      ?.failure;
    const message = asked.map(({ offer }) => `${offer.provider}: ${offer.says}`).join('; ');
    throw new Stopped(
      'quote',
      message,
      failure === undefined ? undefined : ruleOfFailure(failure.kind),
    );
  }
  const { says } = asked.find(({ quoted: one }) => one === best)!.offer;
  stage.set('quote', { state: 'done', says: `${best.name}: ${says}` });
  return quoted;
}

async function askOne(stage: Stage, party: Party): Promise<Asked> {
  const { name, run, trade } = party;
  const operation = operationsOf(run.product).find(({ kind }) => kind === 'quote')!;
  learn(run, 'trades', [trade]);
  const call = () =>
    run.client.call({ ...callOf(run, operation.id, { trade }), deadline: QUOTE_TIME });
  const exchange = await inAnyForm(run, operation.id, call, (one) => one);
  const quote = quoteIn(exchange, trade);
  if (quote !== undefined) learnQuote(run, quote);
  const calls = stage.addCalls('quote', name, [exchange]);
  const broken = brokenRules(run, [exchange], (own) => {
    judgeQuoteTime(own, operation.id);
    if (quote !== undefined) judge(own, quote);
  });
  stage.addResults('quote', broken, calls);
  if (quote !== undefined) {
    const says = quoteWords(run, quote);
    return { offer: { provider: name, isGood: true, says }, quoted: { ...party, quote }, exchange };
  }
  const says = told(exchange) + (isGood(exchange) ? ', and that is no quote' : '');
  if (!operation.isOptional || exchange.failure !== undefined) {
    return { offer: { provider: name, isGood: false, says }, exchange };
  }
  learnOf(run, 'unusable', operation.id, says);
  const page = `${says}: ordered without a quote, as if it came from the provider's page`;
  return { offer: { provider: name, isGood: true, says: page }, quoted: party, exchange };
}

function judge(own: ProviderRun, quote: GoodQuote): void {
  if (own.product === 'swap') judgeSeen(own, []);
  else if (own.product === 'buy') judgeBuyQuote(own, quote);
  else judgeSellQuote(own, quote);
}

function quoteWords(run: ProviderRun, { answer, trade, tradeMethod }: GoodQuote): string {
  const amount = answer.amountTo ?? answer.cryptoAmount;
  const { expiry } = answer;
  const parts = [
    `${trade.amount} ${tickerOf(run, trade.from)} give ${shown(amount)} ${tickerOf(run, trade.to)}`,
    tradeMethod,
    typeof expiry === 'string' ? `until ${cut(expiry)}` : undefined,
  ];
  return parts.filter((part) => part !== undefined).join(', ');
}

const shown = (value: unknown) =>
  value === undefined ? 'an unknown amount of' : cut(String(value));

/** More for the customer first; of equals, and where it cannot be told, as they were named. */
function better(one: Quoted, other: Quoted): number {
  const [a, b] = [one, other].map(({ quote }) =>
    String(quote?.answer.amountTo ?? quote?.answer.cryptoAmount ?? ''),
  );
  return compareDecimals(b ?? '', a ?? '') ?? 0;
}

/** @throws Stopped when there is no URL. */
export async function redirect(stage: Stage, { name, run, trade }: Quoted): Promise<void> {
  stage.begin('redirect', `asking ${name} where the customer is sent`);
  const operation = run.product === 'buy' ? 'buyRedirect' : 'sellRedirect';
  const found = await inAnyForm(
    run,
    operation,
    () => askRedirect(run, operation, { trade }),
    ({ exchange }) => exchange,
  );
  const { exchange, text, url } = found;
  const calls = stage.addCalls('redirect', name, [exchange]);
  const broken = brokenRules(run, [exchange], (own) => {
    if (!isGood(exchange)) return;
    tell(own, 'SELL_REDIRECT_URL', urlComplaints(text), 'a URL', exchange);
    judgeCarried(own, found);
  });
  stage.addResults('redirect', broken, calls);
  if (url === undefined) throw new Stopped('redirect', told(exchange), 'SELL_REDIRECT_URL');
  const parameters = [...url.searchParams].map(([part, value]) => ({ name: part, value }));
  // A page may not be led to a script, whatever the provider answers.
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:';
  stage.set('redirect', {
    facts: parameters,
    ...(isWeb ? { link: url.href } : {}),
  });
  stage.settle('redirect', `the customer is sent to ${url.host}`);
}
