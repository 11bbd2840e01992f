/**
 * `exchange-sim/capture`: recordings and logs of APDUs, read, decoded, compared, played to a device and
 * redacted. Runs in a browser.
 */
export * from '../capture/index.js';
export type { Invented } from '../check/device/substitutes.js';
export type { Finding, Severity } from '../check/findings/finding.js';
export type { DeviceRefusal, MatrixRow, ReaderAnswer, Verdict } from '../check/verdict.js';
export { compareExchanges, type FieldDifference } from '../decode/compare.js';
export type {
  DecodedAnswer,
  DecodedCheck,
  DecodedExchange,
  DecodedField,
  DeviceFacts,
  Speaker,
} from '../decode/decoded.js';
export { type DecodeOptions, Decoder } from '../decode/decoder.js';
export { diffExchanges, type ExchangeDifference } from '../decode/diff.js';
export type { DeviceScreen, Reason, TextLine } from '../device.js';
export type { InstructionName } from '../exchange/constants.js';
export type { Flow, FlowKind, FlowName, NgForm } from '../exchange/flows.js';
export type { Range, WireLimits } from '../exchange/layouts.js';
export type { DeviceBuild, FirmwareDevice } from '../firmware/builds.js';
export type { FirmwareProfile } from '../firmware/index.js';
export type { Admission, Instructions } from '../firmware/instructions.js';
export type { ByKind, ScreenLabels } from '../firmware/labels.js';
export type { ReleaseKind, ScreenRules } from '../firmware/profile.js';
export type { StatusWords } from '../firmware/status-words.js';
export type { TrustedNameRules } from '../firmware/trusted-name.js';
export type { Authority } from '../host/authority.js';
export type { Partner } from '../host/partner.js';
export type { SigningKey } from '../keys/private-key.js';
export * from '../logs/index.js';
export type { FieldLimits } from '../payload/nanopb.js';
export { commandsOf } from '../replay/commands.js';
export {
  type PlayedCommand,
  type PlayedExchange,
  type PlayOptions,
  playToDevice,
} from '../replay/device-replay.js';
export { freshAuthority, freshKeys } from '../replay/fresh.js';
export {
  type ReplayAddition,
  type ReplayDifference,
  ReplayJudge,
  type ReplayMode,
} from '../replay/judge-replay.js';
export { type Redacted, type RedactOptions, redactLog } from '../replay/redact.js';
export { Remake, type RemakeOptions } from '../replay/remake.js';
export type { Build, BuildFlag } from '../simulator/build.js';
export type { Secp256k1Key } from '../simulator/derivation.js';
export type { LedgerSetup } from '../simulator/ledger.js';
export type { Randomness } from '../simulator/randomness.js';
export type {
  Ending,
  OwnReview,
  Pair,
  ReviewFacts,
  UiContext,
} from '../simulator/screens/content.js';
export type {
  BlankUi,
  HomeUi,
  InfoUi,
  ProcessingUi,
  ReviewUi,
  StatusUi,
} from '../simulator/screens/state.js';
export type { SignedMessage, Verifier } from '../simulator/verifier.js';
export type { EcdsaSignature, Ed25519Bip32Key, Wallet } from '../simulator/wallet.js';
