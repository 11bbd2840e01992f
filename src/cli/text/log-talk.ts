/** What a person is told of a log that was read: its format, and what could not be read and where. */
import { FORMATS, type FormatName } from '../../logs/format-names.js';
import type { Problem } from '../../logs/log.js';
import { harmless } from './text.js';

/** Problems of one file that are told. */
const MOST_TOLD = 100;

/** Lines, each with its end. */
export function logTalk(
  file: string,
  format: FormatName,
  problems: readonly Problem[],
  inside?: FormatName,
): string {
  const within = inside === undefined || inside === format ? '' : `, in it ${inside}`;
  const lines = [`${file}: read as ${format}${within} (${FORMATS[inside ?? format]})`];
  for (const problem of problems.slice(0, MOST_TOLD)) lines.push(problemText(file, problem));
  const more = problems.length - MOST_TOLD;
  if (more > 0) lines.push(`${file}: and ${more} more`);
  return lines.map((line) => `${harmless(line)}\n`).join('');
}

/** `FILE:12: what` or `FILE: packet 12: what`. */
export function problemText(file: string, problem: Problem): string {
  const { what } = problem;
  const place = 'line' in problem ? problem.line : problem.packet;
  if (place === 0) return `${file}: ${what}`;
  return 'line' in problem ? `${file}:${place}: ${what}` : `${file}: packet ${place}: ${what}`;
}
