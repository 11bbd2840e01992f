/** The receiver on a port: Host checked, bodies bounded, and faults on the wire. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { InputError } from '../../errors.js';
import { isOwnHost } from '../../server/gate.js';
import { listenOn } from '../../server/node-listen.js';
import { expected, shownText } from '../../shown.js';
import { MAX_PUSH, type PushRequest, placeOf as pushPlaceOf } from './push.js';
import type { Receiver, Reply } from './receiver.js';

const REQUEST_TIMEOUT = 30_000;
const MAX_CONNECTIONS = 1024;
const MOST_READ = 1 << 20;

export interface RunningReceiver {
  /** Base URL, without a slash at its end. */
  readonly url: string;
  close(): Promise<void>;
}

/** Answers of other paths; undefined: 404. */
export type OtherRoutes = (request: PushRequest) => Promise<Reply | undefined> | Reply | undefined;

/** Requests that are none of a provider's: they check Host and Origin themselves. */
export interface OwnPages {
  readonly takes: (method: string, path: string, accept: string) => boolean;
  readonly answer: (request: Request) => Response | Promise<Response>;
}

export interface ListenOptions {
  /** `http://127.0.0.1:9400`, with a path where pushes come below one. */
  readonly listen: string;
  /** Names beside loopback that `Host` may hold. */
  readonly names?: readonly string[];
  readonly others?: OtherRoutes;
  readonly pages?: OwnPages;
}

/** @throws InputError for what is no such address, DeviceError when the port cannot be had. */
export async function listenReceiver(
  receiver: Pick<Receiver, 'handle'>,
  { listen, names = [], others, pages }: ListenOptions,
): Promise<RunningReceiver> {
  const { host, port, base, name } = placeOf(listen);
  const own = [...names, name];
  const server = createServer(
    { requestTimeout: REQUEST_TIMEOUT, headersTimeout: REQUEST_TIMEOUT, noDelay: true },
    (request, response) => {
      serve(request, response).catch(() => response.destroy());
    },
  );
  server.maxConnections = MAX_CONNECTIONS;

  const toPages = pages === undefined ? undefined : listenerOf(pages);

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { host: asked = '', origin, accept = '' } = request.headers;
    const [place = '/'] = (request.url ?? '/').split('?');
    if (toPages !== undefined && pages?.takes(request.method ?? 'GET', place, accept) === true) {
      await toPages(request, response);
      return;
    }
    if (!isOwnHost(asked, own) || origin !== undefined) {
      const error = 'Host, Origin: expected a request to this address, not from a page';
      return send(response, problem(403, error));
    }
    const read = await requestOf(request);
    if (!read.path.startsWith(base)) return send(response, problem(404, 'nothing is here'));
    const asks = { ...read, path: read.path.slice(base.length) || '/' };
    // A tunnel is there for providers: whoever comes through it uses no key of ours.
    if (!isOwnHost(asked, [name]) && pushPlaceOf(asks.path) === undefined) {
      return send(response, problem(403, 'Host: under this name there are pushes alone'));
    }
    const reply =
      receiver.handle(asks) ?? (await others?.(asks)) ?? problem(404, 'nothing is here');
    if (reply.planned === 'hang-up') {
      request.socket.destroy();
      return;
    }
    if (reply.planned === 'silence') return;
    send(response, reply);
  }

  const listening = await listenOn(server, { host, port }, 'port');
  const shownHost = host.includes(':') ? `[${host}]` : host;
  return {
    url: `http://${shownHost}:${listening.port}${base}`,
    close: async () => {
      const closed = listening.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function listenerOf({ answer }: OwnPages) {
  return getRequestListener((request) => answer(request), {
    overrideGlobalObjects: false,
    // No name to fall back to: a request without Host is refused.
    hostname: 'host.invalid',
    errorHandler: () => new Response(null, { status: 400 }),
  });
}

function placeOf(listen: string) {
  const url = URL.canParse(listen) ? new URL(listen) : undefined;
  if (url?.protocol !== 'http:') {
    throw new InputError(
      expected(
        'webhook.listen',
        'an address of this machine such as http://127.0.0.1:9400',
        shownText(listen),
      ),
      { hint: 'TLS, if any, ends in front of it: a tunnel or a proxy.' },
    );
  }
  const name = url.hostname.toLowerCase();
  return {
    name,
    host: name.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? 80 : Number(url.port),
    base: url.pathname.replace(/\/+$/, ''),
  };
}

/** What is behind 64 KiB is not kept. */
async function requestOf(request: IncomingMessage): Promise<PushRequest> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    size += (part as Buffer).length;
    if (size <= MAX_PUSH) parts.push(part as Buffer);
    // Whoever sends so much is not answered.
    else if (size > MOST_READ) break;
  }
  const [path = '/', search = ''] = (request.url ?? '/').split(/\?(.*)/s);
  const query: Record<string, string> = Object.create(null);
  for (const [name, value] of new URLSearchParams(search)) query[name] ??= value;
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) headers[name] = String(value);
  const text = Buffer.concat(parts).toString('utf8');
  return {
    method: request.method ?? 'GET',
    path,
    query,
    headers,
    text,
    isTooLong: size > MAX_PUSH,
  };
}

export function problem(status: number, error: string): Reply {
  return {
    status,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ error }),
  };
}

function send(response: ServerResponse, { status, headers, body }: Reply): void {
  if (response.destroyed) return;
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}
