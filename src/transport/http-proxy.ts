/**
 * A device behind the proxy protocol of `@ledgerhq/hw-transport-http`: `POST {apduHex}` is answered
 * `{data, error}`, GET says that it is there. It has no screen.
 */
import { fromHex, isHex, toHex } from '../bytes.js';
import { type Device, MODELS, type Model } from '../device.js';
import { DeviceError, LostAnswerError } from '../errors.js';
import { cutLong } from '../shown.js';
import { CutOffError, type HttpAnswer, httpClient, unreachable } from './http-request.js';
import { sharedQueue } from './queue.js';

export interface HttpProxyOptions {
  /** The protocol does not tell. */
  readonly model?: Model;
  readonly token?: string;
}

const CHECK_TIME = 5000;

const HINT =
  'Start the proxy, or say where it is: --device http://HOST:PORT. `exchange-sim serve` and `bridge` speak this protocol, too.';

/** @throws DeviceError when nothing listens there, or something that refuses. */
export async function openHttpProxy(
  url: URL,
  { model = MODELS[0], token }: HttpProxyOptions = {},
): Promise<Device> {
  const address = url.href.replace(/\/+$/, '');
  const client = httpClient();
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const { queue, release } = sharedQueue(address);
  const closed = new DeviceError(`the connection to ${address} is closed`);
  const closing = new AbortController();

  async function send(method: 'GET' | 'POST', json?: object): Promise<HttpAnswer> {
    try {
      return await client.send(url, {
        method,
        headers,
        signal: closing.signal,
        ...(json === undefined ? { timeoutMs: CHECK_TIME } : { json }),
      });
    } catch (error) {
      if (closing.signal.aborted) throw closed;
      if (error instanceof CutOffError) {
        const what = `the answer of ${address} was cut off`;
        throw new LostAnswerError(what, { hint: HINT, cause: error });
      }
      throw unreachable(address, HINT, error);
    }
  }

  try {
    const { status } = await send('GET');
    if (status !== 200) throw new DeviceError(`${address} answers ${status}`, { hint: HINT });
  } catch (error) {
    client.close();
    release();
    throw error;
  }

  return {
    name: 'http',
    model,
    exchange(apdu) {
      const apduHex = toHex(apdu);
      return queue(async () => {
        if (closing.signal.aborted) throw closed;
        return answerOf(address, await send('POST', { apduHex }));
      });
    },
    async close() {
      closing.abort(closed);
      client.close();
      release();
    },
  };
}

function answerOf(address: string, { status, body }: HttpAnswer): Uint8Array {
  let answer: { data?: unknown; error?: unknown } | null = null;
  try {
    answer = JSON.parse(body.toString('utf8'));
  } catch {
    // Said below.
  }
  const { data, error } = answer ?? {};
  if (error !== undefined && error !== null && error !== false && error !== '') {
    const text = typeof error === 'string' ? error : JSON.stringify(error);
    throw new DeviceError(`the device behind ${address}: ${cutLong(text)}`);
  }
  if (typeof data === 'string' && isHex(data) && data.length >= 4) return fromHex(data);
  throw new DeviceError(
    `what listens at ${address} is not such a proxy: POST {apduHex} is answered ${status} without data`,
    { hint: HINT },
  );
}
