/**
 * The screen of a served device, with every gesture in the journal: whoever goes through a review
 * in one step still leaves a recording that can be replayed press by press.
 */

import { forwardScreen } from '../device/forward.js';
import { decide, turnPage } from '../device/review.js';
import type { DeviceScreen } from '../device.js';
import type { ServedDevice } from './served-device.js';

/** @throws DeviceError for a device whose screen no program can press. */
export function journalledScreen(served: ServedDevice): DeviceScreen {
  const screen = forwardScreen(served.screen(), {
    press: (button) => served.press(button),
    touch: (touch) => served.touch(touch),
    approve: () => decide(screen, 'approve'),
    reject: () => decide(screen, 'reject'),
    next: () => turnPage(screen),
  });
  return screen;
}
