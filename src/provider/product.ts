/** What a provider offers through Ledger Wallet, as the documents divide it. */
import type { FlowKind } from '../exchange/flows.js';

/** The products, in the order of the documents. */
export const PRODUCTS = ['swap', 'sell', 'card', 'fund', 'buy'] as const;
/** What a provider offers through Ledger Wallet. */
export type Product = (typeof PRODUCTS)[number];

/** The device flow an order of the product goes through; buy has none. */
export const FLOW_OF_PRODUCT: Readonly<Record<Product, FlowKind | undefined>> = {
  swap: 'swap',
  sell: 'sell',
  card: 'sell',
  fund: 'fund',
  buy: undefined,
};

/** What may be meant where an answer is another product's. */
export const otherBase = (product: Product): string =>
  `The base URL may be another product's: where provider serve serves them all, ${product} lies under /${product}.`;
