/**
 * `exchange-sim/transport`: `openDevice('speculos:5000')`: whatever `--device` takes, as a Device.
 * Needs Node.
 * @packageDocumentation
 */
export type * from '../device/types.js';
export type * from '../firmware/types.js';
export type { Build, BuildFlag } from '../simulator/build.js';
export type * from '../simulator/screens/facts-types.js';
export type { SimulatorOptions } from '../simulator/simulator.js';
export type * from '../simulator/types.js';
export {
  DEVICE_FORMS,
  type DeviceSpec,
  type OpenOptions,
  openDevice,
  parseDeviceSpec,
} from '../transport/open-device.js';
