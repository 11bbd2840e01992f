/** Judging archives: one case a line, all cores, constant memory, resumable. Needs Node. */
export { type ArchiveOptions, judgeArchive, NOTHING_YET, type Progress } from './archive.js';
export type { BulkCase } from './judge-lines.js';
export { type BulkReport, type BulkSummary, bulkReport } from './summary.js';
