/**
 * The first call of each endpoint: which form of it answers, what it says, and why later calls of it
 * would say nothing. Everything behind builds on what is learned here.
 */
import { bestTrade, callOf, unknownId } from './call-of.js';
import type { Call } from './client.js';
import type { Exchange } from './exchange.js';
import {
  fact,
  learn,
  learnOf,
  learnQuote,
  type SwapCurrency,
  type SwapPair,
  type Trade,
} from './known.js';
import { named, type OtherForm, operationsOf, type ProviderOperation } from './operations.js';
import { presenceOf } from './presence.js';
import { quoteIn } from './quoting.js';
import type { ProviderRun } from './run.js';
import { isGood, told } from './seen.js';
import { otherWays, rampTrades, swapTrades } from './trades.js';
import { isLate, whyNot } from './why-not.js';

/** What the first calls of one operation came to. */
export interface Surveyed {
  readonly operation: ProviderOperation;
  /** The documented method and path. */
  readonly first: Exchange;
  /** Nothing is served under the documented method and path. */
  readonly isAbsent: boolean;
  /** Another name of it that answers while the documented one does not. */
  readonly other?: { readonly form: OtherForm; readonly exchange: Exchange };
  /** Another method that works while the documented one does not. */
  readonly otherMethod?: Exchange;
  /** A normal answer, in whatever form. */
  readonly good?: Exchange;
}

/** When one endpoint was late, the others are given this long, milliseconds: more than Ledger waits. */
const SHORT_DEADLINE = 5_500;
/** So many late endpoints tell enough; only the quote, which counts more, is still asked for. */
const ENOUGH_LATE = 2;
/** Trades tried until one is quoted. */
const MAX_TRADES = 4;

/**
 * Calls what creates nothing; orders are asked for with a quote that does not exist, where
 * `createOrders` allows it.
 * @param operations those of the product when absent.
 */
export async function survey(
  run: ProviderRun,
  operations: readonly ProviderOperation[] = operationsOf(run.product),
): Promise<readonly Surveyed[]> {
  const surveyed: Surveyed[] = [];
  for (const operation of operations) {
    if (operation.kind === 'order' && !run.createOrders) continue;
    const hopeless = surveyed.find(({ first }) => isUnreachable(first));
    const late = surveyed.filter(({ first }) => isLate(first));
    const known = hopeless ?? (late.length >= ENOUGH_LATE ? late[0] : undefined);
    if (known !== undefined && (hopeless !== undefined || operation.kind !== 'quote')) {
      const { first, operation: one, isAbsent } = known;
      const why = whyNot({ exchange: first, kind: one.kind, isAbsent });
      learnOf(run, 'unusable', operation.id, why ?? '');
      continue;
    }
    const deadline = late.length > 0 ? SHORT_DEADLINE : undefined;
    const found =
      operation.kind === 'quote'
        ? await firstQuote(run, operation, deadline)
        : await once(run, operation, deadline);
    surveyed.push(found);
    note(run, found);
  }
  return surveyed;
}

/** Nobody answers at all: every other endpoint of the host would tell the same. */
function isUnreachable({ failure }: Exchange): boolean {
  return ['dns', 'refused', 'connect-timeout', 'tls'].includes(failure?.kind ?? '');
}

function surveyCall(run: ProviderRun, operation: ProviderOperation): Call {
  const { id, kind } = operation;
  return callOf(run, id, kind === 'order' ? { members: nothingToOrder(run, id) } : {});
}

/** Nothing is ordered: no such quote, and no such currency. */
function nothingToOrder(run: ProviderRun, id: string): Record<string, string> {
  const currency = id.startsWith('swap') ? 'currencyFrom' : 'fromCryptoCurrency';
  const quote = id === 'swapFloat' ? {} : { quoteId: unknownId(run) };
  return { [currency]: UNKNOWN_CURRENCY, ...quote };
}

export const UNKNOWN_CURRENCY = 'NO-SUCH-CURRENCY';

async function once(
  run: ProviderRun,
  operation: ProviderOperation,
  deadline?: number,
): Promise<Surveyed> {
  const call = {
    ...surveyCall(run, operation),
    ...(deadline === undefined ? {} : { deadline }),
  };
  const first = await run.client.call(call);
  if (isGood(first)) return { operation, first, isAbsent: false, good: first };
  const presence = await presenceOf(run, first);
  if (presence === 'present') return { operation, first, isAbsent: false };
  const found = { operation, first, isAbsent: true };
  for (const form of operation.others) {
    const exchange = await run.client.call({ ...call, path: form.path });
    const isTold = operation.kind === 'order' || operation.kind === 'quote';
    const isThere = isGood(exchange) || (isTold && isRefusal(exchange));
    if (!isThere || (await presenceOf(run, exchange)) !== 'present') continue;
    learnOf(run, 'paths', operation.id, form.path);
    return { ...found, other: { form, exchange }, ...(isGood(exchange) && { good: exchange }) };
  }
  if (presence === 'unclear') return { operation, first, isAbsent: false };
  // Never with orders: what another method would do nobody knows.
  if (operation.kind === 'order' || operation.kind === 'status') return found;
  // What may be left out is not there; only 405 says that the path is.
  if (operation.isOptional && first.answer?.status === 404) return found;
  const swapped = await run.client.call(otherMethod(call));
  return isGood(swapped) ? { ...found, otherMethod: swapped } : found;
}

const isRefusal = ({ answer }: Exchange): boolean =>
  answer !== undefined && answer.status >= 400 && answer.status < 500;

/** GET with the body's members as parameters; POST with the parameters in both places. */
function otherMethod({ query, body, ...call }: Call): Call {
  return call.method === 'GET'
    ? { ...call, operation: 'probe', method: 'POST', query: query ?? {}, body: query ?? {} }
    : { ...call, operation: 'probe', method: 'GET', query: textsOf(body) };
}

const textsOf = (body: unknown): Record<string, string> =>
  Object.fromEntries(Object.entries(body ?? {}).map(([name, value]) => [name, String(value)]));

async function firstQuote(
  run: ProviderRun,
  operation: ProviderOperation,
  deadline?: number,
): Promise<Surveyed> {
  const trades =
    fact(run, 'trades') ?? (run.product === 'swap' ? swapTrades(run) : rampTrades(run));
  learn(run, 'trades', trades);
  let found = await once(run, operation, deadline);
  if (learnGoodQuote(run, found, bestTrade(run))) return found;
  const isThere = found.first.failure === undefined && found.first.answer?.status !== 405;
  const others = run.product === 'swap' ? [] : otherWays(run);
  for (const trade of isThere ? [...trades.slice(1, MAX_TRADES), ...others] : []) {
    const exchange = await run.client.call(callOf(run, operation.id, { trade }));
    if (!isGood(exchange)) continue;
    found = { ...found, good: exchange };
    if (learnGoodQuote(run, found, trade)) break;
  }
  return found;
}

function learnGoodQuote(run: ProviderRun, { good }: Surveyed, trade: Trade): boolean {
  const quote = good === undefined ? undefined : quoteIn(good, trade);
  if (quote !== undefined) learnQuote(run, quote);
  return quote !== undefined;
}

function note(run: ProviderRun, found: Surveyed): void {
  const { operation, first, other, good } = found;
  const { kind } = operation;
  const isExpected = kind === 'order' || kind === 'status';
  const exchange = good ?? other?.exchange ?? first;
  const why = whyNot({ exchange, kind, isAbsent: found.isAbsent && other === undefined });
  const reason = why ?? (isExpected ? undefined : whyNothing(run, found));
  if (reason !== undefined) learnOf(run, 'unusable', operation.id, reason);
  const json = good?.answer?.json;
  if (json !== undefined) learnCatalogue(run, operation.id, json);
}

/** A success that is of no use. */
function whyNothing(run: ProviderRun, { operation, good }: Surveyed): string | undefined {
  if (good === undefined) return `${named(operation)} gave no normal answer`;
  if (operation.kind !== 'quote' || fact(run, 'quotes') !== undefined) return undefined;
  const isList = Array.isArray(good.answer?.json);
  return `${isList ? 'waited for JSON_NOT_AN_OBJECT: ' : ''}${told(good)}, and that is no quote`;
}

export function learnCatalogue(run: ProviderRun, id: string, json: unknown): void {
  // Before March 2025 both swap lists were bare arrays.
  const page = (member: string) =>
    Array.isArray(json) ? json : (json as Record<string, unknown> | null)?.[member];
  const list = (member: string) => {
    const found = page(member);
    return Array.isArray(found) ? found.filter((item) => typeof item === 'object' && item) : [];
  };
  if (id === 'listCurrencies' && fact(run, 'currencies') === undefined) {
    learn(run, 'currencies', list('currencies') as SwapCurrency[]);
  }
  if (id === 'listPairs' && fact(run, 'pairs') === undefined) {
    learn(run, 'pairs', list('pairs') as SwapPair[]);
  }
  if (id.endsWith('Capabilities')) learn(run, 'capabilities', json);
  if (id.endsWith('CryptoCurrencies') && Array.isArray(json)) learn(run, 'ledgerIds', json);
}
