/** What is known of a provider before a run: a YAML or JSON file, or the options of the command. */
import type { Curve } from '../../exchange/constants.js';
import type { Product } from '../product.js';

export interface Profile {
  readonly url: string;
  readonly products: readonly Product[];
  /** Headers of every call: authentication above all. Values are secrets. */
  readonly headers: Readonly<Record<string, string>>;
  /** Name registered with Ledger, 3 to 15 bytes. */
  readonly partnerName: string;
  /** The key Ledger has registered, and others of the provider (the other environment). */
  readonly key?: ProfileKey;
  readonly otherKeys: readonly ProfileKey[];
  /** Ledger's DER signature over name, curve and key, as its registry has it. */
  readonly credential?: Uint8Array;
  readonly environment: 'test' | 'production';
  /** Currencies to try first: provider ids for swap, LedgerIds for sell and buy. */
  readonly currencies: Readonly<Record<string, ProfileCurrency>>;
  /** Pairs to try first, as provider ids. */
  readonly pairs: readonly { readonly from: string; readonly to: string }[];
  /** The user's addresses by ticker; those of the simulated device where absent. */
  readonly addresses: Readonly<Record<string, string>>;
  /** How a request says where the user is, and a place that is refused. */
  readonly region?: {
    readonly header?: string;
    readonly query?: string;
    readonly endpoint?: string;
    readonly restricted: string;
  };
  readonly webhook?: {
    /** Where the provider pushes: we listen there. */
    readonly listen: string;
    readonly key?: string;
    readonly providerId?: string;
  };
  /**
   * Test environments whose time can be moved on: where, from the root of the host, beginning with
   * '/'. POST `{"advance": SECONDS}`, as `/admin/time` of `provider serve`.
   */
  readonly clock?: string;
  /** What the provider's own words for a status mean, where Ledger has agreed to map them. */
  readonly statuses?: Readonly<Record<string, string>>;
  readonly deviations: readonly KnownDeviation[];
}

export interface ProfileKey {
  readonly curve: Curve;
  /** 65 bytes, 04 x y. */
  readonly publicKey: Uint8Array;
  readonly label: string;
}

export interface ProfileCurrency {
  /** Ticker the signed message must carry (payloadCurrency…). */
  readonly ticker: string;
  readonly decimals?: number;
  /** Which of Ledger's currencies it is; else it is guessed by chain and contract, or ticker. */
  readonly ledgerId?: string;
  readonly amount?: string;
  readonly memo?: string;
  /** The provider has no deposit wallet for it: an order must answer NO_DEPOSIT_WALLET_ERROR. */
  readonly noDeposit?: boolean;
  /** Refused in the profile's restricted region. */
  readonly restricted?: boolean;
}

export interface KnownDeviation {
  readonly rule: string;
  readonly reason: string;
  /** ISO 8601 date; after it the rule fails again. */
  readonly until: string;
}
