/** What of the request is found in the redirect. */

import { decodePercent } from '../../../../codec/percent.js';
import { compareDecimals } from '../../../decimal-text.js';
import { bestTrade, callOf, type Members } from '../../call-of.js';
import { listedIds } from '../../capabilities.js';
import type { Exchange } from '../../exchange.js';
import { refusalProblem } from '../../judgements/parameters.js';
import type { Trade } from '../../known.js';
import type { ProviderRun } from '../../run.js';
import { told } from '../../seen.js';
import { type Complaint, tell } from '../../told.js';
import { tickerOf } from '../../trades.js';

export interface Redirect {
  readonly exchange: Exchange;
  readonly trade: Trade;
  /** As it was answered. */
  readonly text: string | undefined;
  readonly url: URL | undefined;
  /** Everything in the URL that could be a value, decoded once. */
  readonly values: readonly string[];
}

/** As customers write parameters into one text, with what has to be encoded in it. */
const CUSTOM = { partnerNote: 'a/b&c=d', campaign: 'été 24' } as const;

export async function askRedirect(
  run: ProviderRun,
  operation: string,
  { trade = bestTrade(run), members = {} }: { trade?: Trade; members?: Members } = {},
): Promise<Redirect> {
  const exchange = await run.client.call(callOf(run, operation, { trade, members }));
  const json = exchange.answer?.json as { rampRedirectUrl?: unknown } | null | undefined;
  const text = typeof json?.rampRedirectUrl === 'string' ? json.rampRedirectUrl : undefined;
  const url = text !== undefined && URL.canParse(text) ? new URL(text) : undefined;
  return { exchange, trade, text, url, values: url === undefined ? [] : valuesOf(url) };
}

function valuesOf(url: URL): readonly string[] {
  const hash = url.hash.replace(/^#\/?/, '');
  const inHash = new URLSearchParams(hash.slice(hash.indexOf('?') + 1));
  return [
    ...url.searchParams.values(),
    ...inHash.values(),
    ...url.pathname.split('/').map(decodePercent),
    decodePercent(url.pathname),
  ].filter((value) => value !== '');
}

/** SELL_REDIRECT_PARAMETERS: in some form, also as a ticker, also encoded twice. */
export function judgeCarried(run: ProviderRun, redirect: Redirect): void {
  const { trade, url, values, exchange } = redirect;
  if (url === undefined) return;
  const [crypto, fiat] = run.product === 'buy' ? [trade.to, trade.from] : [trade.from, trade.to];
  const all = values.flatMap((value) => [value, decodePercent(value)]);
  const parts = all.flatMap((value) => [value, ...value.split(/[/_:,-]/)]);
  const has = (wanted: string) => parts.some((part) => part.toLowerCase() === wanted.toLowerCase());
  const missing = [
    ...(has(crypto) || has(tickerOf(run, crypto)) ? [] : [`the asset ${crypto}`]),
    ...(has(fiat) ? [] : [`the fiat currency ${fiat}`]),
    ...(parts.some((part) => compareDecimals(part, trade.amount) === 0)
      ? []
      : [`the amount ${trade.amount}`]),
  ];
  const text = `the URL has no sign of ${missing.join(', ')}: the user has to choose again, unless the page knows it by an id`;
  const fine = `the URL carries ${crypto}, ${fiat} and ${trade.amount}`;
  tell(run, 'SELL_REDIRECT_PARAMETERS', missing.length === 0 ? [] : [{ text }], fine, exchange);
}

/** SELL_REDIRECT_ENCODING: a LedgerId with slashes and customParameters, decoded once, are what was sent. */
export async function judgeEncoding(run: ProviderRun): Promise<void> {
  const id = 'SELL_REDIRECT_ENCODING';
  const best = bestTrade(run);
  const slashed = listedIds(run).find((one) => one.split('/').length > 2);
  const trade =
    slashed === undefined ? best : { ...best, from: slashed, amount: amountOf(run, slashed) };
  const customParameters = new URLSearchParams(CUSTOM).toString();
  const members = { customParameters };
  const { exchange, url, values } = await askRedirect(run, 'sellRedirect', { trade, members });
  if (url === undefined) return run.judge.notRun(id, `with customParameters, ${told(exchange)}`);
  const wanted = [
    ...Object.entries(CUSTOM).map(([name, value]) => [`customParameters ${name}`, value] as const),
    ...(slashed === undefined ? [] : [['cryptoCurrency', slashed] as const]),
  ];
  const complaints = wanted.flatMap(([name, value]): Complaint[] => {
    // Its own parameter, or inside the text as it was sent, which the page reads.
    const pairs = values.flatMap((one) => [...new URLSearchParams(one).values()]);
    if (values.includes(value) || (name !== 'cryptoCurrency' && pairs.includes(value))) return [];
    const twice =
      values.map(decodePercent).includes(value) || pairs.map(decodePercent).includes(value);
    const shown = JSON.stringify(value);
    const says = twice ? `arrives encoded twice` : `does not arrive as ${shown}`;
    return [{ text: `${name} ${says}` }];
  });
  const fine = `customParameters${slashed === undefined ? '' : ` and ${slashed}`} arrive as they were sent`;
  tell(run, id, complaints, fine, exchange);
}

const amountOf = (run: ProviderRun, from: string): string =>
  tradesFrom(run).find((trade) => trade.from === from)?.amount ?? bestTrade(run).amount;

const tradesFrom = ({ known }: ProviderRun): readonly Trade[] =>
  (known.get('trades') as readonly Trade[] | undefined) ?? [];

/** SELL_REDIRECT_MODE. */
export async function judgeMode(run: ProviderRun): Promise<void> {
  const wrong = { mode: 'buy', bankResidency: 'XX', paymentMethod: 'pigeon' };
  const complaints: Complaint[] = [];
  const asked: Exchange[] = [];
  for (const [name, value] of Object.entries(wrong)) {
    const exchange = await run.client.call(
      callOf(run, 'sellRedirect', { members: { [name]: value } }),
    );
    if (exchange.answer === undefined) continue;
    asked.push(exchange);
    const problem = refusalProblem(exchange, name);
    if (problem !== undefined) complaints.push({ text: `${name}=${value}: ${problem.text}` });
  }
  if (asked.length === 0) return run.judge.notRun('SELL_REDIRECT_MODE', 'not answered');
  const names = Object.entries(wrong).map(([name, value]) => `${name}=${value}`);
  tell(run, 'SELL_REDIRECT_MODE', complaints, `${names.join(', ')} are refused`, ...asked);
}

/** BUY_REDIRECT_ID: required, and carried along. */
export async function judgeTransactionId(run: ProviderRun, redirect: Redirect): Promise<void> {
  const id = 'BUY_REDIRECT_ID';
  const asked =
    new URL(redirect.exchange.request.url).searchParams.get('ledgerTransactionId') ?? '';
  const members = { ledgerTransactionId: undefined };
  const without = await run.client.call(callOf(run, 'buyRedirect', { members }));
  const complaints: Complaint[] = [];
  const problem =
    without.answer === undefined ? undefined : refusalProblem(without, 'ledgerTransactionId');
  if (problem !== undefined) {
    complaints.push({ ...problem, text: `without ledgerTransactionId, ${problem.text}` });
  }
  if (redirect.url === undefined) {
    if (complaints.length === 0) return run.judge.notRun(id, 'waited for SELL_REDIRECT_URL');
  } else if (!redirect.values.includes(asked)) {
    complaints.push({ text: 'the URL does not carry ledgerTransactionId' });
  }
  const fine = 'ledgerTransactionId is missed when it is not there, and is in the URL';
  tell(run, id, complaints, fine, redirect.exchange, without);
}
