/**
 * Speculos' REST API for one device, endpoint for endpoint: same paths, bodies, status codes and
 * event forms; sentences of errors are our own. Source: LedgerHQ/speculos `speculos/api/*`,
 * server.md#what-is-as-on-speculos. What differs is meant: answers never go to the wrong client,
 * `delay` is device time and costs nothing, a press the model does not know is an error instead of
 * nothing.
 */
import type { Context } from 'hono';
import { Hono } from 'hono';
import { fromHex } from '../bytes.js';
import { type Button, isNano } from '../device.js';
import { InputError } from '../errors.js';
import { expected } from '../shown.js';
import { Automation, type FirstFit } from './automation.js';
import { BUTTON_NUMBERS } from './device-input.js';
import { type StreamCounter, streamResponse } from './event-stream.js';
import { answerResponse, DEFAULT_TICKS } from './late-answer.js';
import { LIMITS, LimitError } from './limits.js';
import {
  bodyObject,
  bodyText,
  type JsonObject,
  oneOf,
  onlyKeys,
  optionalNumber,
  pixel,
  shown,
} from './request-body.js';
import type { ServedDevice } from './served-device.js';
import { speculosJson, speculosResponse } from './speculos-json.js';

/** What the node listener hands in beside the request. */
export interface Bindings {
  /** The answer on its way. */
  readonly outgoing?: {
    /** Cuts the connection. */
    destroy(): unknown;
  };
}

export type Env = { Bindings: Bindings };

export interface DeviceApiOptions {
  readonly deviceOf: (context: Context<Env>) => ServedDevice;
  readonly streams: StreamCounter;
  readonly firstFit?: FirstFit;
}

const ACTIONS = ['press', 'release', 'press-and-release'] as const;

export function speculosApi({ deviceOf, streams, firstFit }: DeviceApiOptions): Hono<Env> {
  const api = new Hono<Env>();

  api.post('/apdu', async (c) => {
    const body = await bodyObject(c.req.raw);
    onlyKeys(body, ['data', 'tick_timeout']);
    const apdu = apduOf(body.data, 'data');
    const ticks = optionalNumber(body, 'tick_timeout') ?? DEFAULT_TICKS;
    const served = deviceOf(c);
    return answerResponse(served.exchange(apdu, 'http'), {
      clock: served.clock,
      ticks,
      cut: () => cutOff(c.env?.outgoing),
      signal: c.req.raw.signal,
    });
  });

  api.get('/events', (c) => {
    const stream = flag(c, 'stream');
    const current = flag(c, 'currentscreenonly');
    if (stream instanceof Response) return stream;
    if (current instanceof Response) return current;
    const served = deviceOf(c);
    if (stream) {
      // Hono answers HEAD by this handler and throws the body away without ending it.
      if (c.req.method === 'HEAD') return streamResponse(null);
      return streamResponse(
        streams.stream(served, (write) =>
          served.texts.onEvent((event) => write(`data: ${speculosJson(event)}\n\n`)),
        ),
      );
    }
    served.refresh();
    return speculosResponse({ events: current ? served.texts.current : served.texts.all });
  });

  api.delete('/events', (c) => {
    deviceOf(c).texts.forget();
    return speculosResponse({});
  });

  for (const button of ['left', 'right', 'both'] as const) {
    api.post(`/button/${button}`, async (c) => {
      const body = await bodyObject(c.req.raw);
      onlyKeys(body, ['action', 'delay']);
      const action = oneOf(body, 'action', ACTIONS);
      delayOf(body);
      await pressed(deviceOf(c), button, action);
      return speculosResponse({});
    });
  }

  api.post('/finger', async (c) => {
    const body = await bodyObject(c.req.raw);
    onlyKeys(body, ['action', 'x', 'y', 'x2', 'y2', 'delay']);
    const action = oneOf(body, 'action', ACTIONS);
    await touched(deviceOf(c), action, body);
    return speculosResponse({});
  });

  api.get('/screenshot', async (c) => {
    const served = deviceOf(c);
    const { screenshot } = served;
    if (screenshot === undefined) {
      const error = `${served.device.name}: its screen cannot be photographed`;
      return speculosResponse({ error }, { status: 501 });
    }
    const png = await screenshot();
    return new Response(new Uint8Array(png), {
      headers: { 'Content-Type': 'image/png', 'Cache-Control': 'no-cache,no-store' },
    });
  });

  api.post('/automation', async (c) => {
    const text = await bodyText(c.req.raw);
    if (/[^\0-\x7f]/.test(text)) return speculosResponse('invalid encoding', { status: 400 });
    if (text.startsWith('file:')) return speculosResponse('invalid document', { status: 400 });
    try {
      deviceOf(c).automate(new Automation(text, firstFit));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      // Speculos says no more than this; why is in a header, where no client trips over it.
      const headers = { 'X-Reason': headerText(error.message) };
      return speculosResponse('invalid document', { status: 400, headers });
    }
    return speculosResponse({});
  });

  api.post('/ticker/', async (c) => {
    const body = await bodyObject(c.req.raw);
    onlyKeys(body, ['action']);
    const action = oneOf(body, 'action', ['pause', 'resume', 'single-step']);
    const served = deviceOf(c);
    if (action === 'pause') served.clock.pause();
    else if (action === 'resume') served.clock.resume();
    else served.clock.step();
    await served.input.ticked();
    served.refresh();
    return speculosResponse({});
  });
  api.all('/ticker', (c) => {
    const { pathname, search } = new URL(c.req.url);
    return c.redirect(`${pathname}/${search}`, 308);
  });

  return api;
}

function cutOff(outgoing: Bindings['outgoing']): boolean {
  outgoing?.destroy();
  return outgoing !== undefined;
}

/** @throws InputError for text that is no command. */
export function apduOf(value: unknown, key: string): Uint8Array {
  if (typeof value !== 'string' || value === '') {
    throw new InputError(expected(key, 'a command as hex digits', shown(value)));
  }
  if (value.length > 2 * LIMITS.apdu) {
    throw new LimitError(`${key}: a command of more than ${LIMITS.apdu} bytes`, 413);
  }
  try {
    return fromHex(value);
  } catch {
    throw new InputError(expected(key, 'an even number of hex digits', shown(value)));
  }
}

/** Seconds; Speculos' default is a tenth. */
function delayOf(body: JsonObject): number | undefined {
  const delay = optionalNumber(body, 'delay');
  if (delay !== undefined && delay > LIMITS.delay) {
    throw new InputError(expected('delay', `at most ${LIMITS.delay} seconds`, delay));
  }
  return delay;
}

async function pressed(
  served: ServedDevice,
  button: Button,
  action: (typeof ACTIONS)[number],
): Promise<void> {
  if (!isNano(served.device.model)) {
    throw new InputError(`${served.device.model} has no buttons: use /finger`);
  }
  const numbers = BUTTON_NUMBERS[button];
  if (action !== 'release') for (const number of numbers) await served.input.button(number, true);
  if (action !== 'press') for (const number of numbers) await served.input.button(number, false);
}

async function touched(
  served: ServedDevice,
  action: (typeof ACTIONS)[number],
  body: JsonObject,
): Promise<void> {
  const [x, y] = [pixel(body, 'x'), pixel(body, 'y')];
  const toX = body.x2 === undefined ? x : pixel(body, 'x2');
  const toY = body.y2 === undefined ? y : pixel(body, 'y2');
  const seconds = delayOf(body);
  if (isNano(served.device.model)) {
    throw new InputError(
      `${served.device.model} has no touch screen: use /button/left, right or both`,
    );
  }
  if (action !== 'press-and-release') return served.input.fingerAt(x, y, action === 'press');
  await served.input.gesture({
    x,
    y,
    ...(seconds === undefined ? {} : { seconds }),
    ...(toX === x && toY === y ? {} : { toX, toY }),
  });
}

/** As flask-restful reads a boolean; the answer to anything else. */
function flag(c: Context<Env>, name: string): boolean | Response {
  const value = c.req.query(name)?.toLowerCase();
  if (value === undefined) return false;
  if (value === 'true' || value === '1') return true;
  if (value === 'false' || value === '0') return false;
  const message = expected(undefined, 'true, false, 1 or 0', shown(value));
  return speculosResponse({ message: { [name]: message } }, { status: 400 });
}

/** Header values are Latin-1 on one line. */
function headerText(text: string): string {
  return text.replaceAll(/[^ -~]/g, '?');
}
