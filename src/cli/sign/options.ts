/** Options of `sign` and `keys` as the parser hands them over. */
import type { Curve } from '../../exchange/constants.js';
import type { FlowKind } from '../../exchange/flows.js';
import type { PrivateKeyForm } from '../../keys/write-key.js';
import type { FieldOptions } from '../../order/options.js';

export interface SignOptions extends FieldOptions {
  readonly legacy?: true;
  readonly key?: string;
  readonly curve?: Curve;
  readonly fields?: string;
  readonly request?: string;
  /** `name=value`, repeatable: replaces any field of the message. */
  readonly field?: readonly string[];
  readonly example?: true;
  readonly mistake?: string;
  readonly listMistakes?: true;
  readonly force?: true;
  readonly case?: true;
  readonly out?: string;
  readonly json?: true;
}

/** Where a private key or another text goes. */
export interface TargetOptions {
  readonly out?: string;
  /** Private keys only: on stdout instead of into a file. */
  readonly stdout?: true;
  /** Replace a file that is there. */
  readonly force?: true;
}

export interface NewKeyOptions extends TargetOptions {
  readonly curve: Curve;
  readonly form: PrivateKeyForm;
  readonly json?: true;
}

export interface ShowKeyOptions {
  readonly curve?: Curve;
  readonly json?: true;
}

export const PUBLIC_FORMS = ['pem', 'spki', 'public-jwk', 'uncompressed', 'compressed'] as const;
export type PublicForm = (typeof PUBLIC_FORMS)[number];

export interface ConvertKeyOptions extends TargetOptions {
  readonly to: PublicForm | PrivateKeyForm;
  readonly curve?: Curve;
}

export interface CredentialsOptions {
  readonly name: string;
  readonly key: string;
  readonly curve?: Curve;
  readonly legacy?: true;
  readonly service: FlowKind;
  readonly form?: 'cal' | 'live' | 'cal-answer';
  readonly json?: true;
}

export interface VerifyOptions {
  readonly credentials?: string;
  readonly signature?: string;
  readonly json?: true;
}
