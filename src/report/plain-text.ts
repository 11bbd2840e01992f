/** Text for terminals and logs: made harmless, wrapped to a width. */

/** Controls, and what changes direction, joins, hides or breaks lines: kept from terminals. */
const UNSAFE = /[\p{C}\p{Zl}\p{Zp}]/gu;

/** Someone else's text with every such character as a visible escape: `\x1b`, `\u202e`. */
export function harmless(text: string): string {
  return text.replace(UNSAFE, (char) => {
    const code = char.codePointAt(0) ?? 0;
    const hex = code.toString(16);
    if (code < 0x100) return `\\x${hex.padStart(2, '0')}`;
    return code < 0x10000 ? `\\u${hex.padStart(4, '0')}` : `\\u{${hex}}`;
  });
}

/** One JSON document, indented; unsafe characters inside its texts are JSON escapes. */
export function jsonText(value: unknown): string {
  const escaped = (char: string) =>
    char === '\n'
      ? char
      : Array.from({ length: char.length }, (_, i) => {
          return `\\u${char.charCodeAt(i).toString(16).padStart(4, '0')}`;
        }).join('');
  return `${JSON.stringify(value, null, 2).replace(UNSAFE, escaped)}\n`;
}

/** Characters as a terminal counts them, near enough: East Asian and emoji ones take two cells. */
export function widthOf(text: string): number {
  let width = 0;
  for (const char of text) width += WIDE.test(char) ? 2 : COMBINING.test(char) ? 0 : 1;
  return width;
}

const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]|\p{Emoji_Presentation}/u;
const COMBINING = /\p{Mark}/u;

/** Lines of at most `width` cells, broken at blanks, and inside words that are longer than a line. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    let rest = word;
    const joined = line === '' ? rest : `${line} ${rest}`;
    if (widthOf(joined) <= width) {
      line = joined;
      continue;
    }
    if (line !== '') lines.push(line);
    while (widthOf(rest) > width) {
      const head = headOf(rest, width);
      lines.push(head);
      rest = rest.slice(head.length);
    }
    line = rest;
  }
  return line === '' && lines.length > 0 ? lines : [...lines, line];
}

function headOf(text: string, width: number): string {
  let head = '';
  for (const char of text) {
    if (head !== '' && widthOf(head + char) > width) break;
    head += char;
  }
  return head;
}
