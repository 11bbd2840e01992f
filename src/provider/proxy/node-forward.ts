/**
 * One request passed on to the provider and its answer passed back, byte for byte: method, path,
 * query, headers but those of one connection, body as it is compressed. A copy of both is kept, up
 * to a limit. Redirects are passed back like any answer.
 */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { type ClientRequest, Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';

/** Bytes of a body of which a copy is kept: catalogues are the largest. */
export const MOST_KEPT = 4 << 20;
/** Milliseconds without a byte from the provider. */
const SILENCE = 120_000;
/** Shorter than most servers keep an idle connection: they do not close it under a request. */
const IDLE = 2_000;

/** Of one connection, not of the message (RFC 9110, 7.6.1). `Expect` has been answered here. */
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'expect',
]);

export interface Passed {
  /** Milliseconds (elapsed) when the provider's headers came, and when all was over. */
  readonly headersAt?: number;
  readonly endedAt: number;
  readonly request: Copy;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | string[] | undefined>>;
  readonly answer?: Copy;
  readonly error?: unknown;
  /** The client went away before the end: nothing of it is the provider's. */
  readonly isAbandoned: boolean;
}

/** What of a body was kept. */
export class Copy {
  size = 0;
  private readonly parts: Buffer[] = [];

  add(part: Buffer): void {
    this.size += part.length;
    if (this.size <= MOST_KEPT) this.parts.push(part);
  }

  get isWhole(): boolean {
    return this.size <= MOST_KEPT;
  }

  bytes(): Buffer {
    return Buffer.concat(this.parts);
  }
}

export class Forwarder {
  readonly base: URL;
  private readonly agent: HttpAgent;
  private readonly elapsed: () => number;

  /** @param ca a root to trust instead of the well-known ones, PEM. */
  constructor(url: string, elapsed: () => number, ca?: string) {
    this.base = new URL(url);
    this.elapsed = elapsed;
    const settings = { keepAlive: true, timeout: IDLE };
    this.agent =
      this.base.protocol === 'https:'
        ? new HttpsAgent({ ...settings, ...(ca === undefined ? {} : { ca }) })
        : new HttpAgent(settings);
  }

  /** Path and query at the provider of what was asked here. */
  pathOf(asked: string): string {
    return this.base.pathname.replace(/\/+$/, '') + asked;
  }

  close(): void {
    this.agent.destroy();
  }

  /** @param failed answers the client where the provider has not begun to. */
  forward(
    asked: IncomingMessage,
    response: ServerResponse,
    failed: (error: unknown) => void,
  ): Promise<Passed> {
    const sent = new Copy();
    return new Promise((resolve) => {
      let answer: Copy | undefined;
      let got: IncomingMessage | undefined;
      let headersAt: number | undefined;
      let isOver = false;
      const upstream = this.begin(asked);
      const end = (how: { error?: unknown; isAbandoned?: boolean } = {}) => {
        if (isOver) return;
        isOver = true;
        clearTimeout(silence);
        resolve({
          request: sent,
          endedAt: this.elapsed(),
          ...(headersAt === undefined ? {} : { headersAt }),
          ...(got === undefined ? {} : { status: got.statusCode!, headers: got.headers }),
          ...(answer === undefined ? {} : { answer }),
          ...(how.error === undefined ? {} : { error: how.error }),
          isAbandoned: how.isAbandoned === true,
        });
      };
      const fail = (error: unknown) => {
        if (isOver) return;
        end({ error });
        // Cut off here as it was cut off there.
        if (response.headersSent) response.destroy();
        else failed(error);
        upstream.destroy();
      };
      response.once('close', () => {
        if (isOver || response.writableFinished) return;
        end({ isAbandoned: true });
        upstream.destroy();
      });
      const silence = setTimeout(() => fail(new Silence()), SILENCE);
      asked.on('data', (part: Buffer) => {
        sent.add(part);
        silence.refresh();
      });
      upstream.once('error', fail);
      // Also behind a switch of protocols that nobody asked for.
      upstream.once('close', () => {
        if (got === undefined) fail(cutOff());
      });
      upstream.once('response', (incoming) => {
        got = incoming;
        headersAt = this.elapsed();
        answer = new Copy();
        response.sendDate = false;
        const headers = endToEnd(incoming.rawHeaders);
        try {
          response.writeHead(incoming.statusCode!, incoming.statusMessage ?? '', headers);
        } catch (error) {
          // A status line that nobody may send on.
          fail(Object.assign(new Error((error as Error).message), { code: 'HPE_INVALID_STATUS' }));
          return;
        }
        response.flushHeaders();
        incoming.on('data', (part: Buffer) => {
          answer!.add(part);
          silence.refresh();
        });
        incoming.once('error', fail);
        incoming.once('aborted', () => fail(cutOff()));
        incoming.once('end', () => {
          if (incoming.complete) end();
          else fail(cutOff());
        });
        incoming.pipe(response);
      });
      asked.pipe(upstream);
    });
  }

  private begin(asked: IncomingMessage): ClientRequest {
    const { base, agent } = this;
    const request = base.protocol === 'https:' ? httpsRequest : httpRequest;
    return request({
      protocol: base.protocol,
      hostname: base.hostname.replace(/^\[|\]$/g, ''),
      port: base.port === '' ? undefined : Number(base.port),
      method: asked.method,
      path: this.pathOf(asked.url!),
      agent,
      setHost: false,
      headers: [
        ...endToEnd(asked.rawHeaders, 'host'),
        'Host',
        base.host,
        ...framing(asked),
      ] as never,
    });
  }
}

const cutOff = () => Object.assign(new Error('cut off'), { code: 'ECONNRESET' });

/** The provider has been silent for too long. */
export class Silence extends Error {
  constructor() {
    super(`not a byte in ${SILENCE / 1000} s`);
    this.name = 'TimeoutError';
  }
}

/** A body of unknown length stays one; none stays none. */
function framing({ headers, method = '' }: IncomingMessage): string[] {
  if (headers['transfer-encoding'] !== undefined) return ['Transfer-Encoding', 'chunked'];
  const isBare = headers['content-length'] === undefined && /^(POST|PUT|PATCH)$/.test(method);
  return isBare ? ['Content-Length', '0'] : [];
}

/** Names and values as they were written, in their order, without those of the connection. */
function endToEnd(raw: readonly string[], ...others: readonly string[]): string[] {
  const pairs = raw.flatMap((name, at) => (at % 2 === 0 ? [[name, raw[at + 1]!] as const] : []));
  const named = pairs
    .filter(([name]) => name.toLowerCase() === 'connection')
    .flatMap(([, value]) => value.split(','))
    .map((name) => name.trim().toLowerCase());
  const dropped = new Set([...HOP_BY_HOP, ...named, ...others]);
  return pairs.filter(([name]) => !dropped.has(name.toLowerCase())).flat();
}
