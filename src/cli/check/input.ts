/**
 * The cases in a file or on standard input: a document (JSON, YAML, an HTTP answer with or without
 * its headers, a list of cases), or a stream with one case a line. What cannot be read is a result
 * too; the rest goes on.
 */

import { lineBatches, longLineError, MAX_LINE } from '../../bulk/line-batches.js';
import { type Document, documentsOf, lineDocument } from '../../check/answer/documents.js';
import { decodeText } from '../../codec/text.js';
import { InputError } from '../../errors.js';
import { notRead } from '../../report/judge.js';
import { type NotRead, type Place, placeName } from '../../report/result.js';
import { expected } from '../../shown.js';
import { debug } from '../debug.js';
import { chunksOf, refuseStdinTwice } from '../files/chunks.js';
import { checkInput } from '../files/input.js';
import type { Io } from '../io.js';

export interface Found {
  readonly place: Place;
  readonly document: Document;
}

/** All cases of all files, in order; of a stream no more than a batch at a time. */
export async function* readCases(
  files: readonly string[],
  io: Io,
): AsyncGenerator<Found | NotRead> {
  refuseStdinTwice(files);
  for (const file of files) {
    try {
      yield* casesOf(file, chunksOf(file, io));
    } catch (error) {
      yield notRead({ file }, error);
    }
  }
}

/** @throws InputError beyond what a document may have. */
export async function bytesOfInput(
  file: string,
  io: Pick<Io, 'stdin'>,
  option: string,
): Promise<Uint8Array> {
  if (file !== '-') checkInput(file, option);
  const { head, rest } = await headOf(chunksOf(file, io));
  if (rest === undefined) return Buffer.concat(head);
  await rest.return?.();
  throw new InputError(expected(option, `at most ${MAX_LINE} bytes`, `more in ${file}`));
}

async function* casesOf(
  file: string,
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Found | NotRead> {
  const start = await headOf(chunks);
  const isStream = /\.(ndjson|jsonl)$/i.test(file);
  if (isStream || (start.rest !== undefined && !beginsDocument(start.head))) {
    yield* linesOf(file, joined(start.head, start.rest));
    return;
  }
  const name = placeName({ file });
  const bytes = Buffer.concat(await wholeOf(start, name));
  if (bytes.length === 0) throw new InputError(expected(name, 'a case', 'an empty file'));
  const text = decodeText(bytes);
  const options = { name, isYaml: /\.ya?ml$/i.test(file) };
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length > 1 && lines.slice(0, 2).some(isObjectLine)) {
    const documents = lines.length === 2 ? await documentsOf(text, options) : [];
    // Two lines may be a request and its answer.
    if (documents.length !== 1) {
      yield* linesOf(file, joined([Buffer.from(text)], undefined));
      return;
    }
  }
  const documents = await documentsOf(text, options);
  debug('file', () => `read ${name}: ${bytes.length} bytes, ${documents.length} cases`);
  for (const [at, document] of documents.entries()) {
    const item = document.item ?? (documents.length === 1 ? undefined : at + 1);
    yield { place: item === undefined ? { file } : { file, item }, document };
  }
}

interface Head {
  readonly head: Uint8Array[];
  readonly rest?: AsyncIterator<Uint8Array>;
}

/** As many chunks as a document may have; `rest` when there is more. */
async function headOf(chunks: AsyncIterable<Uint8Array>): Promise<Head> {
  const iterator = chunks[Symbol.asyncIterator]();
  const head: Uint8Array[] = [];
  for (let size = 0; size <= MAX_LINE; ) {
    const { value, done } = await iterator.next();
    if (done === true) return { head };
    head.push(value);
    size += value.length;
  }
  return { head, rest: iterator };
}

/** Bytes of a document that is no stream: an HTTP archive, a list of cases. */
const MAX_DOCUMENT = 16 * MAX_LINE;

/** The first line is no JSON of its own: it begins a document of many lines. */
function beginsDocument(head: readonly Uint8Array[]): boolean {
  const [first = ''] = decodeText(Buffer.concat(head)).trimStart().split('\n', 1);
  return /^[{[]/.test(first) && !isJson(first);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** @throws InputError beyond what a document may have. */
async function wholeOf({ head, rest }: Head, name: string): Promise<Uint8Array[]> {
  const chunks = [...head];
  let size = chunks.reduce((sum, { length }) => sum + length, 0);
  for await (const chunk of rest === undefined ? [] : joined([], rest)) {
    size += chunk.length;
    if (size > MAX_DOCUMENT) {
      throw new InputError(expected(name, `a document of at most ${MAX_DOCUMENT} bytes`, 'more'), {
        hint: 'An archive of any size is NDJSON: one case a line.',
      });
    }
    chunks.push(chunk);
  }
  return chunks;
}

async function* joined(
  head: readonly Uint8Array[],
  rest: AsyncIterator<Uint8Array> | undefined,
): AsyncGenerator<Uint8Array> {
  yield* head;
  if (rest !== undefined) yield* { [Symbol.asyncIterator]: () => rest };
}

function isObjectLine(line: string): boolean {
  try {
    const value: unknown = line.startsWith('{') ? JSON.parse(line) : undefined;
    return typeof value === 'object';
  } catch {
    return false;
  }
}

async function* linesOf(
  file: string,
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Found | NotRead> {
  let any = false;
  for await (const batch of lineBatches(chunks)) {
    if (batch.kind === 'too-long') {
      const place = { file, line: batch.firstLine };
      any = true;
      yield notRead(place, longLineError(placeName(place), batch.size));
      continue;
    }
    const lines = new TextDecoder('utf-8').decode(batch.bytes).split('\n');
    for (const [at, text] of lines.entries()) {
      if (text.trim() === '') continue;
      any = true;
      yield parsedLine(text, { file, line: batch.firstLine + at });
    }
  }
  if (!any) throw new InputError(expected(placeName({ file }), 'a case', 'nothing'));
}

function parsedLine(text: string, place: Place): Found | NotRead {
  try {
    return { place, document: lineDocument(text, placeName(place)) };
  } catch (error) {
    return notRead(place, error);
  }
}
