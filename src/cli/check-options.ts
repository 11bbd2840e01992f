/** Options of `check` and `explain` as the parser hands them over. */
import type { Curve } from '../exchange/constants.js';
import type { FlowKind } from '../exchange/flows.js';

export const REPORTERS = ['text', 'json', 'junit', 'sarif'] as const;
export type Reporter = (typeof REPORTERS)[number];

export interface CheckOptions {
  readonly flow?: FlowKind;
  readonly legacy?: true;
  readonly payload?: string;
  readonly signature?: string;
  readonly publicKey?: string;
  readonly curve?: Curve;
  readonly nonce?: string;
  readonly request?: string;
  /** Base units. */
  readonly fees?: string;
  readonly partnerName?: string;
  readonly firmware?: string;
  readonly json?: true;
  readonly reporter?: Reporter;
  readonly out?: string;
  /** False: no review screens in the text. */
  readonly screens?: boolean;
  readonly bulk?: true;
  readonly resume?: string;
  readonly threads?: string;
}

export interface ExplainOptions {
  readonly json?: true;
}
