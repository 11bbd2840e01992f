/** E. Mistakes in quotes. */
import type { Behaviour } from '../behaviour.js';
import type { RawCall } from '../call.js';
import type { Desk } from '../desk.js';
import { listingOf } from '../listings.js';
import {
  answers,
  endsWith,
  type Json,
  late,
  mistake,
  QUOTES,
  remembering,
  type Switch,
  withBody,
} from './switch.js';

const quote = (change: (quote: Json) => Json): Behaviour => answers(QUOTES, change);
const SLOW = 5_500;
/** As many decimals as the text has. */
const times = (text: string, factor: number) =>
  (Number(text) * factor).toFixed((text.split('.')[1] ?? '').length);

export const QUOTE: readonly Switch[] = [
  remembering('QUOTE_SLOW', 'Takes five and a half seconds for every fourth quote.', () =>
    late(QUOTES, SLOW),
  ),
  mistake(
    'NO_QUOTE_ID',
    'Leaves quoteId out.',
    quote(({ quoteId: _, ...rest }) => rest),
  ),
  remembering('QUOTE_ID_REUSED', 'Gives every quote the same id.', () => {
    let id: string | undefined;
    return answers(QUOTES, (body, _, desk: Desk) => {
      if (body.quoteId === undefined) return body;
      id ??= body.quoteId as string;
      const record = desk.store.quote(body.quoteId);
      if (record !== undefined) desk.store.saveQuote({ ...record, id });
      return { ...body, quoteId: id };
    });
  }),
  mistake(
    'QUOTE_METHOD',
    'Gives a tradeMethod of its own.',
    answers(['quote'], (body) => ({ ...body, tradeMethod: 'market' })),
  ),
  mistake(
    'AMOUNT_ECHO',
    'Quotes for another amount than was asked for, and says so.',
    quote((body) => {
      const changed = { ...body };
      for (const name of ['amount', 'amountFrom']) {
        if (changed[name] !== undefined) changed[name] = `1${changed[name]}`;
      }
      if (changed.fiatAmount !== undefined) changed.fiatAmount += 1;
      return changed;
    }),
  ),
  mistake(
    'NO_EXPIRY',
    'Leaves expiry out.',
    quote(({ expiry: _, ...rest }) => rest),
  ),
  mistake(
    'EXPIRY_TEXT',
    'Says when a quote ends in words.',
    expiry(() => 'in five minutes'),
  ),
  mistake(
    'EXPIRY_NO_ZONE',
    'Leaves the zone out of expiry.',
    expiry((at) => at.replace('Z', '')),
  ),
  mistake(
    'EXPIRY_EPOCH',
    'Gives expiry as seconds since 1970.',
    expiry((at) => Math.floor(Date.parse(at) / 1000)),
  ),
  mistake('EXPIRY_SHORT', 'Quotes for 30 seconds.', { settings: { quoteLife: 30 } }),
  mistake(
    'EXPIRY_PAST',
    'Gives an expiry that is over.',
    expiry((at) => new Date(Date.parse(at) - 3_600_000).toISOString()),
  ),
  mistake(
    'FEES_IN_FROM',
    'Gives its fees in the input currency.',
    quote((body) => {
      const paid = body.amount ?? body.amountFrom;
      if (paid === undefined) return body;
      const fee = (share: number) => (Number(paid) * share).toFixed(8);
      return { ...body, providerFees: fee(0.005), referralFees: fee(0.0025) };
    }),
  ),
  mistake(
    'NO_FEES',
    'Leaves the fees out.',
    quote(({ providerFees: _, referralFees: __, payoutNetworkFees: ___, ...rest }) => rest),
  ),
  mistake(
    'FEES_ABOVE_AMOUNT',
    'Gives fees higher than the amount.',
    answers(['quote'], (body) => ({ ...body, providerFees: times(body.amountTo, 2) })),
  ),
  mistake(
    'AMOUNT_TO_ZERO',
    'Quotes nothing for something.',
    quote((body) =>
      body.cryptoAmount === undefined ? { ...body, amountTo: '0' } : { ...body, cryptoAmount: 0 },
    ),
  ),
  mistake(
    'SLIPPAGE_PERCENT',
    'Gives slippage in percent.',
    answers(['quote'], (body) => ({ ...body, defaultSlippage: '1.5', maxSlippage: '5' })),
  ),
  mistake('PAIR_UNKNOWN_200', 'Quotes pairs it does not have.', {
    ask: (call) =>
      endsWith(call, '/quote')
        ? withBody(call, (body) => {
            const { from, to } = body;
            const known = listingOf(from) !== undefined && listingOf(to) !== undefined;
            if (typeof from !== 'string' || typeof to !== 'string') return body;
            return known && from !== to ? body : { ...body, from: 'BTC', to: 'ETH' };
          })
        : call,
  }),
  mistake('NO_MINIMUM', 'Quotes below its minimum.', { skip: ['minimum'] }),
  mistake('NO_MAXIMUM', 'Quotes above its maximum.', { skip: ['maximum'] }),
  mistake('QUOTE_ANYTHING', 'Quotes for amounts that are none.', {
    ask: (call, desk) => (endsWith(call, '/quote') ? withAmount(call, desk) : call),
  }),
  remembering('QUOTE_JUMPS', 'Quotes five percent less at every second call.', () => {
    let calls = 0;
    return answers(QUOTES, (body, _, desk: Desk) => {
      if (++calls % 2 === 1) return body;
      if (body.cryptoAmount !== undefined) {
        return { ...body, cryptoAmount: Number(times(String(body.cryptoAmount), 0.95)) };
      }
      const amountTo = times(body.amountTo, 0.95);
      const record = desk.store.quote(body.quoteId ?? '');
      if (record !== undefined) desk.store.saveQuote({ ...record, amountTo });
      return { ...body, amountTo };
    });
  }),
];

function expiry(change: (at: string) => unknown): Behaviour {
  return quote((body) =>
    body.expiry === undefined ? body : { ...body, expiry: change(body.expiry) },
  );
}

/** A good amount where it is none. */
function withAmount(call: RawCall, _: Desk): RawCall {
  const isNone = (amount: unknown) => {
    const text = String(amount);
    return !/^\d{1,20}(\.\d+)?$/.test(text) || Number(text) === 0;
  };
  if (call.method === 'POST') {
    return withBody(call, (body) =>
      isNone(body.amount) ? { ...body, amount: exampleOf(body.from) } : body,
    );
  }
  if (!isNone(call.query.amount)) return call;
  const buys = 'dest' in call.query;
  return { ...call, query: { ...call.query, amount: buys ? '50' : '0.01' } };
}

function exampleOf(id: unknown): string {
  return listingOf(String(id))?.currency.example.amount ?? '1';
}
