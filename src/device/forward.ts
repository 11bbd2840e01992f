/**
 * A Device in front of another one: what a decorator does not say itself is passed on, with every
 * optional capability the device behind has, and none it lacks.
 */
import type { Device, DeviceScreen } from '../device.js';

/** What a decorator does itself; `screen: undefined` hides the screen. */
export type DeviceOverrides = Partial<
  Pick<Device, 'exchange' | 'whyRefused' | 'screenshot' | 'close'>
> & { readonly screen?: DeviceScreen | undefined };

/** Closing it closes the device behind, unless `close` is overridden. */
export function forward(device: Device, overrides: DeviceOverrides = {}): Device {
  const { name, model, whyRefused, screenshot } = device;
  const screen = 'screen' in overrides ? overrides.screen : device.screen;
  const { screen: _, ...own } = overrides;
  return {
    name,
    model,
    ...(screen === undefined ? {} : { screen }),
    exchange: (apdu) => device.exchange(apdu),
    ...(whyRefused === undefined ? {} : { whyRefused: () => whyRefused.call(device) }),
    ...(screenshot === undefined ? {} : { screenshot: () => screenshot.call(device) }),
    close: () => device.close(),
    ...own,
  };
}

/** The same device, which stays open when this one is closed. */
export function borrowed(device: Device, overrides: DeviceOverrides = {}): Device {
  return forward(device, { close: async () => {}, ...overrides });
}

/** As {@link forward}, for a screen. */
export function forwardScreen(
  screen: DeviceScreen,
  overrides: Partial<DeviceScreen> = {},
): DeviceScreen {
  return {
    current: () => screen.current(),
    press: (button) => screen.press(button),
    touch: (touch) => screen.touch(touch),
    approve: () => screen.approve(),
    reject: () => screen.reject(),
    next: () => screen.next(),
    onChange: (listener) => screen.onChange(listener),
    waitFor: (text, options) => screen.waitFor(text, options),
    ...overrides,
  };
}
