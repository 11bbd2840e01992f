/** A line that is a JSON object, perhaps with a comma behind it. */
import type { Found } from '../found.js';
import type { Entry } from './entry.js';

export type LineEntry =
  | { readonly entry: Entry; readonly problem?: undefined }
  | { readonly entry?: undefined; readonly problem: Found };

/** Undefined for a line that does not begin as an object does. */
export function entryIn(line: string, at: number): LineEntry | undefined {
  const text = line.trim().replace(/,$/, '');
  if (!/^\{\s*["}]/.test(text)) return undefined;
  try {
    return { entry: { at, value: JSON.parse(text) as Entry['value'] } };
  } catch {
    return { problem: { kind: 'problem', at, what: 'this entry is no whole JSON' } };
  }
}
