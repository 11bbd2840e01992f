/**
 * Workflow commands of GitHub Actions: an annotation a complaint, at its file and line, and the
 * summary of a step in Markdown. How they are escaped: toolkit of actions, `packages/core/src/command.ts`.
 */
import { complaintsOf, type LineOf } from './complaints.js';
import { harmless } from './plain-text.js';
import { type CheckResult, placeName } from './result.js';

/** What stands beside a line of a pull request, or of a file as a whole. */
export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly title: string;
  readonly text: string;
  /** A path from the repository's root; none for what stands in no file. */
  readonly file?: string;
  /** From 1. */
  readonly line?: number;
}

/** One line of output, its end included: whatever is in the texts, it stays that one command. */
export function annotationLine({ level, title, text, file, line }: Annotation): string {
  const properties = Object.entries({ file, line, title }).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${property(String(value))}`],
  );
  return `::${level} ${properties.join(',')}::${data(text)}\n`;
}

/** Lines stay lines; other controls are shown, as everywhere. */
function data(text: string): string {
  return text
    .split(/\r?\n/)
    .map(harmless)
    .join('\n')
    .replaceAll('%', '%25')
    .replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/** What `check` found, in its order. */
export function checkAnnotations(results: readonly CheckResult[], lineOf: LineOf): Annotation[] {
  return results.flatMap(complaintsOf).map(({ code, level, title, text, place, field }) => {
    const { file, line = lineOf(place, field) } = place;
    const about = { level, title: `${code}: ${title}` };
    // Standard input is no file of the repository.
    if (file === '-') return { ...about, text: `${placeName(place)}: ${text}` };
    return { ...about, text, file, ...(line === undefined ? {} : { line }) };
  });
}

/** Characters: GitHub takes a megabyte of a step, in UTF-8. */
const MAX_SUMMARY = 300_000;
const MAX_CELL = 500;

/** A heading, a sentence, and a table of the annotations where there are any. */
export function stepSummary(
  heading: string,
  sentence: string,
  annotations: readonly Annotation[],
): string {
  const rows: string[] = [];
  let size = 0;
  for (const { level, title, text, file, line } of annotations) {
    const place = file === undefined ? '' : line === undefined ? file : `${file}:${line}`;
    const row = `| ${[level, place, title, text].map(cell).join(' | ')} |`;
    size += row.length;
    if (size > MAX_SUMMARY) break;
    rows.push(row);
  }
  const more = annotations.length - rows.length;
  return [
    `### ${cell(heading)}`,
    '',
    cell(sentence),
    ...(rows.length === 0 ? [] : ['', '| | where | what | how |', '|---|---|---|---|', ...rows]),
    ...(more > 0 ? ['', `and ${more} more`] : []),
    '',
    '',
  ].join('\n');
}

/** Text alone: no markup, no line ends. */
function cell(text: string): string {
  const line = harmless(text.replace(/\s+/g, ' '));
  const short = line.length > MAX_CELL ? `${line.slice(0, MAX_CELL)}…` : line;
  return short.replace(/[\\`*_{}[\]<>()#+!|~&@:]/g, (char) => {
    return `&#${char.charCodeAt(0)};`;
  });
}
