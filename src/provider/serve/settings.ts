/** Who the provider is and how it does business. Everything a deployment would configure. */
import type { PrivateKey } from '../../keys/private-key.js';
import type { Product } from '../product.js';
import type { CourseName } from './course.js';

export interface ProviderSettings {
  /** Where paths clash at the root, the earlier one is meant. */
  readonly products: readonly Product[];
  /** Signs orders; its public half is registered with Ledger. */
  readonly key: PrivateKey;
  /** Registered with Ledger, 3 to 15 bytes. */
  readonly partnerName: string;
  /** How status pushes name the provider. */
  readonly providerId: string;
  /** Ledger must send it in `x-api-key`; no authentication when absent. */
  readonly apiKey?: string;
  /** Seconds a quote can be ordered: the documents ask for "a few minutes", at least 60 s. */
  readonly quoteLife: number;
  /** Header that says where the user is; no document names one (provider-api.md#all-products). */
  readonly regionHeader: string;
  /** ISO 3166 codes of places that are not served. */
  readonly restrictedRegions: readonly string[];
  /** Parts of ten thousand. */
  readonly fees: { readonly provider: bigint; readonly referral: bigint };
  /** What becomes of an order. */
  readonly course: CourseName;
  /** Where status pushes go; none are sent without. */
  readonly webhook?: WebhookSettings;
  /** The provider's customer, shown on the device in sell and fund. */
  readonly customer: {
    readonly email: string;
    readonly userId: string;
    readonly account: string;
  };
}

export interface WebhookSettings {
  /** Base URL; the path of the contract comes behind it. */
  readonly url: string;
  /** Sent as `x-api-key`. */
  readonly key?: string;
  /** Swap: /webhook/{id}/status of 2026, or /transaction/{id}/status of the older pages. */
  readonly form: 'current' | 'older';
}

export const DEFAULT_SETTINGS = {
  partnerName: 'Test partner',
  quoteLife: 300,
  regionHeader: 'x-user-country',
  restrictedRegions: ['KP'],
  fees: { provider: 50n, referral: 25n },
  course: 'finish',
  customer: { email: 'jane.doe@example.com', userId: 'jane.doe', account: 'Card 1234' },
} as const satisfies Partial<ProviderSettings>;
