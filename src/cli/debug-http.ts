/** HTTP for `DEBUG`: Node and undici publish what they send and what is asked of them. */
import { subscribe } from 'node:diagnostics_channel';
import type { ClientRequest, IncomingMessage, ServerResponse } from 'node:http';
import { debug } from './debug.js';

/** What undici, and so `fetch`, tells of a request. */
interface Asked {
  readonly origin: string | URL;
  readonly method: string;
  readonly path: string;
}

type Messages = {
  'undici:request:create': { readonly request: Asked };
  'undici:request:headers': {
    readonly request: Asked;
    readonly response: { readonly statusCode: number };
  };
  'undici:request:error': { readonly request: Asked; readonly error: Error };
  'http.client.request.start': { readonly request: ClientRequest };
  'http.client.response.finish': {
    readonly request: ClientRequest;
    readonly response: IncomingMessage;
  };
  'http.server.request.start': { readonly request: IncomingMessage };
  'http.server.response.finish': {
    readonly request: IncomingMessage;
    readonly response: ServerResponse;
  };
};

let follows = false;

/** Once for a process: whether somebody listens is asked when something happens. */
export function followHttp(): void {
  if (follows) return;
  follows = true;
  on('undici:request:create', ({ request }) => `ask ${asked(request)}`);
  on('undici:request:headers', ({ request, response }) => {
    return `answer ${response.statusCode} to ${asked(request)}`;
  });
  on('undici:request:error', ({ request, error }) => {
    return `no answer to ${asked(request)}: ${(error as NodeJS.ErrnoException).code ?? error.name}`;
  });
  on('http.client.request.start', ({ request }) => `ask ${sent(request)}`);
  on('http.client.response.finish', ({ request, response }) => {
    return `answer ${response.statusCode} to ${sent(request)}`;
  });
  on('http.server.request.start', ({ request }) => `asked ${heard(request)}`);
  on('http.server.response.finish', ({ request, response }) => {
    return `answered ${response.statusCode} to ${heard(request)}`;
  });
}

function on<Name extends keyof Messages>(name: Name, text: (message: Messages[Name]) => string) {
  subscribe(name, (message) => debug('http', () => text(message as Messages[Name])));
}

const asked = ({ method, origin, path }: Asked) =>
  `${method} ${new URL(origin).host}${plain(path)}`;
const sent = (request: ClientRequest) =>
  `${request.method} ${request.getHeader('host') ?? request.host}${plain(request.path)}`;
const heard = ({ method, url }: IncomingMessage) => `${method} ${plain(url ?? '')}`;

/** A query may hold a key. */
function plain(path: string): string {
  const [before = '', query] = path.split('?', 2);
  return query === undefined ? before : `${before}?…`;
}
