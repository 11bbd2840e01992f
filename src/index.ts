/**
 * The whole library. The sub-entries (`exchange-sim/simulator`, …) load less.
 * @packageDocumentation
 */
export * from './capture/index.js';
export * from './device.js';
export * from './errors.js';
export {
  DEFAULT_FIRMWARE,
  FIRMWARE_IDS,
  type FirmwareProfile,
  firmware,
} from './firmware/index.js';
export * from './host/index.js';
export * from './simulator/index.js';
