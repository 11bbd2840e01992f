/** F. Mistakes in orders. */
import { toBigInt } from '../../../bytes.js';
import { amountBytes, parseAmount } from '../../../payload/amount.js';
import type { FieldValue } from '../../../payload/encode.js';
import type { Behaviour } from '../behaviour.js';
import type { RawCall } from '../call.js';
import { type Desk, newId } from '../desk.js';
import { fiatOf } from '../fiat.js';
import { listingOf, listingOfLedgerId } from '../listings.js';
import type { OrderDraft } from '../signed-order.js';
import {
  answered,
  answers,
  endsWith,
  errors,
  isCall,
  type Json,
  late,
  mistake,
  ORDERS,
  remembering,
  SWAP_ORDERS,
  type Switch,
  withBody,
} from './switch.js';

const SLOW = 6_000;

const isOrder = (call: RawCall) =>
  call.method === 'POST' && ORDER_PATHS.some((path) => endsWith(call, path));
const ORDER_PATHS = ['/swap/fixed', '/swap/float', '/sell'];

const order = (change: (body: Json) => Json): Behaviour => answers(ORDERS, change);

/** Another request for an order. */
function asked(change: (body: Json, desk: Desk) => Json): Behaviour {
  return {
    ask: (call, desk) => (isOrder(call) ? withBody(call, (body) => change(body, desk)) : call),
  };
}

/** Another field of the message. */
function field(
  names: readonly string[],
  change: (value: FieldValue | undefined, draft: OrderDraft) => FieldValue | undefined,
  wanted: (draft: OrderDraft) => boolean = () => true,
): Behaviour {
  return {
    draft: (draft) => {
      if (!wanted(draft)) return draft;
      const values = { ...draft.values };
      for (const name of names) {
        if (name in values) values[name] = change(values[name], draft);
      }
      return { ...draft, values };
    },
  };
}

const percent = (value: FieldValue | undefined, share: bigint) =>
  value instanceof Uint8Array ? amountBytes((toBigInt(value) * share) / 100n) : value;

const PAYIN = ['payin_address', 'in_address'];
const isFixed = ({ terms }: OrderDraft) => terms.quoteId !== undefined;

export const ORDER: readonly Switch[] = [
  mistake('ORDER_500', 'Fails at every order.', {
    ask: (call) => (isOrder(call) ? answered(500, FAILED) : call),
  }),
  remembering('SWAP_ID_REUSED', 'Gives two orders of one quote the same swapId.', () =>
    reused('swap'),
  ),
  remembering('SELL_ID_REUSED', 'Gives two orders of one quote the same sellId.', () =>
    reused('sell'),
  ),
  mistake('SWAP_ID_EQUALS_QUOTE_ID', 'Takes the id of the quote for the order.', {
    record: (one) => ({ ...one, id: one.quoteId ?? one.id }),
  }),
  remembering('QUOTE_SINGLE_USE', 'Refuses a second order on one quote.', () => {
    const used = new Set<string>();
    return {
      ask: (call) => {
        const id = isOrder(call) ? idIn(call) : undefined;
        const body = { messageKey: 'QUOTE_ALREADY_USED', message: 'This quote is used up.' };
        return id !== undefined && used.has(id) ? answered(409, body) : call;
      },
      reply: (reply, call) => {
        const id = isCall(call) && ORDERS.includes(call.operation) ? idIn(call) : undefined;
        if (id !== undefined && reply.status === 200) used.add(id);
        return reply;
      },
    };
  }),
  remembering('NONCE_CACHED', 'Answers a second order with the payload of the first.', () => {
    const first = new Map<string, Json>();
    return answers(ORDERS, (body, { body: request }) => {
      const { quoteId, amount, currencyFrom, currencyTo } = request as Json;
      const trade = quoteId ?? JSON.stringify([amount, currencyFrom, currencyTo]);
      const before = first.get(trade);
      if (before === undefined) first.set(trade, body);
      if (before === undefined) return body;
      const { providerSig, payinAddress } = before;
      return { ...body, payinAddress, providerSig };
    });
  }),
  remembering('SAME_NONCE_500', 'Fails when a nonce comes a second time.', () => {
    const seen = new Set<string>();
    return {
      ask: (call) => {
        const nonce = isOrder(call) ? memberOf(call, 'nonce') : undefined;
        if (nonce === undefined) return call;
        if (seen.has(nonce)) return answered(500, FAILED);
        seen.add(nonce);
        return call;
      },
    };
  }),
  mistake('ANY_QUOTE', 'Takes any quoteId.', {
    ...asked((body, desk) => {
      if (typeof body.quoteId !== 'string') return body;
      if (desk.store.quote(body.quoteId) === undefined) madeUpQuote(body, desk);
      return body;
    }),
  }),
  mistake('EXPIRED_QUOTE_OK', 'Takes quotes that have expired.', { skip: ['expiry'] }),
  mistake('QUOTE_DIES_EARLY', 'Refuses a quote in its last ten seconds.', {
    ask: (call, { store, clock, settings }) => {
      const quote = isOrder(call) ? store.quote(idIn(call) ?? '') : undefined;
      if (quote === undefined || quote.expiry - clock.now() > 10_000) return call;
      const kind = settings.products[0] === 'swap' && quote.product === 'swap' ? 'SWAP' : 'SELL';
      const message = 'No such quote, or it has expired.';
      return answered(404, { messageKey: `${kind}_QUOTE_NOT_FOUND_ERROR`, message });
    },
  }),
  mistake('ANY_CURRENCY', 'Takes any currency.', {
    ...asked((body, { store }) => {
      const quote = store.quote(body.quoteId ?? '');
      const changed = { ...body };
      const replace = (name: string, isKnown: (id: string) => boolean, instead: string) => {
        if (typeof body[name] === 'string' && !isKnown(body[name])) changed[name] = instead;
      };
      const isListed = (id: string) => (listingOf(id) ?? listingOfLedgerId(id)) !== undefined;
      replace('currencyFrom', isListed, quote?.from ?? 'BTC');
      replace('currencyTo', isListed, quote?.to ?? 'ETH');
      replace('fromCryptoCurrency', isListed, quote?.from ?? 'BTC');
      replace('toFiatCurrency', (code) => fiatOf(code) !== undefined, quote?.to ?? 'EUR');
      return changed;
    }),
  }),
  mistake('PAIR_NOT_CHECKED', 'Takes a quote for another pair.', { skip: ['pair'] }),
  mistake(
    'NO_DEPOSIT_500',
    'Answers 500 where it has no deposit address.',
    errors(
      (key) => key === 'NO_DEPOSIT_WALLET_ERROR',
      (reply) => ({ ...reply, status: 500 }),
    ),
  ),
  mistake('ANY_ADDRESS', 'Takes any text for an address.', { skip: ['address'] }),
  mistake('ANY_NONCE', 'Takes any nonce, and fills or cuts it to 32 bytes.', {
    ...asked((body) => {
      const hex = String(body.nonce ?? '').replace(/[^0-9a-fA-F]/g, '');
      const isGood =
        typeof body.nonce === 'string' && /^[0-9a-fA-F]{64}$|^[\w+/-]{43}=?$/.test(body.nonce);
      return isGood ? body : { ...body, nonce: hex.slice(0, 64).padEnd(64, '0') };
    }),
  }),
  mistake('HEX_LOWER_ONLY', 'Refuses a nonce in upper case.', {
    ask: (call) => {
      const nonce = isOrder(call) ? memberOf(call, 'nonce') : undefined;
      const message = 'Request not understood: nonce: expected hex';
      return nonce !== undefined && /^[0-9A-F]{64}$/.test(nonce) && /[A-F]/.test(nonce)
        ? answered(400, { messageKey: 'BAD_REQUEST', message })
        : call;
    },
  }),
  mistake(
    'FIXED_DRIFT',
    'Signs one percent less than a fixed quote promised.',
    field(['amount_to_wallet'], (value) => percent(value, 99n), isFixed),
  ),
  mistake(
    'FLOAT_DRIFT',
    'Signs eight percent less in float orders than it quotes.',
    field(
      ['amount_to_wallet'],
      (value) => percent(value, 92n),
      (draft) => !isFixed(draft),
    ),
  ),
  mistake(
    'WALLET_PLUS_FEES',
    'Signs what the user gets with the network fee on top.',
    field(['amount_to_wallet'], (value, { terms, decimals }) => {
      if (!(value instanceof Uint8Array)) return value;
      const options = { field: 'fee', decimals: decimals.incoming ?? 0 };
      return amountBytes(toBigInt(value) + parseAmount(terms.fees.network, options));
    }),
  ),
  slippageIgnored(),
  mistake(
    'CREATED_AT_EPOCH',
    'Gives createdAt as seconds since 1970.',
    order((body) => ({
      ...body,
      createdAt: String(Math.floor(Date.parse(body.createdAt) / 1000)),
    })),
  ),
  mistake(
    'FEES_DRIFT',
    'Doubles its fee between quote and order.',
    answers(['swapFixed'], (body) => ({
      ...body,
      providerFees: String(Number(body.providerFees) * 2),
    })),
  ),
  mistake(
    'PAYIN_SHAPE',
    'Gives a deposit address of no chain.',
    field(PAYIN, () => 'deposit-4711'),
  ),
  mistake(
    'PAYIN_IS_REFUND',
    "Gives the user's own refund address to pay to.",
    field(PAYIN, (_, { terms }) => terms.refundAddress),
  ),
  mistake(
    'MEMO_OUTSIDE',
    'Answers with another memo than it signs.',
    order((body) => ({ ...body, payinExtraId: '999000999' })),
  ),
  mistake(
    'OFFICIAL_SAMPLE',
    "Answers with the sample of the documents as if it were an order's, or a purchase's quote.",
    answers([...ORDERS, 'buyQuote'], (body, { product }) =>
      product === 'buy' ? SAMPLE_QUOTE : { ...body, providerSig: SAMPLE },
    ),
  ),
  remembering('ORDER_SLOW', 'Takes six seconds for every fourth order.', () => late(ORDERS, SLOW)),
  mistake(
    'LOSE_ORDER',
    'Does not know an order it has just made.',
    answers(SWAP_ORDERS, (body) => ({ ...body, swapId: newId() })),
  ),
];

const FAILED = { messageKey: 'INTERNAL_ERROR', message: 'Something went wrong.' };

/** As the documents print it (provider-api.md#the-sample-of-a-signed-order). */
const SAMPLE = {
  payload:
    'CgUweGZmZhoFMHhmZmYqBTB4ZmZmOgNCVENCA0JBVEoIMTIwMDAwMDBSCDExNTAwMDAwWhF2ZXJ5IGxvbmd1ZSBub25jZQ==',
  signature:
    'MEUCIBRm4PrdgRw0aBwRepuOGGRmR/YPcCoyKNJ7UDjFO030AiEA/VT0anolum0a3X/9lGPeovZHqzeDG9brcUB4zhYmwbs=',
};

const SAMPLE_QUOTE = {
  from: 'EUR',
  to: 'bitcoin',
  fiatAmount: 50,
  cryptoAmount: 0.2,
  dca: true,
};

function reused(kind: 'swap' | 'sell'): Behaviour {
  const ids = new Map<string, string>();
  return {
    record: (one) => {
      if (one.quoteId === undefined || (one.product === 'swap') !== (kind === 'swap')) return one;
      const id = ids.get(one.quoteId) ?? one.id;
      ids.set(one.quoteId, id);
      return { ...one, id };
    },
  };
}

/** Two percent less whenever the user allowed none. */
function slippageIgnored(): Switch {
  return remembering(
    'SLIPPAGE_IGNORED',
    'Signs two percent less where slippage 0 was asked.',
    () => {
      let strict = false;
      return {
        ask: (call) => {
          if (isOrder(call)) strict = Number(memberOf(call, 'slippage') ?? '1') === 0;
          return call;
        },
        draft: (draft) => {
          if (!strict) return draft;
          const { amount_to_wallet: amount, out_amount: fiat } = draft.values;
          const values = { ...draft.values };
          if (amount !== undefined) values.amount_to_wallet = percent(amount, 98n);
          if (fiat !== undefined && typeof fiat === 'object' && !(fiat instanceof Uint8Array)) {
            values.out_amount = { ...fiat, coefficient: percent(fiat.coefficient, 98n) };
          }
          return { ...draft, values };
        },
      };
    },
  );
}

function memberOf(call: RawCall, name: string): string | undefined {
  try {
    const value = (JSON.parse(call.text) as Json)?.[name];
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}

const idIn = (call: RawCall) => memberOf(call, 'quoteId');

/** A quote under the id that was asked for. */
function madeUpQuote(body: Json, { store, clock }: Desk): void {
  const swap = typeof body.currencyFrom === 'string';
  const from = swap
    ? body.currencyFrom
    : (listingOfLedgerId(body.fromCryptoCurrency)?.id ?? body.fromCryptoCurrency);
  store.saveQuote({
    id: body.quoteId,
    product: swap ? 'swap' : 'sell',
    from,
    to: swap ? body.currencyTo : body.toFiatCurrency,
    amount: body.amount ?? listingOf(from)?.currency.example.amount ?? '1',
    amountTo: '100',
    fees: { provider: '1', referral: '1', network: '1' },
    expiry: clock.now() + 300_000,
  });
}
