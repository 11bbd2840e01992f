/**
 * The first call of each endpoint: which form of it answers, what it says, and why later calls of it
 * would say nothing. Everything behind builds on what is learned here.
 */
import { bestTrade, callOf, unknownId } from './call-of.js';
import type { Call } from './client.js';
import { meantKey, OLD_ERROR_KEYS } from './error-keys.js';
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
import { quoteIn } from './quoting.js';
import type { ProviderRun } from './run.js';
import { isErrorBody, isGood, keyOf } from './seen.js';
import { rampTrades, swapTrades } from './trades.js';

/** What the first calls of one operation came to. */
export interface Surveyed {
  readonly operation: ProviderOperation;
  /** The documented method and path. */
  readonly first: Exchange;
  /** Another name of it that answers while the documented one does not. */
  readonly other?: { readonly form: OtherForm; readonly exchange: Exchange };
  /** Another method that works while the documented one does not. */
  readonly otherMethod?: Exchange;
  /** A normal answer, in whatever form. */
  readonly good?: Exchange;
}

/** Longer than this and an operation is not asked again and again. */
const SLOW = 5_000;
/** When one endpoint never came to an end, the others are given this long, milliseconds. */
const SHORT_DEADLINE = 6_000;
/** Trades tried until one is quoted. */
const MAX_TRADES = 4;

/** Calls what creates nothing; orders are asked for with a quote that does not exist, where `createOrders` allows it. */
export async function survey(run: ProviderRun): Promise<readonly Surveyed[]> {
  const surveyed: Surveyed[] = [];
  for (const operation of operationsOf(run.product)) {
    if (operation.kind === 'order' && !run.createOrders) continue;
    const dead = surveyed.find(({ first }) => isUnreachable(first));
    if (dead !== undefined) {
      learnOf(run, 'unusable', operation.id, whyNot(dead.first) ?? '');
      continue;
    }
    const deadline = surveyed.some(({ first }) => isLate(first)) ? SHORT_DEADLINE : undefined;
    const found =
      operation.kind === 'quote'
        ? await firstQuote(run, operation, deadline)
        : await once(run, operation, deadline);
    surveyed.push(found);
    note(run, found);
  }
  return surveyed;
}

const isLate = ({ failure }: Exchange): boolean =>
  failure?.kind === 'deadline' || failure?.kind === 'headers-timeout';

/** Nobody answers at all: every other endpoint of the host would tell the same. */
function isUnreachable({ failure }: Exchange): boolean {
  return ['dns', 'refused', 'connect-timeout', 'tls'].includes(failure?.kind ?? '');
}

/**
 * Not there under this name: 405, or a 404 that is none of the contract's own errors. Some servers
 * give every 404 a key, so only known ones count.
 */
export function isAbsent({ answer }: Exchange): boolean {
  if (answer?.status === 405) return true;
  const key = keyOf(answer?.json) ?? '';
  return answer?.status === 404 && OLD_ERROR_KEYS[key] === undefined && meantKey(key) === undefined;
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
  if (isGood(first)) return { operation, first, good: first };
  if (!isAbsent(first)) return { operation, first };
  for (const form of operation.others) {
    const exchange = await run.client.call({ ...call, path: form.path });
    const answers = operation.kind === 'order' ? !isAbsent(exchange) : isGood(exchange);
    if (exchange.failure !== undefined || !answers) continue;
    learnOf(run, 'paths', operation.id, form.path);
    const good = isGood(exchange) ? { good: exchange } : {};
    return { operation, first, other: { form, exchange }, ...good };
  }
  // Never with orders: what another method would do nobody knows.
  if (operation.kind === 'order' || operation.kind === 'status') return { operation, first };
  // What may be left out is not there; only 405 says that the path is.
  if (operation.isOptional && first.answer?.status === 404) return { operation, first };
  const swapped = await run.client.call(otherMethod(call));
  if (!isGood(swapped)) return { operation, first };
  return { operation, first, otherMethod: swapped };
}

/** GET with the body's members as parameters, or the reverse. */
function otherMethod({ query, body, ...call }: Call): Call {
  return call.method === 'GET'
    ? { ...call, operation: 'probe', method: 'POST', body: query ?? {} }
    : { ...call, operation: 'probe', method: 'GET', query: textsOf(body) };
}

const textsOf = (body: unknown): Record<string, string> =>
  Object.fromEntries(Object.entries(body ?? {}).map(([name, value]) => [name, String(value)]));

async function firstQuote(
  run: ProviderRun,
  operation: ProviderOperation,
  deadline?: number,
): Promise<Surveyed> {
  const trades = run.product === 'swap' ? swapTrades(run) : rampTrades(run);
  learn(run, 'trades', trades);
  let found = await once(run, operation, deadline);
  if (learnGoodQuote(run, found, bestTrade(run))) return found;
  const isThere = found.first.failure === undefined && found.first.answer?.status !== 405;
  for (const trade of isThere ? trades.slice(1, MAX_TRADES) : []) {
    const exchange = await run.client.call(callOf(run, operation.id, { trade }));
    if (!isGood(exchange)) continue;
    found = { operation, first: found.first, good: exchange };
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
  const { operation, first, good } = found;
  const why =
    good === undefined && operation.kind !== 'order' && operation.kind !== 'status'
      ? (whyNot(first) ?? `${named(operation)} gave no normal answer`)
      : whyNot(good ?? found.other?.exchange ?? first, operation.kind);
  if (why !== undefined) learnOf(run, 'unusable', operation.id, why);
  const json = good?.answer?.json;
  if (json !== undefined) learnCatalogue(run, operation.id, json);
}

/** The rule that an exchange is waiting for; undefined when more calls of its kind make sense. */
function whyNot(exchange: Exchange, kind?: ProviderOperation['kind']): string | undefined {
  const { answer, failure, request, totalMs, headersMs = 0 } = exchange;
  const call = `${request.method} ${new URL(request.url).pathname}`;
  if (failure !== undefined) {
    return `waited for ${ruleOfFailure(failure.kind)}: ${call}: ${failure.message}`;
  }
  if (totalMs > SLOW) {
    const rule = headersMs > SLOW ? 'HTTP_SLOW_HEADERS' : 'HTTP_DRIPPING_BODY';
    return `waited for ${rule}: ${call} took ${Math.round(totalMs)} ms`;
  }
  const status = answer?.status ?? 0;
  if (status >= 200 && status < 300) {
    return answer?.json === undefined ? `waited for JSON_INVALID: ${call}` : undefined;
  }
  if (status >= 300 && status < 400) return `waited for HTTP_REDIRECTED: ${call} answers ${status}`;
  return isExpectedRefusal(exchange, kind) ? undefined : `${call} answers ${status}`;
}

/** Orders and states are asked for by ids nobody has: the answer is an error of the contract. */
function isExpectedRefusal(exchange: Exchange, kind?: ProviderOperation['kind']): boolean {
  const status = exchange.answer?.status ?? 0;
  if (status >= 500 || [401, 403, 405].includes(status)) return false;
  // A published example of an unknown state has a message and no key.
  const isTold = isErrorBody(exchange.answer?.json);
  return kind === 'status' ? status !== 404 || isTold : kind === 'order' && !isAbsent(exchange);
}

const RULES: Readonly<Record<string, string>> = {
  'headers-timeout': 'HTTP_SLOW_HEADERS',
  deadline: 'HTTP_DRIPPING_BODY',
  'too-large': 'HTTP_BODY_TOO_LARGE',
  truncated: 'HTTP_BODY_TRUNCATED',
  protocol: 'HTTP_PROTOCOL_ERROR',
  tls: 'HTTP_TLS_INVALID',
};

export const ruleOfFailure = (kind: string): string => RULES[kind] ?? 'HTTP_UNREACHABLE';

function learnCatalogue(run: ProviderRun, id: string, json: unknown): void {
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
