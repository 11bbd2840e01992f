/** Lists in pages: `limit` and `cursor` in, `next_cursor` out (provider-api.md#swap). */

import { expected, shownText } from '../../shown.js';
import { ApiError } from './call.js';

const DEFAULT_LIMIT = 100;
/** Whoever asks for more gets this many, and a cursor. */
const MAX_LIMIT = 500;

export interface Page<T> {
  readonly items: readonly T[];
  /** Null on the last page. */
  readonly next: string | null;
}

/** @throws ApiError 400 for a cursor that we did not hand out. */
export function pageOf<T>(
  all: readonly T[],
  { limit, cursor }: Readonly<Record<string, string>>,
): Page<T> {
  const size = Math.min(MAX_LIMIT, limit === undefined ? DEFAULT_LIMIT : Number(limit));
  const start = cursor === undefined ? 0 : startOf(cursor, all.length);
  const end = start + size;
  return { items: all.slice(start, end), next: end < all.length ? `n${end}` : null };
}

function startOf(cursor: string, length: number): number {
  const start = /^n\d{1,6}$/.test(cursor) ? Number(cursor.slice(1)) : -1;
  if (start > 0 && start < length) return start;
  throw new ApiError(
    400,
    undefined,
    expected('cursor', 'the next_cursor of a page before', shownText(cursor)),
  );
}
