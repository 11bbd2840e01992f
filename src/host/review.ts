/** The user at a review: goes through all its pages, then approves or rejects. */
import type { Device } from '../device.js';
import { decide, isReviewPage, type UserDecision } from '../transport/review-gestures.js';

export { decide, isReviewPage, type UserDecision } from '../transport/review-gestures.js';

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
  let stop: (() => void) | undefined;
  const shown = new Promise<'shown'>((resolve) => {
    stop = screen.onChange((view) => {
      if (isReviewPage(view)) resolve('shown');
    });
  });
  try {
    const answered = command();
    // A command that fails is reported by the await below; here it must not go unhandled.
    const settled = answered.then(
      () => 'answered' as const,
      () => 'answered' as const,
    );
    if ((await Promise.race([shown, settled])) === 'shown') await decide(screen, decision);
    await answered;
  } finally {
    stop?.();
  }
}
