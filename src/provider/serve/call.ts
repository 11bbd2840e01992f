/** A request as handlers see it, and what they answer. */
import type { Product } from '../product.js';

/** As it came, before anybody knows what it is. */
export interface RawCall {
  readonly method: string;
  /** Without query; begins with '/'. */
  readonly path: string;
  /** The first of each name. */
  readonly query: Readonly<Record<string, string>>;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** Names of the headers as they were spelled. */
  readonly rawNames?: readonly string[];
  /** UTF-8. */
  readonly text: string;
}

export interface Call extends RawCall {
  readonly product: Product;
  /** Of our contract. */
  readonly operation: string;
  /** Parsed JSON of a POST; undefined otherwise. */
  readonly body: unknown;
  /** Products that are served under this base URL. */
  readonly products: readonly Product[];
}

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** A JSON value; with a text content type the text. */
  readonly body: unknown;
}

export const JSON_TYPE = { 'content-type': 'application/json' } as const;
export const TEXT_TYPE = { 'content-type': 'text/plain; charset=utf-8' } as const;

/** A refusal with the error code of the documents (provider-api.md#errors). */
export class ApiError extends Error {
  readonly status: number;
  readonly messageKey: string | undefined;
  readonly additionalFields: Readonly<Record<string, unknown>> | undefined;

  constructor(
    status: number,
    messageKey: string | undefined,
    message: string,
    additionalFields?: Readonly<Record<string, unknown>>,
  ) {
    super(message);
    this.status = status;
    this.messageKey = messageKey;
    this.additionalFields = additionalFields;
  }
}
