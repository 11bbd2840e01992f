/**
 * The protocol of `@ledgerhq/hw-transport-http`: `POST {apduHex}` answers `{data, error}`. The
 * client throws whatever `error` holds, so it is null unless something is wrong. The same body comes
 * with 403 when a bridge did not send the command.
 */
import type { Context } from 'hono';
import { toHex } from '../bytes.js';
import { NotAllowedError } from './allow-list.js';
import { failureSentence } from './failure-response.js';
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
    const status = error instanceof NotAllowedError ? 403 : 200;
    return c.json({ data: null, error: failureSentence(error as Error) }, status);
  } finally {
    signal.removeEventListener('abort', turn.abandon);
  }
}
