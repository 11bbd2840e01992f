/** Options of `provider test` as the parser hands them over. */
import type { Model } from '../../../device.js';
import type { Curve } from '../../../exchange/constants.js';
import type { Product } from '../../../provider/product.js';

export const REPORTERS = ['text', 'json', 'junit', 'html', 'github'] as const;
export type Reporter = (typeof REPORTERS)[number];

export interface ProviderTestOptions {
  readonly product?: Product;
  readonly profile?: string;
  readonly publicKey?: string;
  readonly curve?: Curve;
  readonly partnerName?: string;
  readonly ledgerIds?: string;
  readonly header?: readonly string[];
  readonly createOrders?: true;
  readonly seed: string;
  readonly wait?: string;
  readonly model?: Model;
  readonly firmware?: string;
  readonly require?: string;
  readonly device?: string;
  readonly reporter?: Reporter;
  readonly json?: true;
  readonly out?: string;
  readonly sarif?: string;
  readonly watch?: string;
  readonly metrics?: string;
}
