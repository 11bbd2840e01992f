/** What a schema found at a path of a JSON document, in words: one place, for a key must never be in them. */
import { shownValue } from '../shown.js';

/** @returns the value at `path`; undefined when the document has none. */
export function valueAt(document: object, path: readonly PropertyKey[]): unknown {
  let value: unknown = document;
  for (const part of path) value = (value as Record<PropertyKey, unknown> | undefined)?.[part];
  return value;
}

/** @returns `nothing`, a short value as JSON, of others only what they are, of a private key its type. */
export function foundText(document: object, path: readonly PropertyKey[]): string {
  const value = valueAt(document, path);
  return path.includes('privateKey') && value !== undefined ? typeof value : shownValue(value);
}
