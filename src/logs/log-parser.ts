/**
 * A file of any format, in pieces of any size, becomes what it holds. The format is found by content,
 * from the first {@link HEAD_SIZE} bytes; what is read by line or by packet needs no more memory however
 * long the file is.
 */
import { concat } from '../bytes.js';
import { encodingOf } from '../codec/text.js';
import { InputError } from '../errors.js';
import { best, documentReader, looksLikeDocument } from './document-reader.js';
import type { FormatName } from './format-names.js';
import { CAPTURE_FORMATS, DOCUMENT_FORMATS, LINE_FORMATS, RECORDING } from './formats.js';
import type { Counted, Found } from './found.js';
import type { LineFormat } from './reader.js';
import { refusal } from './refused.js';
import { textLines } from './text-lines.js';
import { type Unpacking, unpacker, unpacking } from './unpack.js';

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
 * @param archives those this stands in.
 */
export function logParser(format?: FormatName, archives: Unpacking = unpacking()): LogParser {
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

function bodyFor(head: Uint8Array, format: FormatName | undefined, archives: Unpacking): Body {
  const packed = unpacker(head, format, archives);
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
  const text = new TextDecoder(encodingOf(head)).decode(head, { stream: true });
  const asDocument =
    format === undefined
      ? looksLikeDocument(text)
      : DOCUMENT_FORMATS.some(({ name }) => name === format);
  return asDocument ? documentReader(format, lineBody) : lineBody(text, format);
}

/** @param head the beginning of the text, for finding out; it is pushed like all that follows. */
function lineBody(head: string, wanted: FormatName | undefined): Body {
  const format = wanted === undefined ? bestFormat(head) : namedFormat(wanted);
  const lines = textLines();
  const reader = format.open();
  let at = 0;
  const read = (texts: readonly string[]): Found[] =>
    texts.flatMap((text) => reader.line(text, ++at));
  return {
    format: format.name,
    counted: 'line',
    push: (piece) => read(lines.push(piece)),
    end: () => [...read(lines.end()), ...reader.end()],
  };
}

function bestFormat(head: string): LineFormat {
  const lines = textLines();
  const bytes = new TextEncoder().encode(head);
  const texts = [...lines.push(bytes), ...lines.end()];
  const known = best(LINE_FORMATS, (format) => format.score(texts));
  return known.score(texts) > 0 ? known : RECORDING;
}

/** @throws InputError for a format that is no text by the line. */
function namedFormat(name: FormatName): LineFormat {
  const format = LINE_FORMATS.find((one) => one.name === name);
  if (format === undefined) throw new InputError(`the file is not of the format ${name}`);
  return format;
}
