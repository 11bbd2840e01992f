/**
 * A buy provider by somebody who has read the buy pages and their contract: node:http alone.
 */
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export const ONRAMP_MISTAKES = [
  'texts for numbers',
  'amounts in scientific notation',
  'quotes only as on the pages',
  'any method in any country',
  'slash in an id refused',
  'fiat echoed as asked by somebody else',
  'redirect to plain http',
  'transaction id lost',
  'limits the wrong way round',
  'key not asked for',
  'html error',
] as const;
export type OnrampMistake = (typeof ONRAMP_MISTAKES)[number];

const EUROS: Readonly<Record<string, number>> = {
  bitcoin: 57_000,
  ethereum: 2900,
  'ethereum/erc20/usd__coin': 0.92,
};
const PLACES: Readonly<Record<string, number>> = {
  bitcoin: 8,
  ethereum: 18,
  'ethereum/erc20/usd__coin': 6,
};
const COUNTRIES: Readonly<Record<string, readonly string[]>> = {
  FR: ['card', 'sepa'],
  DE: ['card', 'sepa', 'paypal'],
  ES: ['card'],
};
const ADDRESSES = {
  bitcoin: /^(bc1[a-z0-9]{25,60}|[13][A-Za-z1-9]{25,34})$/,
  ethereum: /^0x[a-fA-F0-9]{40}$/,
};

class BadParameter extends Error {}
class Missing extends Error {}

export async function startOnramp(mistake?: OnrampMistake) {
  const is = (name: OnrampMistake) => mistake === name;
  const key = randomBytes(10).toString('hex');

  function trade(query: URLSearchParams) {
    const all = Object.fromEntries(
      ['from', 'to', 'payment-method', 'amount', 'country', 'dest'].map((name) => {
        const value = query.get(name);
        if (value === null || value === '') throw new BadParameter(`query parameter ${name}`);
        return [name, value];
      }),
    ) as Record<string, string>;
    const wrong = (name: string): never => {
      throw new BadParameter(`query parameter ${name}`);
    };
    const { from, to, amount, country } = all as Record<
      'from' | 'to' | 'amount' | 'country',
      string
    >;
    if (from !== 'EUR') wrong('from');
    if (!Object.hasOwn(EUROS, to) || (is('slash in an id refused') && to.includes('/')))
      wrong('to');
    if (!/^[1-9]\d{0,6}$/.test(amount) || Number(amount) < 30 || Number(amount) > 20_000)
      wrong('amount');
    if (!Object.hasOwn(COUNTRIES, country)) wrong('country');
    const methods = is('any method in any country')
      ? ['card', 'sepa', 'paypal', 'pix', 'googlepay', 'applepay', 'ach', 'bank', 'other']
      : COUNTRIES[country]!;
    if (!methods.includes(all['payment-method']!)) wrong('payment-method');
    const chain = to === 'bitcoin' ? 'bitcoin' : 'ethereum';
    if (!ADDRESSES[chain].test(all.dest!)) wrong('dest');
    return { from, to, amount: Number(amount), all };
  }

  function quote(query: URLSearchParams): unknown {
    const { from, to, amount } = trade(query);
    const crypto = (amount * 0.985) / EUROS[to]!;
    const cryptoAmount = Number(crypto.toFixed(Math.min(PLACES[to]!, 8)));
    if (is('texts for numbers'))
      return {
        from,
        to,
        fiatAmount: String(amount),
        cryptoAmount: String(cryptoAmount),
        dca: false,
      };
    const fiatAmount = is('fiat echoed as asked by somebody else') ? 250 : amount;
    return { from, to, fiatAmount, cryptoAmount, dca: false };
  }

  function redirect(query: URLSearchParams): unknown {
    const { all } = trade(query);
    const id = query.get('ledgerTransactionId');
    if (!id) throw new BadParameter('query parameter ledgerTransactionId');
    const target = new URL(
      `${is('redirect to plain http') ? 'http' : 'https'}://onramp.example/buy`,
    );
    const kept = is('transaction id lost') ? all : { ...all, ledgerTransactionId: id };
    for (const [name, value] of Object.entries(kept)) target.searchParams.set(name, value);
    return { rampRedirectUrl: target.toString() };
  }

  function answer(request: IncomingMessage): unknown {
    const { pathname, searchParams } = new URL(request.url!, 'http://onramp');
    const isKeyed = is('key not asked for') || request.headers['x-api-key'] === key;
    if (request.method !== 'GET') throw new Missing('only GET');
    switch (pathname) {
      case '/capabilities':
        return {
          fiatCurrencyCapabilities: [
            is('limits the wrong way round')
              ? { fiat: 'EUR', minAmount: 20_000, maxAmount: 30 }
              : { fiat: 'EUR', minAmount: 30, maxAmount: 20_000 },
          ],
          countriesCapabilities: Object.entries(COUNTRIES).map(([country, methods]) => ({
            country,
            paymentMethods: methods.map((name) => ({ name })),
          })),
        };
      case '/crypto-currencies':
        return Object.keys(EUROS);
      case is('quotes only as on the pages') ? '/quotes' : '/quote':
        return isKeyed ? quote(searchParams) : undefined;
      case '/buy-redirect':
        return isKeyed ? redirect(searchParams) : undefined;
      default:
        throw new Missing('no such path');
    }
  }

  const server = createServer((request, response) => {
    const send = (status: number, type: string, text: string) => {
      response.writeHead(status, { 'content-type': type });
      response.end(text);
    };
    request.resume();
    try {
      const body = answer(request);
      if (body === undefined)
        return send(401, 'application/json', '{"code":401,"message":"X-API-KEY"}');
      const text = JSON.stringify(body);
      const spelled = is('amounts in scientific notation')
        ? text.replace(
            /("cryptoAmount":)([\d.]+)/,
            (_, name, value) => name + Number(value).toExponential(),
          )
        : text;
      return send(200, 'application/json', spelled);
    } catch (error) {
      const { message } = error as Error;
      if (error instanceof BadParameter && is('html error'))
        return send(400, 'text/html', '<html><body><h1>Bad Request</h1></body></html>');
      if (error instanceof BadParameter)
        return send(400, 'text/plain', `Invalid value for: ${message}`);
      return send(404, 'application/json', JSON.stringify({ code: 404, message }));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    headers: { 'X-API-KEY': key },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
