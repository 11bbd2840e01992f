/** A text that is one JSON document: gathered whole, parsed at its end, and given to who knows it. */
import type { FormatName } from './format-names.js';
import { DOCUMENT_FORMATS } from './formats.js';
import type { Found } from './found.js';
import type { Body } from './log-parser.js';
import { textLines } from './text-lines.js';

/** Characters of the longest document; V8 cannot hold much longer texts. */
const MOST_CHARACTERS = 256 * 1024 * 1024;

/**
 * True for a text that begins as a JSON array or object does and is not an object on each line.
 * `[INFO] …` and `[2026-…` begin with a bracket, too.
 */
export function looksLikeDocument(head: string): boolean {
  const text = head.trimStart();
  if (!/^(?:\[\s*[[{"\]]|\{\s*["}])/.test(text)) return false;
  const [first, ...others] = text.split('\n');
  if (!first!.startsWith('{') || others.every((line) => line.trim() === '')) return true;
  return !isJson(first!);
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
  let format: FormatName = wanted ?? 'ledger-live-json';
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
    let document: unknown;
    try {
      document = JSON.parse(text);
    } catch (error) {
      const body = otherwise(text, undefined);
      format = body.format;
      const what = `no whole JSON document: ${(error as Error).message.replace(/[^ -~]/g, ' ').slice(0, 80)}`;
      const found = [...body.push(new TextEncoder().encode(text)), ...body.end()];
      return [{ kind: 'problem', at: 0, what }, ...found];
    }
    const known = DOCUMENT_FORMATS.find((one) =>
      wanted === undefined ? one.isIt(document) : one.name === wanted,
    );
    if (known === undefined) return [];
    format = known.name;
    return known.read(document, text);
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
