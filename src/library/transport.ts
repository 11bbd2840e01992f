/**
 * `exchange-sim/transport`: `openDevice('speculos:5000')`: whatever `--device` takes, as a Device.
 * Needs Node.
 */
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
export type { InstructionName } from '../exchange/constants.js';
export type { FlowName, NgForm } from '../exchange/flows.js';
export type { Range, WireLimits } from '../exchange/layouts.js';
export type { DeviceBuild, FirmwareDevice } from '../firmware/builds.js';
export type { Admission, Instructions } from '../firmware/instructions.js';
export type { ByKind, ScreenLabels } from '../firmware/labels.js';
export type { FirmwareProfile, ReleaseKind, ScreenRules } from '../firmware/profile.js';
export type { StatusWords } from '../firmware/status-words.js';
export type { TrustedNameRules } from '../firmware/trusted-name.js';
export type { FieldLimits } from '../payload/nanopb.js';
export type { Build, BuildFlag } from '../simulator/build.js';
export type { Secp256k1Key } from '../simulator/derivation.js';
export type { Randomness } from '../simulator/randomness.js';
export type { SimulatorOptions } from '../simulator/simulator.js';
export type { SignedMessage, Verifier } from '../simulator/verifier.js';
export type { EcdsaSignature, Ed25519Bip32Key, Wallet } from '../simulator/wallet.js';
export {
  DEVICE_FORMS,
  type DeviceSpec,
  type OpenOptions,
  openDevice,
  parseDeviceSpec,
} from '../transport/open-device.js';
