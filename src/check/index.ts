/**
 * Judging a provider's signed payload without a device. `readCase` makes a case from JSON, `check`
 * judges it, `Checker` judges many. Works in a browser.
 * @packageDocumentation
 */

export type { Model } from '../device.js';
export type { Flow, FlowKind } from '../exchange/flows.js';
export type { OtherMeaning } from '../exchange/other-status.js';
export type * from '../firmware/types.js';
export { parseNonce } from '../payload/nonce.js';
export type * from '../simulator/screens/facts-types.js';
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
export { checkAsync } from './check-async.js';
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
