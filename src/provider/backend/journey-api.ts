/**
 * Journeys over HTTP, for the page and for programs:
 *
 *     POST /journey                     begins one; its whole state
 *     GET  /journey                     all that are kept, without their steps
 *     GET  /journey/:id                 its whole state
 *     GET  /journey/:id/events          the same, then every change (server-sent events)
 *     GET  /journey/:id/picture/:step/:number   a page of the device, SVG
 *     POST /journey/:id/order           goes on from the quotes: {"provider"?}
 *     POST /journey/:id/approve, /reject, /stop
 */
import { type Context, Hono } from 'hono';
import { InputError } from '../../errors.js';
import { failureResponse } from '../../server/failure-response.js';
import { refusalFor } from '../../server/gate.js';
import { LIMITS, LimitError } from '../../server/limits.js';
import { PICTURE_HEADERS } from '../../server/page/headers.js';
import { bodyObject, onlyKeys, optionalObject, optionalText } from '../../server/request-body.js';
import { type Journey, stepOf } from './journey.js';
import { headView, journeyView, stepView } from './journey-view.js';
import { wishIn } from './journey-wish.js';
import type { JourneyRoom } from './node-journey-room.js';

/** Pages that may use it: its own. Names of a tunnel are for pushes alone. */
const GATE = { hosts: [], origins: [], isClosed: true };

export function journeyApi(room: JourneyRoom): Hono {
  const api = new Hono();
  const streams = new Streams();
  const view = {
    redact: room.redact,
    profileOf: (name: string) => room.profileOf(name),
    stored: (journey: Journey) => room.stored(journey),
  };
  const found = (c: Context): Journey => {
    const journey = room.get(c.req.param('id') ?? '');
    if (journey !== undefined) return journey;
    throw new NoJourneyError('there is no such journey; the oldest are forgotten');
  };

  api.use('*', async (c, next) => {
    const refusal = refusalFor(c.req.raw, new URL(c.req.url), GATE);
    if (refusal !== null) return c.json({ error: refusal.error }, refusal.status);
    const type = c.req.header('content-type') ?? '';
    if (c.req.method === 'POST' && !/^application\/json\b/i.test(type)) {
      return c.json({ error: 'content-type: expected application/json' }, 415);
    }
    await next();
    c.header('Cache-Control', 'no-store');
  });
  api.onError((error, c) =>
    error instanceof NoJourneyError
      ? c.json({ error: error.message }, 404)
      : failureResponse(error),
  );

  api.notFound((c) => c.json({ error: 'nothing is here' }, 404));

  api.post('/journey', async (c) => {
    const journey = room.start(wishIn(await bodyObject(c.req.raw)));
    return c.json(journeyView(journey, view), 201);
  });
  api.get('/journey', (c) =>
    c.json({ journeys: room.all().map((journey) => headView(journey, view)) }),
  );
  api.get('/journey/:id', (c) => c.json(journeyView(found(c), view)));

  api.get('/journey/:id/events', (c) => {
    const { id } = found(c);
    const body = streams.open((write) => {
      const journey = room.get(id)!;
      write('journey', journeyView(journey, view));
      return room.onChange(id, (now, changed) => {
        const step = changed === undefined ? undefined : stepOf(now, changed);
        const head = headView(now, view);
        // The end changes several steps at once.
        if (step === undefined) write('journey', journeyView(now, view));
        else write('step', { ...head, step: stepView(now, step, view) });
      });
    });
    return new Response(body, { headers: { 'Content-Type': 'text/event-stream' } });
  });

  api.get('/journey/:id/picture/:step/:number', (c) => {
    const step = found(c).steps.find(({ id }) => id === c.req.param('step'));
    const screen = step?.screens[Number(c.req.param('number'))];
    if (step === undefined || screen === undefined)
      return c.json({ error: 'no such picture' }, 404);
    // Those with an e-mail address on them are told, not drawn.
    const shown = stepView(found(c), step, view);
    const path = shown.screens[Number(c.req.param('number'))]?.picture;
    if (path === null) return c.json({ error: 'this page shows an e-mail address' }, 404);
    const headers = { ...PICTURE_HEADERS, 'Content-Type': 'image/svg+xml; charset=utf-8' };
    return new Response(screen.svg, { headers });
  });

  api.post('/journey/:id/order', async (c) => {
    const { id } = found(c);
    const body = await optionalObject(c.req.raw);
    onlyKeys(body, ['provider']);
    room.answer(id, optionalText(body, 'provider'), 'a choice of provider');
    return c.json(journeyView(found(c), view));
  });
  for (const decision of ['approve', 'reject'] as const) {
    api.post(`/journey/:id/${decision}`, (c) => {
      room.answer(found(c).id, decision, 'a decision on the device');
      return c.json(journeyView(found(c), view));
    });
  }
  api.post('/journey/:id/stop', (c) => {
    room.stop(found(c).id);
    return c.json(journeyView(found(c), view));
  });
  return api;
}

/** Answered with 404. */
class NoJourneyError extends InputError {}

type WriteEvent = (event: string, data: unknown) => void;

/** Server-sent events, bounded in number and in how far behind a reader may be. */
class Streams {
  private count = 0;

  /** @throws LimitError when too many are open. */
  open(begin: (write: WriteEvent) => () => void): ReadableStream<Uint8Array> {
    if (this.count >= LIMITS.streams) throw new LimitError('too many event streams are open');
    this.count++;
    const encoder = new TextEncoder();
    let stop: (() => void) | undefined;
    const end = () => {
      if (stop === undefined) return;
      stop();
      stop = undefined;
      this.count--;
    };
    return new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          stop = begin((event, data) => {
            const text = `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
            if ((controller.desiredSize ?? 0) >= -LIMITS.streamBacklog) {
              controller.enqueue(encoder.encode(text));
              return;
            }
            end();
            controller.close();
          });
        },
        cancel: end,
      },
      { highWaterMark: 0 },
    );
  }
}
