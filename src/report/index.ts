/** Verdicts as documents: JSON, JUnit XML, SARIF 2.1.0. Pure functions; work in a browser. */
export { type JsonReport, type JsonResult, jsonReport, jsonResult } from './json.js';
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
export { addUp, count, emptyTally, sorted, type Tally } from './tally.js';
