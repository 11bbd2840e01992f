/** Whatever a backend answers: an order or a sentence of ours, never a failure of another kind. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ExchangeSimError, InputError, ProviderError } from '../../../src/errors.js';
import { accountOf, type BackendAccount, verdictOf } from '../../../src/provider/ask/account.js';
import { Backend } from '../../../src/provider/ask/backend.js';
import type { Product } from '../../../src/provider/product.js';
import { ERRORS } from '../../../src/provider/serve/misbehave/errors.js';
import { HTTP } from '../../../src/provider/serve/misbehave/http.js';
import { QUOTE } from '../../../src/provider/serve/misbehave/quote.js';
import type { ProviderClient } from '../../../src/provider/test/client.js';
import type { Exchange } from '../../../src/provider/test/exchange.js';
import { exampleKey } from '../../../src/sign/example-order.js';
import { run } from '../../cli/command-line.js';
import { profileOf } from '../http/servers.js';
import { ORDERED, referenceProvider } from './backends.js';

/** Answers from a function, in no time. */
const clientOf =
  (answer: (path: string) => { status: number; body: unknown }) =>
  (journal: Exchange[]): ProviderClient => ({
    async call({ operation, method, path, body }) {
      const { status, body: json } = answer(path);
      const text = JSON.stringify(json) ?? '';
      const exchange: Exchange = {
        number: journal.length + 1,
        request: {
          operation,
          method,
          url: `http://provider.example${path}`,
          headers: {},
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        },
        answer: {
          status,
          headers: { 'content-type': 'application/json' },
          bytes: new TextEncoder().encode(text),
          text,
          json,
        },
        at: 0,
        totalMs: 1,
      };
      journal.push(exchange);
      return exchange;
    },
    close: async () => {},
  });

async function asked(product: Product, client: ReturnType<typeof clientOf>) {
  const { curve, publicKey } = exampleKey('secp256k1');
  const key = { curve, publicKey, label: 'test' };
  const backend = await Backend.open({
    profile: profileOf('http://provider.example', { products: [product], key }),
    product,
    addresses: () => 'bc1qqtl9jlrwcr3fsfcjj2du7pu6fcgaxl5dsw2vyg',
    wish: {},
    name: (part) => part,
    client,
  });
  let error: Error | undefined;
  try {
    await backend.quote();
    await backend.order(new Uint8Array(32).fill(7));
  } catch (caught) {
    error = caught as Error;
  }
  let account: BackendAccount;
  try {
    account = accountOf(backend, {
      verdict: verdictOf(backend),
      ...(error === undefined ? {} : { error }),
    });
  } catch (caught) {
    return { error: caught as Error };
  }
  return { error, account };
}

const status = fc.constantFrom(200, 200, 200, 200, 201, 204, 301, 400, 404, 500);
const text = fc.constantFrom(
  'BTC',
  'ETH',
  'bitcoin',
  'fixed',
  'float',
  '',
  '0.5',
  '-1',
  'x',
  'EUR',
);
const value = fc.oneof(text, fc.jsonValue({ maxDepth: 2 }));
const member = fc.constantFrom(
  ...['id', 'type', 'blockchain', 'chainId', 'from', 'to', 'tradeMethod', 'minSwapAmount'],
  ...['maxSwapAmount', 'fiat', 'minAmount', 'country', 'paymentMethods', 'name', 'quoteId'],
  ...['amountTo', 'expiry', 'swapId', 'sellId', 'payinAddress', 'providerSig', 'payload'],
  ...['signature', 'messageKey', 'message', 'next_cursor'],
);
const members = fc.dictionary(member, value, { maxKeys: 5 });
const list = fc.oneof(fc.array(fc.oneof(members, value), { maxLength: 4 }), value);
const body = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  list,
  members,
  fc.record({ currencies: list, pairs: list, next_cursor: value }),
  fc.record({
    fiatCurrencyCapabilities: list,
    cryptoCurrencyCapabilities: list,
    countriesCapabilities: list,
  }),
  fc.record({
    quoteId: value,
    tradeMethod: value,
    amountTo: value,
    swapId: value,
    sellId: value,
    providerSig: fc.oneof(value, fc.record({ payload: value, signature: value })),
  }),
);

describe('nonsense', () => {
  it.each(ORDERED)('%s', async (product) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ status, body }), { minLength: 8, maxLength: 8 }),
        async (answers) => {
          let at = 0;
          const client = clientOf(() => answers[at++ % answers.length]!);
          const { error } = await asked(product, client);
          if (error !== undefined) expect(error).toBeInstanceOf(ExchangeSimError);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('behind a good catalogue: a quote, an order', async () => {
    let orders = 0;
    const good: Readonly<Record<string, unknown>> = {
      '/currencies': { currencies: [{ id: 'BTC' }, { id: 'ETH' }], next_cursor: null },
      '/pairs': { pairs: [{ from: 'BTC', to: 'ETH', tradeMethod: ['fixed'] }], next_cursor: null },
    };
    const quote = { quoteId: 'q', tradeMethod: 'fixed', amountTo: '0.2' };
    const quotes = fc.oneof(fc.constant<unknown>(quote), fc.constant(quote), body);
    await fc.assert(
      fc.asyncProperty(quotes, fc.record({ status, body }), async (quoted, ordered) => {
        const client = clientOf((path) => {
          if (good[path] !== undefined) return { status: 200, body: good[path] };
          if (path === '/quote') return { status: 200, body: quoted };
          orders++;
          return ordered;
        });
        const { error } = await asked('swap', client);
        if (error !== undefined) expect(error).toBeInstanceOf(ExchangeSimError);
      }),
      { numRuns: 400 },
    );
    expect(orders).toBeGreaterThan(200);
  });

  it('a catalogue without an end', async () => {
    let pages = 0;
    const client = clientOf((path) => {
      pages++;
      const id = `coin-${pages}`;
      return path.includes('currencies')
        ? { status: 200, body: { currencies: [{ id, type: 'native' }], next_cursor: `${pages}` } }
        : { status: 404, body: {} };
    });
    const { error } = await asked('swap', client);
    expect(error).toBeInstanceOf(ExchangeSimError);
    expect(pages).toBeLessThan(250);
  });
});

/** Time is what they take; `provider test` has tests of them. */
const SLOW = /SLOW|DRIP|HANG|CONNECT/;

/** Those of the message are `check`'s own to find. */
const AROUND = [...HTTP, ...ERRORS, ...QUOTE].map(({ code }) => code);

describe('every mistake of the reference provider around its message', () => {
  it.concurrent.each(AROUND.filter((code) => !SLOW.test(code)))('%s', async (code) => {
    const { url } = await referenceProvider('swap', { misbehave: [code] });
    const { code: exit, out, err } = await run(['run', 'swap', '--provider', url, '--json']);
    const { outcome, provider } = JSON.parse(out);
    expect(err).not.toContain('unexpected');
    const isRight = outcome === 'approved' && provider.check.clean;
    expect(exit).toBe(isRight ? 0 : provider.error?.status === null ? exit : 1);
    expect([0, 1, 3]).toContain(exit);
    expect(outcome === 'unanswered').toBe(err !== '');
  });
});

it('errors of the wish are the caller’s, those of the answer the provider’s', async () => {
  const good = {
    '/currencies': { currencies: [{ id: 'ABC', type: 'native' }], next_cursor: null },
    '/pairs': { pairs: [{ from: 'ABC', to: 'ABD', tradeMethod: ['fixed'] }], next_cursor: null },
  } as Readonly<Record<string, unknown>>;
  const unknown = await asked(
    'swap',
    clientOf((path) => ({ status: 200, body: good[path] ?? {} })),
  );
  expect(unknown.error).toBeInstanceOf(InputError);
  expect(unknown.error!.message).toBe(
    'from: expected a currency that the device can be asked about, found "ABC": no coin configuration for it is built in',
  );
  const nothing = await asked(
    'swap',
    clientOf(() => ({ status: 500, body: { error: 'oops' } })),
  );
  expect(nothing.error).toBeInstanceOf(ProviderError);
  expect(nothing.account!.error).toEqual({
    message: 'GET /currencies answers 500 error "oops"',
    status: 500,
    code: null,
  });
});
