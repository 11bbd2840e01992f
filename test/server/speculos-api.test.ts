/**
 * Speculos' REST API, endpoint by endpoint, without a socket. Source:
 * server.md#what-is-as-on-speculos.
 */
import { inflateSync } from 'node:zlib';
import { Ajv } from 'ajv';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { LIMITS } from '../../src/server/limits.js';
import { speculosJson } from '../../src/server/speculos-json.js';
import { STATUS_TIME } from '../../src/simulator/screens/ui.js';
import { requestOf, stepsOf } from '../host/flow.js';
import { eventsOf, handler } from './handler.js';

const VERSION = { data: 'e002000300' };

/** Plays a swap up to its review and returns the review's own command. */
async function untilReview(server: ReturnType<typeof handler>): Promise<string> {
  const device = server.simulator();
  const steps = await stepsOf(device, requestOf(device, 'SWAP_NG', {}, { user: 'reject' }));
  const apdus = steps.slice(0, -1).flatMap((step) => step.exchanges.map(({ apdu }) => apdu));
  for (const apdu of apdus) {
    const data = Buffer.from(apdu).toString('hex');
    expect((await server.json('POST', '/apdu', { data })).json).toMatchObject({ data: /9000$/ });
  }
  return 'e00f000300';
}

describe('/apdu', () => {
  it('answers data and status word', async () => {
    const { send } = handler();
    const response = await send('POST', '/apdu', VERSION);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(await response.json()).toEqual({ data: '0404029000' });
  });

  it.each([
    [{}, { error: /data: expected a command as hex digits, found nothing/ }],
    [{ data: '' }, { error: /data: / }],
    [{ data: 'abc' }, { error: /even number of hex digits/ }],
    [{ data: 'zz' }, { error: /hex digits, found "zz"/ }],
    [{ data: 'e0', delay: 1 }, { error: /body: expected the keys .*, found "delay"/ }],
    [{ data: 'e0', tick_timeout: '9' }, { error: /tick_timeout: expected a number/ }],
    ['[]', { error: /expected a JSON object/ }],
    ['{"data"', { message: /not JSON/ }],
    ['', { message: /it is empty/ }],
  ])('refuses %j with 400', async (body, expected) => {
    const { status, json } = await handler().json('POST', '/apdu', body);
    expect(status).toBe(400);
    const [[key, pattern]] = Object.entries(expected) as [[string, RegExp]];
    expect((json as Record<string, string>)[key]).toMatch(pattern);
  });

  it('takes upper case, and any content type', async () => {
    const { send } = handler();
    const text = { 'content-type': 'text/plain' };
    const response = await send('POST', '/apdu', { data: 'E002000300' }, text);
    expect(await response.json()).toEqual({ data: '0404029000' });
  });

  it('sends its headers at once and its body when the user has decided', async () => {
    const server = handler({ settings: { build: 'test' } });
    const data = await untilReview(server);
    const response = await server.send('POST', '/apdu', { data });
    expect(response.status).toBe(200);
    const body = response.json();
    await server.json('POST', '/sim/user', { does: 'approve' });
    expect(await body).toEqual({ data: '9000' });
  });

  it('cuts the body off after tick_timeout, and serves the next command', async () => {
    const server = handler({ settings: { build: 'test' } });
    const data = await untilReview(server);
    const response = await server.send('POST', '/apdu', { data, tick_timeout: 1 });
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow(/tick_timeout/);
    // The review is still up, as it is on a device whose host gave up.
    expect((await server.json('POST', '/apdu', VERSION)).json).toEqual({ data: '6d01' });
    await server.json('POST', '/sim/user', { does: 'reject' });
    expect((await server.json('POST', '/apdu', VERSION)).json).toEqual({ data: '0404029000' });
  });

  it('counts ticks of the device: none pass while its ticker is paused', async () => {
    const server = handler({ settings: { build: 'test' } });
    const data = await untilReview(server);
    await server.json('POST', '/ticker/', { action: 'pause' });
    const response = await server.send('POST', '/apdu', { data, tick_timeout: 2 });
    let over = false;
    const body = response.text().catch(() => {
      over = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(over).toBe(false);
    await server.json('POST', '/ticker/', { action: 'single-step' });
    await server.json('POST', '/ticker/', { action: 'single-step' });
    await body;
    expect(over).toBe(true);
  });
});

describe('overlapping commands', () => {
  it('wait for their turn and get their own answers', async () => {
    const server = handler({ settings: { build: 'test' } });
    const data = await untilReview(server);
    const review = await server.send('POST', '/apdu', { data });
    const second = await server.send('POST', '/apdu', VERSION);
    const third = await server.send('POST', '/apdu', { data: 'e003000300' });
    expect(server.devices.get()?.queueLength).toBe(3);
    await server.json('POST', '/sim/user', { does: 'approve' });
    expect(await review.json()).toEqual({ data: '9000' });
    // After the approval the app takes nothing but what follows it, or a new beginning.
    expect(await second.json()).toEqual({ data: '6d01' });
    expect(await third.json()).toEqual({ data: expect.stringMatching(/^[0-9a-f]{64}9000$/) });
  });

  it('are bounded', async () => {
    const server = handler({ settings: { build: 'test' } });
    const data = await untilReview(server);
    const waiting = await server.send('POST', '/apdu', { data });
    const more = await Promise.all(
      Array.from({ length: 64 }, () => server.send('POST', '/apdu', VERSION)),
    );
    const refused = await server.send('POST', '/apdu', VERSION);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1']);
    expect(await refused.text()).toMatch(
      /this device is busy with e00f0003 for \d+ s: 64 commands/,
    );
    await server.json('POST', '/sim/user', { does: 'approve' });
    await Promise.all([waiting, ...more].map((response) => response.text()));
  });

  it('of a client that went away are not sent; its review stays and the next is served', async () => {
    const server = handler({ settings: { build: 'test' } });
    const data = await untilReview(server);
    const gone = await server.send('POST', '/apdu', { data });
    const waiting = await server.send('POST', '/apdu', { data: 'e003000300' });
    await waiting.body?.cancel();
    const next = await server.send('POST', '/apdu', VERSION);
    await gone.body?.cancel();
    expect(await next.json()).toEqual({ data: '6d01' });
    const sent =
      server.devices
        .get()
        ?.journal.since()
        .map(({ happening }) => happening) ?? [];
    const last = sent.filter((happening) => happening.type === 'command').slice(-2);
    expect(last.map(({ apdu }) => Buffer.from(apdu).toString('hex'))).toEqual([
      'e00f000300',
      'e002000300',
    ]);
  });
});

describe('/events', () => {
  it('lists everything, or what is on the screen; DELETE forgets the past', async () => {
    const server = handler({ settings: { build: 'production' } });
    const home = await server.json('GET', '/events');
    expect(home.json).toEqual({
      events: expect.arrayContaining([
        expect.objectContaining({ text: expect.any(String), clear: false }),
      ]),
    });
    await server.json('POST', '/button/right', { action: 'press-and-release' });
    const current = await server.json('GET', '/events?currentscreenonly=true');
    expect(current.json).toEqual({
      events: [{ text: 'App info', x: 40, y: 36, w: 49, h: 12, clear: false }],
    });
    const all = (await server.json('GET', '/events')).json as { events: unknown[] };
    expect(all.events.length).toBe((home.json as { events: unknown[] }).events.length + 1);
    expect(await server.json('DELETE', '/events')).toEqual({ status: 200, json: {} });
    expect((await server.json('GET', '/events')).json).toEqual({ events: [] });
    expect((await server.json('GET', '/events?currentscreenonly=1')).json).toEqual(current.json);
  });

  it('streams what comes, and only that', async () => {
    const server = handler();
    const response = await server.send('GET', '/events?stream=true');
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const events = eventsOf(response);
    await server.json('POST', '/button/right', { action: 'press-and-release' });
    expect((await events.next()).value).toMatchObject({ text: 'App info', clear: false });
    await events.return(undefined);
    expect(server.devices.get()?.streams).toBe(0);
  });

  it('refuses what is no boolean, and too many streams', async () => {
    const server = handler();
    const { status, json } = await server.json('GET', '/events?stream=maybe');
    expect([status, Object.keys(json as object)]).toEqual([400, ['message']]);
    const open = await Promise.all(
      Array.from({ length: 64 }, () => server.send('GET', '/events?stream=1')),
    );
    expect((await server.send('GET', '/events?stream=1')).status).toBe(503);
    await Promise.all(open.map((response) => response.body?.cancel()));
    expect((await server.send('GET', '/events?stream=1')).status).toBe(200);
  });
});

describe('/button and /finger', () => {
  it('act when the buttons are let go; left and right together are both', async () => {
    const server = handler({ settings: { build: 'production' } });
    const kind = () =>
      server
        .simulator()
        .screen.current()
        .lines.map(({ text }) => text)
        .join(' ');
    await server.json('POST', '/button/right', { action: 'press-and-release' });
    expect(kind()).toContain('App info');
    await server.json('POST', '/button/left', { action: 'press' });
    await server.json('POST', '/button/right', { action: 'press' });
    expect(kind()).toContain('App info');
    await server.json('POST', '/button/left', { action: 'release' });
    expect(kind()).toContain('Version');
    await server.json('POST', '/button/right', { action: 'release' });
    expect(kind()).toContain('Version');
  });

  it('hold as long as delay says without waiting for it', async () => {
    const server = handler({ settings: { build: 'test', model: 'stax' } });
    const data = await untilReview(server);
    const review = await server.send('POST', '/apdu', { data });
    const tap = (x: number, y: number, delay?: number) =>
      server.json('POST', '/finger', {
        action: 'press-and-release',
        x,
        y,
        ...(delay === undefined ? {} : { delay }),
      });
    for (let i = 0; i < 9 && server.simulator().screen.current().kind !== 'approve'; i++) {
      await tap(342, 606);
    }
    await tap(200, 515);
    expect(server.simulator().screen.current().kind).toBe('approve');
    const before = performance.now();
    await tap(200, 515, LIMITS.delay);
    expect(performance.now() - before).toBeLessThan(LIMITS.delay * 500);
    expect(await review.json()).toEqual({ data: '9000' });
  });

  it.each([
    ['/button/left', {}, /action: expected press, release, press-and-release/],
    ['/button/left', { action: 'click' }, /found "click"/],
    ['/button/left', { action: 'press', delay: 'x' }, /delay: expected a number/],
    ['/button/left', { action: 'press', delay: 1e9 }, /delay: expected at most/],
    ['/finger', { action: 'press', x: 1, y: 1 }, /nanosp has no touch screen/],
    ['/finger', { action: 'press', x: -1, y: 1 }, /x: expected a whole number/],
    ['/finger', { action: 'press', x: 1 }, /y: expected a whole number/],
  ])('%s refuses %j', async (path, body, message) => {
    const { status, json } = await handler().json('POST', path, body);
    expect(status).toBe(400);
    expect((json as { error: string }).error).toMatch(message);
  });

  it('names the road of a touch model', async () => {
    const server = handler({ settings: { model: 'flex' } });
    const { json } = await server.json('POST', '/button/both', { action: 'press' });
    expect(json).toEqual({ error: 'flex has no buttons: use /finger' });
  });
});

describe('/screenshot, /ticker/, and what is not there', () => {
  it.each([
    ['nanosp', 128, 64],
    ['stax', 400, 672],
    ['flex', 480, 600],
    ['apex_p', 300, 400],
  ])('%s is a PNG of %i x %i', async (model, width, height) => {
    const response = await handler({ settings: { model } }).send('GET', '/screenshot');
    const png = Buffer.from(await response.arrayBuffer());
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(response.headers.get('cache-control')).toBe('no-cache,no-store');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([width, height]);
    // RGB, as scripts that compare pictures expect.
    expect([...png.subarray(24, 26)]).toEqual([8, 2]);
  });

  it('lights the pixels of a Nano in the grey of the emulator', async () => {
    const response = await handler().send('GET', '/screenshot');
    const png = Buffer.from(await response.arrayBuffer());
    const size = png.readUInt32BE(33);
    const rows = inflateSync(png.subarray(41, 41 + size));
    expect(new Set(rows)).toEqual(new Set([0, 0xdd]));
  });

  it('redirects /ticker and /swagger to their slash', async () => {
    const { send } = handler();
    const ticker = await send('POST', '/ticker', { action: 'pause' });
    expect([ticker.status, ticker.headers.get('location')]).toEqual([308, '/ticker/']);
    expect((await send('GET', '/swagger')).status).toBe(308);
    const query = await send('POST', '/ticker?token=abc', { action: 'pause' });
    expect(query.headers.get('location')).toBe('/ticker/?token=abc');
  });

  it('takes a slash too many, as behind a base URL that ends in one', async () => {
    const { json, send } = handler();
    expect(await json('POST', '//apdu', VERSION)).toEqual({
      status: 200,
      json: { data: '0404029000' },
    });
    expect((await send('GET', '//events')).status).toBe(200);
    expect((await send('GET', '/devices//1/events')).status).toBe(200);
  });

  it('writes JSON as Python does: scripts look into the bytes', async () => {
    const { send } = handler();
    const text = async (method: string, path: string, body?: unknown) =>
      (await send(method, path, body)).text();
    expect(await text('GET', '/events?currentscreenonly=true')).toMatch(
      /^\{"events": \[\{"text": "[^"]+", "x": \d+, "y": \d+, "w": \d+, "h": \d+, "clear": false\}, /,
    );
    expect(await text('DELETE', '/events')).toBe('{}\n');
    expect(await text('POST', '/apdu', VERSION)).toBe('{"data": "0404029000"}');
    expect(await text('POST', '/automation', '{')).toBe('"invalid document"\n');
    expect(speculosJson({ a: ['é\u{1f600}"\n', null, true, undefined], b: undefined })).toBe(
      '{"a": ["\\u00e9\\ud83d\\ude00\\"\\n", null, true, null]}',
    );
  });

  it('HEAD opens no stream', async () => {
    const server = handler();
    for (let i = 0; i < 2 * LIMITS.streams; i++) {
      for (const path of ['/events?stream=true', '/sim/stream']) {
        const { status, body } = await server.send('HEAD', path);
        expect([status, body]).toEqual([200, null]);
      }
    }
    expect(server.devices.get()?.streams).toBe(0);
    const stream = await server.send('GET', '/events?stream=true');
    expect(stream.status).toBe(200);
    await stream.body?.cancel();
  });

  it('a status page goes by itself, in the time of the device', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const server = handler();
    const device = server.simulator();
    const served = server.devices.get()!;
    // Nobody asks: these are the texts that went to the stream.
    const first = () => served.texts.current[0]?.text;
    const home = first();
    await stepsOf(device, requestOf(device, 'SWAP_NG', {}, { user: 'reject' }));
    expect(first()).toBe('Transaction rejected');
    served.clock.pause();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(first()).toBe('Transaction rejected');
    served.clock.resume();
    await vi.advanceTimersByTimeAsync(STATUS_TIME - 500);
    expect(first()).toBe('Transaction rejected');
    await vi.advanceTimersByTimeAsync(700);
    expect(first()).toBe(home);
  });

  it('refuses an unknown action', async () => {
    const { status, json } = await handler().json('POST', '/ticker/', { action: 'stop' });
    expect([status, json]).toEqual([
      400,
      { error: 'action: expected pause, resume, single-step, found "stop"' },
    ]);
  });

  it('answers 404 to what nobody reads and 405 to what nobody takes', async () => {
    const { json } = handler();
    expect((await json('GET', '/snapshot')).status).toBe(404);
    expect((await json('POST', '/button/up', {})).status).toBe(405);
    expect((await json('POST', '/devices/9/apdu', VERSION)).json).toEqual({
      error: 'there is no device 9',
    });
  });

  it('describes bodies and queries, with examples its own schemas allow', async () => {
    const { json } = await handler().json('GET', '/swagger/swagger.json');
    const { paths } = json as { paths: Record<string, Record<string, Operation>> };
    interface Operation {
      readonly parameters?: readonly { name: string; in: string }[];
      readonly requestBody?: {
        content: { 'application/json': { schema: object; example: unknown } };
      };
    }
    const events = paths['/devices/{id}/events']?.get?.parameters?.map(({ name }) => name);
    expect(events).toEqual(['id', 'stream', 'currentscreenonly']);
    const ajv = new Ajv({ strict: true });
    let described = 0;
    for (const { requestBody } of Object.values(paths).flatMap(Object.values<Operation>)) {
      if (requestBody === undefined) continue;
      const { schema, example } = requestBody.content['application/json'];
      expect([example, ajv.validate(schema, example)]).toEqual([example, true]);
      if ('required' in schema) described++;
    }
    expect(described).toBeGreaterThan(12);
  });

  it('lists every path it has in /swagger/swagger.json', async () => {
    const server = handler({ page: async () => '' });
    const { json } = (await server.json('GET', '/swagger/swagger.json')) as {
      json: { paths: Record<string, Record<string, unknown>> };
    };
    expect(Object.keys(json.paths)).toContain('/devices/{id}/apdu');
    for (const [path, methods] of Object.entries(json.paths)) {
      for (const method of Object.keys(methods)) {
        if (method === 'delete' || path.endsWith('/stream')) continue;
        const body = method === 'get' ? undefined : {};
        const response = await server.send(method.toUpperCase(), path.replace('{id}', '1'), body);
        expect([path, method, response.status]).not.toEqual([path, method, 404]);
        expect([path, method, response.status]).not.toEqual([path, method, 405]);
        expect(response.status).toBeLessThan(500);
      }
    }
  });
});
