/** The fetch handler without a socket, for tests. */
import { type AppOptions, createHandler } from '../../src/server/app.js';
import { changedSettings, DEFAULT_SETTINGS } from '../../src/server/device-settings.js';
import { ServedDevices, type ServedDevicesOptions } from '../../src/server/served-devices.js';
import { nodeVerifier } from '../../src/simulator/node-verifier.js';
import type { Simulator } from '../../src/simulator/simulator.js';

export interface HandlerChanges extends Partial<AppOptions> {
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly devicesOptions?: ServedDevicesOptions;
}

export function handler(changes: HandlerChanges = {}) {
  const { settings = {}, devicesOptions, ...options } = changes;
  const devices =
    options.devices ?? new ServedDevices({ verifier: nodeVerifier, ...devicesOptions });
  if (devices.size === 0) devices.place('1', changedSettings(DEFAULT_SETTINGS, settings));
  const handle = createHandler({
    devices,
    gate: { origins: ['*'] },
    version: '0.0.0',
    manage: true,
    ...options,
  });
  /** A body that is neither text nor bytes is sent as JSON. */
  const send = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Response> =>
    handle(
      new Request(`http://localhost${path}`, {
        method,
        headers: { host: 'localhost', ...headers },
        ...(body === undefined ? {} : { body: isPlain(body) ? body : JSON.stringify(body) }),
      }),
    );
  const json = async (method: string, path: string, body?: unknown) => {
    const response = await send(method, path, body);
    return { status: response.status, json: (await response.json()) as unknown };
  };
  return { devices, handle, send, json, simulator: () => devices.get()?.device as Simulator };
}

function isPlain(body: unknown): body is string | Uint8Array<ArrayBuffer> {
  return typeof body === 'string' || body instanceof Uint8Array;
}

/** Server-sent events of a response as they come. */
export async function* eventsOf(response: Response): AsyncGenerator<Record<string, unknown>> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    text += decoder.decode(chunk, { stream: true });
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const data = /^data: (.*)$/m.exec(text.slice(0, end))?.[1];
      text = text.slice(end + 2);
      if (data !== undefined) yield JSON.parse(data) as Record<string, unknown>;
    }
  }
}
