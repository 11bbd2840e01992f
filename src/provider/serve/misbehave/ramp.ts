/** K, L, M. Mistakes of sell, card, fund and buy that no other topic has. */
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
  REDIRECTS,
  remembering,
  type Switch,
  withBody,
  withPath,
} from './switch.js';

const capabilities = (change: (body: Json) => Json): Behaviour => answers(CAPABILITIES, change);
const countries = (change: (countries: Json[]) => Json[]): Behaviour =>
  capabilities((body) => ({
    ...body,
    countriesCapabilities: change(body.countriesCapabilities),
  }));
const redirect = (change: (url: string) => string): Behaviour =>
  answers(REDIRECTS, ({ rampRedirectUrl }) => ({ rampRedirectUrl: change(rampRedirectUrl) }));

/** Limits of sell's coins and of buy's fiat currencies. */
const limits = (change: (item: Json) => Json): Behaviour =>
  capabilities((body) => ({
    ...body,
    fiatCurrencyCapabilities: body.fiatCurrencyCapabilities.map((item: Json) =>
      'minAmount' in item ? change(item) : item,
    ),
    ...(body.cryptoCurrencyCapabilities === undefined
      ? {}
      : { cryptoCurrencyCapabilities: body.cryptoCurrencyCapabilities.map(change) }),
  }));

/** Two behaviours in one. */
const both = (a: Behaviour, b: Behaviour): Behaviour => ({
  ...a,
  ...b,
  reply: async (reply, call, desk) =>
    (await b.reply?.((await a.reply?.(reply, call, desk)) ?? reply, call, desk)) ?? reply,
});

const LAST = LISTINGS.at(-1)!;

export const RAMP: readonly Switch[] = [
  mistake('NO_CAPABILITIES', 'Has no /capabilities.', {
    ask: (call) => (endsWith(call, '/capabilities') ? NOT_SERVED : call),
  }),
  mistake('FIAT_CASE', 'Writes fiat currencies in lower case, in its list and in the message.', {
    ...capabilities((body) => ({
      ...body,
      fiatCurrencyCapabilities: body.fiatCurrencyCapabilities.map((item: Json, index: number) =>
        index === 0 ? item : { ...item, fiat: item.fiat.toLowerCase() },
      ),
    })),
    sign: 'FIAT_CASE',
  }),
  mistake(
    'COUNTRY_UK',
    'Calls the United Kingdom UK.',
    countries((list) =>
      list.map((item) => (item.country === 'GB' ? { ...item, country: 'UK' } : item)),
    ),
  ),
  mistake(
    'METHOD_UNKNOWN',
    'Lists a payment method that is in no list.',
    countries((list) =>
      list.map((item, index) =>
        index === 0
          ? item
          : {
              ...item,
              paymentMethods: [...item.paymentMethods, { ...item.paymentMethods[0], name: 'wire' }],
            },
      ),
    ),
  ),
  mistake(
    'METHOD_EMPTY',
    'Lists a country without payment methods.',
    countries((list) =>
      list.map((item, index) => (index === 0 ? item : { ...item, paymentMethods: [] })),
    ),
  ),
  mistake(
    'CAP_LIMITS',
    'Exchanges the least and the most.',
    limits((item) => ({ ...item, minAmount: item.maxAmount, maxAmount: item.minAmount })),
  ),
  mistake(
    'CAP_FIAT_LOOSE',
    'Restricts amounts of a currency that is not listed.',
    countries((list) =>
      list.map((item) => ({
        ...item,
        paymentMethods: item.paymentMethods.map((method: Json) => ({
          ...method,
          minMaxRestrictions: [
            ...(method.minMaxRestrictions ?? []),
            { fiat: 'CHF', minAmount: 10, maxAmount: 1000 },
          ],
        })),
      })),
    ),
  ),
  mistake(
    'CAPABILITIES_KEY',
    'Calls the list of countries countryCapabilities.',
    capabilities(({ countriesCapabilities, ...rest }) => ({
      ...rest,
      countryCapabilities: countriesCapabilities,
    })),
  ),
  mistake(
    'CC_OBJECTS',
    'Lists objects, not ids.',
    answers(CRYPTOS, (ids) => ids.map((id: string) => ({ id }))),
  ),
  mistake(
    'NOT_A_LEDGER_ID',
    'Lists a ticker among the LedgerIds.',
    both(
      answers(CRYPTOS, (ids) => ids.map((id: string) => (id === LAST.ledgerId ? LAST.id : id))),
      limits((item) => (item.id === LAST.ledgerId ? { ...item, id: LAST.id } : item)),
    ),
  ),
  mistake(
    'CAP_CC_DIFFER',
    'Lists a coin in one place only.',
    answers(['sellCryptoCurrencies'], (ids) => ids.slice(0, -1)),
  ),
  mistake(
    'CAP_LIMITS_INCONSISTENT',
    'Lists wider limits than it quotes within.',
    limits((item) => {
      const whole = 'fiat' in item;
      const least = item.minAmount / 10;
      return {
        ...item,
        minAmount: whole ? Math.floor(least) : least,
        maxAmount: item.maxAmount * 10,
      };
    }),
  ),
  remembering('CAP_FLAP', 'Lists one country less at every second call.', () => {
    let calls = 0;
    return countries((list) => (++calls % 2 === 1 ? list : list.slice(0, -1)));
  }),
  mistake(
    'REDIRECT_RELATIVE',
    'Redirects to a path without a host.',
    redirect((url) => url.replace(/^https:\/\/[^/]+/, '')),
  ),
  mistake(
    'REDIRECT_DROPS',
    'Forgets what was chosen.',
    redirect((url) => url.replace(/\?.*/s, '')),
  ),
  mistake(
    'REDIRECT_ENCODING',
    'Encodes the parameters twice.',
    redirect((url) => url.replace(/%/g, '%25')),
  ),
  mistake('SELL_ANY_AMOUNT', 'Signs an amount that was never quoted.', { skip: ['amount'] }),
  mistake('ANY_METHOD', 'Takes any payment method in any country.', { skip: ['method'] }),
  mistake('SLASH_REFUSED', 'Buy: refuses LedgerIds with a slash.', {
    ask: (call) =>
      /\/(quote|buy-redirect)$/.test(call.path) &&
      call.method === 'GET' &&
      call.query.to?.includes('/')
        ? {
            ...answered(400, 'to: unexpected character'),
            headers: { 'content-type': 'text/plain' },
          }
        : call,
  }),
  mistake(
    'DCA_TEXT',
    'Buy: writes dca as text.',
    answers(['buyQuote'], (body) => ({ ...body, dca: String(body.dca) })),
  ),
  mistake(
    'CAP_LIMITS_TEXT',
    'Writes limits as texts where numbers are wanted.',
    limits((item) => ({
      ...item,
      minAmount: String(item.minAmount),
      maxAmount: String(item.maxAmount),
    })),
  ),
  mistake('FUND_PATH', 'Fund: serves the draft of 2024, POST /fund, and not /sell.', {
    ask: (call, { settings }) => {
      const isFund = call.path.startsWith('/fund/') || settings.products[0] === 'fund';
      if (!isFund || call.method !== 'POST') return call;
      if (endsWith(call, '/sell')) {
        return NOT_SERVED;
      }
      return endsWith(call, '/fund') ? withBody(withPath(call, '/fund', '/sell'), fromDraft) : call;
    },
    reply: (reply, call) =>
      'product' in call &&
      call.product === 'fund' &&
      reply.status === 200 &&
      'userId' in Object(call.body)
        ? { ...reply, body: toDraft(reply.body) }
        : reply,
  }),
];

/** A request of the draft as one of today; what it lacks is made up. */
function fromDraft(body: Json): Json {
  return {
    quoteId: 'draft',
    amount: '0.01',
    refundAddress: body.address,
    fromCryptoCurrency: body.currency,
    toFiatCurrency: 'EUR',
    payloadCryptoCurrency: body.payloadCurrency ?? body.currency,
    ...body,
  };
}

function toDraft({ sellId, payinAddress, createdAt, providerSig }: Json): Json {
  return { fundId: sellId, address: payinAddress, createdAt, providerSig };
}
