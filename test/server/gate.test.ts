/** Who may speak to the server. */
import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { handler } from './handler.js';
import { serve } from './serve.js';

const TOKEN = 'a-token-nobody-guesses';
const COMMAND = { data: 'e002000300' };

async function status(
  gate: { origins: string[]; hosts?: string[]; token?: string },
  headers: Record<string, string>,
  path = '/apdu',
): Promise<number> {
  const server = handler({ gate });
  return (await server.send('POST', path, COMMAND, headers)).status;
}

describe('Host', () => {
  it.each([
    ['localhost', 200],
    ['localhost:5000', 200],
    ['127.0.0.1:5000', 200],
    ['[::1]:5000', 200],
    ['LOCALHOST:1', 200],
    ['evil.example', 403],
    ['evil.example:5000', 403],
    ['localhost.evil.example', 403],
    ['127.0.0.1.nip.io:5000', 403],
    ['', 403],
  ])('%j is answered with %i', async (host, expected) => {
    expect(await status({ origins: ['*'] }, { host })).toBe(expected);
  });

  it('may be an address the user listens on', async () => {
    const gate = { origins: ['*'], hosts: ['10.0.0.7'] };
    expect(await status(gate, { host: '10.0.0.7:5000' })).toBe(200);
    expect(await status(gate, { host: '10.0.0.8:5000' })).toBe(403);
  });

  it('is checked on the wire, and a request without one is refused', async () => {
    const server = await serve();
    const raw = (headers: Record<string, string>, setHost: boolean) =>
      new Promise<number | undefined>((resolve) => {
        const sent = request(`${server.url}/health`, { headers, setHost }, (response) => {
          response.resume();
          resolve(response.statusCode);
        });
        sent.on('error', () => resolve(undefined));
        sent.end();
      });
    expect(await raw({ host: 'rebound.example' }, true)).toBe(403);
    expect(await raw({ host: `localhost:${server.apiPort}` }, true)).toBe(200);
    expect(await raw({}, false)).not.toBe(200);
  });
});

describe('Origin', () => {
  const page = { host: 'localhost:5000', origin: 'https://page.example' };

  it('any may read a simulator, as with Speculos', async () => {
    const server = handler();
    const response = await server.send('POST', '/apdu', COMMAND, page);
    expect(response.status).toBe(200);
    expect(response.headers.get('access-control-allow-origin')).toBe('https://page.example');
    expect(response.headers.get('access-control-allow-credentials')).toBe('true');
    const preflight = await server.send('OPTIONS', '/apdu', undefined, {
      ...page,
      'access-control-request-headers': 'content-type',
    });
    expect(preflight.status).toBe(200);
    expect(preflight.headers.get('access-control-allow-headers')).toBe('content-type');
    expect(preflight.headers.get('access-control-allow-methods')).toContain('POST');
  });

  it('only those the user named may use a real device, and its own page', async () => {
    expect(await status({ origins: [] }, page)).toBe(403);
    expect(await status({ origins: ['https://page.example'] }, page)).toBe(200);
    expect(await status({ origins: ['https://page.example.org'] }, page)).toBe(403);
    expect(await status({ origins: [] }, { ...page, origin: 'http://localhost:5000' })).toBe(200);
    expect(await status({ origins: [] }, { ...page, origin: 'http://localhost:3000' })).toBe(403);
    expect(await status({ origins: [] }, { ...page, origin: 'null' })).toBe(403);
    expect(await status({ origins: [] }, { host: 'localhost:5000' })).toBe(200);
  });

  it('a refused page may not read the refusal either', async () => {
    const server = handler({ gate: { origins: [] } });
    const response = await server.send('POST', '/apdu', COMMAND, page);
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    const preflight = await server.send('OPTIONS', '/apdu', undefined, page);
    expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([
      403,
      null,
    ]);
  });

  it('pictures and scripts of other sites carry none, but are marked by the browser', async () => {
    const cross = { host: 'localhost:5000', 'sec-fetch-site': 'cross-site' };
    const server = handler({ gate: { origins: [] } });
    expect((await server.send('GET', '/screenshot', undefined, cross)).status).toBe(403);
    expect((await handler().send('GET', '/screenshot', undefined, cross)).status).toBe(200);
  });
});

describe('token', () => {
  const gate = { origins: [], hosts: ['0.0.0.0'], token: TOKEN };
  const host = 'somewhere.example:5000';

  it('is asked of everybody, on every path', async () => {
    const server = handler({ gate });
    for (const path of ['/', '/health', '/events', '/devices', '/nothing', '/sim/state']) {
      const response = await server.send('GET', path, undefined, { host: 'localhost' });
      expect([path, response.status]).toEqual([path, 401]);
      expect(await response.text()).not.toContain(TOKEN);
    }
  });

  it.each([
    ['Bearer', { authorization: `Bearer ${TOKEN}` }, '/apdu'],
    ['Basic', { authorization: `Basic ${btoa(`any:${TOKEN}`)}` }, '/apdu'],
    ['a cookie', { cookie: `a=b; exchange-sim-token=${TOKEN}` }, '/apdu'],
    ['the query', {}, `/apdu?token=${TOKEN}`],
    ['the path', {}, `/token/${TOKEN}/apdu`],
  ])('may come as %s', async (_, headers, path) => {
    expect(await status(gate, { host, ...headers }, path)).toBe(200);
  });

  it.each([
    ['another', { authorization: `Bearer ${TOKEN}x` }, '/apdu'],
    ['a part', { authorization: `Bearer ${TOKEN.slice(0, -1)}` }, '/apdu'],
    ['an empty one', { authorization: 'Bearer ' }, '/apdu'],
    ['broken base64', { authorization: 'Basic %%%' }, '/apdu'],
    ['another path', {}, '/token/x/apdu'],
  ])('%s is refused', async (_, headers, path) => {
    expect(await status(gate, { host, ...headers }, path)).toBe(401);
  });

  it('is kept in a cookie for the page that was opened with it', async () => {
    const response = await handler({ gate }).send('GET', `/?token=${TOKEN}`, undefined, { host });
    expect(response.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Strict/);
  });
});

describe('sizes', () => {
  it('a body that is too long is refused, announced or not', async () => {
    const server = handler();
    const long = JSON.stringify({ data: 'e0'.repeat(40_000) });
    const announced = await server.send('POST', '/apdu', long, {
      'content-length': String(long.length),
    });
    expect(announced.status).toBe(413);
    expect((await server.send('POST', '/apdu', long)).status).toBe(413);
    const command = await server.json('POST', '/apdu', { data: 'e0'.repeat(17_000) });
    expect(command).toMatchObject({ status: 413 });
  });
});
