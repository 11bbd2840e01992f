/** The journey API: what it refuses, whom it answers, what it tells as it happens, its limits. */
import { request } from 'node:http';
import { expect, it } from 'vitest';
import { type Json, journeys, stepOf } from './support/journeys.js';

it.each([
  [{}, /^product: expected swap, sell, card, fund, buy/],
  [
    { product: 'swap', amount: '1e3' },
    /^amount: expected a decimal number such as 0\.01, found "1e3"/,
  ],
  [{ product: 'swap', model: 'blue' }, /^model: expected nanosp, /],
  [{ product: 'swap', user: 'maybe' }, /^user: expected wait, approve, reject/],
  [{ product: 'swap', pair: 'x' }, /^body: expected the keys product, .*, found "pair"$/],
  [{ product: 'swap', from: 'x'.repeat(301) }, /^from: expected at most 300 characters, found 301/],
])('refuses %j', async (wish, message) => {
  const { post } = await journeys({ product: 'swap' });
  const { status, body } = await post('/journey', wish);
  expect(status).toBe(400);
  expect(body.error).toMatch(message);
});

it('is for this machine and its own page alone', async () => {
  const { url } = await journeys({ product: 'swap' });
  const asked = (headers: Record<string, string>, path = '/journey') =>
    new Promise<number>((resolve, reject) => {
      const { port } = new URL(url);
      const sent = request({ port, host: '127.0.0.1', path, headers }, (response) =>
        resolve(response.resume().statusCode ?? 0),
      );
      sent.on('error', reject).end();
    });
  expect(await asked({})).toBe(200);
  expect(await asked({ origin: url })).toBe(200);
  expect(await asked({ origin: 'http://evil.example' })).toBe(403);
  expect(await asked({ host: 'evil.example' })).toBe(403);
  // A tunnel's name is for pushes, in whatever room.
  expect(await asked({ host: 'tunnel.example' })).toBe(403);
  expect(await asked({ host: 'tunnel.example' }, '/backend/providers')).toBe(403);
  expect(await asked({ host: 'tunnel.example' }, '/webhook/x/status')).toBe(401);
  const post = await fetch(`${url}/journey`, { method: 'POST', body: '{"product":"swap"}' });
  expect(post.status).toBe(415);
  const page = await fetch(`${url}/journey`, { headers: { origin: 'http://evil.example' } });
  // No option of provider backend lets it in: none is named.
  expect(await page.json()).toEqual({
    error: 'Origin: pages of "http://evil.example" may not use this device',
  });
  const nothing = await fetch(`${url}/journey`, { method: 'PUT' });
  expect(nothing.status).toBe(404);
  expect(await nothing.json()).toEqual({ error: 'nothing is here' });
  const none = await fetch(`${url}/journey/0000000000000000`);
  expect(none.status).toBe(404);
  expect(await none.json()).toEqual({
    error: 'there is no such journey; the oldest are forgotten',
  });
  const long = await fetch(`${url}/journey`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ product: 'x'.repeat(70_000) }),
  });
  expect(long.status).toBe(413);
});

it('tells every step as it happens', async () => {
  const { begin, until, post, url } = await journeys({ product: 'swap' });
  const { id } = await begin({ product: 'swap' });
  await until(id, 'reviewing');
  const events: [string, Json][] = [];
  const ended = new AbortController();
  const stream = await fetch(`${url}/journey/${id}/events`, { signal: ended.signal });
  expect(stream.headers.get('content-type')).toBe('text/event-stream');
  let rest = '';
  const decoder = new TextDecoder();
  for await (const chunk of stream.body!) {
    rest += decoder.decode(chunk, { stream: true });
    const parts = rest.split('\n\n');
    rest = parts.pop()!;
    for (const part of parts) {
      const [, name = '', data = ''] = /^event: (.*)\ndata: (.*)$/s.exec(part) ?? [];
      events.push([name, JSON.parse(data)]);
    }
    if (events.length === 1) await post(`/journey/${id}/reject`);
    if (events.at(-1)?.[1].state === 'rejected') break;
  }
  ended.abort();
  expect(events[0]![0]).toBe('journey');
  expect(events[0]![1].state).toBe('reviewing');
  const steps = events.filter(([name]) => name === 'step').map(([, data]) => data.step);
  expect(steps.map(({ id: step }: Json) => step)).toContain('review');
  expect(events.at(-1)![0]).toBe('journey');
});

it('keeps a bounded number under way, and closes while somebody is waited for', async () => {
  const { begin, post, until, get } = await journeys({ product: 'swap' });
  const all: string[] = [];
  for (let count = 0; count < 10; count++) all.push((await begin({ product: 'swap' })).id);
  const { status, body } = await post('/journey', { product: 'swap' });
  expect(status).toBe(503);
  expect(body.error).toBe('10 journeys are under way: wait for one to end, or stop one');
  await until(all[0]!, 'reviewing');
  await post(`/journey/${all[0]}/stop`);
  const stopped = await until(all[0]!, 'failed');
  expect(stepOf(stopped, 'review').reason).toBe('it was stopped');
  expect((await post('/journey', { product: 'swap' })).status).toBe(201);
  expect((await get('/journey')).journeys).toHaveLength(11);
});

it('stopped at the quotes, nothing is ordered', async () => {
  const { begin, post, until } = await journeys({ product: 'swap' });
  const { id } = await begin({ product: 'swap', until: 'quote' });
  await until(id, 'quoted');
  await post(`/journey/${id}/stop`);
  const stopped = await until(id, 'failed');
  expect(stepOf(stopped, 'quote')).toMatchObject({ state: 'failed', reason: 'it was stopped' });
  expect(stepOf(stopped, 'order')).toMatchObject({ state: 'skipped', calls: [] });
});

it('gives the page to browsers and the summary to others', async () => {
  const { url } = await journeys({
    product: 'swap',
    script: async () => '// main',
  });
  const page = await fetch(url, { headers: { accept: 'text/html' } });
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(await page.text()).toContain('<script type="module" src="/page/main.js">');
  expect(await (await fetch(`${url}/page/main.js`)).text()).toBe('// main');
  expect((await fetch(`${url}/page/../../journey.js`)).status).toBe(404);
  const text = await fetch(url);
  expect(text.headers.get('content-type')).toContain('text/plain');
});
