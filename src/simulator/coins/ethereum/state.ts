/** What the Ethereum app holds while Exchange has called it. */
import type { OwnReview } from '../../screens/content.js';
import type { EthereumVariant } from './app.js';
import type { Reading } from './transaction.js';

/** The texts a transaction is held against. */
export interface Approved {
  /** At most 42 characters; GET_PUBLIC_KEY with display overwrites it. */
  readonly destination: string;
  readonly amount: string;
  readonly fees: string;
  /**
   * `call data`: the provider announced a hash of it; `unknown`: he announced something the app
   * does not know, and nothing is signed.
   */
  readonly mode: 'plain' | 'call data' | 'unknown';
  /** SHA-256 of the announced call data. */
  readonly callDataHash: Uint8Array;
}

export interface Token {
  readonly ticker: string;
  /** 20 bytes. */
  readonly address: Uint8Array;
  readonly decimals: number;
}

/** A transaction whose first chunk has come. */
export interface Pending {
  readonly path: readonly number[];
  readonly reading: Reading;
}

/** A personal message whose first chunk has come. */
export interface PendingMessage {
  readonly path: readonly number[];
  readonly size: number;
  readonly text: Uint8Array;
}

/** What the user is asked on the app's own pages, and what comes of it. */
export interface Question {
  readonly review: OwnReview;
  /** The answer when he says yes, status included. */
  readonly answer: Uint8Array;
  readonly yes: string;
  readonly no: string;
}

export interface EthereumState {
  readonly variant: EthereumVariant;
  readonly approved: Approved;
  /** False once an error has ended the swap: the app then works for itself, and stays. */
  readonly inSwap: boolean;
  readonly doing: 'nothing' | 'transaction' | 'message';
  readonly pending: Pending | undefined;
  readonly message: PendingMessage | undefined;
  /** Five places, filled in turn. */
  readonly tokens: readonly (Token | undefined)[];
  readonly nextToken: number;
  /** Networks that were told with E0 30, by chain id. They outlive the swap. */
  readonly networks: ReadonlyMap<bigint, { readonly ticker: string; readonly name: string }>;
  /** A network description of which more is to come. */
  readonly description: { readonly size: number; readonly bytes: Uint8Array } | undefined;
  readonly question: Question | undefined;
  /** What the user said to Transaction Check. The device remembers it, this session only. */
  readonly transactionCheck: 'not asked' | 'on' | 'off';
  /** What descriptors of names must answer, 4 bytes: made when it is first asked for. */
  readonly challenge: Uint8Array | undefined;
}

export const MAX_TOKENS = 5;

/** The app's memory after an error, or when it begins anew: nothing but networks is left. */
export function reset(state: EthereumState): EthereumState {
  return {
    ...state,
    inSwap: false,
    doing: 'nothing',
    pending: undefined,
    message: undefined,
    tokens: [],
    nextToken: 0,
    question: undefined,
  };
}
