/** Options of `provider proxy` as the parser hands them over. */
import type { Curve } from '../../../exchange/constants.js';
import type { Product } from '../../../provider/product.js';

export interface ProviderProxyOptions {
  readonly product?: Product;
  readonly profile?: string;
  readonly publicKey?: string;
  readonly curve?: Curve;
  readonly partnerName?: string;
  readonly ledgerIds?: string;
  readonly firmware?: string;
  readonly port: string;
  readonly allowHost?: readonly string[];
  readonly json?: true;
  readonly report?: string;
  readonly junit?: string;
}
