/** Options of `keys` and its parts as the parser hands them over. */
import type { Curve } from '../../exchange/constants.js';
import type { FlowKind } from '../../exchange/flows.js';
import type { PrivateKeyForm } from '../../keys/write-key.js';

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
