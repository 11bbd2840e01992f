/** The provider on a port: bodies bounded, Host checked, the operator's side for this machine only. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { isOwnHost } from '../../server/gate.js';
import { type Listening, listenOn } from '../../server/node-listen.js';
import { expected } from '../../shown.js';
import type { WireMistake } from './behaviour.js';
import type { RawCall, Reply } from './call.js';
import { selfSigned } from './node-certificate.js';
import { sendWrongly } from './node-wire.js';

/** Bytes of a request body: orders have about one thousand. */
const MAX_BODY = 64 * 1024;
const REQUEST_TIMEOUT = 30_000;
const KEEP_ALIVE = 65_000;
const MAX_CONNECTIONS = 4096;

export interface ListenOptions {
  readonly host: string;
  readonly port: number;
  /** Whether callers come under names nobody knows: it listens beyond loopback, and asks for a key. */
  readonly anyName: boolean;
  readonly answer: (call: RawCall) => Promise<Reply>;
  /** What goes wrong below HTTP, on purpose. */
  readonly wire?: WireMistake | undefined;
}

/** @throws DeviceError when the port cannot be had. */
export async function listenProvider(options: ListenOptions): Promise<Listening> {
  const { wire } = options;
  const settings = {
    requestTimeout: REQUEST_TIMEOUT,
    headersTimeout: REQUEST_TIMEOUT,
    keepAliveTimeout: KEEP_ALIVE,
    noDelay: true,
  };
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    serve(request, response, options).catch(() => response.destroy());
  };
  const server = isTls(wire)
    ? createTlsServer({ ...settings, ...certificateFor(wire, options.host) }, listener)
    : createServer(settings, listener);
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

export function isTls(wire: WireMistake | undefined): boolean {
  return wire === 'tls-self-signed' || wire === 'tls-other-name';
}

function certificateFor(wire: WireMistake | undefined, host: string) {
  return selfSigned(wire === 'tls-other-name' ? 'elsewhere.example' : host);
}

async function serve(request: IncomingMessage, response: ServerResponse, options: ListenOptions) {
  const refused = refusal(request, options);
  const text = refused ?? (await bodyOf(request));
  const reply = typeof text === 'string' ? await options.answer(callOf(request, text)) : text;
  const isOperator = request.url?.startsWith('/admin/') === true;
  send(
    response,
    request,
    reply,
    isOperator ? { server: options } : { ...options, server: options },
  );
}

/**
 * A page in a browser of this machine could send requests here. One whose name was re-pointed to
 * 127.0.0.1 still says its own name in Host; any other says that it comes from another site.
 */
function refusal(request: IncomingMessage, { anyName }: ListenOptions): Reply | undefined {
  const { host = '', origin } = request.headers;
  // Neither Ledger's backend nor a tester is a page in a browser.
  const isPage = origin !== undefined || request.headers['sec-fetch-site'] === 'cross-site';
  const operator = request.url?.startsWith('/admin/') === true;
  const isNamed = isOwnHost(host, []) || (anyName && !operator);
  if (isPage || !isNamed || (operator && !isLocal(request))) {
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
    if (size > MAX_BODY) return problem(413, expected('body', `at most ${MAX_BODY} bytes`, 'more'));
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
  const rawNames = request.rawHeaders.filter((_, index) => index % 2 === 0);
  return { method: request.method ?? 'GET', path, query, headers, rawNames, text };
}

function send(
  response: ServerResponse,
  request: IncomingMessage,
  { status, headers, body }: Reply,
  { wire, server }: { readonly wire?: WireMistake | undefined; readonly server: object },
): void {
  const isText = headers['content-type']?.startsWith('application/json') !== true;
  const bytes =
    body instanceof Uint8Array ? body : Buffer.from(isText ? String(body) : JSON.stringify(body));
  if (wire !== 'not-http')
    response.writeHead(status, { ...headers, 'content-length': bytes.length });
  if (request.method === 'HEAD') response.end();
  else if (wire === undefined) response.end(bytes);
  else
    sendWrongly(response, bytes, wire, { server, path: request.url?.replace(/\?.*/s, '') ?? '' });
}
