/** The provider on a port: bodies bounded, Host checked, the operator's side for this machine only. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { isOwnHost } from '../../server/gate.js';
import { type Listening, listenOn } from '../../server/node-listen.js';
import type { RawCall, Reply } from './call.js';

/** Bytes of a request body: orders have about one thousand. */
const MAX_BODY = 64 * 1024;
const REQUEST_TIMEOUT = 30_000;
const KEEP_ALIVE = 65_000;
const MAX_CONNECTIONS = 4096;

export interface ListenOptions {
  readonly host: string;
  readonly port: number;
  /** Names beside loopback that `Host` may hold. */
  readonly names: readonly string[];
  readonly answer: (call: RawCall) => Promise<Reply>;
}

/** @throws DeviceError when the port cannot be had. */
export async function listenProvider(options: ListenOptions): Promise<Listening> {
  const server = createServer(
    {
      requestTimeout: REQUEST_TIMEOUT,
      headersTimeout: REQUEST_TIMEOUT,
      keepAliveTimeout: KEEP_ALIVE,
      noDelay: true,
    },
    (request, response) => {
      serve(request, response, options).catch(() => response.destroy());
    },
  );
  server.maxConnections = MAX_CONNECTIONS;
  const listening = await listenOn(server, options, 'port');
  return {
    ...listening,
    close: async () => {
      const closed = listening.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function serve(request: IncomingMessage, response: ServerResponse, options: ListenOptions) {
  const refused = refusal(request, options);
  const text = refused ?? (await bodyOf(request));
  if (typeof text !== 'string') return send(response, request, text);
  return send(response, request, await options.answer(callOf(request, text)));
}

/**
 * A page in a browser of this machine could send requests here. One whose name was re-pointed to
 * 127.0.0.1 still says its own name in Host; any other says that it comes from another site.
 */
function refusal(request: IncomingMessage, { names }: ListenOptions): Reply | undefined {
  const { host = '', origin } = request.headers;
  const foreign = origin !== undefined || request.headers['sec-fetch-site'] === 'cross-site';
  const operator = request.url?.startsWith('/admin/') === true;
  if (!isOwnHost(host, names) || (operator && (foreign || !isLocal(request)))) {
    return problem(403, 'Host, Origin: expected a request from this machine, to its own name');
  }
  const isJson = /^application\/json\b/i.test(request.headers['content-type'] ?? '');
  if (operator && request.method === 'POST' && !isJson) {
    return problem(415, 'content-type: expected application/json');
  }
  return undefined;
}

function isLocal({ socket }: IncomingMessage): boolean {
  return /^(::ffff:)?127\.|^::1$/.test(socket.remoteAddress ?? '');
}

function problem(status: number, message: string): Reply {
  return { status, headers: { 'content-type': 'application/json' }, body: { message } };
}

async function bodyOf(request: IncomingMessage): Promise<string | Reply> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    size += (part as Buffer).length;
    if (size > MAX_BODY) return problem(413, `body: expected at most ${MAX_BODY} bytes`);
    parts.push(part as Buffer);
  }
  return Buffer.concat(parts).toString('utf8');
}

function callOf(request: IncomingMessage, text: string): RawCall {
  const [path = '/', search = ''] = (request.url ?? '/').split(/\?(.*)/s);
  const query: Record<string, string> = Object.create(null);
  for (const [name, value] of new URLSearchParams(search)) query[name] ??= value;
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) headers[name] = String(value);
  return { method: request.method ?? 'GET', path, query, headers, text };
}

function send(response: ServerResponse, request: IncomingMessage, reply: Reply): void {
  const { status, headers, body } = reply;
  const isText = headers['content-type']?.startsWith('application/json') !== true;
  const bytes =
    body instanceof Uint8Array ? body : Buffer.from(isText ? String(body) : JSON.stringify(body));
  response.writeHead(status, { ...headers, 'content-length': bytes.length });
  response.end(request.method === 'HEAD' ? undefined : bytes);
}
