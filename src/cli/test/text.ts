/** What a person reads of a run of scenarios. */
import { countsOf, type ScenarioResult } from '../../scenario/result.js';
import { apduLines } from '../../scenario/words.js';
import type { Io } from '../io.js';
import { harmless, palette, wrapped } from '../text/text.js';

const INDENT = '      ';

/** `  ✓ name`. */
export function headText({ verdict, name, reason = '' }: ScenarioResult, io: Io): string {
  const { good, bad, dim } = palette(io.color);
  const mark = { passed: good('✓'), failed: bad('✗'), skipped: dim('-') }[verdict];
  const why = verdict === 'skipped' ? dim(` · ${harmless(reason)}`) : '';
  return `  ${mark} ${harmless(name)}${why}\n`;
}

/** The differences in words, the last APDUs and the last screen; nothing for what passed. */
export function failureText(result: ScenarioResult, io: Io): string {
  if (result.verdict !== 'failed') return '';
  const { dim } = palette(io.color);
  const width = io.columns - INDENT.length;
  const lines = result.differences.flatMap((text) => wrapped(harmless(text), width));
  const apdus = apduLines(result.happened?.transcript).map(harmless);
  const screen = result.happened?.screens.at(-1);
  const shown =
    screen === undefined ? [] : ['last screen', ...screen.map((line) => `  | ${harmless(line)}`)];
  return [...lines, ...[...apdus, ...shown].map(dim)].map((line) => `${INDENT}${line}\n`).join('');
}

/** `60 passed, 1 failed, 2 skipped in 1.2 s on simulator`. */
export function summaryText(
  results: readonly ScenarioResult[],
  { seconds, of }: { seconds: number; of: number },
  io: Io,
): string {
  const { good, bad, strong } = palette(io.color);
  const { passed, failed, skipped } = countsOf(results);
  const rest = of - results.length;
  const parts = [
    `${passed} passed`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
    ...(rest > 0 ? [`${rest} not run`] : []),
  ];
  const devices = [...new Set(results.map(({ device }) => device))].join(', ');
  const on = devices === '' ? '' : ` on ${devices}`;
  const text = `${parts.join(', ')} in ${seconds.toFixed(1)} s${on}`;
  return `${strong((failed > 0 ? bad : good)(text))}\n`;
}
