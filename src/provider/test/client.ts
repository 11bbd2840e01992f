/**
 * HTTP as Ledger's backend would do it: no redirect is followed, a total deadline, bounded bodies,
 * and every way to fail told apart. Implemented in `node-client.ts`.
 */
import type { Exchange } from './exchange.js';

/** Whose key goes along: the profile's, none, or a wrong one. */
export type Authentication = 'key' | 'none' | 'wrong';

export interface Call {
  /** Operation of our contract; 'probe' for what no contract knows. */
  readonly operation: string;
  readonly method: 'GET' | 'POST' | 'HEAD' | 'OPTIONS' | 'PUT' | 'DELETE';
  /** Below the base URL, beginning with '/'. */
  readonly path: string;
  /** The path is below the root of the host instead. */
  readonly isAtRoot?: boolean;
  readonly query?: Readonly<Record<string, string>>;
  /** Sent as JSON; a text is sent as it is. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** 'key' when absent. */
  readonly as?: Authentication;
  /** Milliseconds to the end of the body; 15,000 when absent. */
  readonly deadline?: number;
  /** Bytes of the body; 1 MiB when absent. */
  readonly maxBody?: number;
}

export interface ProviderClient {
  /** Never throws for what the provider does: a failure is part of the exchange. */
  call(call: Call): Promise<Exchange>;
  /** From now on the profile's header names are written so: for a provider that reads only one spelling. */
  spell?(name: (written: string) => string): void;
  close(): Promise<void>;
}
