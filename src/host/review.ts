/** The user at a review: goes through all its pages, then approves or rejects. */

import type { UserDecision } from '../device/gestures.js';
import { decide, reviewOrAnswer } from '../device/review.js';
import type { Device } from '../device.js';

export type { UserDecision } from '../device/gestures.js';
export { decide } from '../device/review.js';

/**
 * Sends a command that puts up a review and lets the user decide while it waits. Returns when the
 * command has been answered, be it at once because the device refused.
 * @param notify told what to do on a device whose screen no program can press.
 */
export async function withReview(
  device: Device,
  command: () => Promise<unknown>,
  decision: UserDecision,
  notify: (text: string) => void,
): Promise<void> {
  const { screen } = device;
  if (screen === undefined) {
    notify(`Look at the device, compare every page with what you expect, then ${decision} there.`);
    await command();
    return;
  }
  await reviewOrAnswer(screen, command, () => decide(screen, decision));
}
