/** What every release of the Exchange app makes of an order, as `check` asks them. */
import { Checker } from '../../../check/check.js';
import type { CheckCase } from '../../../check/check-case.js';
import type { Finding } from '../../../check/findings/finding.js';
import { matrixLine, type ShownReleases, shownReleases } from '../../../report/matrix-words.js';
import type { ProviderRun } from '../run.js';

export interface OrderReleases {
  readonly rows: readonly ShownReleases[];
  /** All of them in one line, without what the user reads. */
  readonly line: string;
  /** Of the releases that must take every order: how some do not. */
  readonly missed: readonly Finding[];
}

export function releasesOf(
  { device }: Pick<ProviderRun, 'device'>,
  judged: CheckCase,
): OrderReleases {
  const require = device?.require;
  const checker = new Checker({
    firmware: 'all',
    screens: true,
    ...(require === undefined ? {} : { require }),
  });
  const { matrix = [], findings } = checker.check(judged);
  return {
    rows: shownReleases(matrix),
    line: matrixLine(matrix),
    missed: findings.filter(({ code }) => code === 'REQUIRED_FIRMWARE_REFUSES'),
  };
}
