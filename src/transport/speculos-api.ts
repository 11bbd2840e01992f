/**
 * Speculos' REST API, the part a Device needs, from the client's side.
 * Source: LedgerHQ/speculos, `speculos/api`.
 */
import { fromHex, isHex, toHex } from '../bytes.js';
import { parseJson } from '../codec/json.js';
import type { Button, TextLine, Touch } from '../device.js';
import { DeviceError, LostAnswerError } from '../errors.js';
import { cut, cutLong } from '../shown.js';
import { CutOffError, type HttpAnswer, httpClient, unreachable } from './http-request.js';
import { sseReader } from './sse.js';

export interface SpeculosApi {
  /** As given, without a slash at its end. */
  readonly address: string;
  /** Asks for ever: the user may take as long as they like. */
  apdu(apdu: Uint8Array): Promise<Uint8Array>;
  /** Texts drawn since the screen was last cleared. */
  currentScreen(): Promise<TextLine[]>;
  /**
   * Every text drawn from now on, undefined for one that cannot be read; ends when the server goes
   * away. Resolves once it is listened to.
   */
  events(signal: AbortSignal): Promise<AsyncIterable<TextLine | undefined>>;
  press(button: Button): Promise<void>;
  finger(touch: Touch): Promise<void>;
  /** PNG of the screen. */
  screenshot(): Promise<Uint8Array>;
  close(): void;
}

/** Speculos counts device time: a click takes 0.2 s, a slow machine stretches it. Milliseconds. */
const REQUEST_TIME = 15_000;

const START_HINT =
  'Start the emulator (speculos/README.md) or `exchange-sim serve`, or say where it is: --device speculos:http://HOST:PORT.';

/**
 * @param token of a server that asks for one.
 * @param requestMs milliseconds for everything but commands, which may wait for their user.
 */
export function speculosApi(
  url: URL,
  token?: string,
  requestMs: number = REQUEST_TIME,
): SpeculosApi {
  const address = url.href.replace(/\/+$/, '');
  const client = httpClient();
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const at = (path: string) => new URL(address + path);
  /** Older releases do not know `tick_timeout` and refuse the whole request. */
  let waitsForEver = true;

  async function send(
    method: 'GET' | 'POST',
    path: string,
    json?: unknown,
    timeoutMs: number | undefined = requestMs,
  ): Promise<HttpAnswer> {
    const options = { method, headers, ...(json === undefined ? {} : { json }), timeoutMs };
    try {
      return await client.send(at(path), options);
    } catch (error) {
      throw unreachable(address, START_HINT, error);
    }
  }

  async function act(path: string, json: object, extraMs = 0): Promise<void> {
    const answer = await send('POST', path, json, requestMs + extraMs);
    if (answer.status !== 200) throw refused(address, `POST ${path}`, answer);
  }

  async function apdu(bytes: Uint8Array): Promise<Uint8Array> {
    const data = toHex(bytes);
    const json = waitsForEver ? { data, tick_timeout: 0 } : { data };
    let answer: HttpAnswer;
    try {
      answer = await client.send(at('/apdu'), { method: 'POST', headers, json });
    } catch (error) {
      throw error instanceof CutOffError
        ? lostAnswer(address, error)
        : unreachable(address, START_HINT, error);
    }
    if (answer.status === 400 && waitsForEver && answer.body.includes('tick_timeout')) {
      waitsForEver = false;
      return apdu(bytes);
    }
    if (answer.status !== 200) throw refused(address, 'POST /apdu', answer);
    const hex = (parsed(answer) as { data?: unknown } | undefined)?.data;
    if (typeof hex === 'string' && isHex(hex) && hex.length >= 4) return fromHex(hex);
    // A proxy in between may end a cut-off answer properly: what is there is not whole.
    throw lostAnswer(address);
  }

  return {
    address,
    apdu,
    async currentScreen() {
      const answer = await send('GET', '/events?currentscreenonly=true');
      const events = (parsed(answer) as { events?: unknown } | undefined)?.events;
      if (answer.status !== 200 || !Array.isArray(events)) throw notSpeculos(address, answer);
      return events.flatMap((event) => textLine(event) ?? []);
    },
    async events(signal) {
      const answer = await client
        .open(at('/events?stream=true'), { headers, signal, headersMs: requestMs })
        .catch((error: unknown) => {
          if ((error as Error).name === 'TimeoutError') throw silentEvents(address, error);
          throw unreachable(address, START_HINT, error);
        });
      if (answer.statusCode === 200) return linesOf(answer as AsyncIterable<Uint8Array>);
      answer.resume();
      const { statusCode: status = 0, headers: received } = answer;
      throw refused(address, 'GET /events?stream=true', {
        status,
        headers: received,
        body: Buffer.alloc(0),
      });
    },
    press: (button) => act(`/button/${button}`, { action: 'press-and-release' }),
    finger: ({ x, y, seconds = 0.1, toX, toY }) =>
      act(
        '/finger',
        {
          action: 'press-and-release',
          x: Math.round(x),
          y: Math.round(y),
          ...(toX === undefined && toY === undefined
            ? {}
            : { x2: Math.round(toX ?? x), y2: Math.round(toY ?? y) }),
          delay: seconds,
        },
        // Device time may run at a fraction of ours.
        seconds * 10_000,
      ),
    async screenshot() {
      const answer = await send('GET', '/screenshot');
      if (answer.status !== 200) throw refused(address, 'GET /screenshot', answer);
      return answer.body;
    },
    close: () => client.close(),
  };
}

async function* linesOf(stream: AsyncIterable<Uint8Array>): AsyncGenerator<TextLine | undefined> {
  const reader = sseReader();
  for await (const chunk of stream) {
    for (const data of reader.add(chunk)) yield textLine(parseJson(data));
  }
}

function textLine(event: unknown): TextLine | undefined {
  if (typeof event !== 'object' || event === null) return undefined;
  const { text, x, y, w, h } = event as Record<string, unknown>;
  if (typeof text !== 'string') return undefined;
  const pixels = (value: unknown) => (typeof value === 'number' ? value : 0);
  return { text, x: pixels(x), y: pixels(y), w: pixels(w), h: pixels(h) };
}

function parsed(answer: HttpAnswer): unknown {
  return parseJson(answer.body.toString('utf8'));
}

function lostAnswer(address: string, cause?: unknown): LostAnswerError {
  return new LostAnswerError(
    `the answer of ${address} was cut off: the emulator stopped, or gave up waiting for its user`,
    {
      hint: 'Restart the emulator, and let the user decide within five minutes if it is an old release.',
      cause,
    },
  );
}

/** It takes the request and sends not even headers. */
function silentEvents(address: string, cause: unknown): DeviceError {
  return new DeviceError(
    `${address} does not answer GET /events?stream=true, without which its screen cannot be followed`,
    { hint: 'Start the emulator again; a proxy in between must not hold back streams.', cause },
  );
}

/** A proper refusal: `{"error": …}`, `{"message": …}` or a page. */
function refused(address: string, what: string, answer: HttpAnswer): DeviceError {
  const { error, message } = (parsed(answer) ?? {}) as { error?: unknown; message?: unknown };
  const said = [error, message].find((text) => typeof text === 'string') as string | undefined;
  const airPlay = airPlayError(address, answer);
  if (airPlay !== undefined) return airPlay;
  const detail = said === undefined ? '' : `: ${cutLong(said.split('\n', 1)[0] ?? '')}`;
  const hint =
    answer.status === 401
      ? 'Give its token: EXCHANGE_SIM_TOKEN=… in the environment.'
      : 'Look at the log of the emulator.';
  // A bridge (403) says itself what to do.
  return new DeviceError(
    `${address} refuses ${what} (${answer.status})${detail}`,
    answer.status === 403 && said !== undefined ? {} : { hint },
  );
}

/** Something else listens there. Asked first, before any command is sent. */
function notSpeculos(address: string, answer: HttpAnswer): DeviceError {
  const airPlay = airPlayError(address, answer);
  if (airPlay !== undefined) return airPlay;
  if (answer.status === 401 || answer.status === 403)
    return refused(address, 'GET /events', answer);
  const { server } = answer.headers;
  const named = server === undefined ? '' : `, server ${JSON.stringify(cut(String(server)))}`;
  return new DeviceError(
    `what listens at ${address} is not Speculos: GET /events is answered ${answer.status}${named}, without a list of events`,
    { hint: START_HINT },
  );
}

function airPlayError(address: string, { headers }: HttpAnswer): DeviceError | undefined {
  if (!/^AirTunes\b/i.test(String(headers.server ?? ''))) return undefined;
  return new DeviceError(`the AirPlay receiver of macOS listens at ${address}, not Speculos`, {
    hint: 'Start Speculos with --api-port 5001 and give --device speculos:http://127.0.0.1:5001, or switch AirPlay Receiver off in the system settings.',
  });
}
