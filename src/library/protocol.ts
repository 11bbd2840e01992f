/**
 * `exchange-sim/protocol`: the Exchange app on the wire, as tables and pure functions of bytes:
 * instructions, the six flows, the layouts of their data, status words, the trusted name, Ledger's
 * public keys. Loads nothing else; works in a browser.
 * @packageDocumentation
 */
export {
  type Command,
  decodeCommand,
  decodeResponse,
  encodeCommand,
  HEADER_SIZE,
  MAX_DATA_SIZE,
  response,
  statusText,
} from '../apdu/apdu.js';
export {
  CLA,
  CURVE,
  type Curve,
  ENCODING,
  type Encoding,
  INS,
  type Instruction,
  type InstructionName,
  instructionName,
  KEY_SIZE,
  P2,
  PRINTABLE_AMOUNT_SIZE,
  RATE,
  type Rate,
  REASSEMBLY_SIZE,
  RS_SIZE,
  SIGNATURE_FORMAT,
  type SignatureFormat,
} from '../exchange/constants.js';
export {
  FLOW_NAMES,
  FLOWS,
  type Flow,
  type FlowKind,
  type FlowName,
  flowFor,
  flowOf,
} from '../exchange/flows.js';
export {
  LEDGER_PRODUCTION_KEY,
  LEDGER_TEST_KEY,
  LEDGER_TEST_PRIVATE_KEY,
  PKI_PRODUCTION_ROOT_KEY,
  PKI_TEST_ROOT_KEY,
} from '../exchange/keys.js';
export {
  type Decoded,
  decode,
  encode,
  type Field,
  type Layout,
  type LayoutProblem,
  type Span,
} from '../exchange/layout.js';
export {
  coinCheck,
  coinConfiguration,
  partnerCredentials,
  partnerSignature,
  type Range,
  signatureForm,
  transactionEnvelope,
  transactionSignature,
  type WireLimits,
} from '../exchange/layouts.js';
export { OTHER_STATUS_WORDS, type OtherMeaning, otherMeanings } from '../exchange/other-status.js';
export { type StatusName, SW, statusName } from '../exchange/status.js';
export { type StatusEntry, statusEntry } from '../exchange/status-entry.js';
export { type SwapRefusal, swapRefusal } from '../exchange/swap-refusal.js';
export {
  parseTrustedName,
  SIGNATURE_TAG,
  type TlvResult,
  type TrustedNameTag,
  tlvNumber,
  trustedNameTags,
} from '../exchange/trusted-name.js';
