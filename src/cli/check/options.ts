/** Options of `check` as the parser hands them over. */
import type { Model } from '../../device.js';
import type { Curve } from '../../exchange/constants.js';
import type { FlowKind } from '../../exchange/flows.js';
import type { ScreensChoice } from '../screens/output.js';

export const REPORTERS = ['text', 'json', 'junit', 'sarif', 'github'] as const;
export type Reporter = (typeof REPORTERS)[number];

export interface CheckOptions {
  readonly flow?: FlowKind;
  readonly legacy?: true;
  readonly payload?: string;
  readonly signature?: string;
  readonly publicKey?: string;
  readonly curve?: Curve;
  readonly otherKey?: readonly string[];
  readonly nonce?: string;
  readonly request?: string;
  /** Base units. */
  readonly fees?: string;
  readonly partnerName?: string;
  readonly firmware?: string;
  /** Releases that must take the payload. */
  readonly require?: string;
  readonly json?: true;
  readonly reporter?: Reporter;
  readonly out?: string;
  /** False: no review screens in the text; a format: files in `out`. */
  readonly screens?: ScreensChoice;
  /** Of those files; all models when absent. */
  readonly model?: 'all' | Model;
  readonly stream?: true;
  /** Redis Streams: `redis://HOST/STREAM`. */
  readonly from?: string;
  readonly to?: string;
  readonly group?: string;
  readonly consumer?: string;
  /** Seconds. */
  readonly claimAfter?: string;
  readonly untilEmpty?: true;
  readonly bulk?: true;
  readonly resume?: string;
  readonly threads?: string;
}
