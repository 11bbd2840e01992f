/** Logs of other tools have no gestures: what the user decided is in the answer. */
import { decodeResponse } from '../apdu/apdu.js';
import { SW } from '../exchange/status.js';
import type { Ledger } from '../simulator/ledger.js';
import { approveGestures, nextGesture, rejectGestures } from '../simulator/screens/gestures.js';

const REFUSALS: readonly number[] = [SW.USER_REFUSED_TRANSACTION, SW.USER_REFUSED_CROSS_SEED];

/** Takes a review that is up to where this answer was given; nothing without one. */
export function decideAs(answer: Uint8Array, ledger: Ledger): void {
  if (!ledger.waitsForUser) return;
  const { status } = decodeResponse(answer);
  const approved = status === SW.SUCCESS;
  if (!approved && !REFUSALS.includes(status)) return;
  // A refusal of the review comes after the warning was accepted.
  const asked = () => ledger.ui.kind === 'review' && ledger.ui.over === 'warning';
  while (status === SW.USER_REFUSED_TRANSACTION && asked()) ledger.feed(nextGesture(ledger.ui));
  const gestures = approved ? approveGestures : rejectGestures;
  for (const gesture of gestures(ledger.ui)) ledger.feed(gesture);
}
