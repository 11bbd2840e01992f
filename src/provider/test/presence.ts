/** Whether an endpoint is there at all: a 404 may be its answer, or say that there is none. */
import type { Call } from './client.js';
import { meantKey, OLD_ERROR_KEYS } from './error-keys.js';
import type { Exchange } from './exchange.js';
import { fact, learn } from './known.js';
import type { ProviderRun } from './run.js';
import { keyOf } from './seen.js';

/**
 * True when nothing is served under the name that was asked: 405, or the same 404 that a path gets
 * which nobody serves. Errors of the contract have a key that tells them from it.
 */
export async function isAbsent(run: ProviderRun, exchange: Exchange): Promise<boolean> {
  const { answer, request } = exchange;
  if (answer?.status === 405) return true;
  if (answer?.status !== 404) return false;
  const key = keyOf(answer.json) ?? '';
  if (OLD_ERROR_KEYS[key] !== undefined || meantKey(key) !== undefined) return false;
  const nowhere = await nowhereAs(run, request.method === 'POST' ? 'POST' : 'GET');
  if (nowhere.answer?.status !== 404) return true;
  return outline(exchange) === outline(nowhere);
}

/** The answer of a path that nobody serves; asked for once. */
async function nowhereAs(run: ProviderRun, method: 'GET' | 'POST'): Promise<Exchange> {
  const known = fact(run, 'nowhere')?.[method];
  if (known !== undefined) return known;
  const call: Call = { operation: 'probe', method, path: '/no-such-endpoint' };
  const exchange = await run.client.call(method === 'POST' ? { ...call, body: {} } : call);
  learn(run, 'nowhere', { ...fact(run, 'nowhere'), [method]: exchange });
  return exchange;
}

/** The answer without what differs from call to call: its own path, ids, times. */
function outline({ answer, request }: Exchange): string {
  const path = new URL(request.url).pathname;
  const type = (answer?.headers['content-type'] ?? '').split(';')[0];
  const text = (answer?.text ?? '')
    .replaceAll(path, '')
    .replaceAll(path.split('/').at(-1)!, '')
    .replace(/[0-9a-f]{8,}|\d+/gi, '');
  return `${type} ${text}`;
}
