/** Pages of a catalogue as they pass: each by itself. */

import { cutJson } from '../../shown.js';
import type { IsLedgerToken } from '../ledger-tokens.js';
import { capabilitiesOf } from '../test/capabilities.js';
import { judgeCapabilities } from '../test/chapters/sell-catalogue/capabilities.js';
import { judgeIds } from '../test/chapters/sell-catalogue/ids.js';
import { judgeList } from '../test/chapters/sell-catalogue.js';
import {
  CURRENCY_RULES,
  type ListedCurrency,
  tokenRule,
} from '../test/chapters/swap/currency-rules.js';
import { judgeEach } from '../test/chapters/swap/each.js';
import { listIn } from '../test/chapters/swap/pages.js';
import { type ListedPair, PAIR_RULES, pairName } from '../test/chapters/swap/pair-rules.js';
import type { Exchange } from '../test/exchange.js';
import { fact, learn, type SwapCurrency } from '../test/known.js';
import type { ProviderRun } from '../test/run.js';
import { isErrorBody, numbers } from '../test/seen.js';

const isObject = (item: unknown): item is object =>
  typeof item === 'object' && item !== null && !Array.isArray(item);

/** More than any provider lists. */
const CURRENCIES = 20_000;

/** What orders are judged by: their decimals, and their chains. */
function learnCurrencies(run: ProviderRun, items: readonly object[]): void {
  const known = new Map((fact(run, 'currencies') ?? []).map((one) => [one.id, one]));
  for (const item of items as SwapCurrency[]) {
    if (typeof item.id === 'string' && known.size < CURRENCIES) known.set(item.id, item);
  }
  learn(run, 'currencies', [...known.values()]);
}

/** @param exchange a success. */
export function judgeCatalogue(run: ProviderRun, exchange: Exchange, isToken: IsLedgerToken): void {
  const { operation } = exchange.request;
  const exchanges = numbers(exchange);
  if (operation === 'listCurrencies') {
    const items = (listIn(exchange, 'currencies')?.items ?? []).filter(isObject);
    const nameOf = ({ id }: ListedCurrency) => cutJson(id);
    learnCurrencies(run, items);
    for (const rule of [...CURRENCY_RULES, tokenRule(isToken)]) {
      judgeEach(run, rule, items as ListedCurrency[], { nameOf, kind: 'currencies', exchanges });
    }
  } else if (operation === 'listPairs') {
    const items = (listIn(exchange, 'pairs')?.items ?? []).filter(isObject);
    for (const rule of PAIR_RULES) {
      const where = { nameOf: pairName, kind: 'pairs', exchanges };
      judgeEach(run, rule, items as ListedPair[], where);
    }
  } else if (operation.endsWith('Capabilities')) {
    if (isErrorBody(exchange.answer?.json)) return;
    learn(run, 'capabilities', exchange.answer?.json);
    const read = capabilitiesOf(run);
    if (read !== undefined) judgeCapabilities(run, read, exchange);
    judgeIds(run, undefined, exchange);
  } else if (operation.endsWith('CryptoCurrencies')) {
    judgeList(run, exchange);
    const json = exchange.answer?.json;
    if (!Array.isArray(json)) return;
    learn(
      run,
      'ledgerIds',
      json.filter((id): id is string => typeof id === 'string'),
    );
    judgeIds(run, exchange, undefined);
  }
}
