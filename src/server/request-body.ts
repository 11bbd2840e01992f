/** Reading what a client sent: bounded, and checked key by key. */

import { concat, EMPTY } from '../bytes.js';
import { InputError } from '../errors.js';
import { expected, shownText, shownValue } from '../shown.js';
import { LIMITS, LimitError } from './limits.js';

/** The request cannot be read as JSON; Speculos calls this `message`, not `error`. */
export class BodyError extends Error {
  override readonly name = 'BodyError';
}

/** The client went away before it had sent all of its request: nobody waits for the answer. */
export class ClientGoneError extends Error {
  override readonly name = 'ClientGoneError';
}

/** @throws LimitError for more than `limit` bytes, ClientGoneError when not all of it comes. */
export async function bodyText(request: Request, limit: number = LIMITS.body): Promise<string> {
  return new TextDecoder().decode(await bodyBytes(request, limit));
}

/** @throws as {@link bodyText}. */
export async function bodyBytes(request: Request, limit: number): Promise<Uint8Array> {
  try {
    return await wholeBody(request, limit);
  } catch (error) {
    if (error instanceof LimitError) throw error;
    throw new ClientGoneError('the client went away', { cause: error });
  }
}

async function wholeBody(request: Request, limit: number): Promise<Uint8Array> {
  const announced = request.headers.get('content-length');
  if (announced !== null) {
    if (Number(announced) > limit) throw tooLong(limit);
    return new Uint8Array(await request.arrayBuffer());
  }
  const { body } = request;
  if (body === null) return EMPTY;
  const reader = body.getReader();
  const pieces: Uint8Array[] = [];
  let size = 0;
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    size += read.value.length;
    if (size > limit) {
      await reader.cancel().catch(() => {});
      throw tooLong(limit);
    }
    pieces.push(read.value);
  }
  return concat(...pieces);
}

function tooLong(limit: number): LimitError {
  return new LimitError(`the request body is longer than ${limit} bytes`, 413);
}

export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * The JSON object in a body, whatever its content type says.
 * @throws BodyError for text that is not JSON, InputError for JSON that is not an object.
 */
export async function bodyObject(request: Request, limit?: number): Promise<JsonObject> {
  const text = await bodyText(request, limit);
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new BodyError(
      `the request body is not JSON: ${text === '' ? 'it is empty' : shownText(text)}`,
    );
  }
  if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) {
    return parsed as JsonObject;
  }
  throw new InputError(expected(undefined, 'a JSON object', shownValue(parsed)));
}

/** As {@link bodyObject}; no body at all is an empty object. */
export async function optionalObject(request: Request): Promise<JsonObject> {
  const { headers, body } = request;
  if (headers.get('content-length') === '0' || body === null) return {};
  return bodyObject(request);
}

/** @throws InputError for a key that is none of `keys`. */
export function onlyKeys(body: JsonObject, keys: readonly string[]): void {
  const unknown = Object.keys(body).find((key) => !keys.includes(key));
  if (unknown !== undefined) {
    throw new InputError(expected('body', `the keys ${keys.join(', ')}`, shownText(unknown)));
  }
}

/** @throws InputError when it is there and no number. */
export function optionalNumber(body: JsonObject, key: string): number | undefined {
  const value = body[key];
  if (value === undefined || typeof value === 'number') return value;
  throw new InputError(expected(key, 'a number', shownValue(value)));
}

/** @throws InputError when it is there and no text. */
export function optionalText(body: JsonObject, key: string): string | undefined {
  const value = body[key];
  if (value === undefined || typeof value === 'string') return value;
  throw new InputError(expected(key, 'a text', shownValue(value)));
}

/** @throws InputError unless it is one of `choices`. */
export function oneOf<T extends string>(
  body: JsonObject,
  key: string,
  choices: readonly T[],
  otherwise?: T,
): T {
  const value = body[key] ?? otherwise;
  const found = choices.find((choice) => choice === value);
  if (found !== undefined) return found;
  throw new InputError(expected(key, choices.join(', '), shownValue(body[key])));
}

/** @throws InputError unless it is a whole number from 0. */
export function pixel(body: JsonObject, key: string): number {
  const value = body[key];
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value;
  throw new InputError(expected(key, 'a whole number from 0', shownValue(value)));
}

/** Never a private key: long texts and objects are only named. */
export { shownValue as shown };
