/** The types of the contract, for entries that mention a device. */
export type {
  Button,
  Device,
  DeviceScreen,
  Model,
  Reason,
  ScreenView,
  TextLine,
  Touch,
} from '../device.js';
