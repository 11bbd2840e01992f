/** How scenarios get their devices. */
import type { Device } from '../device.js';
import type { Time } from '../simulator/faults/index.js';
import type { Scenario } from './scenario.js';

/** Opens the device a scenario asks for, freshly started, with the Exchange app open. */
export type OpenDevice = (scenario: Scenario) => Promise<OpenedDevice>;

/** A device for one scenario, and its clock. */
export interface OpenedDevice {
  readonly device: Device;
  /** The time its waiting is done in; the real one when absent. */
  readonly time?: Time;
}
