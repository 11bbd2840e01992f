/** Options of `provider rules` as the parser hands them over. */
import type { Product } from '../../../provider/product.js';

export interface ProviderRulesOptions {
  readonly product?: Product;
  readonly json?: true;
}
