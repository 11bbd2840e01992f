/** C. Mistakes in the swap catalogue and in pages. */
import type { Behaviour } from '../behaviour.js';
import type { Call } from '../call.js';
import { LISTINGS } from '../listings.js';
import {
  answered,
  answers,
  endsWith,
  errors,
  type Json,
  mistake,
  remembering,
  type Switch,
} from './switch.js';

const LISTS = ['listCurrencies', 'listPairs'];

/** One currency changed, by its id. */
function currency(id: string, change: (item: Json) => Json): Behaviour {
  return answers(['listCurrencies'], (page) => ({
    ...page,
    currencies: page.currencies.map((item: Json) => (item.id === id ? change(item) : item)),
  }));
}

/** More currencies on the last page. */
function more(items: readonly Json[]): Behaviour {
  return answers(['listCurrencies'], (page) =>
    page.next_cursor === null ? { ...page, currencies: [...page.currencies, ...items] } : page,
  );
}

const item = (id: string) => {
  const { blockchain, chainId, contract } = LISTINGS.find((one) => one.id === id)!;
  const type = contract === undefined ? 'coin' : 'token';
  return { id, type, blockchain, ...(chainId && { chainId }), ...(contract && { contract }) };
};

const itemsOf = (page: Json): Json[] => page.currencies ?? page.pairs;
const named = (page: Json, items: Json[]) =>
  'currencies' in page ? { ...page, currencies: items } : { ...page, pairs: items };

export const CATALOGUE: readonly Switch[] = [
  mistake(
    'NO_CURRENCIES',
    'Lists no currency.',
    answers(['listCurrencies'], () => ({ currencies: [], next_cursor: null })),
  ),
  mistake('BARE_ARRAY', 'Lists without pages, as before 2025.', answers(LISTS, itemsOf)),
  mistake('DUPLICATE_ID', 'Lists one currency twice.', more([item('BTC')])),
  mistake(
    'TYPE_NATIVE',
    'Calls a coin native.',
    currency('BTC', (one) => ({ ...one, type: 'native' })),
  ),
  mistake(
    'NO_CHAIN',
    'Lists a coin without its chain.',
    currency('BTC', ({ blockchain: _, ...rest }) => rest),
  ),
  mistake(
    'CHAIN_UNKNOWN',
    'Names a chain as Ledger does not.',
    currency('BTC', (one) => ({ ...one, blockchain: 'btc-mainnet' })),
  ),
  mistake(
    'CHAIN_CONFLICT',
    'Names one chain and gives the id of another.',
    currency('BNB', (one) => ({ ...one, blockchain: 'polygon' })),
  ),
  mistake(
    'CHAIN_ID_TEXT',
    'Writes a chain id as text.',
    currency('ETH', (one) => ({ ...one, chainId: '0x1' })),
  ),
  mistake(
    'NO_CONTRACT',
    'Lists a token without its contract.',
    currency('USDT', ({ contract: _, ...rest }) => rest),
  ),
  mistake(
    'COIN_CONTRACT',
    'Lists a coin with a contract.',
    currency('ETH', (one) => ({ ...one, contract: item('USDC').contract })),
  ),
  mistake(
    'CONTRACT_BAD',
    'Cuts off the last digit of a contract.',
    currency('USDT', (one) => ({ ...one, contract: one.contract.slice(0, -1) })),
  ),
  mistake(
    'TOKEN_UNKNOWN',
    'Lists a token that Ledger does not know.',
    currency('USDC', (one) => ({ ...one, contract: `0x${'5'.repeat(39)}1` })),
  ),
  mistake(
    'DUPLICATE_ASSET',
    'Lists one token under two ids.',
    more([{ ...item('USDT'), id: 'USDT-ERC20' }]),
  ),
  remembering('CURRENCIES_FLAP', 'Lists one currency less at every second call.', () => {
    let calls = 0;
    return answers(['listCurrencies'], (page) =>
      page.next_cursor !== null || ++calls % 2 === 1
        ? page
        : { ...page, currencies: page.currencies.slice(0, -1) },
    );
  }),
  mistake(
    'NO_NEXT_CURSOR',
    'Leaves next_cursor out on the last page.',
    answers(LISTS, ({ next_cursor, ...rest }) =>
      next_cursor === null ? rest : { ...rest, next_cursor },
    ),
  ),
  mistake(
    'EMPTY_CURSOR',
    'Ends with an empty cursor.',
    answers(LISTS, (page) => ({ ...page, next_cursor: page.next_cursor ?? '' })),
  ),
  mistake(
    'CURSOR_LOOP',
    'Goes back to the second item after the last page.',
    answers(LISTS, (page) => ({ ...page, next_cursor: page.next_cursor ?? 'n1' })),
  ),
  mistake(
    'CURSOR_SKIP',
    'Leaves out the first item of every page but the first.',
    answers(LISTS, (page, { query }: Call) =>
      query.cursor === undefined ? page : named(page, itemsOf(page).slice(1)),
    ),
  ),
  mistake('CURSOR_500', 'Answers 500 to a cursor it does not know.', {
    ...errors(
      (_, { status }, { query, operation }) =>
        status === 400 && LISTS.includes(operation) && 'cursor' in query,
      (reply) => ({ ...reply, status: 500 }),
    ),
  }),
  mistake('LIMIT_IGNORED', 'Answers everything whatever the limit.', {
    ask: (call) => {
      if (!endsWith(call, '/currencies') && !endsWith(call, '/pairs')) return call;
      const { limit: _, ...query } = call.query;
      return { ...call, query };
    },
  }),
  mistake('LIMIT_500', 'Answers 500 to a limit that is none.', {
    ask: (call) => {
      const { limit } = call.query;
      const list = endsWith(call, '/currencies') || endsWith(call, '/pairs');
      const isGood = limit === undefined || /^[1-9]\d{0,4}$/.test(limit);
      return !list || isGood ? call : answered(500, { message: 'Something went wrong.' });
    },
  }),
];
