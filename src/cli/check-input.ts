/**
 * The cases in a file or on standard input: a document (JSON, YAML, an HTTP answer with or without
 * its headers, a list of cases), or a stream with one case a line. What cannot be read is a result
 * too; the rest goes on.
 */

import { bytesOf } from '../bulk/file-bytes.js';
import { parseJson } from '../bulk/json-text.js';
import { notRead } from '../bulk/judge-lines.js';
import { lineBatches, longLineError, MAX_LINE } from '../bulk/line-batches.js';
import { InputError } from '../errors.js';
import { type NotRead, type Place, placeName } from '../report/result.js';
import type { Io } from './io.js';

export interface Found {
  readonly place: Place;
  readonly value: unknown;
}

/** All cases of all files, in order; of a stream no more than a batch at a time. */
export async function* readCases(
  files: readonly string[],
  io: Io,
): AsyncGenerator<Found | NotRead> {
  for (const file of files) {
    try {
      yield* casesOf(file, chunksOf(file, io));
    } catch (error) {
      yield notRead({ file }, error);
    }
  }
}

export function chunksOf(file: string, io: Io): AsyncIterable<Uint8Array> {
  if (file !== '-') return bytesOf(file);
  if (io.stdin === undefined) throw new InputError('-: expected standard input, found none');
  return io.stdin;
}

async function* casesOf(
  file: string,
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Found | NotRead> {
  const { head, rest } = await headOf(chunks);
  if (/\.(ndjson|jsonl)$/i.test(file) || rest !== undefined) {
    yield* linesOf(file, joined(head, rest));
    return;
  }
  const text = textOf(Buffer.concat(head), file);
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length > 1 && lines.slice(0, 2).some(isObjectLine)) {
    yield* linesOf(file, joined(head, undefined));
    return;
  }
  yield* expanded(await documentOf(text, file), { file });
}

/** As many chunks as a document may have; `rest` when there is more. */
async function headOf(
  chunks: AsyncIterable<Uint8Array>,
): Promise<{ head: Uint8Array[]; rest?: AsyncIterator<Uint8Array> }> {
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
    const lines = new TextDecoder('utf-8', { ignoreBOM: true }).decode(batch.bytes).split('\n');
    for (const [at, text] of lines.entries()) {
      if (text.trim() === '') continue;
      any = true;
      yield parsedLine(text, { file, line: batch.firstLine + at });
    }
  }
  if (!any) throw new InputError(`${placeName({ file })}: expected a case, found nothing`);
}

function parsedLine(text: string, place: Place): Found | NotRead {
  try {
    return { place, value: parseJson(text, placeName(place)) };
  } catch (error) {
    return notRead(place, error);
  }
}

/** @throws InputError for what is no text. */
function textOf(bytes: Uint8Array, file: string): string {
  const name = placeName({ file });
  if (bytes.length === 0) throw new InputError(`${name}: expected a case, found an empty file`);
  const utf16 =
    (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (utf16) {
    throw new InputError(`${name}: expected UTF-8 text, found UTF-16`, {
      hint: 'Save the file as UTF-8.',
    });
  }
  return new TextDecoder('utf-8')
    .decode(bytes)
    .replace(/^HTTP\/[\d.]+ \d{3}[\s\S]*?\r?\n\r?\n/, '');
}

async function documentOf(text: string, file: string): Promise<unknown> {
  const name = placeName({ file });
  const isYaml = /\.ya?ml$/i.test(file);
  // JSON begins with a bracket; a list or a mapping of YAML begins otherwise.
  if (!isYaml && !/^\s*(-\s|[\w'"-]+\s*:|#|---|%YAML)/.test(text)) return parseJson(text, name);
  const { parseYaml } = await import('./yaml-text.js');
  return parseYaml(text, name);
}

/** One case, each of a list, or each of `cases` with the members around them. */
function* expanded(document: unknown, { file }: Place): Generator<Found> {
  const list = listOf(document);
  if (list === undefined) {
    yield { place: { file }, value: document };
    return;
  }
  if (list.length === 0)
    throw new InputError(`${placeName({ file })}: expected a case, found none`);
  for (const [at, value] of list.entries()) yield { place: { file, item: at + 1 }, value };
}

function listOf(document: unknown): readonly unknown[] | undefined {
  if (Array.isArray(document)) return document;
  if (typeof document !== 'object' || document === null || !('cases' in document)) return undefined;
  const { cases, ...shared } = document;
  if (!Array.isArray(cases)) return undefined;
  const isObject = (value: unknown) => typeof value === 'object' && value !== null;
  return cases.map((value: unknown) =>
    isObject(value) ? { ...shared, ...(value as object) } : value,
  );
}
