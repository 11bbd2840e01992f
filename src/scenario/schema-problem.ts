/** What a schema has against a value, as one sentence that names the key and, mistyped, the nearest. */

import { InputError } from '../errors.js';
import { foundText, valueAt } from '../host/schema-issue.js';
import { shownValue } from '../shown.js';
import type { Members } from './matrix.js';
import { nearest } from './nearest.js';
import { keysAt } from './schema.js';

interface Issue {
  readonly code: string;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  /** Of `unrecognized_keys`. */
  readonly keys?: readonly string[];
  /** Of `invalid_union`: what is wrong with each of its shapes. */
  readonly errors?: readonly (readonly Issue[])[];
}

/**
 * @param members what was read.
 * @param where what it is, in front of the sentence.
 */
export function problemOf(issues: readonly object[], members: Members, where: string): InputError {
  const all = issues as readonly Issue[];
  // A mistyped key is behind many a missing one.
  const mistyped = all.flatMap((issue) => mistypedIn(issue, []))[0];
  if (mistyped !== undefined) {
    const { path, keys = [] } = mistyped;
    return unknownKey(keys[0] ?? '', path, valueAt(members, path), where);
  }
  const { path, message } = all[0]!;
  const rule = message
    .replace(/^(Invalid|Too) \w+: /, '')
    .replace(/^Invalid discriminator value\. Expected /, 'expected ')
    .replace(/, received.*/, '')
    .replace(/['"] ?\| ?['"]/g, ', ')
    .replace(/['"]/g, '');
  return new InputError(
    `${where}: ${path.map(String).join('.')}: ${rule}, found ${foundText(members, path)}`,
  );
}

/** Keys that are not known, also inside the shapes of a choice. */
function mistypedIn(issue: Issue, above: readonly PropertyKey[]): Issue[] {
  const path = [...above, ...issue.path];
  if (issue.code === 'unrecognized_keys') return [{ ...issue, path }];
  return (issue.errors ?? []).flatMap((shape) => shape.flatMap((one) => mistypedIn(one, path)));
}

function unknownKey(
  key: string,
  path: readonly PropertyKey[],
  value: unknown,
  where: string,
): InputError {
  const known = keysAt(path, value) ?? [];
  const near = nearest(key, known);
  const place = path.length === 0 ? '' : ` in ${path.map(String).join('.')}`;
  const meant =
    near === undefined ? `the keys there are ${known.join(', ')}` : `did you mean ${near}?`;
  return new InputError(`${where}: there is no key ${shownValue(key)}${place}: ${meant}`);
}
