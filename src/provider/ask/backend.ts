/**
 * A running backend as the source of one payload: its catalogue, a quote, and then the order over
 * the nonce of a device. The same calls as `provider test` makes, without its judgements.
 */
import type { CheckCase } from '../../check/check-case.js';
import { encodeBase64url } from '../../codec/base64.js';
import { DeviceError, InputError, ProviderRefusal } from '../../errors.js';
import type { Rate } from '../../exchange/constants.js';
import type { AddressBook } from '../../host/address-book.js';
import { expected } from '../../shown.js';
import type { NonceForm } from '../../sign/provider-request.js';
import type { Product } from '../product.js';
import { type Redact, redactor } from '../report/redacted.js';
import { inAnyForm } from '../test/any-form.js';
import type { Members } from '../test/call-of.js';
import { draftMembers } from '../test/chapters/sell-order/fund.js';
import type { ProviderClient } from '../test/client.js';
import { type Answered, answered, caseOfOrder } from '../test/device/order-case.js';
import { feesOf } from '../test/device/play.js';
import type { Exchange } from '../test/exchange.js';
import { fact, type GoodQuote, learn, learnOf, type Trade } from '../test/known.js';
import { httpClient, openRun } from '../test/open-run.js';
import { operationsOf } from '../test/operations.js';
import { type OrderOperation, type PlacedOrder, placeOrderByEitherId } from '../test/order.js';
import type { Profile } from '../test/profile.js';
import type { ProviderRun } from '../test/run.js';
import { keyOf } from '../test/seen.js';
import { type Surveyed, survey } from '../test/survey.js';
import { WALL_CLOCK, type WallClock } from '../wall-clock.js';
import { askCatalogue, askMore } from './catalogue.js';
import { refusalOf } from './refusal.js';
import { alternatives, type Wish, type Wished, type WishName, wished, withSides } from './wish.js';

export interface BackendOptions {
  /** Its key is the partner's: what the answer is judged with. */
  readonly profile: Profile;
  readonly product: Product;
  /** The user's own: payout and refund go there, unless the profile names others. */
  readonly addresses: AddressBook;
  readonly wish: Wish;
  /** How messages call a part of the wish. */
  readonly name: WishName;
  /** Members of the order in place of our own: a `quoteId` of a page, addresses. */
  readonly members?: Members;
  /** Of the order; hex when absent. */
  readonly nonceForm?: NonceForm;
  /** Told of every call, once it is answered. */
  readonly onExchange?: (exchange: Exchange) => void;
  /** Where calls go; HTTP when absent. */
  readonly client?: (journal: Exchange[]) => ProviderClient;
  readonly wall?: WallClock;
}

export interface BackendOrder extends Answered {
  readonly operation: OrderOperation;
  /** For `check`, and for the device: see `check/answer/sent.ts`. */
  readonly judged: CheckCase;
}

/** `example`: somebody's of the right form, where the device has none. */
export type Source = 'device' | 'options' | 'profile' | 'example';

/** Asked in this order: `quote`, then `order` with the nonce. */
export class Backend {
  readonly profile: Profile;
  readonly product: Product;
  readonly redact: Redact;
  /** Every call so far. */
  readonly journal: readonly Exchange[];
  private readonly run: ProviderRun;
  private readonly options: BackendOptions;
  private found: (Wished & { readonly quote?: GoodQuote }) | undefined;
  private made: BackendOrder | undefined;

  private constructor(run: ProviderRun, options: BackendOptions) {
    this.run = run;
    this.options = options;
    this.profile = options.profile;
    this.product = options.product;
    this.redact = redactor(options.profile);
    this.journal = run.journal;
  }

  /** Calls nobody yet. */
  static async open(options: BackendOptions): Promise<Backend> {
    const { profile, product, onExchange, wall = WALL_CLOCK } = options;
    const run = await openRun({
      profile,
      product,
      createOrders: true,
      seed: Math.floor(Math.random() * 2 ** 32),
      wall,
      client: async (journal) =>
        told(options.client?.(journal) ?? (await httpClient(profile, journal, wall)), onExchange),
    });
    return new Backend(run, options);
  }

  /** What is traded; undefined before `quote`. */
  get wished(): Wished | undefined {
    return this.found;
  }

  /** Undefined before it, and where the product has no quotes over HTTP (card and fund). */
  get quoted(): GoodQuote | undefined {
    return this.found?.quote;
  }

  /** The last one; undefined before `order`. */
  get ordered(): BackendOrder | undefined {
    return this.made;
  }

  /**
   * @throws ProviderError when there is no quote to be had, InputError for a wish that cannot be.
   */
  async quote(): Promise<Wished> {
    const { run, redact } = this;
    await askCatalogue(run, redact);
    const found = await this.tradeFound();
    const trades = [found.trade, ...alternatives(run, this.options.wish, found.trade)];
    learn(run, 'trades', trades);
    const operation = operationsOf(run.product).find(({ kind }) => kind === 'quote')!;
    if (this.quoteFrom === 'options') {
      learnOf(run, 'unusable', operation.id, 'the id of a quote is given');
      this.found = found;
      return found;
    }
    const [surveyed] = await survey(run, [operation]);
    const exchange = surveyed?.other?.exchange ?? surveyed?.first;
    const quote = fact(run, 'quotes')?.find(({ trade }) =>
      trades.some((one) => isSame(one, trade)),
    );
    // A card's quote may come from the provider's page.
    const isMissing = operation.isOptional && isNowhere(surveyed);
    if (exchange !== undefined && quote === undefined && !isMissing) {
      throw refusalOf(exchange, 'a quote', redact);
    }
    const { name } = this.options;
    this.found = quote === undefined ? found : { ...withSides(run, quote.trade, name), quote };
    return this.found;
  }

  /** What nobody finds on the first pages may be on another. */
  private async tradeFound(): Promise<Wished> {
    const { wish, name } = this.options;
    try {
      return wished(this.run, wish, name);
    } catch (error) {
      if (!(error instanceof InputError) || !(await askMore(this.run))) throw error;
      return wished(this.run, wish, name);
    }
  }

  /** Whose the quote id of the order is: options, provider, or nobody's. */
  get quoteFrom(): Source | 'provider' {
    if (this.options.members?.quoteId !== undefined) return 'options';
    return this.found?.quote?.quoteId === undefined ? 'example' : 'provider';
  }

  /** Whose an address of the order is. */
  sourceOf(address: unknown, side: 'refund' | 'payout'): Source {
    const { members = {}, addresses, profile } = this.options;
    const currency = side === 'refund' ? this.found?.outgoing : this.found?.incoming;
    if (members[`${side}Address`] === address) return 'options';
    if (Object.values(profile.addresses).some((own) => own === address)) return 'profile';
    try {
      return currency !== undefined && addresses(currency) === address ? 'device' : 'example';
    } catch (error) {
      if (error instanceof DeviceError) return 'example';
      throw error;
    }
  }

  /** How the rate of the order will be. */
  get rate(): Rate {
    return this.operation === 'swapFloat' ? 'floating' : 'fixed';
  }

  private get operation(): OrderOperation {
    const { run, options } = this;
    if (run.product === 'sell') return 'sell';
    if (run.product !== 'swap') return 'cardSell';
    const { rate } = options.wish;
    if (rate !== undefined) return rate === 'floating' ? 'swapFloat' : 'swapFixed';
    if (this.quoteFrom === 'options') return 'swapFixed';
    const { quoteId, tradeMethod } = this.found?.quote ?? {};
    return tradeMethod === 'float' || quoteId === undefined ? 'swapFloat' : 'swapFixed';
  }

  /**
   * @param nonce 32 bytes, of the device.
   * @param fees base units the host announces; our example when absent.
   * @throws ProviderError when there is no signed answer.
   */
  async order(nonce: Uint8Array, fees?: bigint): Promise<BackendOrder> {
    const placed = await this.placed(nonce);
    const order = answered(placed);
    if (typeof order === 'string') throw refusalOf(placed.exchange, 'a signed order', this.redact);
    try {
      const judged = caseOfOrder(this.run, order, fees ?? feesOf(this.found!));
      if (judged.payload.trim() === '') throw new InputError(NO_PAYLOAD);
      this.made = { ...order, operation: placed.operation, judged };
      return this.made;
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      throw new ProviderRefusal(this.redact(error.message), { cause: error });
    }
  }

  private async placed(nonce: Uint8Array): Promise<PlacedOrder> {
    const { run, found, operation } = this;
    if (found === undefined) throw new RangeError('an order needs the quote before it');
    const { trade, quote } = found;
    const { addresses, nonceForm } = this.options;
    const text = nonceForm === 'base64url' ? { nonce: encodeBase64url(nonce) } : {};
    const members = { ...text, ...this.options.members };
    const wish = {
      operation,
      trade,
      ...(quote === undefined ? {} : { quote }),
      device: { nonce, addresses },
    };
    // Today's members, or those of the draft where that is what answers.
    const place = () =>
      placeOrderByEitherId(run, {
        ...wish,
        members: { ...draftMembers(run, trade), ...members },
      });
    return inAnyForm(run, operation, place, ({ exchange }) => exchange);
  }

  close(): Promise<void> {
    return this.run.client.close();
  }
}

const NO_PAYLOAD = expected('the answer of the order', 'text in providerSig.payload', 'none');

/** Whatever else a quote was asked for with: another way to be paid, say. */
const isSame = (one: Trade, other: Trade): boolean =>
  one.from === other.from && one.to === other.to && one.amount === other.amount;

/** No such path; an error with a key of its own speaks of the trade. */
function isNowhere(surveyed: Surveyed | undefined): boolean {
  const { status, json } = surveyed?.first.answer ?? {};
  return surveyed?.isAbsent === true || (status === 404 && keyOf(json) === undefined);
}

function told(client: ProviderClient, onExchange?: (exchange: Exchange) => void): ProviderClient {
  if (onExchange === undefined) return client;
  return {
    call: async (call) => {
      const exchange = await client.call(call);
      onExchange(exchange);
      return exchange;
    },
    close: () => client.close(),
  };
}
