/** A screen at which something comes before every gesture. */

import { forwardScreen } from '../../device/forward.js';
import type { DeviceScreen } from '../../device.js';

export function slowScreen(screen: DeviceScreen, before: () => Promise<void>): DeviceScreen {
  const after =
    <Args extends readonly unknown[]>(gesture: (...args: Args) => Promise<void>) =>
    async (...args: Args): Promise<void> => {
      await before();
      await gesture(...args);
    };
  return forwardScreen(screen, {
    press: after((button) => screen.press(button)),
    touch: after((touch) => screen.touch(touch)),
    approve: after(() => screen.approve()),
    reject: after(() => screen.reject()),
    next: after(() => screen.next()),
  });
}
