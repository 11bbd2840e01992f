/**
 * Judging a provider's signed payload without a device. `readCase` makes a case from JSON, `check`
 * judges it, `Checker` judges many. Works in a browser.
 */

export { parseNonce } from '../payload/nonce.js';
export {
  type Document,
  type DocumentOptions,
  documentsOf,
  onlyDocument,
} from './answer/documents.js';
export { type CaseOptions, readCase } from './answer/read-case.js';
export { sentPayload, sentSignature } from './answer/sent.js';
export { CATALOGUE, type Entry, FINDING_CODES, type FindingCode } from './catalogue.js';
export { Checker, type CheckOptions, check } from './check.js';
export type { CheckCase, PartnerKey, ProviderRequest } from './check-case.js';
export { type Explanation, explain } from './explain.js';
export type { Finding, Severity } from './finding.js';
export { findingsPage } from './findings-page.js';
export { curveNamed, type PublicKey, parsePublicKey } from './public-key.js';
export type { DeviceRefusal, MatrixRow, ReaderAnswer, Verdict } from './verdict.js';
