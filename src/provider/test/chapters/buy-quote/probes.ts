/** Quotes of buy asked in ways that must work, and in ways that must not. */

import { fitsShape } from '../../../../check/rules/address/shape.js';
import { CURRENCIES } from '../../../../host/currencies.js';
import { authenticationHeaders } from '../../authentication.js';
import { callOf } from '../../call-of.js';
import { capabilitiesOf, listedIds } from '../../capabilities.js';
import type { Call } from '../../client.js';
import type { Exchange } from '../../exchange.js';
import { type Trade, unusable } from '../../known.js';
import { paymentMethods } from '../../payment-methods.js';
import { quoteIn } from '../../quoting.js';
import type { ProviderRun } from '../../run.js';
import { numbers, statusOf, told } from '../../seen.js';

import { type Complaint, tell } from '../../told.js';
import { builtIn } from '../../trades.js';

const OPERATION = 'buyQuote';
/** Listed ids that are asked for, and those of them in both spellings. */
const MAX_IDS = 12;
const MAX_SPELLED = 3;

const isQuote = (exchange: Exchange, trade: Trade) => quoteIn(exchange, trade) !== undefined;

/** BUY_AMOUNT_INTEGER. */
export async function askWhole(run: ProviderRun, trade: Trade): Promise<void> {
  const id = 'BUY_AMOUNT_INTEGER';
  const [whole = '50'] = trade.amount.split('.');
  const [one, fraction] = [whole, `${whole}.5`];
  const good = await quoteOf(run, { ...trade, amount: one });
  const odd = await quoteOf(run, { ...trade, amount: fraction });
  const evidence = `amount=${one} ${told(good)}; amount=${fraction}, which no document has, ${told(odd)}`;
  const seen = { exchanges: numbers(good, odd) };
  if (good.answer === undefined) run.judge.notRun(id, told(good));
  else if (isQuote(good, trade) && statusOf(odd) < 500) run.judge.passed(id, { evidence, ...seen });
  else run.judge.failed(id, { evidence, ...seen });
}

const quoteOf = (run: ProviderRun, trade: Trade): Promise<Exchange> =>
  run.client.call(callOf(run, OPERATION, { trade }));

/** BUY_LEDGER_ID_TO: listed ids, those with slashes in both spellings. */
export async function askIds(run: ProviderRun, trade: Trade): Promise<void> {
  const id = 'BUY_LEDGER_ID_TO';
  const listed = listedIds(run);
  if (listed.length === 0) return run.judge.notRun(id, 'waited for CRYPTO_NOT_ARRAY: no id listed');
  const slashed = listed.filter((one) => one.includes('/'));
  const others = listed.filter((one) => !one.includes('/'));
  const sample = [...slashed.slice(0, MAX_IDS / 2), ...others].slice(0, MAX_IDS);
  const complaints: Complaint[] = [];
  const asked: Exchange[] = [];
  const ask = async (to: string, call: Call, how: string) => {
    const exchange = await run.client.call(call);
    if (exchange.answer === undefined) return;
    asked.push(exchange);
    // Where the user is decides on these: not the spelling.
    if (isQuote(exchange, trade) || statusOf(exchange) === 451) return;
    complaints.push({ text: `to=${to}${how}, ${told(exchange)}` });
  };
  for (const to of sample) {
    const call = callOf(run, OPERATION, { trade: { ...trade, to } });
    await ask(to, call, '');
    if (slashed.indexOf(to) >= 0 && slashed.indexOf(to) < MAX_SPELLED) {
      await ask(to, unencoded(call), ' with plain slashes');
    }
  }
  if (asked.length === 0) return run.judge.notRun(id, 'none of the listed ids was answered');
  const plain = slashed.length === 0 ? '; none has a slash' : ', with slashes encoded and not';
  tell(
    run,
    id,
    complaints,
    `${sample.length} listed ids are accepted${plain}`,
    ...asked.slice(0, 20),
  );
}

/** The same query, with the slashes of `to` as they are. */
function unencoded({ query = {}, path, ...call }: Call): Call {
  const text = new URLSearchParams(query).toString().replaceAll('%2F', '/');
  return { ...call, path: `${path}?${text}` };
}

/** BUY_METHOD_COUNTRY: a method that the country does not have. */
export async function askMethod(run: ProviderRun, trade: Trade): Promise<void> {
  const id = 'BUY_METHOD_COUNTRY';
  const countries = capabilitiesOf(run)?.countries ?? [];
  const here = countries.find(({ country }) => country === trade.country);
  if (here === undefined) {
    return run.judge.notRun(id, 'waited for CAPABILITIES_MISSING: no country with its methods');
  }
  const own = here.methods.map(({ name }) => name);
  const offered = countries.flatMap(({ methods }) => methods.map(({ name }) => name));
  // One that another country has is the mistake that happens; else any of the list.
  const method = [...offered, ...paymentMethods()].find(
    (name) => name !== '' && !own.includes(name),
  );
  if (method === undefined) return run.judge.notRun(id, `${here.country} has every method`);
  const exchange = await quoteOf(run, { ...trade, paymentMethod: method });
  if (exchange.answer === undefined) return run.judge.notRun(id, told(exchange));
  const evidence = `${method} in ${here.country}, which has ${own.join(', ')}: ${told(exchange)}`;
  const complaints = isQuote(exchange, trade) ? [{ text: evidence }] : [];
  tell(run, id, complaints, evidence, exchange);
}

/** BUY_DEST_ADDRESS: an address that is none of the chain. */
export async function askDestination(run: ProviderRun, trade: Trade): Promise<void> {
  const id = 'BUY_DEST_ADDRESS';
  const currency = builtIn(run, trade.to);
  const other = CURRENCIES.find(
    ({ foreignAddress }) => currency !== undefined && fitsShape(foreignAddress, currency) === false,
  );
  if (other === undefined) {
    return run.judge.notRun(id, `what addresses of ${trade.to} look like is not known here`);
  }
  const members = { dest: other.foreignAddress };
  const exchange = await run.client.call(callOf(run, OPERATION, { trade, members }));
  if (exchange.answer === undefined) return run.judge.notRun(id, told(exchange));
  const evidence = `${trade.to} to an address of ${other.name}: ${told(exchange)}`;
  tell(run, id, isQuote(exchange, trade) ? [{ text: evidence }] : [], evidence, exchange);
}

/** BUY_KEY: the quote and the redirect want the key, the catalogues need not. */
export async function askKey(run: ProviderRun): Promise<void> {
  const id = 'BUY_KEY';
  if (authenticationHeaders(run.profile).length === 0) {
    return run.judge.notRun(id, 'the profile names no header with a key');
  }
  const complaints: Complaint[] = [];
  const asked: Exchange[] = [];
  const notes: string[] = [];
  for (const operation of ['buyQuote', 'buyRedirect', 'buyCapabilities', 'buyCryptoCurrencies']) {
    if (unusable(run, operation) !== undefined) continue;
    const exchange = await run.client.call({ ...callOf(run, operation), as: 'none' });
    if (exchange.answer === undefined) continue;
    asked.push(exchange);
    notes.push(`without a key, ${told(exchange)}`);
    const isOpen = ![401, 403].includes(statusOf(exchange));
    const wantsKey = operation === 'buyQuote' || operation === 'buyRedirect';
    if (wantsKey && isOpen) complaints.push({ text: `${notes.at(-1)}: 401 or 403 wanted` });
  }
  if (asked.length === 0) return run.judge.notRun(id, 'no call without a key was answered');
  tell(run, id, complaints, notes.join('; '), ...asked);
}
