/**
 * The entries of a JSON document, each with its line: the objects in the outermost arrays, or one object
 * behind another. Half a document gives what is whole; a damaged entry costs that entry alone.
 */

export interface JsonRecord {
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

interface Begun {
  readonly start: number;
  readonly line: number;
  /** How many containers it stands in. */
  readonly depth: number;
  /** The blanks in front, where nothing else is on its line. */
  readonly indent: string | undefined;
}

/** Deeper documents are nobody's log. */
const DEEPEST = 200;
const WIDEST_INDENT = 64;
const NOT_WHOLE = 'this entry is no whole JSON';

export function jsonRecords(text: string): JsonRecords {
  const records: JsonRecord[] = [];
  const broken: BrokenRecord[] = [];
  /** Objects that stand in nothing, one behind another. */
  const outermost: { start: number; end: number; line: number }[] = [];
  /** What is open: `{` or `[`. */
  let stack: string[] = [];
  /** Of these, the outermost array. */
  let array = -1;
  let element: Begun | undefined;
  let whole: Begun | undefined;
  let line = 1;
  let lineStart = 0;

  function begin(at: number): Begun {
    const before = at - lineStart > WIDEST_INDENT ? 'x' : text.slice(lineStart, at);
    const indent = before.trim() === '' ? before : undefined;
    return { start: at, line, depth: stack.length, indent };
  }

  function open(at: number, char: string): void {
    if (stack.length === 0 && char === '{') whole = begin(at);
    if (array >= 0 && element === undefined) element = begin(at);
    if (array < 0 && char === '[') array = stack.length;
    stack.push(char);
  }

  function close(at: number): void {
    stack.pop();
    if (element !== undefined && stack.length <= element.depth) {
      parse(element, at + 1);
      element = undefined;
    }
    if (stack.length <= array) array = -1;
    if (stack.length === 0 && whole !== undefined) {
      outermost.push({ start: whole.start, end: at + 1, line: whole.line });
      whole = undefined;
    }
  }

  function parse(begun: Begun, end: number): void {
    try {
      records.push({ line: begun.line, value: JSON.parse(text.slice(begun.start, end)) });
    } catch {
      broken.push({ line: begun.line, what: NOT_WHOLE });
    }
  }

  /** Pretty-printed, and the next entry begins although this one has not ended. */
  function newLine(at: number): void {
    line++;
    lineStart = at + 1;
    if (element?.indent === undefined || !text.startsWith(`${element.indent}{`, lineStart)) return;
    broken.push({ line: element.line, what: NOT_WHOLE });
    stack = stack.slice(0, element.depth);
    element = undefined;
  }

  for (let at = 0; at < text.length; at++) {
    const char = text[at]!;
    if (char === '"') at = stringEnd(text, at);
    else if (char === '\n') newLine(at);
    else if (char === '{' || char === '[') open(at, char);
    else if (char === '}' || char === ']') close(at);
    if (stack.length > DEEPEST) {
      broken.push({ line, what: `more than ${DEEPEST} containers in one another are not read` });
      return { records, broken };
    }
  }
  if (element !== undefined) {
    broken.push({ line: element.line, what: 'the document ends in the middle of this entry' });
  } else if (stack.length > 0) {
    broken.push({ line, what: 'the document ends before it is closed' });
  }
  const isList = outermost.length > 1 || records.length === 0;
  return isList && outermost.length > 0 ? listed(text, outermost) : { records, broken };
}

/** Where the closing quote is; a line end in a text is damage and ends it. */
function stringEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const char = text[at];
    if (char === '\\') at++;
    else if (char === '"') return at;
    else if (char === '\n') return at - 1;
  }
  return text.length;
}

function listed(
  text: string,
  all: readonly { start: number; end: number; line: number }[],
): JsonRecords {
  const records: JsonRecord[] = [];
  const broken: BrokenRecord[] = [];
  for (const { start, end, line } of all) {
    try {
      records.push({ line, value: JSON.parse(text.slice(start, end)) });
    } catch {
      broken.push({ line, what: NOT_WHOLE });
    }
  }
  return { records, broken };
}
