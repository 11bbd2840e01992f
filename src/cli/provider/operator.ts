/** The operator's side of a running `provider serve`, over its `/admin` calls. */
import { DeviceError, InputError } from '../../errors.js';
import { cutLong, expected, shownText } from '../../shown.js';

const TIMEOUT = 15_000;

/** A base URL as a person types it. */
export function adminUrl(text: string): URL {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return new URL(text);
  throw new InputError(expected('--url', 'the URL of a running provider serve', shownText(text)));
}

/**
 * The JSON of one call.
 * @throws InputError for what the provider refuses, DeviceError when it is not there.
 */
export async function adminCall(base: URL, path: string, body: object): Promise<unknown> {
  const url = new URL(`/admin/${path}`, base);
  // Not by `fetch`, which reaches no port of the browsers' list of bad ones (6000, 6665 to 6669, …).
  const { request } = await import('undici');
  const response = await request(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(TIMEOUT),
  }).catch((error: unknown) => {
    throw new DeviceError(`no provider serve answers at ${base.origin}`, {
      hint: 'exchange-sim provider serve starts one; --url says where it is.',
      cause: error,
    });
  });
  const answer = (await response.body.json().catch(() => ({}))) as { message?: unknown };
  const { statusCode } = response;
  if (statusCode >= 200 && statusCode < 300) return answer;
  const said = typeof answer.message === 'string' ? answer.message : `HTTP ${statusCode}`;
  throw new InputError(`${base.origin}: ${cutLong(said)}`);
}
