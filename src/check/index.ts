/**
 * Judging a provider's signed payload without a device. `readCase` makes a case from JSON, `check`
 * judges it, `Checker` judges many. Works in a browser.
 */
export type { Model } from '../device.js';
export type { InstructionName } from '../exchange/constants.js';
export type { Flow, FlowKind, FlowName, NgForm } from '../exchange/flows.js';
export type { Range, WireLimits } from '../exchange/layouts.js';
export type { OtherMeaning } from '../exchange/other-status.js';
export type { DeviceBuild, FirmwareDevice } from '../firmware/builds.js';
export type { FirmwareProfile } from '../firmware/index.js';
export type { Admission, Instructions } from '../firmware/instructions.js';
export type { ByKind, ScreenLabels } from '../firmware/labels.js';
export type { ReleaseKind, ScreenRules } from '../firmware/profile.js';
export type { StatusWords } from '../firmware/status-words.js';
export type { TrustedNameRules } from '../firmware/trusted-name.js';
export type { FieldLimits } from '../payload/nanopb.js';
export { parseNonce } from '../payload/nonce.js';
export type { OwnReview, Pair, ReviewFacts } from '../simulator/screens/content.js';
export type { SignedMessage, Verifier } from '../simulator/verifier.js';
export {
  type Document,
  type DocumentOptions,
  documentsOf,
  onlyDocument,
} from './answer/documents.js';
export { type CaseOptions, readCase } from './answer/read-case.js';
export { sentPayload, sentSignature } from './answer/sent.js';
export { Checker, type CheckOptions, check } from './check.js';
export type { CheckCase, PartnerKey, ProviderRequest } from './check-case.js';
export type { Invented } from './device/substitutes.js';
export { CATALOGUE } from './findings/catalogue.js';
export { FINDING_CODES, type FindingCode } from './findings/codes.js';
export { type Explanation, explain } from './findings/explain.js';
export type { Finding, Severity } from './findings/finding.js';
export { findingsPage } from './findings/findings-page.js';
export type { Entry } from './rules/entry.js';
export { curveNamed, type PublicKey, parsePublicKey } from './rules/public-key/public-key.js';
export type { DeviceRefusal, MatrixRow, ReaderAnswer, Verdict } from './verdict.js';
