/**
 * The HTTP client of `provider test`, on undici (loaded with the first call). One deadline counts
 * to the end of the body, because a dripping body never trips an idle time-out. Redirects are not
 * followed and the host is always that of the profile, so its key cannot go anywhere else.
 */
import { connect as connectTls } from 'node:tls';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { Dispatcher } from 'undici';
import { WALL_CLOCK, type WallClock } from '../wall-clock.js';
import { requestHeaders } from './authentication.js';
import type { Call, ProviderClient } from './client.js';
import type { Exchange, HttpAnswer } from './exchange.js';
import { type Failure, failureOf, type Progress } from './failure.js';
import type { Profile } from './profile.js';
import { looseJson } from './strict-json.js';

export interface ClientOptions {
  /** Every exchange is added here, in the order of its number. */
  readonly journal: Exchange[];
  readonly wall?: WallClock;
  /** Milliseconds to connect; 5,000 when absent. */
  readonly connectTimeout?: number;
  /** Milliseconds to the end of any answer, at most; 15,000 when absent. */
  readonly deadline?: number;
  /** A root to trust instead of the well-known ones, PEM: a test environment's own. */
  readonly ca?: string;
  /** Longest Retry-After that is waited for, milliseconds; 10,000 when absent. */
  readonly patience?: number;
}

export const DEFAULT_DEADLINE = 15_000;
export const DEFAULT_MAX_BODY = 1 << 20;
const CONNECT_TIMEOUT = 5_000;
const PATIENCE = 10_000;
/** Tries of one call that is answered 429. */
const TRIES = 3;
/** Shorter than the five seconds many servers keep an idle connection: they never close it first. */
const KEEP_ALIVE = 2_000;

export function nodeClient(profile: Profile, options: ClientOptions): ProviderClient {
  return new NodeClient(profile, options);
}

interface Got {
  readonly answer?: HttpAnswer;
  readonly failure?: Failure;
  readonly headersMs?: number;
}

class NodeClient implements ProviderClient {
  private profile: Profile;
  private readonly options: ClientOptions;
  private readonly base: URL;
  private dispatcher: Promise<Dispatcher> | undefined;
  private count = 0;
  private readonly wall: WallClock;
  /** After a 429: no call before this time (elapsed). */
  private notBefore = 0;
  private tlsPort: Promise<boolean> | undefined;

  constructor(profile: Profile, options: ClientOptions) {
    this.profile = profile;
    this.options = options;
    this.wall = options.wall ?? WALL_CLOCK;
    this.base = new URL(profile.url);
  }

  async call(call: Call): Promise<Exchange> {
    for (let tries = 1; ; tries++) {
      const wait = this.notBefore - this.wall.elapsed();
      if (wait > 0) await this.wall.pause(wait);
      const exchange = await this.once(call);
      const delay = exchange.answer?.status === 429 ? retryAfter(exchange) : undefined;
      if (delay === undefined || delay > (this.options.patience ?? PATIENCE) || tries === TRIES) {
        return exchange;
      }
      this.notBefore = Math.max(this.notBefore, this.wall.elapsed() + delay);
    }
  }

  spell(name: (written: string) => string): void {
    const headers = Object.entries(this.profile.headers);
    const spelled = headers.map(([written, value]) => [name(written), value]);
    this.profile = { ...this.profile, headers: Object.fromEntries(spelled) };
  }

  async close(): Promise<void> {
    await (await this.dispatcher)?.destroy();
  }

  private async once(call: Call): Promise<Exchange> {
    const number = ++this.count;
    const at = this.wall.now();
    const path = pathOf(this.base, call);
    const headers = requestHeaders(this.profile, call);
    const body = bodyOf(call);
    const started = this.wall.elapsed();
    const got = await this.send(call, path, headers, body, started);
    const exchange: Exchange = {
      number,
      request: {
        operation: call.operation,
        method: call.method,
        url: this.base.origin + path,
        headers: Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value])),
        ...(body === undefined ? {} : { body }),
      },
      ...got,
      at,
      totalMs: this.wall.elapsed() - started,
    };
    insert(this.options.journal, exchange);
    return exchange;
  }

  private async send(
    call: Call,
    path: string,
    headers: readonly (readonly [string, string])[],
    body: string | undefined,
    started: number,
  ): Promise<Got> {
    const most = this.options.deadline ?? DEFAULT_DEADLINE;
    const limit = Math.min(call.deadline ?? most, most);
    const progress: Progress = { isTls: this.base.protocol === 'https:', limit };
    let headersMs: number | undefined;
    try {
      this.dispatcher ??= this.open();
      const response = await (await this.dispatcher).request({
        origin: this.base.origin,
        path,
        method: call.method,
        headers: headers.flat(),
        body: body ?? null,
        headersTimeout: 0,
        bodyTimeout: 0,
        signal: AbortSignal.timeout(limit),
      });
      headersMs = this.wall.elapsed() - started;
      progress.status = response.statusCode;
      const raw = await bounded(response.body, call.maxBody ?? DEFAULT_MAX_BODY, progress);
      const answerHeaders = joined(response.headers);
      const bytes = await unpacked(raw, answerHeaders['content-encoding'], call);
      const text = new TextDecoder().decode(bytes);
      const answer = {
        status: response.statusCode,
        headers: answerHeaders,
        bytes,
        text,
        json: looseJson(text),
      };
      return { answer, headersMs };
    } catch (error) {
      const failure = failureOf(error, progress);
      return {
        failure: (await this.wantsTls(failure, progress)) ?? failure,
        ...(headersMs === undefined ? {} : { headersMs }),
      };
    }
  }

  private async open(): Promise<Dispatcher> {
    const { Agent } = await import('undici');
    return new Agent({
      connect: {
        timeout: this.options.connectTimeout ?? CONNECT_TIMEOUT,
        ...(this.options.ca === undefined ? {} : { ca: this.options.ca }),
      },
      keepAliveTimeout: KEEP_ALIVE,
      keepAliveMaxTimeout: KEEP_ALIVE,
    });
  }

  /** A TLS port hangs up on plain HTTP as a broken server does; asking it in TLS tells them apart. */
  private async wantsTls(failure: Failure, { isTls, status }: Progress) {
    const isSilent = failure.kind === 'network' || failure.kind === 'protocol';
    if (isTls || status !== undefined || !isSilent) return undefined;
    this.tlsPort ??= speaksTls(this.base);
    if (!(await this.tlsPort)) return undefined;
    const message = 'the port speaks TLS: the URL must begin with https://';
    return { kind: 'tls' as const, message };
  }
}

/** The base URL may end in a slash or not: exactly one stands between it and the path. */
function pathOf(base: URL, { path, query, isAtRoot = false }: Call): string {
  const parameters = Object.entries(query ?? {})
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');
  const joint = parameters === '' ? '' : path.includes('?') ? '&' : '?';
  const below = isAtRoot ? '' : base.pathname.replace(/\/+$/, '');
  return below + path + joint + parameters;
}

function bodyOf({ body }: Call): string | undefined {
  if (body === undefined) return undefined;
  return typeof body === 'string' ? body : JSON.stringify(body);
}

class TooLarge extends Error {}

async function bounded(body: Dispatcher.ResponseData['body'], max: number, progress: Progress) {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    size += chunk.length;
    progress.received = size;
    if (size > max) {
      body.destroy();
      throw Object.assign(new TooLarge(`the body has more than ${max} bytes`), {
        code: 'UND_ERR_RES_EXCEEDED_MAX_SIZE',
      });
    }
  }
  return Buffer.concat(chunks);
}

async function unpacked(raw: Buffer, encoding: string | undefined, call: Call) {
  if (encoding !== 'gzip' || raw.length === 0) return new Uint8Array(raw);
  const maxOutputLength = call.maxBody ?? DEFAULT_MAX_BODY;
  return new Uint8Array(await promisify(gunzip)(raw, { maxOutputLength }));
}

function joined(headers: Readonly<Record<string, string | string[] | undefined>>) {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.toLowerCase(),
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
}

/** Milliseconds a 429 asks to wait: seconds or a date; one second where it says nothing. */
function retryAfter({ answer, at }: Exchange): number {
  const text = answer?.headers['retry-after'] ?? '';
  if (/^\d+$/.test(text.trim())) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? 1000 : Math.max(0, date - at);
}

function insert(journal: Exchange[], exchange: Exchange): void {
  let place = journal.length;
  while (place > 0 && journal[place - 1]!.number > exchange.number) place--;
  journal.splice(place, 0, exchange);
}

function speaksTls({ hostname, port }: URL): Promise<boolean> {
  return new Promise((resolve) => {
    const host = hostname.replace(/^\[|\]$/g, '');
    const socket = connectTls({ host, port: Number(port || 80), rejectUnauthorized: false });
    const answer = (value: boolean) => {
      socket.destroy();
      resolve(value);
    };
    socket.setTimeout(2_000, () => answer(false));
    socket.once('secureConnect', () => answer(true));
    socket.once('error', () => answer(false));
  });
}
