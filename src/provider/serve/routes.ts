/**
 * Which operation a request is. Each product has a base URL of its own, `/swap`, `/sell`, …, and all
 * of them share the root: there the earlier product wins where paths clash, with two exceptions that
 * need no choice. Sell and buy quotes are told apart by their parameters, and one answer of
 * /capabilities serves both.
 */
import type { Contract } from '../contract/contract.js';
import type { ContractName, Operation } from '../contract/document.js';
import { PRODUCTS, type Product } from '../product.js';
import type { RawCall } from './call.js';

export interface Route {
  readonly product: Product;
  readonly operation: string;
  /** Products under the base URL that was used. */
  readonly products: readonly Product[];
}

/**
 * Card and fund publish one endpoint, POST /sell, whose quoteId has to come from somewhere: they
 * are given sell's catalogue and quotes.
 */
const CONTRACTS: Readonly<Record<Product, readonly ContractName[]>> = {
  swap: ['swap'],
  sell: ['sell'],
  card: ['card', 'sell'],
  fund: ['card', 'sell'],
  buy: ['buy'],
};

/** Sell's own POST /sell and its page are no part of card and fund; the draft is fund's alone. */
const NOT_SERVED: Readonly<Partial<Record<Product, readonly string[]>>> = {
  card: ['sell', 'sellRedirect', 'fundDraft2024'],
  fund: ['sell', 'sellRedirect', 'fundDraft2024'],
};

/** Undefined: no such path. 'method': the path exists, for other methods. */
export function routeOf(
  contract: Contract,
  served: readonly Product[],
  call: RawCall,
): Route | 'method' | undefined {
  // A base URL that ends in a slash makes two of one.
  const path = call.path.replace(/\/{2,}/g, '/').replace(/(?<=.)\/$/, '');
  const atRoot = found(contract, served, { ...call, path });
  if (atRoot !== undefined) return atRoot;
  const [, first, rest] = /^\/([a-z]+)(\/.+)$/.exec(path) ?? [];
  const product = PRODUCTS.find((one) => one === first && served.includes(one));
  if (product === undefined || rest === undefined) return undefined;
  return found(contract, [product], { ...call, path: rest });
}

function found(
  contract: Contract,
  products: readonly Product[],
  { method, path, query }: RawCall,
): Route | 'method' | undefined {
  const here = products.flatMap((product) =>
    operationsOf(contract, product)
      .filter((operation) => operation.path === path)
      .map((operation) => ({ product, operation })),
  );
  if (here.length === 0) return undefined;
  const wanted = method === 'HEAD' ? 'GET' : method;
  const fitting = here.filter(({ operation }) => operation.method === wanted);
  const buys = 'country' in query || 'dest' in query;
  const chosen = fitting.find(({ product }) => (product === 'buy') === buys) ?? fitting[0];
  if (chosen === undefined) return 'method';
  return { product: chosen.product, operation: chosen.operation.id, products };
}

const known = new WeakMap<Contract, Map<Product, readonly Operation[]>>();

function operationsOf(contract: Contract, product: Product): readonly Operation[] {
  const byProduct = known.get(contract) ?? new Map<Product, readonly Operation[]>();
  known.set(contract, byProduct);
  const before = byProduct.get(product);
  if (before !== undefined) return before;
  const operations = [...contract.operations.values()].filter(
    ({ id, contract: name, host }) =>
      host === 'provider' &&
      CONTRACTS[product].includes(name) &&
      NOT_SERVED[product]?.includes(id) !== true,
  );
  byProduct.set(product, operations);
  return operations;
}
