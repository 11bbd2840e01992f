/** The one line on stderr when the report goes into a file. */
import { expect, it } from 'vitest';
import { summaryLine } from '../../src/cli/provider/report.js';

it.each([
  [0, '0 deviations'],
  [1, '1 deviation'],
  [2, '2 deviations'],
])('%i', (deviations, words) => {
  const summary = { passed: 3, failed: 1, notRun: 2, deviations };
  const result = { product: 'swap', url: 'http://127.0.0.1:1', summary, rules: [] } as const;
  expect(summaryLine({ result } as never)).toBe(
    `swap http://127.0.0.1:1: 3 passed, 1 failed, 2 not run, ${words}\n`,
  );
});
