/** What a schema found at a path of a JSON document, in words: one place, for a key must never be in them. */

/** @returns the value at `path`; undefined when the document has none. */
export function valueAt(document: object, path: readonly PropertyKey[]): unknown {
  let value: unknown = document;
  for (const part of path) value = (value as Record<PropertyKey, unknown> | undefined)?.[part];
  return value;
}

/** @returns `nothing`, the first 60 characters of the value as JSON, or of a private key only its type. */
export function foundText(document: object, path: readonly PropertyKey[]): string {
  const value = valueAt(document, path);
  if (value === undefined) return 'nothing';
  return path.includes('privateKey') ? typeof value : JSON.stringify(value).slice(0, 60);
}
