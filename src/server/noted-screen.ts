/**
 * The screen of a served device, with every gesture in the journal: whoever goes through a review
 * in one step still leaves a recording that can be replayed press by press.
 */
import { type DeviceScreen, isNano, type ScreenView } from '../device.js';
import { decide } from '../host/review.js';
import { type Gestures, gesturesFor } from '../simulator/screens/gestures.js';
import type { ServedDevice } from './served-device.js';

/** @throws DeviceError for a device whose screen no program can press. */
export function notedScreen(served: ServedDevice): DeviceScreen {
  const screen = served.screen();
  const noted: DeviceScreen = {
    current: () => screen.current(),
    press: (button) => served.press(button),
    touch: (touch) => served.touch(touch),
    approve: () => decide(noted, 'approve'),
    reject: () => decide(noted, 'reject'),
    async next() {
      const gesture = nextAt(screen.current());
      if ('press' in gesture) await served.press(gesture.press);
      else if ('touch' in gesture) await served.touch(gesture.touch);
    },
    onChange: (listener) => screen.onChange(listener),
    waitFor: (text, options) => screen.waitFor(text, options),
  };
  return noted;
}

/** A warning is accepted, a question or the details of a value are closed. */
function nextAt({ model, kind }: ScreenView): Gestures['next'] {
  const gestures = gesturesFor(model);
  if (isNano(model)) return gestures.next;
  if (kind === 'warning') return gestures.confirm;
  return kind === 'details' || kind === 'reject-dialog' ? gestures.cancel : gestures.next;
}
