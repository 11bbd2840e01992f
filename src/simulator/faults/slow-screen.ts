/** A screen at which something comes before every gesture. */
import type { DeviceScreen } from '../../device.js';

export function slowScreen(screen: DeviceScreen, before: () => Promise<void>): DeviceScreen {
  const after =
    <Args extends readonly unknown[]>(gesture: (...args: Args) => Promise<void>) =>
    async (...args: Args): Promise<void> => {
      await before();
      await gesture(...args);
    };
  return {
    current: () => screen.current(),
    press: after((button) => screen.press(button)),
    touch: after((touch) => screen.touch(touch)),
    approve: after(() => screen.approve()),
    reject: after(() => screen.reject()),
    next: after(() => screen.next()),
    onChange: (listener) => screen.onChange(listener),
    waitFor: (text, options) => screen.waitFor(text, options),
  };
}
