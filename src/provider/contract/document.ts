/** The part of an OpenAPI 3.1 document that our contracts use. */

export const CONTRACT_NAMES = ['swap', 'sell', 'card', 'buy'] as const;
export type ContractName = (typeof CONTRACT_NAMES)[number];

export interface Reference {
  readonly $ref: string;
}

export interface Parameter {
  readonly name: string;
  readonly in: 'query' | 'path' | 'header';
  readonly required?: boolean;
  readonly schema: Readonly<Record<string, unknown>>;
}

export interface Body {
  readonly content?: Readonly<Record<string, { readonly schema?: unknown }>>;
}

export interface OperationObject {
  readonly operationId: string;
  readonly parameters?: readonly (Parameter | Reference)[];
  readonly requestBody?: Body & { readonly required?: boolean };
  readonly responses: Readonly<Record<string, Body | Reference>>;
  readonly security?: readonly unknown[];
  readonly 'x-hosted-by'?: string;
}

export interface OpenApiDocument {
  readonly name: ContractName;
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationObject>>>>;
  readonly [member: string]: unknown;
}

/** One operation of one contract. */
export interface Operation {
  /** `quote`, `swapFixed`, `sellQuote`, …: unique over all contracts. */
  readonly id: string;
  readonly contract: ContractName;
  readonly method: 'GET' | 'POST';
  /** As in the document, e.g. `/transaction/{sellId}/status`. */
  readonly path: string;
  /** Who answers it. */
  readonly host: 'provider' | 'ledger';
  /** JSON pointer of the operation in its document. */
  readonly pointer: string;
  readonly object: OperationObject;
}

/** One place where a request or an answer differs from the contract. */
export interface Problem {
  /** JSON pointer into the body, or `?name` for a query parameter. */
  readonly at: string;
  /** One sentence without the value. */
  readonly message: string;
}
