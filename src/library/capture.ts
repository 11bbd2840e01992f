/**
 * `exchange-sim/capture`: recordings and logs of APDUs, read, decoded, compared, played to a device and
 * redacted. Runs in a browser.
 */
export * from '../capture/index.js';
export { compareExchanges, type FieldDifference } from '../decode/compare.js';
export type {
  DecodedAnswer,
  DecodedCheck,
  DecodedExchange,
  DecodedField,
  DeviceFacts,
} from '../decode/decoded.js';
export { type DecodeOptions, Decoder } from '../decode/decoder.js';
export { diffExchanges, type ExchangeDifference } from '../decode/diff.js';
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
