/** What differs between two logs, for a terminal. */
import type { FieldDifference } from '../../decode/compare.js';
import type { Io } from '../io.js';
import { harmless, palette, wrapped } from '../text/text.js';
import type { DiffReport } from './diff.js';

type Look = Pick<Io, 'color' | 'columns'>;

export function diffText({ before, after, differences }: DiffReport, look: Look): string {
  const { bad, good, dim, strong } = palette(look.color);
  const sides = [before, after].map(
    ({ file, format, exchanges }) => `${file} (${format}, ${exchanges} exchanges)`,
  );
  const lines = [dim(harmless(sides.join('  →  ')))];
  for (const { name, before: left, after: right, fields } of differences) {
    const place = dim(`(${left ?? '–'} → ${right ?? '–'})`);
    if (left === undefined)
      lines.push(`${good(`+ ${harmless(name)}`)}  ${place}  only in the second`);
    else if (right === undefined)
      lines.push(`${bad(`- ${harmless(name)}`)}  ${place}  only in the first`);
    else
      lines.push(
        `${strong(`  ${harmless(name)}`)}  ${place}`,
        ...fields.flatMap((one) => fieldLines(one, look)),
      );
  }
  const count = differences.length;
  lines.push(count === 0 ? good('No difference.') : bad(`${count} of the exchanges differ.`));
  return `${lines.join('\n')}\n`;
}

function fieldLines({ field, before, after, because }: FieldDifference, look: Look): string[] {
  const { dim } = palette(look.color);
  const head = `    ${field}: `;
  const [left, right] = [shown(before), shown(after)];
  const fits = head.length + left.length + right.length + 3 <= look.columns;
  const lines = fits
    ? [`${head}${left} → ${right}`]
    : [head.trimEnd(), `      ${left}`, `    → ${right}`];
  if (because !== undefined) {
    lines.push(
      ...wrapped(`because: ${because}`, look.columns - 6).map((line) => dim(`      ${line}`)),
    );
  }
  return lines.map(harmless);
}

const shown = (value: string | undefined) =>
  value === undefined ? 'not there' : value === '' ? 'empty' : value;
