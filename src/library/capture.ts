/**
 * `exchange-sim/capture`: recordings and logs of APDUs, read, decoded, compared, played to a device and
 * redacted. Runs in a browser.
 * @packageDocumentation
 */

export * from '../capture/index.js';
export type { Invented } from '../check/device/substitutes.js';
export type { Finding, Severity } from '../check/findings/finding.js';
export type { DeviceRefusal, MatrixRow, ReaderAnswer, Verdict } from '../check/verdict.js';
export { compareExchanges, type FieldDifference } from '../decode/compare.js';
export type {
  CommandTarget,
  DecodedAnswer,
  DecodedCheck,
  DecodedExchange,
  DecodedField,
  DeviceFacts,
} from '../decode/decoded.js';
export { type DecodeOptions, Decoder } from '../decode/decoder.js';
export { diffExchanges, type ExchangeDifference } from '../decode/diff.js';
export type * from '../device/types.js';
export type { Flow, FlowKind } from '../exchange/flows.js';
export type * from '../firmware/types.js';
export type { Authority } from '../host/authority.js';
export type { Partner } from '../host/partner.js';
export type { SigningKey } from '../keys/private-key.js';
export * from '../logs/index.js';
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
export type { LedgerSetup } from '../simulator/ledger.js';
export type * from '../simulator/screens/types.js';
export type * from '../simulator/types.js';
