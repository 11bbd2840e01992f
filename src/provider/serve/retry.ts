/** When a status push is tried again, and when not (provider-api.md#status-push). */
import type { PushRecord } from './store.js';

const FIRST_DELAY = 5_000;
const LONGEST_DELAY = 30 * 60_000;
const MAX_ATTEMPTS = 100;
/** Answers that no further attempt would change: bad key, already final, no mapping. */
const FINAL_ANSWERS = [400, 401, 403, 405, 409, 410, 422];
const NOT_FOUND = 404;

/**
 * Milliseconds to the next attempt; null when there is none.
 * @param status of the answer; undefined when there was none.
 */
export function delayAfter(
  push: Pick<PushRecord, 'path'>,
  attempts: number,
  status: number | undefined,
): number | null {
  if (attempts >= MAX_ATTEMPTS) return null;
  if (status !== undefined) {
    if (status < 400 || FINAL_ANSWERS.includes(status)) return null;
    // Sell: Ledger knows an order only once its page has called the SDK. Swap: it knew it before us.
    if (status === NOT_FOUND && push.path.startsWith('/webhook/')) return null;
  }
  return Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** (attempts - 1));
}
