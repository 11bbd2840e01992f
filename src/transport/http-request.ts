/**
 * HTTP for devices behind a server. Not `fetch`: it gives up after five minutes without a byte and
 * has no setting for it, while a command may wait for its user, and an event stream for an event,
 * as long as they like.
 */
import { Agent, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import { Agent as SecureAgent, request as secureRequest } from 'node:https';
import { DeviceError } from '../errors.js';

export interface HttpOptions {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  /** Sent as JSON. */
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** Milliseconds until the whole answer must be there; for ever when absent. */
  readonly timeoutMs?: number;
  /** Milliseconds until its headers must be there; the body may then take its time. */
  readonly headersMs?: number;
}

export interface HttpClient {
  /** Resolves with the headers; the body is still to come. */
  open(url: URL, options?: HttpOptions): Promise<IncomingMessage>;
  /**
   * The whole answer.
   * @throws CutOffError when the connection ends before the answer does.
   */
  send(url: URL, options?: HttpOptions): Promise<HttpAnswer>;
  close(): void;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** More than any answer of a device or picture of its screen. */
const MAX_BODY = 16 * 1024 * 1024;

/** The server answered 200 and hung up in the middle: there is no answer. */
export class CutOffError extends Error {
  override readonly name = 'CutOffError';
}

export function httpClient(): HttpClient {
  const agent = new Agent({ keepAlive: true });
  const secureAgent = new SecureAgent({ keepAlive: true });

  function open(url: URL, options: HttpOptions = {}): Promise<IncomingMessage> {
    const { method = 'GET', json, headers, timeoutMs, headersMs } = options;
    const body = json === undefined ? undefined : Buffer.from(JSON.stringify(json));
    const secure = url.protocol === 'https:';
    const late = new AbortController();
    const waiting =
      headersMs === undefined ? undefined : setTimeout(() => late.abort(tooLate()), headersMs);
    const signals = [
      options.signal,
      timeoutMs === undefined ? undefined : timer(timeoutMs),
      waiting === undefined ? undefined : late.signal,
    ];
    const given = signals.filter((signal) => signal !== undefined);
    return new Promise((resolve, reject) => {
      const sent = (secure ? secureRequest : request)(
        url,
        {
          method,
          agent: secure ? secureAgent : agent,
          headers: {
            ...headers,
            ...(body === undefined
              ? {}
              : { 'content-type': 'application/json', 'content-length': body.length }),
          },
          ...(given.length === 0 ? {} : { signal: AbortSignal.any(given) }),
        },
        (answer) => {
          clearTimeout(waiting);
          resolve(answer);
        },
      );
      sent.on('error', (error) => {
        clearTimeout(waiting);
        reject(error.name === 'AbortError' ? reasonOf(given) : error);
      });
      sent.end(body);
    });
  }

  return {
    open,
    async send(url, options) {
      const { timeoutMs = Number.POSITIVE_INFINITY } = options ?? {};
      const end = performance.now() + timeoutMs;
      const answer = await open(url, options);
      const { statusCode: status = 0, headers } = answer;
      const body = await bodyOf(answer).catch((error: unknown) => {
        // Cut off by us.
        throw performance.now() >= end ? tooLate() : error;
      });
      return { status, headers, body };
    },
    close() {
      agent.destroy();
      secureAgent.destroy();
    },
  };
}

function timer(ms: number): AbortSignal {
  return AbortSignal.timeout(ms);
}

function tooLate(): DOMException {
  return new DOMException('no answer in time', 'TimeoutError');
}

function reasonOf(signals: readonly AbortSignal[]): unknown {
  return signals.find((signal) => signal.aborted)?.reason;
}

async function bodyOf(answer: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const part of answer as AsyncIterable<Buffer>) {
      size += part.length;
      if (size > MAX_BODY) throw new RangeError(`an answer longer than ${MAX_BODY} bytes`);
      parts.push(part);
    }
  } catch (error) {
    if (error instanceof Error && (error as NodeJS.ErrnoException).code === 'ECONNRESET') {
      throw new CutOffError('the connection ended before the answer did', { cause: error });
    }
    throw error;
  }
  return Buffer.concat(parts);
}

/** Why nothing could be asked of an address, and what to do: for the first request to it. */
export function unreachable(address: string, hint: string, error: unknown): DeviceError {
  const { code, name } = error as { code?: string; name?: string };
  const why =
    code === 'ECONNREFUSED'
      ? `nothing listens at ${address}`
      : code === 'ENOTFOUND' || code === 'EAI_AGAIN'
        ? `there is no host of this name: ${address}`
        : name === 'TimeoutError'
          ? `${address} did not answer in time`
          : `${address} cannot be reached (${code ?? (error as Error).message})`;
  return new DeviceError(why, { hint, cause: error });
}
