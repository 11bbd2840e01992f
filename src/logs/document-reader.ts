/** A text that is one JSON document: gathered whole, parsed at its end, and given to who knows it. */
import type { FormatName } from './format-names.js';
import { DOCUMENT_FORMATS } from './formats.js';
import type { Found } from './found.js';
import { type BrokenRecord, type JsonRecord, jsonRecords } from './json/records.js';
import type { Body } from './log-parser.js';
import type { DocumentFormat } from './reader.js';
import { textLines } from './text-lines.js';

/** Characters of the longest document; V8 cannot hold much longer texts. */
const MOST_CHARACTERS = 256 * 1024 * 1024;

/** First line of a document that was pasted into an issue. */
const FENCE = /^\s*```\w*\s*\n/;

/**
 * True for a text that begins as a JSON array or object does and is not an object on each line.
 * `[INFO] …` and `[2026-…` begin with a bracket, too.
 */
export function looksLikeDocument(head: string): boolean {
  const text = head
    .replace(/^\uFEFF/, '')
    .replace(FENCE, '')
    .trimStart();
  if (!/^(?:\[\s*[[{"\]]|\{\s*["}])/.test(text)) return false;
  const [first, ...others] = text.split('\n');
  if (!first!.startsWith('{') || others.every((line) => line.trim() === '')) return true;
  return !isJson(first!);
}

/** The one with the most; of equal ones the first. */
function best<T>(all: readonly T[], score: (one: T) => number): T {
  const scores = all.map(score);
  return all[scores.indexOf(Math.max(...scores))]!;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** @param otherwise reads a text that turns out to be no JSON by the line. */
export function documentReader(
  wanted: FormatName | undefined,
  otherwise: (head: string, wanted: FormatName | undefined) => Body,
): Body {
  const lines = textLines();
  const texts: string[] = [];
  let size = 0;
  let format: FormatName = wanted ?? DOCUMENT_FORMATS[0]!.name;
  const gather = (more: readonly string[]) => {
    for (const text of more) {
      size += text.length + 1;
      if (size <= MOST_CHARACTERS) texts.push(text);
    }
  };

  function read(): readonly Found[] {
    if (size > MOST_CHARACTERS) {
      return [{ kind: 'problem', at: 0, what: 'a JSON document of more than 256 MiB is not read' }];
    }
    const text = texts.join('\n');
    const { records, broken } = jsonRecords(text);
    const known = formatOf(records);
    if (known.score(records) === 0 && !isJson(text)) return readByLine(text, broken);
    format = known.name;
    const problems = broken.map(({ line, what }): Found => ({ kind: 'problem', at: line, what }));
    return [...known.read(records), ...problems];
  }

  function formatOf(records: readonly JsonRecord[]): DocumentFormat {
    const named = DOCUMENT_FORMATS.find(({ name }) => name === wanted);
    return named ?? best(DOCUMENT_FORMATS, (one) => one.score(records));
  }

  function readByLine(text: string, broken: readonly BrokenRecord[]): readonly Found[] {
    const body = otherwise(text, undefined);
    format = body.format;
    const found = [...body.push(new TextEncoder().encode(text)), ...body.end()];
    if (found.some((one) => one.kind === 'command' || one.kind === 'answer')) return found;
    const what = 'it begins as a JSON document does, and is none';
    return [{ kind: 'problem', at: broken[0]?.line ?? 0, what }, ...found];
  }

  return {
    get format() {
      return format;
    },
    counted: 'line',
    push(piece) {
      gather(lines.push(piece));
      return [];
    },
    end() {
      gather(lines.end());
      return read();
    },
  };
}
