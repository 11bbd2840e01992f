/** The first step of a journey: which providers are asked, and for what trade exactly. */

import { inAnyForm } from '../test/any-form.js';
import { callOf } from '../test/call-of.js';
import type { Exchange } from '../test/exchange.js';
import type { Trade } from '../test/known.js';
import type { ProviderRun } from '../test/run.js';
import { isGood, told } from '../test/seen.js';
import { learnCatalogue } from '../test/survey.js';
import { rampTrades, swapTrade, swapTrades, tickerOf, tradeFrom } from '../test/trades.js';
import { reasonsAgainst } from './capabilities.js';
import type { Offer } from './journey.js';
import { brokenRules } from './journey-judge.js';
import { type Stage, Stopped } from './journey-stage.js';
import type { Desk, Provider } from './node-desk.js';

/** A provider that takes part. */
export interface Party {
  readonly name: string;
  readonly run: ProviderRun;
  readonly trade: Trade;
}

interface Found {
  readonly offer: Offer;
  readonly party: Party;
}

/** @throws Stopped when nobody can be asked. */
export async function chooseParties(
  stage: Stage,
  desk: Desk,
  runOf: (provider: Provider) => ProviderRun,
): Promise<readonly Party[]> {
  const { product, wish } = stage;
  stage.begin('offer', `looking for providers of ${product}`);
  const all = desk.offering(product);
  const wanted = all.filter(({ name }) => wish.provider === undefined || name === wish.provider);
  if (wanted.length === 0) {
    const names = all.map(({ name }) => name).join(', ');
    const found = all.length === 0 ? `no profile names ${product}` : `there are ${names}`;
    const asked = wish.provider === undefined ? '' : ` called ${JSON.stringify(wish.provider)}`;
    throw new Stopped('offer', `no provider${asked} offers ${product}: ${found}`);
  }
  const found = await Promise.all(
    wanted.map((provider) => look(stage, desk, provider, runOf(provider))),
  );
  stage.set('offer', { offers: found.map(({ offer }) => offer) });
  const parties = found.filter(({ offer }) => offer.isGood).map(({ party }) => party);
  if (parties.length === 0) {
    throw new Stopped(
      'offer',
      found.map(({ offer }) => `${offer.provider}: ${offer.says}`).join('; '),
    );
  }
  const left = found.length - parties.length;
  const names = parties.map(({ name }) => name).join(', ');
  const also = left === 0 ? '' : `, ${left} not`;
  stage.set('offer', {
    state: 'done',
    says: `${names} ${parties.length === 1 ? 'is' : 'are'} asked${also}`,
  });
  return parties;
}

function look(stage: Stage, desk: Desk, provider: Provider, run: ProviderRun): Promise<Found> {
  if (run.product === 'swap') return lookAtSwap(stage, provider, run);
  if (run.product === 'sell' || run.product === 'buy')
    return lookAtRamp(stage, desk, provider, run);
  const party = { name: provider.name, run, trade: rampTrade(run, stage.wish) };
  // The documents give cards no catalogue.
  return Promise.resolve(foundOf(party, []));
}

async function lookAtSwap(stage: Stage, { name }: Provider, run: ProviderRun): Promise<Found> {
  const currencies = await inAnyForm(
    run,
    'listCurrencies',
    () => run.client.call(callOf(run, 'listCurrencies')),
    (exchange) => exchange,
  );
  const isThere = currencies.failure === undefined;
  const pairs = isThere ? await run.client.call(callOf(run, 'listPairs')) : undefined;
  const exchanges = [currencies, ...(pairs === undefined ? [] : [pairs])];
  for (const exchange of exchanges) {
    if (isGood(exchange)) learnCatalogue(run, exchange.request.operation, exchange.answer?.json);
  }
  note(stage, name, run, exchanges);
  const party = { name, run, trade: swapTradeOf(run, stage.wish) };
  return foundOf(party, isThere ? [] : [told(currencies)]);
}

async function lookAtRamp(
  stage: Stage,
  desk: Desk,
  provider: Provider,
  run: ProviderRun,
): Promise<Found> {
  const product = run.product as 'sell' | 'buy';
  const { name } = provider;
  const { entry, problem = '', exchanges, isCopy } = await desk.catalogue(provider, product);
  note(stage, name, run, exchanges);
  if (entry === undefined)
    return foundOf({ name, run, trade: rampTrade(run, stage.wish) }, [problem]);
  learnCatalogue(run, `${product}Capabilities`, entry.capabilities);
  learnCatalogue(run, `${product}CryptoCurrencies`, entry.cryptoCurrencies);
  const trade = rampTrade(run, stage.wish);
  const { from, to, amount, country, paymentMethod } = trade;
  const reasons = reasonsAgainst(entry, {
    product,
    ...(product === 'sell' ? { crypto: from, fiat: to } : { crypto: to, fiat: from }),
    amount,
    ...(country === undefined ? {} : { country }),
    ...(paymentMethod === undefined ? {} : { paymentMethod }),
  });
  const age = isCopy
    ? `, by the copy of ${new Date(entry.at).toISOString().slice(11, 19)} UTC`
    : '';
  return foundOf({ name, run, trade }, reasons, age);
}

function note(stage: Stage, name: string, run: ProviderRun, exchanges: readonly Exchange[]): void {
  const calls = stage.addCalls('offer', name, exchanges);
  stage.addResults('offer', brokenRules(run, exchanges), calls);
}

function foundOf(party: Party, reasons: readonly string[], more = ''): Found {
  const { name, trade, run } = party;
  const { from, to, amount, min, max, country, paymentMethod } = trade;
  const limits =
    min === undefined && max === undefined ? '' : ` (${min ?? '0'} to ${max ?? 'any'})`;
  const place = [paymentMethod, country].filter((one) => one !== undefined).join(', ');
  const where = run.product === 'swap' || place === '' ? '' : `, ${place}`;
  const says = `${amount} ${tickerOf(run, from)} to ${tickerOf(run, to)}${limits}${where}${more}`;
  const isGood = reasons.length === 0;
  return { party, offer: { provider: name, isGood, says: isGood ? says : reasons.join('; ') } };
}

type Wished = Pick<Stage['wish'], 'from' | 'to' | 'amount' | 'country' | 'paymentMethod'>;

function swapTradeOf(run: ProviderRun, { from, to, amount }: Wished): Trade {
  const fits = (trade: Trade) =>
    (from === undefined || trade.from === from) && (to === undefined || trade.to === to);
  const listed = swapTrades(run).find(fits);
  const pair = {
    from: from ?? (to === 'BTC' ? 'ETH' : 'BTC'),
    to: to ?? (from === 'ETH' ? 'BTC' : 'ETH'),
  };
  const found = listed ?? swapTrade(run, pair);
  return amount === undefined ? found : { ...found, amount };
}

function rampTrade(run: ProviderRun, wish: Wished): Trade {
  const isBuy = run.product === 'buy';
  const crypto = isBuy ? wish.to : wish.from;
  const fiat = isBuy ? wish.from : wish.to;
  const trades = rampTrades(run);
  const listed = trades.find(
    (trade) => crypto === undefined || (isBuy ? trade.to : trade.from) === crypto,
  );
  const { min: _min, max: _max, ...bare } = trades[0]!;
  const found = listed ?? {
    ...bare,
    ...(isBuy ? { to: crypto! } : { from: crypto!, amount: tradeFrom(run, crypto!).amount }),
  };
  const { country = found.country, paymentMethod = found.paymentMethod } = wish;
  return {
    ...found,
    ...(fiat === undefined ? {} : isBuy ? { from: fiat } : { to: fiat }),
    ...(wish.amount === undefined ? {} : { amount: wish.amount }),
    ...(country === undefined ? {} : { country }),
    ...(paymentMethod === undefined ? {} : { paymentMethod }),
  };
}
