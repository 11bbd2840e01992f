/**
 * What Ledger's backend calls, product by product: names, methods and paths of our contract, and
 * how older documents called the same thing.
 */
import { loadContract } from '../contract/index.js';
import type { Product } from '../product.js';
import { fact, unusable } from './known.js';
import { NOT_ALLOWED, type ProviderRun } from './run.js';

export type OperationKind = 'catalogue' | 'quote' | 'order' | 'status' | 'redirect';

/** How an older document, or another one, calls it. */
export interface OtherForm {
  readonly path: string;
  readonly generation: string;
  /** True for a name that pages use today; false for one that no current document has. */
  readonly isCurrent: boolean;
}

export interface ProviderOperation {
  /** operationId of the contract. */
  readonly id: string;
  readonly kind: OperationKind;
  readonly method: 'GET' | 'POST';
  /** Of the newest contract. */
  readonly path: string;
  readonly others: readonly OtherForm[];
  /** A provider may leave it out. */
  readonly isOptional: boolean;
}

interface Row {
  readonly kind: OperationKind;
  readonly others?: readonly OtherForm[];
  readonly isOptional?: boolean;
}

const old = (path: string, generation: string): OtherForm => ({
  path,
  generation,
  isCurrent: false,
});
const QUOTES: OtherForm = { path: '/quotes', generation: 'portal pages', isCurrent: true };
const SWAP_TRADE = 'contract of 2024';

const CRYPTO_CURRENCIES = old('/cryptoCurrencies', 'contract before March 2024');

const SELL_CATALOGUE: Readonly<Record<string, Row>> = {
  sellCapabilities: { kind: 'catalogue' },
  sellCryptoCurrencies: { kind: 'catalogue', others: [CRYPTO_CURRENCIES] },
  sellQuote: { kind: 'quote', others: [QUOTES] },
  sellRedirect: { kind: 'redirect' },
};

const optional = (row: Row | undefined): Row => ({ kind: 'catalogue', ...row, isOptional: true });

/** The documents give a card POST /sell alone; the quote to order may come from its page, or from here. */
const CARD: Readonly<Record<string, Row>> = {
  sellCapabilities: optional(SELL_CATALOGUE.sellCapabilities),
  sellCryptoCurrencies: optional(SELL_CATALOGUE.sellCryptoCurrencies),
  sellQuote: optional(SELL_CATALOGUE.sellQuote),
  cardSell: { kind: 'order' },
};

const ROWS: Readonly<Record<Product, Readonly<Record<string, Row>>>> = {
  swap: {
    listCurrencies: {
      kind: 'catalogue',
      others: [old('/crypto-currencies', 'contract before March 2024')],
    },
    listPairs: { kind: 'catalogue', isOptional: true },
    quote: { kind: 'quote' },
    swapFixed: {
      kind: 'order',
      others: [old('/swap', SWAP_TRADE), old('/swap/trade/fixed', SWAP_TRADE)],
    },
    swapFloat: {
      kind: 'order',
      others: [old('/swap/trade/float', SWAP_TRADE), old('/swap/trade/floating', SWAP_TRADE)],
    },
    swapStatus: { kind: 'status' },
  },
  sell: { ...SELL_CATALOGUE, sell: { kind: 'order' } },
  card: CARD,
  fund: {
    ...CARD,
    cardSell: { kind: 'order', others: [old('/fund', 'draft of July 2024')] },
  },
  buy: {
    buyCapabilities: { kind: 'catalogue' },
    buyCryptoCurrencies: { kind: 'catalogue', others: [CRYPTO_CURRENCIES] },
    buyQuote: { kind: 'quote', others: [QUOTES] },
    buyRedirect: { kind: 'redirect', others: [old('/buy', 'contract before May 2025')] },
  },
};

/** In the order in which a customer's journey calls them. */
export function operationsOf(product: Product): readonly ProviderOperation[] {
  const contract = loadContract();
  return Object.entries(ROWS[product]).map(([id, { kind, others = [], isOptional = false }]) => {
    const { method, path } = contract.operation(id);
    return { id, kind, method, path, others, isOptional };
  });
}

/** @throws RangeError for an operation the product does not have. */
export function operationOf(product: Product, id: string): ProviderOperation {
  const found = operationsOf(product).find((operation) => operation.id === id);
  if (found !== undefined) return found;
  throw new RangeError(`${product} has no operation ${JSON.stringify(id)}`);
}

/** The path this provider answers: the contract's, or the other form the run has found. */
export function pathOf(run: Pick<ProviderRun, 'known' | 'product'>, id: string): string {
  return fact(run, 'paths')?.[id] ?? operationOf(run.product, id).path;
}

/**
 * Why nothing of the product can be asked: what its first endpoint lacks, or the permission for
 * orders where they are all it has. What a provider may leave out is no reason.
 */
export function whyNothing(run: Pick<ProviderRun, 'known' | 'product' | 'createOrders'>): string {
  const needed = operationsOf(run.product).filter(({ isOptional }) => !isOptional);
  const why = needed.map(({ id }) => unusable(run, id)).find((one) => one !== undefined);
  return why ?? (run.createOrders ? 'the product has no endpoint for it' : NOT_ALLOWED);
}

/** As reports name it: `POST /quote`. */
export const named = ({ method, path }: Pick<ProviderOperation, 'method' | 'path'>): string =>
  `${method} ${path}`;
