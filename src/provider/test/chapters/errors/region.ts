/** Places and currencies that are not served: 451, and the same answer for quote and order. */
import { bestTrade, callOf } from '../../call-of.js';
import type { Call } from '../../client.js';
import type { ErrorKey } from '../../error-keys.js';
import type { Exchange } from '../../exchange.js';
import { fact, unusable } from '../../known.js';
import { operationOf, operationsOf, whyNothing } from '../../operations.js';
import { quoteFor } from '../../quoting.js';
import { NOT_ALLOWED, type ProviderRun } from '../../run.js';
import { isErrorBody, isGood, keyOf, numbers, statusOf, told } from '../../seen.js';
import { tradeFrom } from '../../trades.js';

export const REGION_RULES = [
  'REGION_STATUS',
  'CURRENCY_REGION_STATUS',
  'REGION_UNTESTABLE',
  'REGION_INCONSISTENT',
] as const;

const NO_WAY =
  'the profile names no way to say where the user is (region: header, query or endpoint); no document fixes one';

export async function askRegion(run: ProviderRun): Promise<void> {
  const { judge, profile } = run;
  const { region } = profile;
  if (region === undefined) {
    for (const id of REGION_RULES) judge.notRun(id, NO_WAY);
    return;
  }
  if (region.header === undefined && region.query === undefined) {
    await askEndpoint(run);
    return;
  }
  judge.passed('REGION_UNTESTABLE', {
    evidence: `the profile says how: ${region.header ?? region.query} ${region.restricted}`,
  });
  const [quote, order] = (['quote', 'order'] as const).map((wanted) =>
    operationsOf(run.product).find(({ kind, id }) => kind === wanted && !unusable(run, id)),
  );
  // Without a quote an order may be refused for its quoteId before anybody looks at the place.
  const needsQuote = operationsOf(run.product).some(
    ({ kind, isOptional }) => kind === 'quote' && !isOptional,
  );
  const id = quote?.id ?? (run.createOrders && !needsQuote ? order?.id : undefined);
  if (id === undefined) {
    for (const rule of REGION_RULES) judge.notRun(rule, whyNothing(run));
    return;
  }
  const refused = await run.client.call(abroad(run, callOf(run, id)));
  judgeRefusal(run, 'REGION_STATUS', 'REGION_RESTRICTED_ERROR', refused);
  await askCurrency(run, id);
  await compare(run, { quote: quote?.id, order: order?.id, refused });
}

/** The call as a user in the restricted place would cause it. */
function abroad({ profile: { region } }: ProviderRun, call: Call): Call {
  const { header, query, restricted = '' } = region ?? {};
  return {
    ...call,
    ...(header === undefined ? {} : { headers: { ...call.headers, [header]: restricted } }),
    ...(query === undefined ? {} : { query: { ...call.query, [query]: restricted } }),
  };
}

function judgeRefusal(
  { judge }: ProviderRun,
  id: (typeof REGION_RULES)[number],
  key: ErrorKey,
  exchange: Exchange,
): void {
  const seen = { exchanges: numbers(exchange) };
  const found = keyOf(exchange.answer?.json);
  if (exchange.answer === undefined) {
    judge.notRun(id, told(exchange));
    return;
  }
  if (statusOf(exchange) === 451 && found === key) {
    judge.passed(id, { evidence: `from the restricted place, ${told(exchange)}`, ...seen });
    return;
  }
  // A wrong key is told by ERROR_KEY_… and ERROR_SHAPE, a refusal with 200 by ERROR_HTTP_MISMATCH.
  const isToldElsewhere =
    statusOf(exchange) === 451 || (isGood(exchange) && isErrorBody(exchange.answer.json));
  const severity = isToldElsewhere ? { severity: 'warning' as const } : {};
  judge.failed(id, {
    evidence: `from the restricted place, ${told(exchange)}: 451 ${key} wanted`,
    ...seen,
    ...severity,
  });
}

async function askCurrency(run: ProviderRun, id: string): Promise<void> {
  const { judge, profile } = run;
  const restricted = Object.entries(profile.currencies).find(([, one]) => one.restricted)?.[0];
  if (restricted === undefined) {
    return judge.notRun(
      'CURRENCY_REGION_STATUS',
      'the profile names no currency that is restricted there (currencies: …: restricted)',
    );
  }
  const trade = await quotedTrade(run, id, restricted);
  if (trade === undefined) {
    return judge.notRun('CURRENCY_REGION_STATUS', `${restricted} is not quoted at home either`);
  }
  const exchange = await run.client.call(abroad(run, callOf(run, id, { trade })));
  if (keyOf(exchange.answer?.json) === 'REGION_RESTRICTED_ERROR' && statusOf(exchange) === 451) {
    const why = `the place as a whole is refused first: ${told(exchange)}`;
    return judge.notRun('CURRENCY_REGION_STATUS', why);
  }
  judgeRefusal(run, 'CURRENCY_REGION_STATUS', 'CURRENCY_REGION_RESTRICTED_ERROR', exchange);
}

const TRIES = 4;

/** One with the restricted currency that is quoted where it is not restricted. */
async function quotedTrade(run: ProviderRun, id: string, restricted: string) {
  const listed = (fact(run, 'trades') ?? []).filter(
    ({ from, to }) => from === restricted || to === restricted,
  );
  const trades = listed.length > 0 ? listed : [tradeFrom(run, restricted)];
  if (operationOf(run.product, id).kind !== 'quote') return trades[0];
  for (const trade of trades.slice(0, TRIES)) {
    if (isGood(await run.client.call(callOf(run, id, { trade })))) return trade;
  }
  return undefined;
}

/** What a quote allows its order must not refuse, nor the reverse. */
async function compare(
  run: ProviderRun,
  {
    quote,
    order,
    refused,
  }: { quote?: string | undefined; order?: string | undefined; refused: Exchange },
): Promise<void> {
  const { judge } = run;
  const id = 'REGION_INCONSISTENT';
  if (quote === undefined) return judge.notRun(id, 'there is no quote to compare with');
  if (!run.createOrders) return judge.notRun(id, NOT_ALLOWED);
  if (order === undefined) return judge.notRun(id, 'no endpoint for orders is usable');
  const fresh = await quoteFor(run, bestTrade(run));
  if (fresh === undefined) return judge.notRun(id, 'no quote could be had to order');
  const ordered = await run.client.call(abroad(run, callOf(run, order, { quote: fresh })));
  const [atQuote, atOrder] = [statusOf(refused) === 451, statusOf(ordered) === 451];
  const seen = { exchanges: numbers(refused, ordered) };
  const evidence = `from the restricted place, ${told(refused)} and ${told(ordered)}`;
  // Refused with another status is still refused: that is REGION_STATUS.
  const isOpen = (exchange: Exchange) => isGood(exchange) && !isErrorBody(exchange.answer?.json);
  if (atQuote && atOrder) judge.passed(id, { evidence, ...seen });
  else if ((atOrder && isOpen(refused)) || (atQuote && isOpen(ordered))) {
    judge.failed(id, { evidence, ...seen });
  } else judge.notRun(id, `waited for REGION_STATUS: ${evidence}`);
}

/** An endpoint of its own for the user's place: what its answers mean is agreed privately. */
async function askEndpoint(run: ProviderRun): Promise<void> {
  const { judge, profile } = run;
  const { endpoint = '', restricted = '' } = profile.region ?? {};
  const path = endpoint.startsWith('/') ? endpoint : `/${endpoint}`;
  const exchange = await run.client.call({
    operation: 'probe',
    method: 'GET',
    path,
    query: { ip: restricted },
  });
  const seen = { exchanges: numbers(exchange) };
  judge.passed('REGION_UNTESTABLE', { evidence: `the profile names ${path}`, ...seen });
  if (statusOf(exchange) === 451) {
    judge.passed('REGION_STATUS', { evidence: told(exchange), ...seen });
  } else {
    const why = `${told(exchange)}: what that means for the user is agreed privately`;
    judge.notRun('REGION_STATUS', why);
  }
  const why =
    'the user’s place is told to an endpoint of its own: quotes and orders do not carry it';
  judge.notRun('CURRENCY_REGION_STATUS', why);
  judge.notRun('REGION_INCONSISTENT', why);
}
