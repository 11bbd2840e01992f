/**
 * Who may speak to the server. A web page anywhere can make its visitor's browser send requests to
 * a server on the visitor's own machine, so that listening on loopback is not enough:
 *
 * - Host: a page whose name was re-pointed to 127.0.0.1 (DNS rebinding) still sends its own name in
 *   `Host`. Only names this server goes by are answered.
 * - Origin: with a real device behind, a page of another origin is refused, unless the user named
 *   that origin. In front of a simulator any origin may read, as with Speculos.
 * - Token: asked of everybody when the server listens beyond loopback.
 */
import { expected, shownText } from '../shown.js';
import { isLoopback } from './loopback.js';

/** Who may use the server: hosts, origins, a token. */
export interface GateOptions {
  /** Names and addresses, beside loopback, that `Host` may hold; without port, lower case. */
  readonly hosts?: readonly string[];
  /** Origins that may read; `*` for any. */
  readonly origins: readonly string[];
  /** No option of the command lets other pages in. */
  readonly isClosed?: boolean;
  /** When set, every request must carry it. */
  readonly token?: string;
}

/** Null: let it pass. */
export type Refusal = { readonly status: 401 | 403; readonly error: string } | null;

/** `/token/<token>/apdu`: for clients that can be given a base URL and nothing else. */
const TOKEN_PATH = /^\/token\/([^/]+)(?=\/|$)/;

/** The path without a token in front of it; a base URL that ends in a slash makes two of one. */
export function pathOf(request: Request): string {
  const from = request.url.indexOf('/', request.url.indexOf('//') + 2);
  const end = request.url.search(/[?#]/);
  const whole = from < 0 ? '/' : request.url.slice(from, end < 0 ? undefined : end);
  const path = whole.includes('//') ? whole.replaceAll(/\/{2,}/g, '/') : whole;
  return path.startsWith('/token/') ? path.replace(TOKEN_PATH, '') || '/' : path;
}

export function refusalFor(request: Request, url: URL, options: GateOptions): Refusal {
  const { hosts = [], origins, token } = options;
  // Whoever knows the token is no page that was tricked into sending.
  const known = token !== undefined && carriesToken(request, url, token);
  if (token !== undefined && !known) {
    return {
      status: 401,
      error: 'expected the token this server was started with: Authorization: Bearer <token>',
    };
  }
  const given = request.headers.get('host') ?? url.host;
  const host = hostName(given);
  if (!known && !isOwnHost(given, hosts)) {
    return {
      status: 403,
      error: expected('Host', 'localhost or an address of this server', shownText(host)),
    };
  }
  const origin = request.headers.get('origin');
  if (origin !== null && !mayRead(origin, request, url, origins)) {
    const way =
      options.isClosed === true
        ? ''
        : '; the one who starts the server can allow them with --allow-origin';
    return {
      status: 403,
      error: `Origin: pages of ${shownText(origin)} may not use this device${way}`,
    };
  }
  // Pictures, forms and scripts of other pages carry no Origin, but browsers mark them.
  const site = request.headers.get('sec-fetch-site');
  if (origin === null && site === 'cross-site' && !origins.includes('*')) {
    return { status: 403, error: 'a page of another site may not use this device' };
  }
  return null;
}

/** Headers that let a page of another origin read the response. */
export function corsHeaders(
  request: Request,
  url: URL,
  { origins }: GateOptions,
): Readonly<Record<string, string>> {
  const origin = request.headers.get('origin');
  if (origin === null) return origins.includes('*') ? { 'Access-Control-Allow-Origin': '*' } : {};
  if (!mayRead(origin, request, url, origins)) return {};
  return {
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Allow-Credentials': 'true',
    Vary: 'Origin',
  };
}

/** What a preflight hears on top of {@link corsHeaders}. */
export const PREFLIGHT_HEADERS = {
  'Access-Control-Allow-Methods': 'DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT',
  'Access-Control-Max-Age': '600',
} as const;

function mayRead(origin: string, request: Request, url: URL, origins: readonly string[]): boolean {
  if (origins.includes('*') || origins.includes(origin)) return true;
  const host = request.headers.get('host') ?? url.host;
  return origin === `http://${host}` || origin === `https://${host}`;
}

/**
 * Whether `Host` holds loopback or one of the names, with any port. No page can be given one of those
 * addresses as its name; 0.0.0.0 is this machine, too.
 */
export function isOwnHost(host: string, names: readonly string[]): boolean {
  const name = hostName(host);
  return isLoopback(name) || name === '0.0.0.0' || names.includes(name);
}

/** Without its port, lower case. */
function hostName(host: string): string {
  return host.toLowerCase().replace(/:\d*$/, '');
}

export const TOKEN_COOKIE = 'exchange-sim-token';

/** In a header, as the password of basic authentication, in a cookie, in the query or the path. */
function carriesToken(request: Request, url: URL, token: string): boolean {
  const [, scheme = '', credentials = ''] =
    /^(Bearer|Basic) +(\S+)$/i.exec(request.headers.get('authorization') ?? '') ?? [];
  const cookie = new RegExp(`(?:^|; *)${TOKEN_COOKIE}=([^;]*)`).exec(
    request.headers.get('cookie') ?? '',
  )?.[1];
  const candidates = [
    scheme.toLowerCase() === 'bearer' ? credentials : undefined,
    scheme.toLowerCase() === 'basic' ? passwordOf(credentials) : undefined,
    cookie,
    url.searchParams.get('token'),
    TOKEN_PATH.exec(url.pathname)?.[1],
  ];
  return candidates.some((candidate) => typeof candidate === 'string' && same(candidate, token));
}

function passwordOf(credentials: string): string | undefined {
  try {
    return atob(credentials).replace(/^[^:]*:/, '');
  } catch {
    return undefined;
  }
}

/** Takes as long for a wrong token as for the right one. */
function same(a: string, b: string): boolean {
  let difference = a.length ^ b.length;
  for (let i = 0; i < b.length; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i);
  return difference === 0;
}
