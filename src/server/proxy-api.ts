/**
 * The protocol of `@ledgerhq/hw-transport-http`: `POST {apduHex}` answers `{data, error}`. The
 * client throws whatever `error` holds, so it is null unless something is wrong.
 */
import type { Context } from 'hono';
import { toHex } from '../bytes.js';
import { bodyObject, onlyKeys } from './request-body.js';
import type { ServedDevice } from './served-device.js';
import { apduOf, type Env } from './speculos-api.js';

export async function proxyExchange(c: Context<Env>, served: ServedDevice): Promise<Response> {
  const body = await bodyObject(c.req.raw);
  onlyKeys(body, ['apduHex']);
  const turn = served.exchange(apduOf(body.apduHex, 'apduHex'), 'proxy');
  const { signal } = c.req.raw;
  signal.addEventListener('abort', turn.abandon, { once: true });
  try {
    return c.json({ data: toHex(await turn.answer), error: null });
  } catch (error) {
    return c.json({ data: null, error: (error as Error).message });
  } finally {
    signal.removeEventListener('abort', turn.abandon);
  }
}
