/**
 * The entries of a JSON document, each with its line: the elements of the outermost arrays. Half a
 * document gives what is whole; a damaged entry costs that entry alone.
 */

export interface JsonRecord {
  /** Names of the members it stands in, `log.entries` in a HAR; empty for an array of its own. */
  readonly path: string;
  /** Where it begins, from 1. */
  readonly line: number;
  readonly value: unknown;
}

export interface BrokenRecord {
  readonly line: number;
  readonly what: string;
}

export interface JsonRecords {
  readonly records: readonly JsonRecord[];
  readonly broken: readonly BrokenRecord[];
}

/** One container that is open: an object's member that is being read, or an array. */
interface Open {
  readonly isArray: boolean;
  key: string;
}

export function jsonRecords(text: string): JsonRecords {
  const records: JsonRecord[] = [];
  const broken: BrokenRecord[] = [];
  let stack: Open[] = [];
  let line = 1;
  let element:
    | { start: number; line: number; depth: number; indent: string | undefined }
    | undefined;
  let key = '';
  let at = 0;

  const isInArray = () => stack.some(({ isArray }) => isArray);
  const path = () => stack.flatMap((one) => (one.isArray ? [] : [one.key])).join('.');

  function begin(): void {
    if (element !== undefined || !stack.at(-1)?.isArray) return;
    element = { start: at, line, depth: stack.length, indent: indentAt(text, at) };
  }

  function end(upTo: number): void {
    const done = element!;
    element = undefined;
    try {
      records.push({
        path: path(),
        line: done.line,
        value: JSON.parse(text.slice(done.start, upTo)),
      });
    } catch {
      broken.push({ line: done.line, what: 'this entry is no whole JSON' });
    }
  }

  /** Pretty-printed, and the next entry begins although this one has not ended. */
  function newLine(): void {
    line++;
    if (element?.indent === undefined || !text.startsWith(`\n${element.indent}{`, at)) return;
    broken.push({ line: element.line, what: 'this entry is no whole JSON' });
    stack = stack.slice(0, element.depth);
    element = undefined;
  }

  while (at < text.length) {
    const char = text[at]!;
    if (char === '"') {
      begin();
      const close = stringEnd(text, at);
      key = text.slice(at + 1, close - 1);
      at = close;
      if (element !== undefined && stack.length === element.depth) end(at);
      continue;
    }
    if (char === '\n') newLine();
    else if (char === '{' || char === '[') {
      const isOutermost = char === '[' && !isInArray();
      if (!isOutermost) begin();
      stack.push({ isArray: char === '[', key: '' });
    } else if (char === ':' && stack.length > 0) stack.at(-1)!.key = key;
    else if (char === '}' || char === ']') {
      stack.pop();
      if (element !== undefined && stack.length <= element.depth) end(at + 1);
    }
    at++;
  }
  if (element !== undefined) {
    broken.push({ line: element.line, what: 'the document ends in the middle of this entry' });
  } else if (stack.length > 0) {
    broken.push({ line, what: 'the document ends before it is closed' });
  }
  return { records, broken };
}

/** Behind the closing quote; a line end in a text is damage and ends it. */
function stringEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const char = text[at];
    if (char === '\\') at++;
    else if (char === '"') return at + 1;
    else if (char === '\n') return at;
  }
  return text.length;
}

/** The blanks in front, where nothing else is on the line. */
function indentAt(text: string, at: number): string | undefined {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  const before = text.slice(start, at);
  return before.trim() === '' ? before : undefined;
}
