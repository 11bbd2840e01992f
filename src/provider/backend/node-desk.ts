/** Ledger's backend towards the providers: cached catalogues, who is eligible, quotes, the redirect. */
import { InputError } from '../../errors.js';
import { expected, shownText } from '../../shown.js';
import type { Product } from '../product.js';
import { callOf, type Members } from '../test/call-of.js';
import type { ProviderClient } from '../test/client.js';
import type { Exchange } from '../test/exchange.js';
import type { Trade } from '../test/known.js';
import { nodeClient } from '../test/node-client.js';
import type { Profile } from '../test/profile.js';
import { isGood } from '../test/seen.js';
import { type Cached, reasonsAgainst, type Wish } from './capabilities.js';

/** Milliseconds a catalogue is kept; no document says how long Ledger keeps it. */
const KEPT = 300_000;
/** A quote that takes longer is dropped (flow page). */
export const QUOTE_TIME = 5_000;

type Query = Readonly<Record<string, string>>;

const OF_WISH: ReadonlySet<string> = new Set([
  'provider',
  'product',
  'country',
  'paymentMethod',
  'fiat',
  'crypto',
  'amount',
]);

interface Entry extends Cached {
  readonly at: number;
  readonly exchanges: readonly Exchange[];
}

/** What is known of a provider's catalogue. */
export interface Catalogue {
  readonly entry?: Entry;
  /** Why there is none, not even an old one. */
  readonly problem?: string;
  /** The calls it came with, now or when the copy was made. */
  readonly exchanges: readonly Exchange[];
  /** Nothing was asked now. */
  readonly isCopy: boolean;
}

export interface Provider {
  /** providerId of its profile, else `provider-1`. */
  readonly name: string;
  readonly profile: Profile;
  readonly client: ProviderClient;
  readonly cache: Map<'sell' | 'buy', Entry>;
}

export class Desk {
  private readonly all: readonly Provider[];
  private readonly now: () => number;

  constructor(profiles: readonly Profile[], now: () => number = Date.now) {
    this.now = now;
    this.all = profiles.map((profile, at) => ({
      name: profile.webhook?.providerId ?? `provider-${at + 1}`,
      profile,
      client: forgetful(profile),
      cache: new Map(),
    }));
  }

  providers() {
    return this.all.map(({ name, profile, cache }) => ({
      name,
      partnerName: profile.partnerName,
      url: profile.url,
      products: profile.products,
      cached: Object.fromEntries(
        [...cache].map(([product, { at }]) => [product, new Date(at).toISOString()]),
      ),
    }));
  }

  async close(): Promise<void> {
    await Promise.all(this.all.map(({ client }) => client.close()));
  }

  /**
   * Who is asked for a quote, and why the others are not.
   * @throws InputError for a query that says too little.
   */
  async eligible(query: Query) {
    const wish = wishIn(query);
    const found = await Promise.all(
      this.offering(wish.product).map((one) => this.judge(one, wish)),
    );
    return {
      eligible: found
        .filter(({ reasons }) => reasons.length === 0)
        .map(({ provider }) => provider.name),
      excluded: found
        .filter(({ reasons }) => reasons.length > 0)
        .map(({ provider, reasons }) => ({ provider: provider.name, reasons })),
    };
  }

  /** Of the eligible alone; late and refused ones are left out, with the reason. */
  async quotes(query: Query) {
    const wish = wishIn(query);
    if (wish.amount === undefined) throw wrong('amount', 'a decimal number', undefined);
    const found = await Promise.all(
      this.offering(wish.product).map((one) => this.judge(one, wish)),
    );
    const quotes = await Promise.all(
      found.map(async ({ provider, reasons }) => {
        const { name } = provider;
        if (reasons.length > 0) return { provider: name, asked: false, reasons };
        const id = wish.product === 'sell' ? 'sellQuote' : 'buyQuote';
        const dest = query.dest === undefined ? {} : { dest: query.dest };
        const exchange = await this.call(provider, wish, id, wish.product === 'buy' ? dest : {});
        return isGood(exchange)
          ? {
              provider: name,
              asked: true,
              milliseconds: Math.round(exchange.totalMs),
              quote: exchange.answer?.json,
            }
          : { provider: name, asked: true, reasons: [failureOf(exchange)] };
      }),
    );
    return { quotes };
  }

  /** What the provider's redirect endpoint answers: where the user is sent. */
  async redirect(query: Query) {
    const wish = wishIn(query);
    const provider = this.all.find(({ name }) => name === query.provider);
    if (provider === undefined) {
      const names = this.all.map(({ name }) => name).join(', ');
      throw wrong('provider', names, query.provider);
    }
    const id = wish.product === 'sell' ? 'sellRedirect' : 'buyRedirect';
    // What is no part of the wish goes along: ledgerTransactionId, language, theme, …
    const more = Object.entries(query).filter(([name]) => !OF_WISH.has(name));
    const exchange = await this.call(provider, wish, id, Object.fromEntries(more));
    if (!isGood(exchange)) return { provider: provider.name, problem: failureOf(exchange) };
    return { provider: provider.name, answer: exchange.answer?.json };
  }

  /** Those whose profile names the product. */
  offering(product: Product): readonly Provider[] {
    return this.all.filter(({ profile }) => profile.products.includes(product));
  }

  private async judge(provider: Provider, wish: Wish) {
    const { entry, problem = '' } = await this.catalogue(provider, wish.product);
    return { provider, reasons: entry === undefined ? [problem] : reasonsAgainst(entry, wish) };
  }

  /** The copy that is kept for five minutes, else a new one. */
  async catalogue(provider: Provider, product: 'sell' | 'buy'): Promise<Catalogue> {
    const known = provider.cache.get(product);
    if (known !== undefined && this.now() - known.at < KEPT) {
      return { entry: known, exchanges: known.exchanges, isCopy: true };
    }
    const knower = knowerOf(provider, product);
    const [capabilities, cryptoCurrencies] = await Promise.all(
      ['Capabilities', 'CryptoCurrencies'].map((name) =>
        provider.client.call(callOf(knower, `${product}${name}`)),
      ),
    );
    const exchanges = [capabilities!, cryptoCurrencies!];
    const failed = exchanges.find((exchange) => !isGood(exchange));
    if (failed !== undefined) {
      const problem = failureOf(failed);
      // A provider that is away for a moment is not forgotten.
      return {
        ...(known === undefined ? {} : { entry: known }),
        problem,
        exchanges,
        isCopy: false,
      };
    }
    const entry = {
      capabilities: capabilities!.answer?.json,
      cryptoCurrencies: cryptoCurrencies!.answer?.json,
      at: this.now(),
      exchanges,
    };
    provider.cache.set(product, entry);
    return { entry, exchanges, isCopy: false };
  }

  private async call(
    provider: Provider,
    wish: Wish,
    id: string,
    members: Members,
  ): Promise<Exchange> {
    const knower = knowerOf(provider, wish.product);
    const call = { ...callOf(knower, id, { trade: tradeOf(wish), members }), deadline: QUOTE_TIME };
    const exchange = await provider.client.call(call);
    if (exchange.answer?.status !== 404 || !id.endsWith('Quote')) return exchange;
    // The pages call it /quotes.
    const other = await provider.client.call({ ...call, path: '/quotes' });
    return isGood(other) ? other : exchange;
  }
}

function knowerOf({ profile }: Provider, product: Product) {
  return { known: new Map<string, unknown>(), product, profile, random: Math.random };
}

function tradeOf({ product, crypto, fiat, amount, paymentMethod, country }: Wish): Trade {
  return {
    from: product === 'sell' ? crypto : fiat,
    to: product === 'sell' ? fiat : crypto,
    amount: amount ?? '100',
    ...(paymentMethod === undefined ? {} : { paymentMethod }),
    ...(country === undefined ? {} : { country }),
  };
}

const wrong = (parameter: string, what: string, found: string | undefined) =>
  new InputError(expected(parameter, what, found === undefined ? 'none' : shownText(found)));

function wishIn(query: Query): Wish {
  const { product, fiat, crypto, country, paymentMethod, amount } = query;
  if (product !== 'sell' && product !== 'buy') throw wrong('product', 'sell or buy', product);
  if (fiat === undefined) throw wrong('fiat', 'an ISO 4217 code such as EUR', fiat);
  if (crypto === undefined) throw wrong('crypto', 'a LedgerId such as bitcoin', crypto);
  if (amount !== undefined && !/^\d{1,30}(\.\d{1,30})?$/.test(amount)) {
    throw wrong('amount', 'a decimal number', amount);
  }
  return {
    product,
    fiat,
    crypto,
    ...(country === undefined ? {} : { country }),
    ...(paymentMethod === undefined ? {} : { paymentMethod }),
    ...(amount === undefined ? {} : { amount }),
  };
}

function failureOf({ request, answer, failure }: Exchange): string {
  const place = `${request.method} ${new URL(request.url).pathname}`;
  return failure === undefined
    ? `${place} answers ${answer?.status}`
    : `${place}: ${failure.message}`;
}

/** Nobody reads the journal of a server that runs for days. */
function forgetful(profile: Profile): ProviderClient {
  const journal: Exchange[] = [];
  const client = nodeClient(profile, { journal });
  return {
    close: () => client.close(),
    call: async (call) => {
      const exchange = await client.call(call);
      journal.length = 0;
      return exchange;
    },
  };
}
