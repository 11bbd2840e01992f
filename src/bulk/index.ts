/**
 * Judging archives: one case a line, all cores, constant memory, resumable. Needs Node.
 * @packageDocumentation
 */
export type { CaseOptions } from '../check/answer/read-case.js';
export type { PartnerKey } from '../check/check-case.js';
export type { FindingCode } from '../check/findings/codes.js';
export type { Severity } from '../check/findings/finding.js';
export type { FlowKind } from '../exchange/flows.js';
export type { ReleaseTally, Tally } from '../report/tally.js';
export {
  type ArchiveOptions,
  judgeArchive,
  NOTHING_YET,
  type Progress,
  type Seam,
} from './archive.js';
export type { BulkCase } from './judge-lines.js';
export { type BulkReport, type BulkSummary, bulkReport } from './summary.js';
