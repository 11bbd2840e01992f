/** One HTTP exchange with a provider, as it is judged and shown. */

/** Why no whole answer came; each has a rule of its own. */
export type FailureKind =
  | 'dns'
  | 'refused'
  | 'connect-timeout'
  | 'tls'
  | 'headers-timeout'
  | 'deadline'
  | 'too-large'
  | 'truncated'
  | 'protocol'
  | 'network';

export interface HttpRequest {
  /** Operation of our contract, e.g. `createQuote`; 'probe' where there is none. */
  readonly operation: string;
  readonly method: string;
  readonly url: string;
  /** Lower-case names. Secrets are inside: only `redacted.ts` shows them. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface HttpAnswer {
  readonly status: number;
  /** Lower-case names; several of a name are joined with ', '. */
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
  /** UTF-8, damaged bytes replaced. */
  readonly text: string;
  /** Parsed leniently ({@link looseJson}); undefined when it is none. */
  readonly json: unknown;
}

export interface Exchange {
  /** From 1, in the order in which they were begun. */
  readonly number: number;
  readonly request: HttpRequest;
  readonly answer?: HttpAnswer;
  readonly failure?: { readonly kind: FailureKind; readonly message: string };
  /** When it was begun, milliseconds since 1970. */
  readonly at: number;
  /** Milliseconds to the headers, and to the end. */
  readonly headersMs?: number;
  readonly totalMs: number;
}
