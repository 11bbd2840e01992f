/** The user at a review: goes through all its pages, then approves or rejects. */
import { type Device, type DeviceScreen, isNano, type ScreenView } from '../device.js';
import { DeviceError } from '../errors.js';
import { type Gestures, gesturesFor } from '../simulator/screens/gestures.js';

export type UserDecision = 'approve' | 'reject';

/** Kinds of page a review is made of (`ScreenView.kind`). */
const REVIEW_PAGES: readonly string[] = [
  'title',
  'pair',
  'pairs',
  'details',
  'warning',
  'approve',
  'reject',
  'reject-dialog',
];

export function isReviewPage(screen: ScreenView): boolean {
  return REVIEW_PAGES.includes(screen.kind);
}

/** More gestures than any review has pages. */
const LIMIT = 1000;

/**
 * Press by press, so that whoever listens sees every gesture. The pages are read to the end before
 * a Nano's user can reject; on a touch screen `Reject` is always at hand.
 */
export async function decide(screen: DeviceScreen, decision: UserDecision): Promise<void> {
  for (let made = 0; made < LIMIT; made++) {
    const view = screen.current();
    if (!isReviewPage(view)) return;
    const gesture = gestureAt(view, decision);
    if ('press' in gesture) await screen.press(gesture.press);
    else if ('touch' in gesture) await screen.touch(gesture.touch);
  }
  throw new DeviceError(`no gestures lead this review to '${decision}'`);
}

function gestureAt(view: ScreenView, decision: UserDecision): Gestures['next'] {
  const gestures = gesturesFor(view.model);
  if (isNano(view.model)) {
    const goal = decision === 'approve' ? 'approve' : 'reject';
    if (view.kind === goal) return gestures[goal];
    return view.kind === 'reject' ? { press: 'left' } : gestures.next;
  }
  switch (view.kind) {
    case 'warning':
      return decision === 'approve' ? gestures.confirm : gestures.cancel;
    case 'details':
      return gestures.dismiss;
    case 'reject-dialog':
      return decision === 'reject' ? gestures.confirm : gestures.cancel;
    case 'approve':
      return decision === 'approve' ? gestures.approve : gestures.reject;
    default:
      return decision === 'reject' ? gestures.reject : gestures.next;
  }
}

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
