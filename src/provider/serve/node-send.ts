/** One status push over HTTP. No redirect is followed: the key must not leave for another host. */
import type { OutgoingPush } from './behaviour.js';

const TIMEOUT = 10_000;

/** Resolves to the HTTP status; rejects when no answer came in ten seconds. */
export async function sendPush(
  { method, url, headers, body, follow }: OutgoingPush,
  ended: AbortSignal,
): Promise<number> {
  const response = await fetch(url, {
    method,
    headers,
    body,
    redirect: follow === true ? 'follow' : 'manual',
    signal: AbortSignal.any([ended, AbortSignal.timeout(TIMEOUT)]),
  });
  // Nobody reads what Ledger says beside the status; the connection is given back.
  await response.body?.cancel();
  return response.status;
}
