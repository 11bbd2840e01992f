/** The matrix of `check --firmware all` as a person reads it. */
import type { MatrixRow, Verdict } from '../../check/verdict.js';
import { rangeWords } from '../../firmware/chosen.js';
import { firmware } from '../../firmware/index.js';
import { answerWords, withoutScreens } from '../../report/matrix-words.js';
import { fitted, type Look, row } from '../text/rows.js';
import { palette } from '../text/text.js';

/** Columns for the versions; longer lists wrap. */
const VERSIONS = 32;
const MARGIN = 13;

/** Lines below the verdict; none where one release was asked. */
export function matrixLines({ matrix: rows }: Verdict, look: Look, screens: boolean): string[] {
  if (rows === undefined) return [];
  const matrix = screens ? rows : withoutScreens(rows);
  const numbers = screens ? numbered(matrix) : new Map<string, number>();
  const width = Math.min(
    VERSIONS,
    Math.max(...matrix.map((one) => rangeWords(one.firmware).length)),
  );
  const table = matrix.flatMap((one) => {
    const number = numbers.get(JSON.stringify(one.screens));
    const shown = number === undefined ? '' : `, screens ${number}`;
    return twoColumns(rangeWords(one.firmware), `${answerWords(one)}${shown}`, one, width, look);
  });
  return [
    '',
    ...labelled('Versions', table, look),
    ...marks(matrix.flatMap((one) => one.firmware)).flatMap((text) => row('', text, look)),
    ...[...numbers].flatMap(([pages, number]) => [
      '',
      ...row(`Screens ${number}`, pagesText(JSON.parse(pages) as MatrixRow['screens']), look),
    ]),
  ];
}

/** What the reader should know of releases that hardly anybody has. */
function marks(ids: readonly string[]): string[] {
  const profiles = ids.flatMap((id) => (id === 'documentation' ? [] : [firmware(id)]));
  const of = (kind: string) => profiles.filter((one) => one.kind === kind).map(({ id }) => id);
  const experimental = of('experimental');
  const development = of('development');
  return [
    ...(experimental.length === 0 ? [] : [`experimental: ${rangeWords(experimental)}`]),
    ...(development.length === 0 ? [] : [`not on devices yet: ${rangeWords(development)}`]),
  ];
}

function numbered(matrix: readonly MatrixRow[]): Map<string, number> {
  const numbers = new Map<string, number>();
  for (const { screens } of matrix) {
    const pages = JSON.stringify(screens);
    if (screens.length > 0 && !numbers.has(pages)) numbers.set(pages, numbers.size + 1);
  }
  return numbers;
}

const pagesText = (screens: MatrixRow['screens']) =>
  screens.map((lines) => lines.join(' ')).join(' · ');

function twoColumns(
  left: string,
  right: string,
  { device, ignored }: MatrixRow,
  width: number,
  { columns, color }: Look,
): string[] {
  const { good, bad } = palette(color);
  const paint = device !== null || ignored.length > 0 ? bad : good;
  const lefts = fitted(left, width);
  const rights = fitted(right, Math.max(20, columns - MARGIN - width - 2));
  return Array.from({ length: Math.max(lefts.length, rights.length) }, (_, at) => {
    const text = rights[at] ?? '';
    return `${(lefts[at] ?? '').padEnd(width + 2)}${text === '' ? '' : paint(text)}`;
  });
}

function labelled(label: string, lines: readonly string[], look: Look): string[] {
  const { dim } = palette(look.color);
  return lines.map((line, at) => {
    const shown = at === 0 ? label : '';
    return `  ${dim(shown)}${' '.repeat(MARGIN - 2 - shown.length)}${line}`;
  });
}
