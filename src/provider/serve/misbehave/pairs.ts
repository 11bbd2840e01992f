/** D. Mistakes in pairs; what the catalogue lists and what is quoted do not agree. */
import type { Behaviour } from '../behaviour.js';
import { LISTINGS } from '../listings.js';
import {
  answered,
  answers,
  CAPABILITIES,
  CRYPTOS,
  endsWith,
  type Json,
  mistake,
  NOT_SERVED,
  type Switch,
} from './switch.js';

const first = (change: (pair: Json) => Json): Behaviour =>
  answers(['listPairs'], (page) => ({
    ...page,
    pairs: page.pairs.map((pair: Json) =>
      pair.from === 'BTC' && pair.to === 'ETH' ? change(pair) : pair,
    ),
  }));

const more = (change: (pair: Json) => Json): Behaviour =>
  answers(['listPairs'], (page) =>
    page.next_cursor === null ? { ...page, pairs: [...page.pairs, change(page.pairs[0])] } : page,
  );

const placeOf = (id: string) => LISTINGS.findIndex((one) => one.id === id || one.ledgerId === id);

/** Half of the pairs; BTC to ETH, which everybody tries first, is in the other half. */
function isOdd(from: string, to: string): boolean {
  return (placeOf(from) + placeOf(to)) % 2 === 0;
}

/** Half of the coins; bitcoin is in the other half. */
const isOddCoin = (ledgerId: string) => placeOf(ledgerId) % 2 === 1;

const noPairs: Behaviour['ask'] = (call) => (endsWith(call, '/pairs') ? NOT_SERVED : call);

/** Refuses to quote half of what there is. */
const halfQuoted: Behaviour['ask'] = (call) => {
  if (!endsWith(call, '/quote')) return call;
  const asked = call.method === 'POST' ? parsed(call.text) : call.query;
  const { from = '', to = '' } = asked;
  if (call.method === 'POST') {
    if (placeOf(from) < 0 || placeOf(to) < 0 || !isOdd(from, to)) return call;
    return answered(404, { messageKey: 'SWAP_PAIR_NOT_FOUND_ERROR', message: 'Not traded now.' });
  }
  const coin = placeOf(from) < 0 ? to : from;
  if (!isOddCoin(coin)) return call;
  const buys = coin === to;
  const message = 'Not traded now.';
  return buys
    ? answered(404, { code: 404, message })
    : answered(404, { messageKey: 'CURRENCY_FROM_NOT_FOUND_ERROR', message });
};

export const PAIRS: readonly Switch[] = [
  mistake('NO_PAIRS', 'Has no /pairs; every pair is quoted.', { ask: noPairs }),
  mistake('NO_PAIRS_INCOMPLETE', 'Has no /pairs, and quotes half of the pairs.', {
    ask: (call, desk) => {
      const asked = noPairs(call, desk) as typeof call;
      if ('status' in asked) return asked;
      return call.method === 'POST' ? halfQuoted(call, desk) : call;
    },
  }),
  mistake(
    'PAIR_UNKNOWN',
    'Lists a pair of a currency that is in no list.',
    more((pair) => ({ ...pair, from: 'NOSUCH' })),
  ),
  mistake(
    'PAIR_SAME',
    'Lists a pair of a currency with itself.',
    more((pair) => ({ ...pair, to: pair.from })),
  ),
  mistake(
    'PAIR_DUPLICATE',
    'Lists one pair twice.',
    more((pair) => ({ ...pair })),
  ),
  mistake(
    'METHOD_TEXT',
    'Writes tradeMethod as text, not as a list.',
    first((pair) => ({ ...pair, tradeMethod: 'fixed' })),
  ),
  mistake(
    'LIMITS_SWAPPED',
    'Exchanges the least and the most of a pair.',
    first((pair) => ({
      ...pair,
      minSwapAmount: pair.maxSwapAmount,
      maxSwapAmount: pair.minSwapAmount,
    })),
  ),
  mistake('LISTED_NOT_QUOTED', 'Lists what it does not quote.', { ask: halfQuoted }),
  mistake('QUOTED_NOT_LISTED', 'Quotes what it does not list.', {
    reply: (reply, call, desk) => {
      const pairs = answers(['listPairs'], (page) => ({
        ...page,
        pairs: page.pairs.filter(({ from, to }: Json) => !isOdd(from, to)),
      }));
      const lists = answers(CRYPTOS, (ids) => ids.filter((id: string) => !isOddCoin(id)));
      const capabilities = answers(CAPABILITIES, (body) =>
        body.cryptoCurrencyCapabilities === undefined
          ? body
          : {
              ...body,
              cryptoCurrencyCapabilities: body.cryptoCurrencyCapabilities.filter(
                ({ id }: Json) => !isOddCoin(id),
              ),
            },
      );
      let changed = reply;
      for (const one of [pairs, lists, capabilities]) {
        changed = one.reply!(changed, call, desk) as typeof reply;
      }
      return changed;
    },
  }),
  mistake(
    'LIMITS_INCONSISTENT',
    'Lists wider limits than it quotes within.',
    answers(['listPairs'], (page) => ({
      ...page,
      pairs: page.pairs.map((pair: Json) => ({
        ...pair,
        minSwapAmount: shifted(pair.minSwapAmount, -1),
        maxSwapAmount: shifted(pair.maxSwapAmount, 1),
      })),
    })),
  ),
];

/** Ten times more or less. */
function shifted(text: string, places: 1 | -1): string {
  return places === 1 ? `${text.replace('.', '')}00` : tenth(text);
}

function tenth(text: string): string {
  const [whole = '0', fraction = ''] = text.split('.');
  return `${whole.slice(0, -1) || '0'}.${whole.slice(-1)}${fraction}`;
}

function parsed(text: string): { from?: string; to?: string } {
  try {
    return (JSON.parse(text) as { from?: string; to?: string } | null) ?? {};
  } catch {
    return {};
  }
}
