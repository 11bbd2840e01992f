/** The result of a run as a document. */
import type { RunResult } from '../test/result.js';

/** With these members and no others, whatever the run knows besides. */
export function jsonDocument({ product, url, summary, rules }: RunResult): RunResult {
  const { passed, failed, notRun, deviations } = summary;
  return {
    product,
    url,
    summary: { passed, failed, notRun, deviations },
    rules: rules.map(({ id, result, severity, evidence, codes, why }) => ({
      id,
      result,
      severity,
      evidence,
      ...(codes === undefined ? {} : { codes }),
      ...(why === undefined ? {} : { why }),
    })),
  };
}
