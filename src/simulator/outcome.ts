/** What handling one command leads to. */
import { EMPTY } from '../bytes.js';
import type { Reason } from '../device.js';
import { SW } from '../exchange/status.js';
import type { AppState } from './state.js';

export type { Reason } from '../device.js';

export type Outcome =
  /** Answers at once. */
  | {
      readonly kind: 'answer';
      readonly state: AppState;
      readonly status: number;
      readonly data: Uint8Array;
      readonly reason?: Reason;
      /** The app restarted its screen while answering (6A8C). */
      readonly restarted?: boolean;
    }
  /** The app ends without an answer. */
  | { readonly kind: 'end'; readonly state: AppState; readonly reason: Reason }
  /** Shows the review; the answer follows the user's decision. */
  | { readonly kind: 'review'; readonly state: AppState }
  /** Answers 9000 and hands the wire to the coin app. */
  | { readonly kind: 'sign'; readonly state: AppState };

export function accept(state: AppState, data: Uint8Array = EMPTY): Outcome {
  return { kind: 'answer', state, status: SW.SUCCESS, data };
}

export function refuse(
  state: AppState,
  status: number,
  reason: Reason,
  data: Uint8Array = EMPTY,
): Outcome {
  return { kind: 'answer', state, status, data, reason };
}
