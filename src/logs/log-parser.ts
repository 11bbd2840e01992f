/**
 * A file of any format, in pieces of any size, becomes what it holds. The format is found by content,
 * from the first {@link HEAD_SIZE} bytes; what is read by line or by packet needs no more memory however
 * long the file is.
 */
import { concat } from '../bytes.js';
import { encodingOf } from '../codec/text.js';
import { InputError } from '../errors.js';
import { believed, canBeCut } from './cut-line.js';
import { documentReader, looksLikeDocument } from './document-reader.js';
import type { FormatName } from './format-names.js';
import { CAPTURE_FORMATS, DOCUMENT_FORMATS, LINE_FORMATS, RECORDING } from './formats.js';
import type { Counted, Found } from './found.js';
import type { Unpacking } from './packed.js';
import type { LineFormat, SortedLines } from './reader.js';
import { refusal } from './refused.js';
import { isPlainTurn } from './text/plain-turn.js';
import { textLines } from './text-lines.js';

/** Bytes that are looked at before the format is decided. */
export const HEAD_SIZE = 256 * 1024;

/** Takes the bytes of a file and gives what the reader of its format finds. */
export interface LogParser {
  push(piece: Uint8Array): readonly Found[];
  end(): readonly Found[];
  /** Known once the head is there; at the end in any case. */
  readonly format: FormatName | undefined;
  /** Of what is packed: the format inside. */
  readonly inside: FormatName | undefined;
  readonly counted: Counted;
}

/** What a parser does once it knows the format. */
export interface Body {
  readonly format: FormatName;
  readonly inside?: FormatName | undefined;
  readonly counted: Counted;
  push(piece: Uint8Array): readonly Found[];
  end(): readonly Found[];
}

/**
 * @param format read as this, whatever it looks like.
 * @param archives those this stands in, and how they are read; absent where nothing is packed.
 */
export function logParser(format?: FormatName, archives?: Unpacking): LogParser {
  let head: Uint8Array[] = [];
  let size = 0;
  let body: Body | undefined;

  function begin(): readonly Found[] {
    const bytes = concat(...head);
    head = [];
    body = bodyFor(bytes, format, archives);
    return body.push(bytes);
  }

  return {
    push(piece) {
      if (body !== undefined) return body.push(piece);
      head.push(piece.slice());
      size += piece.length;
      return size < HEAD_SIZE ? [] : begin();
    },
    end() {
      const first = body === undefined ? begin() : [];
      return [...first, ...body!.end()];
    },
    get format() {
      return body?.format;
    },
    get inside() {
      return body?.inside;
    },
    get counted() {
      return body?.counted ?? 'line';
    },
  };
}

/** A named format is believed, whatever the file looks like. */
const REFUSED_NAMES: ReadonlySet<FormatName> = new Set<FormatName>(['btsnoop', 'unread']);

function bodyFor(
  head: Uint8Array,
  format: FormatName | undefined,
  archives: Unpacking | undefined,
): Body {
  const packed = archives?.bodyFor(head, format, archives);
  if (packed !== undefined) return packed;
  const refused = format === undefined || REFUSED_NAMES.has(format) ? refusal(head) : undefined;
  if (refused !== undefined) return refused;
  const capture = CAPTURE_FORMATS.find((one) =>
    format === undefined ? one.isIt(head) : one.name === format,
  );
  if (capture !== undefined) {
    const reader = capture.open();
    return {
      format: capture.name,
      counted: 'packet',
      push: (piece) => reader.bytes(piece),
      end: () => reader.end(),
    };
  }
  const first = head.subarray(0, HEAD_SIZE);
  const text = new TextDecoder(encodingOf(first)).decode(first, { stream: true });
  const isNamed = ({ name }: { readonly name: FormatName }) => name === format;
  const mayBeDocument = format === undefined || DOCUMENT_FORMATS.some(isNamed);
  const mayBeLines = format === undefined || LINE_FORMATS.some(isNamed);
  const asDocument = mayBeDocument && (!mayBeLines || looksLikeDocument(text));
  return asDocument ? documentReader(format, lineBody) : lineBody(text, format);
}

/**
 * While nothing in the text tells its format, what comes is looked at again, and what came is let go.
 * @param head the beginning of the text, for finding out; it is pushed like all that follows.
 */
function lineBody(head: string, wanted: FormatName | undefined): Body {
  const lines = textLines();
  let format = wanted === undefined ? bestFormat(linesOf(head)) : namedFormat(wanted);
  let reader = format?.open();
  let at = 0;

  function read(texts: readonly string[]): Found[] {
    format ??= bestFormat(texts);
    reader ??= format?.open();
    const first = at + 1;
    at += texts.length;
    return texts.flatMap((text, index) => reader?.line(text, first + index) ?? []);
  }

  return {
    get format() {
      return (format ?? RECORDING).name;
    },
    counted: 'line',
    push: (piece) => read(lines.push(piece)),
    end() {
      const last = lines.end();
      const found = [...read(last), ...(reader?.end() ?? [])];
      return last.some(canBeCut) ? believed(found, at) : found;
    },
  };
}

function linesOf(text: string): string[] {
  const lines = textLines();
  return [...lines.push(new TextEncoder().encode(text)), ...lines.end()];
}

/** Undefined where nobody would have written any of these lines. */
function bestFormat(lines: readonly string[]): LineFormat | undefined {
  const rest = lines.filter((line) => !isPlainTurn(line));
  const sorted: SortedLines = {
    plain: lines.length - rest.length,
    rest: rest.map((line) => line.toLowerCase()),
  };
  let found: LineFormat | undefined;
  let most = 0;
  for (const format of LINE_FORMATS) {
    if ((format.most?.(sorted) ?? Number.POSITIVE_INFINITY) <= most) continue;
    const score = format.score(lines);
    if (score <= most) continue;
    found = format;
    most = score;
  }
  return found;
}

/** @throws InputError for a format that is no text by the line. */
function namedFormat(name: FormatName): LineFormat {
  const format = LINE_FORMATS.find((one) => one.name === name);
  if (format === undefined) throw new InputError(`the file is not of the format ${name}`);
  return format;
}
