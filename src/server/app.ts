/**
 * The whole server as one fetch handler: no socket, no Node. `node-server.ts` puts it on a port.
 *
 *     /                       the page; POST is the protocol of hw-transport-http
 *     /apdu, /events, …       Speculos' API of the default device
 *     /devices                list, POST creates
 *     /devices/:id            about one device, DELETE removes it; POST as on /
 *     /devices/:id/apdu, …    Speculos' API of that device
 *     /sim/…, /devices/:id/sim/…   what only we have: journal, flows, settings, recordings
 *     /health, /version, /swagger/
 */

import type { Context } from 'hono';
import { Hono } from 'hono';
import { cutLong, KEY_LIKE, shownName } from '../shown.js';
import type { FirstFit } from './automation.js';
import { aboutDevice, devicesApi } from './devices-api.js';
import { StreamCounter } from './event-stream.js';
import { failureResponse, isUnexpected } from './failure-response.js';
import {
  corsHeaders,
  type GateOptions,
  PREFLIGHT_HEADERS,
  pathOf,
  refusalFor,
  TOKEN_COOKIE,
} from './gate.js';
import { openApi, openApiPage } from './open-api.js';
import type { PageScript } from './page-api.js';
import { proxyExchange } from './proxy-api.js';
import type { ServedDevice } from './served-device.js';
import type { ServedDevices } from './served-devices.js';
import { simApi } from './sim-api.js';
import { type Bindings, type Env, speculosApi } from './speculos-api.js';

/** What a server serves, and to whom. */
export interface AppOptions {
  readonly devices: ServedDevices;
  readonly gate: GateOptions;
  /** Of this package. */
  readonly version: string;
  /** Clients may create, change and remove devices. */
  readonly manage: boolean;
  /** Where patterns of automation rules run; in this thread, however long, when absent. */
  readonly firstFit?: FirstFit;
  /** Script of the page at `/`; a plain list of links without it. */
  readonly page?: PageScript;
  /** Told of each request that is refused: method, path without token, status, why. */
  readonly refused?: (text: string) => void;
  /** Told of what should not have happened. */
  readonly report?: (error: unknown) => void;
}

/** The server as a function from request to response. */
export type Handler = (request: Request, bindings?: Bindings) => Response | Promise<Response>;

/** Thrown by `deviceOf`; answered with 404. */
class NoDeviceError extends Error {}

/** The server as a function, without a port. */
export function createHandler(options: AppOptions): Handler {
  const { devices, gate, version } = options;
  const app = new Hono<Env>({ getPath: pathOf });
  const deviceOf = (c: Context<Env>): ServedDevice => {
    const id = c.req.param('id');
    const served = devices.get(id);
    if (served !== undefined) return served;
    throw new NoDeviceError(
      id === undefined ? 'there is no device' : `there is no device ${shownName(id)}`,
    );
  };

  const failed = (error: Error, c: Context<Env>): Response => {
    const response = failure(error);
    options.refused?.(refusedText(c.req.raw, response.status, error.message));
    return response;
  };
  const failure = (error: Error): Response => {
    if (error instanceof NoDeviceError) {
      return Response.json({ error: error.message }, { status: 404 });
    }
    if (isUnexpected(error)) options.report?.(error);
    return failureResponse(error);
  };
  app.onError(failed);
  app.notFound(nothingThere);

  app.get('/health', (c) => c.json({ status: 'ok', devices: devices.size }));
  app.get('/version', (c) => c.json({ name: 'exchange-sim', version }));
  app.get('/swagger', (c) => c.redirect(`${new URL(c.req.url).pathname}/`, 308));
  app.get('/swagger/', (c) => c.html(openApiPage(version)));
  app.get('/swagger/swagger.json', (c) => c.json(openApi(version)));
  const { page, manage } = options;
  if (page !== undefined) {
    // Its code is loaded when somebody looks at the page for the first time.
    let whole: Promise<Hono<Env>> | undefined;
    const load = async () => {
      const { pageApi } = await import('./page-api.js');
      const pages = new Hono<Env>({ getPath: pathOf });
      pages.onError(failed);
      pages.notFound(nothingThere);
      return pages.route('/', pageApi({ deviceOf, devices, manage, version, script: page }));
    };
    const answer = async (c: Context<Env>) => {
      whole ??= load();
      return (await whole).fetch(c.req.raw, c.env);
    };
    app.get('/', answer);
    for (const base of ['', '/devices/:id']) {
      app.all(`${base}/page/*`, answer);
    }
  }
  app.get('/', (c) => c.html(openApiPage(version)));
  app.post('/', (c) => proxyExchange(c, deviceOf(c)));
  for (const path of ['/devices/:id', '/devices/:id/'] as const) {
    app.post(path, (c) => proxyExchange(c, deviceOf(c)));
    app.get(path, (c) => c.json(aboutDevice(devices, deviceOf(c))));
  }
  app.route('/devices', devicesApi(devices, options.manage));
  const streams = new StreamCounter();
  const { firstFit } = options;
  const speculos = speculosApi({
    deviceOf,
    streams,
    ...(firstFit === undefined ? {} : { firstFit }),
  });
  const sim = simApi({ deviceOf, streams, devices, manage: options.manage });
  for (const base of ['/', '/devices/:id'] as const) {
    app.route(base, speculos);
    app.route(`${base === '/' ? '' : base}/sim`, sim);
  }
  return gated(app, gate, options.refused);
}

function refusedText(request: Request, status: number, why: string): string {
  return `${request.method} ${shownPath(request)}: ${status}: ${why}`;
}

/** Somebody's key may stand in it. */
function shownPath(request: Request): string {
  const path = pathOf(request);
  let plain = path;
  try {
    plain = decodeURIComponent(path);
  } catch {
    // As it came.
  }
  return shownName(plain) === KEY_LIKE ? KEY_LIKE : cutLong(path);
}

/** As on Speculos, whose static files take GET on any path and nothing else. */
function nothingThere(c: Context<Env>): Response {
  const reads = c.req.method === 'GET' || c.req.method === 'HEAD';
  const path = shownPath(c.req.raw);
  return c.json(
    { message: `nothing answers ${c.req.method} ${path}; /swagger/ lists what does` },
    reads ? 404 : 405,
  );
}

/** The gate stands in front of everything, the unknown paths too. */
function gated(app: Hono<Env>, gate: GateOptions, refused: AppOptions['refused']): Handler {
  return async (request, bindings = {}) => {
    const url = new URL(request.url);
    const preflight = request.method === 'OPTIONS';
    // A preflight carries no token; the request that follows it does.
    const { token, ...open } = gate;
    const refusal = refusalFor(request, url, preflight && token !== undefined ? open : gate);
    if (refusal !== null) {
      const { status, error } = refusal;
      refused?.(refusedText(request, status, error));
      return Response.json({ error }, { status, headers: corsHeaders(request, url, gate) });
    }
    const response = preflight
      ? new Response(null, { status: 200, headers: preflightHeaders(request) })
      : await app.fetch(request, bindings);
    for (const [name, value] of Object.entries(corsHeaders(request, url, gate))) {
      response.headers.set(name, value);
    }
    if (token !== undefined && url.searchParams.get('token') === token) {
      response.headers.append(
        'Set-Cookie',
        `${TOKEN_COOKIE}=${token}; Path=/; HttpOnly; SameSite=Strict`,
      );
    }
    return response;
  };
}

function preflightHeaders(request: Request): Record<string, string> {
  const asked = request.headers.get('access-control-request-headers');
  return {
    ...PREFLIGHT_HEADERS,
    Allow: 'DELETE, GET, HEAD, OPTIONS, POST, PUT',
    ...(asked === null ? {} : { 'Access-Control-Allow-Headers': asked.slice(0, 500) }),
  };
}
