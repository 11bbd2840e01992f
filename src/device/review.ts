/** A review on any screen: waiting for it, going through its pages, and deciding. */
import type { DeviceScreen } from '../device.js';
import { DeviceError } from '../errors.js';
import {
  decidingGesture,
  forwardGesture,
  isReviewPage,
  MOST_GESTURES,
  type PressOrTouch,
  type UserDecision,
} from './gestures.js';

/**
 * Goes through the review on the screen and approves or rejects it. Press by press, so that whoever
 * listens sees every gesture; nothing happens where no review is shown.
 * @throws DeviceError when the review does not end.
 */
export async function decide(
  screen: Pick<DeviceScreen, 'current' | 'press' | 'touch'>,
  decision: UserDecision,
): Promise<void> {
  for (let made = 0; made < MOST_GESTURES; made++) {
    const view = screen.current();
    if (!isReviewPage(view)) return;
    await make(screen, decidingGesture(view, decision));
  }
  throw new DeviceError(`no gestures lead this review to '${decision}'`);
}

/** One page forward; a warning is accepted, a question or the details of a value are closed. */
export async function turnPage(
  screen: Pick<DeviceScreen, 'current' | 'press' | 'touch'>,
): Promise<void> {
  await make(screen, forwardGesture(screen.current()));
}

async function make(
  screen: Pick<DeviceScreen, 'press' | 'touch'>,
  gesture: PressOrTouch,
): Promise<void> {
  if ('press' in gesture) await screen.press(gesture.press);
  else await screen.touch(gesture.touch);
}

/**
 * Sends a command that may put up a review: `onReview` is called when one comes up before the answer,
 * and awaited. Resolves and rejects as the command does, once it is answered.
 * @param onReview told when the answer, or its failure, is there; that never rejects.
 */
export async function reviewOrAnswer<T>(
  screen: Pick<DeviceScreen, 'onChange'>,
  command: () => Promise<T>,
  onReview: (answered: Promise<unknown>) => Promise<void>,
): Promise<T> {
  let stop: (() => void) | undefined;
  const shown = new Promise<'shown'>((resolve) => {
    stop = screen.onChange((view) => {
      if (isReviewPage(view)) resolve('shown');
    });
  });
  try {
    const answer = command();
    // A command that fails is reported by the return below; here it must not go unhandled.
    const answered = answer.then(
      () => 'answered' as const,
      () => 'answered' as const,
    );
    if ((await Promise.race([shown, answered])) === 'shown') await onReview(answered);
    return await answer;
  } finally {
    stop?.();
  }
}
