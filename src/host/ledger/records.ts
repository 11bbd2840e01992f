/** Currencies and networks as Ledger lists them. */

/** One currency of Ledger's lists. */
export interface LedgerRecord {
  /** LedgerId: `bitcoin`, `ethereum/erc20/usd__coin`. */
  readonly id: string;
  readonly ticker: string;
  readonly name: string;
  /** Undefined where no list says. */
  readonly decimals: number | undefined;
  /** Ledger's id of the network it lives on; a coin's own id. */
  readonly network: string;
  /** Coin configuration as Ledger signed it; undefined where it has signed none. */
  readonly configuration: Uint8Array | undefined;
  /** r and s, 64 bytes: Ledger's production signature over SHA-256 of the configuration. */
  readonly signature: Uint8Array | undefined;
  /** Contract, mint or asset as `tokenHash` of network and contract; 0 for a coin. */
  readonly contract: number;
}

/** A network, or a coin with a chain of its own. */
export interface LedgerNetwork {
  readonly id: string;
  readonly name: string;
  readonly ticker: string;
  readonly decimals: number;
  /** As Ledger Wallet groups them: `bitcoin`, `evm`, `cosmos`. */
  readonly family: string;
  /** The coin app, as it is called where it is installed. */
  readonly app: string;
  readonly chainId?: number;
  /** Only for a test network: the id of the real one. */
  readonly testnetFor?: string;
}

/** Where Ledger's ids call the network otherwise than its coin. */
const RENAMED: Readonly<Record<string, string>> = { multiversx: 'elrond' };

/** The network is the first part of an id. */
export function networkOfId(id: string): string {
  const [network = ''] = id.split('/');
  return id.includes('/') ? (RENAMED[network] ?? network) : id;
}
