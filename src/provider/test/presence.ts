/** Whether an endpoint is there at all: a 404 may be its answer, or say that there is none. */
import type { Call } from './client.js';
import { meantKey, OLD_ERROR_KEYS } from './error-keys.js';
import type { Exchange } from './exchange.js';
import { fact, learn } from './known.js';
import type { ProviderRun } from './run.js';
import { keyOf } from './seen.js';

/**
 * - absent: 405, or the same 404 that a path gets which nobody serves
 * - unclear: a 404 of its own without a key of the contract; what answers under other names decides
 * - present: everything else, errors of the contract above all
 */
export type Presence = 'absent' | 'unclear' | 'present';

export async function presenceOf(run: ProviderRun, exchange: Exchange): Promise<Presence> {
  const { answer, request } = exchange;
  if (answer?.status === 405) return 'absent';
  if (answer?.status !== 404) return 'present';
  const key = keyOf(answer.json) ?? '';
  if (OLD_ERROR_KEYS[key] !== undefined || meantKey(key) !== undefined) return 'present';
  const nowhere = await nowhereAs(run, request.method === 'POST' ? 'POST' : 'GET');
  const isSame = nowhere.answer?.status !== 404 || outline(exchange) === outline(nowhere);
  return isSame ? 'absent' : 'unclear';
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
