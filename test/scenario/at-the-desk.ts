import { isReviewPage } from '../../src/device/gestures.js';
import { decide } from '../../src/device/review.js';
import type { Simulator } from '../../src/simulator/simulator.js';

/** Somebody who looks at the device and does what they were told. */
export function atTheDesk(inside: Simulator): (decision: 'approve' | 'reject') => void {
  let told: 'approve' | 'reject' = 'approve';
  let busy = false;
  inside.screen.onChange(async (view) => {
    if (busy || !isReviewPage(view)) return;
    busy = true;
    // The command that brought the review must be on its way before it is answered.
    await Promise.resolve();
    await decide(inside.screen, told);
    busy = false;
  });
  return (decision) => {
    told = decision;
  };
}
