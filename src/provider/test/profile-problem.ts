/** What is wrong with a profile, as one sentence that names the key; values of secrets are never in it. */
import { InputError } from '../../errors.js';
import { foundText, valueAt } from '../../host/schema-issue.js';
import { nearest } from '../../scenario/nearest.js';
import { cut, expected } from '../../shown.js';
import type { keysAt } from './profile-schema.js';

interface Issue {
  readonly code: string;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  /** Of `unrecognized_keys`. */
  readonly keys?: readonly string[];
}

/**
 * @param where what the members were read from, in front of the sentence.
 * @param keys of the schema, which is not loaded for the words alone.
 */
export function problemOf(
  issues: readonly object[],
  members: Readonly<Record<string, unknown>>,
  where: string,
  keys: typeof keysAt,
): InputError {
  const all = issues as readonly Issue[];
  // A mistyped key is behind many a missing one.
  const mistyped = all.find(({ code }) => code === 'unrecognized_keys');
  if (mistyped !== undefined) return unknownKey(mistyped, where, keys);
  const { path, message } = all[0]!;
  const place = path.map(String).join('.');
  const missing = valueAt(members, path) === undefined;
  return new InputError(
    missing && path.length > 0
      ? expected(where, `the key ${place}`, 'none')
      : `${where}: ${place === '' ? '' : `${place}: `}${message}, found ${found(members, path)}`,
  );
}

function unknownKey(
  { path, keys: [key = ''] = [] }: Issue,
  where: string,
  keysOf: typeof keysAt,
): InputError {
  const known = keysOf(path);
  const near = nearest(key, known);
  const place = path.length === 0 ? '' : ` in ${path.map(String).join('.')}`;
  const meant =
    near === undefined ? `the keys there are ${known.join(', ')}` : `did you mean ${near}?`;
  return new InputError(`${where}: there is no key ${JSON.stringify(cut(key))}${place}: ${meant}`);
}

/** Headers and keys are secrets, whatever they look like. */
function found(members: object, path: readonly PropertyKey[]): string {
  const [first, second] = path;
  const isSecret = first === 'headers' || first === 'key' || first === 'otherKeys';
  if (isSecret || second === 'key') return kindOf(valueAt(members, path));
  return foundText(members, path);
}

export function kindOf(value: unknown): string {
  if (value === undefined || value === null || value === '') return 'nothing';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
