/** The proxy on a port: passes everything through, and has it judged behind the traffic's back. */
import { createServer, type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import { InputError } from '../../errors.js';
import { isOwnHost } from '../../server/gate.js';
import { LOOPBACK } from '../../server/loopback.js';
import { listenOn } from '../../server/node-listen.js';
import { expected } from '../../shown.js';
import type { Exchange } from '../test/exchange.js';
import { failureOf } from '../test/failure.js';
import type { RunRecord } from '../test/index.js';
import type { RuleResult } from '../test/result.js';
import { WALL_CLOCK } from '../wall-clock.js';
import { JudgeQueue } from './judge-queue.js';
import { Forwarder, type Passed } from './node-forward.js';
import { exchangeOf, type SeenRequest } from './node-seen.js';
import { operationIn } from './operation-in.js';
import { type TrafficOptions, watchTraffic } from './traffic.js';

export interface ProxyOptions extends TrafficOptions {
  /** Loopback when absent. */
  readonly host?: string;
  /** Any that is free when absent or 0. */
  readonly port?: number;
  /** Names beside loopback that `Host` may hold: of a tunnel in front. */
  readonly names?: readonly string[];
  /** A root to trust instead of the well-known ones, PEM. */
  readonly ca?: string;
  /** Told of every exchange, and of what it shows that was not known before; redacted. */
  readonly onExchange?: (line: ExchangeLine, fresh: readonly RuleResult[]) => void;
}

export interface ExchangeLine {
  readonly number: number;
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly operation: string;
  /** HTTP status, or why there was none. */
  readonly result: number | string;
  readonly milliseconds: number;
  readonly bytes: number;
}

export interface RunningProxy {
  /** Base URL, without a slash at its end. */
  readonly url: string;
  /** What was seen so far. */
  record(): Promise<RunRecord>;
  /** Lets what is on its way come to its end for a moment, then cuts it off. */
  close(): Promise<void>;
}

const MAX_CONNECTIONS = 4096;
const HEADERS_TIMEOUT = 60_000;
/** Milliseconds that are left to what is on its way at the end. */
const GRACE = 2_000;

/** @throws InputError for the provider's own port, DeviceError when the port cannot be had. */
export async function startProxy(options: ProxyOptions): Promise<RunningProxy> {
  const { profile, product, host = LOOPBACK, port = 0, names = [], wall = WALL_CLOCK } = options;
  const traffic = await watchTraffic(options);
  const forwarder = new Forwarder(profile.url, () => wall.elapsed(), options.ca);
  const { base } = forwarder;
  if (port !== 0 && isOwnHost(base.host, []) && base.port === String(port)) {
    throw new InputError(expected(`port ${port}`, "another than the provider's", 'the same'), {
      hint: 'It would pass everything on to itself.',
    });
  }
  const active = new Set<Promise<void>>();
  let count = 0;
  const queue = new JudgeQueue(() => traffic.skip());

  function look(asked: SeenRequest, exchange: Exchange, passed: Passed): void {
    const fresh = traffic.see(exchange);
    const { number, method, operation } = asked;
    const { answer, failure, totalMs } = exchange;
    options.onExchange?.(
      {
        number,
        method,
        path: traffic.redact(new URL(asked.url).pathname),
        operation,
        result: answer?.status ?? passed.status ?? failure?.kind ?? 'no answer',
        milliseconds: Math.round(totalMs),
        bytes: passed.answer?.size ?? 0,
      },
      fresh,
    );
  }

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refused = refusal(request, names);
    if (refused !== undefined) return say(response, 403, refused);
    const { url = '', method = 'GET' } = request;
    if (!url.startsWith('/')) {
      return say(
        response,
        400,
        'expected a path: this stands in for the provider, for nobody else',
      );
    }
    const asked: SeenRequest = {
      number: ++count,
      operation: operationIn(product, method, url.replace(/\?.*/s, '')),
      method,
      url: base.origin + forwarder.pathOf(url),
      headers: request.headers,
      at: wall.now(),
      begunAt: wall.elapsed(),
      isTls: base.protocol === 'https:',
    };
    const passed = await forwarder.forward(request, response, (error) => {
      const { kind, message } = failureOf(error, { isTls: asked.isTls, limit: 0 });
      const status = kind === 'headers-timeout' ? 504 : 502;
      const why = kind === 'headers-timeout' ? (error as Error).message : message;
      say(response, status, `the provider at ${base.host} did not answer: ${why}`);
    });
    if (passed.isAbandoned) return;
    const size = passed.request.size + (passed.answer?.size ?? 0);
    queue.add(size, async () => look(asked, await exchangeOf(asked, passed), passed));
  }

  const server = createServer(
    { headersTimeout: HEADERS_TIMEOUT, requestTimeout: 0, noDelay: true },
    (request, response) => {
      const passing = pass(request, response).catch(() => void response.destroy());
      active.add(passing);
      passing.finally(() => active.delete(passing));
    },
  );
  server.maxConnections = MAX_CONNECTIONS;
  const listening = await listenOn(server, { host, port }, 'port');
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${listening.port}`,
    record: async () => {
      await queue.idle();
      return traffic.record();
    },
    close: async () => {
      const closed = listening.close();
      server.closeIdleConnections();
      const grace = new Promise((resolve) => wall.after(GRACE, () => resolve(undefined)));
      await Promise.race([Promise.allSettled(active), grace]);
      server.closeAllConnections();
      forwarder.close();
      await closed;
      await queue.idle();
    },
  };
}

/** A page whose name was re-pointed to this machine still says its own name in Host. */
function refusal({ headers }: IncomingMessage, names: readonly string[]): string | undefined {
  if (isOwnHost(headers.host ?? '', names)) return undefined;
  return 'Host: expected this machine, or a name that --allow-host gives';
}

/** Never taken for the provider's own answer. */
function say(response: ServerResponse, status: number, what: string): void {
  if (response.headersSent || response.destroyed) return;
  const body = JSON.stringify({ message: `exchange-sim provider proxy: ${what}` });
  // With its own words: those of a status line that could not be sent on may be left there.
  response.writeHead(status, STATUS_CODES[status] ?? '', {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    connection: 'close',
  });
  response.end(body);
}
