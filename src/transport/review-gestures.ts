/** Goes through the pages of a review and decides, on any screen that tells what its pages are. */
import { type DeviceScreen, isNano, type ScreenView } from '../device.js';
import { DeviceError } from '../errors.js';
import { type Gestures, gesturesFor } from '../simulator/screens/gestures.js';

/** What the user decides on a review. */
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
export async function decide(
  screen: Pick<DeviceScreen, 'current' | 'press' | 'touch'>,
  decision: UserDecision,
): Promise<void> {
  for (let made = 0; made < LIMIT; made++) {
    const view = screen.current();
    if (!isReviewPage(view)) return;
    await make(screen, gestureAt(view, decision));
  }
  throw new DeviceError(`no gestures lead this review to '${decision}'`);
}

/** One page forward; a warning is accepted, a question or the details of a value are closed. */
export async function turnPage(
  screen: Pick<DeviceScreen, 'current' | 'press' | 'touch'>,
): Promise<void> {
  const view = screen.current();
  const { next, confirm, cancel } = gesturesFor(view.model);
  const over = isNano(view.model) ? next : overGesture(view.kind, { next, confirm, cancel });
  await make(screen, over);
}

function overGesture(
  kind: string,
  { next, confirm, cancel }: Pick<Gestures, 'next' | 'confirm' | 'cancel'>,
): Gestures['next'] {
  if (kind === 'warning') return confirm;
  return kind === 'reject-dialog' || kind === 'details' ? cancel : next;
}

async function make(
  screen: Pick<DeviceScreen, 'press' | 'touch'>,
  gesture: Gestures['next'],
): Promise<void> {
  if ('press' in gesture) await screen.press(gesture.press);
  else if ('touch' in gesture) await screen.touch(gesture.touch);
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
      return gestures.cancel;
    case 'reject-dialog':
      return decision === 'reject' ? gestures.confirm : gestures.cancel;
    case 'approve':
      return decision === 'approve' ? gestures.approve : gestures.reject;
    default:
      return decision === 'reject' ? gestures.reject : gestures.next;
  }
}
