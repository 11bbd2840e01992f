/** What passed through as an exchange that can be judged: bodies unpacked, bounded, read as text. */
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import type { Exchange, HttpAnswer } from '../test/exchange.js';
import { failureOf } from '../test/failure.js';
import { looseJson } from '../test/strict-json.js';
import { MOST_KEPT, type Passed } from './node-forward.js';

export interface SeenRequest {
  readonly number: number;
  readonly operation: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Milliseconds since 1970, and elapsed. */
  readonly at: number;
  readonly begunAt: number;
  readonly isTls: boolean;
}

const UNPACK: Readonly<Record<string, (bytes: Buffer, options: object) => Promise<Buffer>>> = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
};

export async function exchangeOf(asked: SeenRequest, passed: Passed): Promise<Exchange> {
  const { number, operation, method, url, at, begunAt } = asked;
  const { headersAt, endedAt, request } = passed;
  const found = await answerOf(asked, passed);
  return {
    number,
    request: {
      operation,
      method,
      url,
      headers: joined(asked.headers),
      ...(request.size === 0 ? {} : { body: request.bytes().toString('utf8') }),
    },
    ...found,
    at,
    ...(headersAt === undefined ? {} : { headersMs: headersAt - begunAt }),
    totalMs: endedAt - begunAt,
  };
}

async function answerOf(
  { isTls, begunAt }: SeenRequest,
  { status, headers = {}, answer, error, endedAt }: Passed,
): Promise<Pick<Exchange, 'answer' | 'failure'>> {
  const progress = {
    isTls,
    limit: Math.round(endedAt - begunAt),
    ...(status === undefined ? {} : { status, received: answer?.size ?? 0 }),
  };
  if (error !== undefined) return { failure: failureOf(error, progress) };
  if (status === undefined || answer === undefined) return {};
  if (!answer.isWhole) {
    const message = `the body has ${answer.size} bytes: it was passed on, and not read beyond ${MOST_KEPT}`;
    return { failure: { kind: 'too-large', message } };
  }
  const all = joined(headers);
  try {
    const bytes = await unpacked(answer.bytes(), all['content-encoding']);
    return { answer: answered(status, all, bytes) };
  } catch (problem) {
    return { failure: failureOf(problem, progress) };
  }
}

function answered(
  status: number,
  headers: Readonly<Record<string, string>>,
  bytes: Uint8Array,
): HttpAnswer {
  const text = new TextDecoder().decode(bytes);
  return { status, headers, bytes, text, json: looseJson(text) };
}

async function unpacked(raw: Buffer, encoding = ''): Promise<Uint8Array> {
  const unpack = UNPACK[encoding.trim().toLowerCase()];
  if (unpack === undefined || raw.length === 0) return new Uint8Array(raw);
  return new Uint8Array(await unpack(raw, { maxOutputLength: MOST_KEPT }));
}

function joined(headers: Readonly<Record<string, string | string[] | undefined>>) {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.toLowerCase(),
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
}
