/**
 * Verdicts as documents: JSON, JUnit XML, SARIF 2.1.0. Pure functions; work in a browser.
 * @packageDocumentation
 */

export type { Invented } from '../check/device/substitutes.js';
export type { FindingCode } from '../check/findings/codes.js';
export type { Finding, Severity } from '../check/findings/finding.js';
export type { DeviceRefusal, MatrixRow, ReaderAnswer, Verdict } from '../check/verdict.js';
export type * from '../device/types.js';
export type { FlowKind } from '../exchange/flows.js';
export type * from '../firmware/types.js';
export type { ScreenData } from '../simulator/screens/draw/screen-data.js';
export type * from '../simulator/screens/facts-types.js';
export type { IconName, PageKind } from '../simulator/screens/page.js';
export type { LineOf } from './complaints.js';
export {
  type JsonOptions,
  type JsonReport,
  type JsonResult,
  jsonReport,
  jsonResult,
} from './json.js';
export { type JunitOptions, junitReport } from './junit.js';
export {
  type CheckResult,
  isClean,
  isFailure,
  type Judged,
  type NotRead,
  type Place,
  placeName,
} from './result.js';
export { type SarifOptions, sarifReport } from './sarif.js';
export { addUp, count, emptyTally, type ReleaseTally, sorted, type Tally } from './tally.js';
