/** The simulated Ledger: `createSimulator()` and what goes into it. */
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
export type { FirmwareProfile } from '../firmware/index.js';
export type { Admission, Instructions } from '../firmware/instructions.js';
export type { ByKind, ScreenLabels } from '../firmware/labels.js';
export type { ReleaseKind, ScreenRules } from '../firmware/profile.js';
export type { StatusWords } from '../firmware/status-words.js';
export type { TrustedNameRules } from '../firmware/trusted-name.js';
export type { FieldLimits } from '../payload/nanopb.js';
export {
  BUILD_FLAGS,
  BUILDS,
  type Build,
  type BuildFlag,
  type BuildName,
  parseBuild,
} from './build.js';
export type { AddressCheck, AddressQuestion, AmountQuestion, CoinApp } from './coins/coin-app.js';
export type { Habits } from './coins/generations.js';
export { COIN_APP_NAMES, coinAppNamed } from './coins/registry.js';
export type {
  Approval,
  CoinScreen,
  HomePage,
  NotStarted,
  Signer,
  SigningContext,
  SigningResult,
  SigningStep,
  Started,
} from './coins/signing.js';
export type { Secp256k1Key } from './derivation.js';
export { Ledger, type LedgerOptions, type LedgerSetup } from './ledger.js';
export type { Certificate } from './pki.js';
export type { Randomness } from './randomness.js';
export type { Ending, OwnReview, Pair, ReviewFacts, UiContext } from './screens/content.js';
export type {
  BlankUi,
  HomeUi,
  InfoUi,
  ProcessingUi,
  ReviewUi,
  StatusUi,
  Ui,
  UiEvent,
} from './screens/state.js';
export type { UiView } from './screens/ui.js';
export {
  createSimulator,
  type Simulator,
  type SimulatorOptions,
  type SimulatorScreen,
} from './simulator.js';
export { nobleVerifier, type SignedMessage, type Verifier } from './verifier.js';
export {
  DEFAULT_MNEMONIC,
  type EcdsaSignature,
  type Ed25519Bip32Key,
  type Pbkdf2,
  type Wallet,
  walletFromMnemonic,
} from './wallet.js';
