/**
 * JSON as a strict reader sees it: damaged UTF-8, a byte order mark, the place of the first error,
 * members that come twice, and numbers with their own text.
 */
import { LosslessNumber, parse } from 'lossless-json';
import { isNestedTooDeep, MAX_NESTING } from '../../codec/nesting.js';

export interface Duplicate {
  /** JSON pointer. */
  readonly at: string;
  /** Both values are the same: nobody reads it otherwise. */
  readonly isSame: boolean;
}

export interface StrictJson {
  /** Numbers are LosslessNumber; undefined when it is no JSON. */
  readonly value?: unknown;
  /** Where and why it is no JSON. */
  readonly problem?: string;
  /** Offset of the first byte that is no UTF-8. */
  readonly badByte?: number;
  readonly hasMark: boolean;
  readonly duplicates: readonly Duplicate[];
}

export function readStrictly(bytes: Uint8Array): StrictJson {
  const badByte = firstBadByte(bytes);
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  // The decoder drops a byte order mark: what follows is judged on its own.
  const text = new TextDecoder().decode(bytes);
  const common = { hasMark, ...(badByte === undefined ? {} : { badByte }) };
  if (isNestedTooDeep(text)) {
    return { ...common, problem: `nested deeper than ${MAX_NESTING} levels`, duplicates: [] };
  }
  try {
    JSON.parse(text);
  } catch (error) {
    return { ...common, problem: problemOf(text, error as Error), duplicates: [] };
  }
  const value = parse(text, null, { onDuplicateKey: ({ newValue }) => newValue });
  return { ...common, value, duplicates: duplicatesOf(text) };
}

/** A value as JSON.parse gives it; undefined when the text is no JSON, or nested too deep to be walked. */
export function looseJson(text: string): unknown {
  if (isNestedTooDeep(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function firstBadByte(bytes: Uint8Array): number | undefined {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return undefined;
  } catch {
    // A damaged byte becomes U+FFFD, which is written with other bytes: the first difference.
    const repaired = new TextEncoder().encode(
      new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes),
    );
    return bytes.findIndex((byte, index) => byte !== repaired[index]);
  }
}

function problemOf(text: string, { message }: Error): string {
  if (text.trim() === '') return 'the body is empty';
  const position = /position (\d+)/.exec(message)?.[1];
  if (position !== undefined) return `not JSON at character ${position}`;
  return /end of JSON/i.test(message) ? `not JSON: it ends too early` : 'not JSON';
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s"{}[\],:]+/g;

interface Level {
  readonly isObject: boolean;
  readonly pointer: string;
  readonly seen: Map<string, number>;
  key: string;
  index: number;
}

/** @param text valid JSON. */
function duplicatesOf(text: string): Duplicate[] {
  const found: Duplicate[] = [];
  const levels: Level[] = [];
  const tokens = [...text.matchAll(TOKEN)].map((match) => match[0]);
  for (const [place, token] of tokens.entries()) {
    const level = levels.at(-1);
    if (token === '{' || token === '[') {
      const pointer = level === undefined ? '' : `${level.pointer}/${stepOf(level)}`;
      levels.push({ isObject: token === '{', pointer, seen: new Map(), key: '', index: 0 });
    } else if (token === '}' || token === ']') levels.pop();
    else if (token === ',' && level?.isObject === false) level.index++;
    else if (level?.isObject && tokens[place + 1] === ':') {
      level.key = JSON.parse(token) as string;
      const before = level.seen.get(level.key);
      if (before !== undefined) {
        const value = (at: number) => tokens[at + 2];
        // Objects and lists are not compared: two of them are never harmless.
        const isSame = value(before) === value(place) && !/^[{[]/.test(value(place) ?? '');
        found.push({ at: `${level.pointer}/${stepOf(level)}`, isSame });
      }
      level.seen.set(level.key, place);
    }
  }
  return found;
}

const stepOf = ({ isObject, key, index }: Level): string =>
  isObject ? key.replaceAll('~', '~0').replaceAll('/', '~1') : String(index);

export interface Leaf {
  /** JSON pointer. */
  readonly at: string;
  /** Last member name on the way. */
  readonly name: string;
  /** A text as it is; a number as its own text. */
  readonly text: string;
  readonly isNumber: boolean;
}

/** Every text and number of a strictly read value. */
export function* leaves(value: unknown, at = '', name = ''): Generator<Leaf> {
  if (value instanceof LosslessNumber) {
    yield { at, name, text: value.value, isNumber: true };
  } else if (typeof value === 'string') {
    yield { at, name, text: value, isNumber: false };
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* leaves(item, `${at}/${index}`, name);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      yield* leaves(item, `${at}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, key);
    }
  }
}
