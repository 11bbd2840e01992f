/** Journeys over the API of `provider backend`, against the reference provider. */
import { request } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { PUSH_KEY } from './fixtures.js';
import { Journeys, type JourneysOptions } from './support/journeys.js';

/** Only a broken test waits that long. */
const WAIT = { timeout: 20_000 };

const open: Journeys[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function journeys(options: JourneysOptions): Promise<Journeys> {
  const found = await Journeys.open(options);
  open.push(found);
  return found;
}

// biome-ignore lint/suspicious/noExplicitAny: bodies are looked at by tests
type Json = any;

const stepOf = (journey: Json, id: string) => journey.steps.find((step: Json) => step.id === id);
const states = ({ steps }: Json) => steps.map(({ id, state }: Json) => `${id} ${state}`);
const commands = (step: Json) => step.apdus.map(({ name, status }: Json) => `${name} ${status}`);
const TO_DEVICE = ['nonce', 'order', 'payload', 'device', 'review', 'status'];

describe('a journey that goes well', () => {
  it.each([
    ['swap', ['offer', 'quote', ...TO_DEVICE]],
    ['sell', ['offer', 'quote', 'redirect', ...TO_DEVICE]],
    ['card', ['offer', 'quote', ...TO_DEVICE]],
    ['fund', ['offer', 'quote', ...TO_DEVICE]],
  ] as const)('%s, from quote to status', async (product, steps) => {
    const { run } = await journeys({ product });
    const journey = await run({ product, user: 'approve' });
    expect(journey.steps.flatMap(({ findings }: Json) => findings)).toEqual([]);
    expect(states(journey)).toEqual(steps.map((id) => `${id} done`));
    expect(journey).toMatchObject({ state: 'done', provider: 'mine' });
    expect(journey.stored).toMatchObject({
      id: journey.orderId,
      deviceStatus: 'ACCEPTED',
      status: 'FINISHED',
    });
    // The nonce of the device is in the request and in the signed message.
    const nonce = stepOf(journey, 'nonce').facts[0].value;
    expect(nonce).toMatch(/^[0-9a-f]{64}$/);
    const [order] = stepOf(journey, 'order').calls;
    expect(JSON.parse(order.request.body).nonce).toBe(nonce);
    expect(order.curl).toMatch(/^curl -sS -i http.* -H 'x-api-key: '"\$X_API_KEY"/);
    const values = stepOf(journey, 'payload').facts.map(({ value }: Json) => value);
    expect(values).toContain(nonce);
    expect(stepOf(journey, 'nonce').apdus[0].answer).toBe(`${nonce}9000`);
    expect(commands(stepOf(journey, 'review'))).toEqual([
      'PROMPT_UI_DISPLAY 9000',
      'START_SIGNING_TRANSACTION 9000',
    ]);
    const { pushes } = stepOf(journey, 'status');
    expect(pushes.map(({ answered }: Json) => answered)).toEqual([200, 200]);
    const numbers = journey.steps.flatMap(({ calls }: Json) =>
      calls.map((one: Json) => one.number),
    );
    expect(numbers).toEqual(numbers.map((_: number, at: number) => at + 1));
  });

  it('swap: the checks of the device, its pages as pictures, GET /status beside the pushes', async () => {
    const { run, url } = await journeys({ product: 'swap' });
    const wish = { from: 'BTC', to: 'ETH', amount: '0.02', user: 'approve', model: 'stax' };
    const journey = await run({ product: 'swap', ...wish });
    const device = stepOf(journey, 'device');
    expect(commands(device)).toEqual([
      'SET_PARTNER_KEY 9000',
      'CHECK_PARTNER 9000',
      'PROCESS_TRANSACTION_RESPONSE 9000',
      'PROCESS_TRANSACTION_RESPONSE 9000',
      'CHECK_TRANSACTION_SIGNATURE 9000',
      'CHECK_PAYOUT_ADDRESS 9000',
      'CHECK_REFUND_ADDRESS_NO_DISPLAY 9000',
    ]);
    expect(device.apdus[0].details).toBe('SWAP_NG, fixed rate, 79 bytes');
    const inside = device.apdus.map(({ fields }: Json) => fields.map((one: Json) => one.name));
    expect(inside).toEqual([
      ['name', 'curve', 'publicKey'],
      ['signature'],
      [],
      ['encoding', 'payload', 'fee'],
      ['dotPrefix', 'signatureFormat', 'signature'],
      ['ticker', 'appName', 'subConfiguration', 'signature', 'addressParameters'],
      ['ticker', 'appName', 'subConfiguration', 'signature', 'addressParameters'],
    ]);
    const { providerSig } = JSON.parse(stepOf(journey, 'order').calls[0].answer.body);
    expect(device.apdus[3].fields).toEqual([
      { name: 'encoding', value: 'base64url' },
      { name: 'payload', value: providerSig.payload },
      { name: 'fee', value: '1412 (base units)' },
    ]);
    expect(device.apdus[0].fields.slice(0, 2)).toEqual([
      { name: 'name', value: 'Test partner' },
      { name: 'curve', value: 'secp256k1' },
    ]);
    expect(device.apdus[5].fields.slice(0, 2)).toEqual([
      { name: 'ticker', value: 'ETH' },
      { name: 'appName', value: 'Ethereum' },
    ]);
    const { screens } = stepOf(journey, 'review');
    const { amountTo } = JSON.parse(stepOf(journey, 'quote').calls[0].answer.body);
    expect(screens.flatMap(({ lines }: Json) => lines)).toEqual(
      expect.arrayContaining(['Send', '0.02 BTC', 'Receive', `${amountTo} ETH`]),
    );
    const picture = await fetch(url + screens[1].picture);
    expect(picture.headers.get('content-type')).toBe('image/svg+xml; charset=utf-8');
    expect(await picture.text()).toMatch(/^<svg [\s\S]*0\.02 BTC/);
    const { calls } = stepOf(journey, 'status');
    const told = calls.map(({ answer }: Json) => JSON.parse(answer.body).status);
    expect(told[0]).toBe('PENDING');
    expect(['PENDING', 'FINISHED']).toEqual(expect.arrayContaining(told));
    expect(journey.stored.history.map(({ status }: Json) => status)).toEqual([
      'PENDING',
      'TRANSFER_IN_COMPLETED',
      'FINISHED',
    ]);
  });

  it('swap: a provider that never pushes is asked, and what it answers is stored', async () => {
    const { run } = await journeys({ product: 'swap', misbehave: ['NO_PUSH'] });
    const journey = await run({ product: 'swap', user: 'approve' });
    expect(stepOf(journey, 'status')).toMatchObject({
      state: 'done',
      says: 'the order is FINISHED, by GET /status: no push has told it',
      pushes: [],
      findings: [{ rule: 'WEBHOOK_NEVER', severity: 'warning' }],
    });
    expect(stepOf(journey, 'status').calls.at(-1).alike).toBeGreaterThan(0);
    expect(journey.stored).toMatchObject({ status: 'FINISHED', amount: '0.247705' });
  });

  it('buy ends with the redirect, sent to an address of the device', async () => {
    const { run } = await journeys({ product: 'buy' });
    const journey = await run({ product: 'buy', amount: '60' });
    expect(states(journey)).toEqual(['offer done', 'quote done', 'redirect done']);
    const { link, facts } = stepOf(journey, 'redirect');
    expect(new URL(link).protocol).toBe('https:');
    expect(facts).toEqual(expect.arrayContaining([{ name: 'amount', value: '60' }]));
    expect(stepOf(journey, 'quote').calls[0].request.url).toContain(
      'dest=bc1qqtl9jlrwcr3fsfcjj2du7pu6fcgaxl5dsw2vyg',
    );
  });

  it('waits for whoever decides, and notes what was decided', async () => {
    const { begin, until, post } = await journeys({ product: 'swap' });
    const { id } = await begin({ product: 'swap' });
    const asked = await until(id, 'reviewing');
    expect(states(asked).slice(-2)).toEqual(['review running', 'status waiting']);
    expect(stepOf(asked, 'review').apdus[0]).toMatchObject({
      name: 'PROMPT_UI_DISPLAY',
      status: null,
    });
    expect(asked.stored.deviceStatus).toBeUndefined();
    expect((await post(`/journey/${id}/reject`)).status).toBe(200);
    const journey = await until(id, 'rejected');
    expect(journey.stored.deviceStatus).toBe('CANCELLED');
    expect(stepOf(journey, 'review')).toMatchObject({ state: 'done', says: 'the user said no' });
    expect(stepOf(journey, 'review').screens.at(-1).lines.join(' ')).toMatch(/reject/i);
    expect(stepOf(journey, 'status').state).toBe('skipped');
    const again = await post(`/journey/${id}/approve`);
    expect(again).toEqual({
      status: 400,
      body: { error: 'nobody waits for a decision on the device: the journey is rejected' },
    });
  });

  it('stops at the quotes where it should, and goes on with the one that is chosen', async () => {
    const { begin, until, post, run } = await journeys({ product: 'swap', other: ['AMOUNT_ECHO'] });
    const { id } = await begin({ product: 'swap', until: 'quote', user: 'reject' });
    const quoted = await until(id, 'quoted');
    expect(stepOf(quoted, 'quote').offers).toEqual([
      { provider: 'mine', isGood: true, says: expect.stringContaining('give 0.247705 ETH, fixed') },
      { provider: 'other', isGood: true, says: expect.stringContaining('give 0.247705 ETH') },
    ]);
    // Told, and it matters to an order from that provider alone.
    const [finding] = stepOf(quoted, 'quote').findings;
    expect(finding).toMatchObject({ rule: 'QUOTE_AMOUNT_ECHO', severity: 'error' });
    expect((await post(`/journey/${id}/order`, { provider: 'nobody' })).body.error).toBe(
      'a choice of provider: expected one of mine, other',
    );
    await post(`/journey/${id}/order`, { provider: 'other' });
    const journey = await until(id, 'failed');
    expect(journey.provider).toBe('other');
    expect(stepOf(journey, 'quote')).toMatchObject({
      state: 'failed',
      reason: expect.stringMatching(/^QUOTE_AMOUNT_ECHO: /),
    });
    expect(stepOf(journey, 'review').state).toBe('done');
    expect((await run({ product: 'swap', provider: 'mine', user: 'reject' })).state).toBe(
      'rejected',
    );
  });

  it('asks by its copy of /capabilities who is eligible: others are never called', async () => {
    const { run } = await journeys({ product: 'sell' });
    const first = await run({ product: 'sell', user: 'reject' });
    const second = await run({ product: 'sell', amount: '1000000', user: 'reject' });
    expect(second.state).toBe('failed');
    const { offers, reason, calls } = stepOf(second, 'offer');
    expect(offers[0].isGood).toBe(false);
    expect(reason).toMatch(/^mine: 1000000 is above the maximum of [\d.]+ bitcoin$/);
    expect(calls.map(({ at }: Json) => at)).toEqual(
      stepOf(first, 'offer').calls.map(({ at }: Json) => at),
    );
    expect(states(second).slice(1)).toEqual(
      ['quote', 'redirect', ...TO_DEVICE].map((id) => `${id} skipped`),
    );
    const third = await run({ product: 'sell', user: 'reject' });
    expect(stepOf(third, 'offer').offers[0].says).toMatch(/by the copy of \d\d:\d\d:\d\d UTC$/);
  });
});

describe('a journey that fails says where, and by which rule', () => {
  it.each([
    [
      'NONCE_OTHER_TRANSACTION',
      'payload',
      'check: nonce family',
      ['NONCE_OTHER_TRANSACTION'],
      'device',
    ],
    [
      'SIGNATURE_OTHER_KEY',
      'payload',
      'check: signature family',
      ['SIGNATURE_INVALID_ALL_INPUTS'],
      'device',
    ],
    ['KEY_PAYLOAD_SIGNATURE', 'order', 'PROVIDER_SIG_MEMBERS', ['KEY_payload_signature'], 'device'],
    ['PAYIN_MISMATCH', 'order', 'PAYIN_ADDRESS_MISMATCH', [], undefined],
    ['ORDER_500', 'order', undefined, [], 'order'],
  ] as const)('%s', async (code, step, rule, codes, last) => {
    const { run } = await journeys({ product: 'swap', misbehave: [code] });
    const journey = await run({ product: 'swap', user: 'approve' });
    expect(journey.state).toBe('failed');
    const failed = stepOf(journey, step);
    if (rule !== undefined) {
      const found = failed.findings.find((one: Json) => one.rule === rule);
      expect(found, JSON.stringify(failed.findings)).toBeDefined();
      for (const one of codes) expect(found.codes).toContain(one);
    }
    const ends = journey.steps.findLast(({ state }: Json) => state === 'failed');
    if (last !== undefined) {
      expect(ends.id).toBe(last);
      expect(ends.reason).toMatch(/^(DEVICE_REFUSES|ORDER_REFUSED): /);
    }
  });

  it('a warning is told and fails nothing', async () => {
    const { run } = await journeys({ product: 'swap', misbehave: ['CONTENT_TYPE_HTML'] });
    const journey = await run({ product: 'swap', user: 'approve' });
    expect(journey.state).toBe('done');
    expect(stepOf(journey, 'quote')).toMatchObject({
      state: 'done',
      findings: [{ rule: 'HTTP_CONTENT_TYPE', severity: 'warning', calls: [3] }],
    });
  });

  it('what the screen says wrong, beside what was asked for', async () => {
    const { run } = await journeys({ product: 'sell', misbehave: ['AMOUNT_WRONG_DECIMALS'] });
    const journey = await run({ product: 'sell', amount: '0.01', user: 'approve' });
    const [amount] = stepOf(journey, 'payload').facts.filter(
      ({ name }: Json) => name === 'in_amount',
    );
    expect(amount).toMatchObject({ value: expect.stringMatching(/^1000 /), expected: '1000000' });
    expect(stepOf(journey, 'review')).toMatchObject({
      state: 'failed',
      reason: 'DEVICE_SCREEN_WRONG: bitcoin to EUR: Send shows "0.00001 BTC", expected "0.01 BTC"',
    });
    // The device takes it, so that the order goes on.
    expect(stepOf(journey, 'status').says).toBe('the order is FINISHED');
    expect(journey.state).toBe('failed');
  });

  it('pushes that Ledger does not take', async () => {
    const { begin, until, post, provider, get } = await journeys({ product: 'sell' });
    const { id } = await begin({ product: 'sell', user: 'approve' });
    await expect
      .poll(async () => stepOf(await get(`/journey/${id}`), 'status').state, WAIT)
      .toBe('running');
    const { orderId } = await get(`/journey/${id}`);
    const path = `/transaction/${orderId}/status`;
    await post(path, { status: 'FINISHED' });
    await fetch(`${open[0]!.url}${path}`, {
      method: 'POST',
      headers: { 'x-api-key': PUSH_KEY, 'content-type': 'application/json' },
      body: '{"status":"paid"}',
    });
    await post('/transaction/another-id/status', { status: 'FINISHED' });
    for (let minutes = 0; minutes < 3; minutes++) await provider.admin.advance(60);
    const journey = await until(id, 'failed');
    const { findings, pushes, reason } = stepOf(journey, 'status');
    expect(pushes.map(({ answered }: Json) => answered)).toEqual([401, 422, 401, 200, 200]);
    expect(findings).toMatchObject([
      { rule: 'WEBHOOK_BAD_KEY', evidence: 'push 1 was answered 401: x-api-key is missing' },
      { rule: 'WEBHOOK_STATUS_VALUE', evidence: expect.stringContaining('status "paid"') },
      {
        rule: 'WEBHOOK_UNKNOWN_ID',
        evidence: 'push 3 is about "another-id" and was answered 401: x-api-key is missing',
      },
    ]);
    expect(reason).toBe('WEBHOOK_BAD_KEY: push 1 was answered 401: x-api-key is missing');
    expect(journey.stored.status).toBe('FINISHED');
  });

  it('nobody there', async () => {
    const { run } = await journeys({ product: 'swap', profile: { url: 'http://127.0.0.1:1' } });
    const journey = await run({ product: 'swap' });
    expect(states(journey)[0]).toBe('offer failed');
    expect(stepOf(journey, 'offer').reason).toContain('the connection is refused');
    expect(stepOf(journey, 'offer').calls[0].failure).toContain('ECONNREFUSED');
  });

  it('a redirect to another host is not followed', async () => {
    const { run } = await journeys({ product: 'swap', misbehave: ['REDIRECT_OTHER_HOST'] });
    const journey = await run({ product: 'swap' });
    expect(journey.state).toBe('failed');
    const rules = journey.steps.flatMap(({ findings }: Json) =>
      findings.map((one: Json) => one.rule),
    );
    expect(rules).toContain('HTTP_REDIRECTED');
  });

  it('no registered key: all but the device', async () => {
    const { run } = await journeys({ product: 'swap', profile: { key: undefined } as never });
    const journey = await run({ product: 'swap' });
    expect(states(journey).slice(2)).toEqual([
      'nonce done',
      'order done',
      expect.stringMatching(/^payload (done|failed)$/),
      'device failed',
      'review skipped',
      'status skipped',
    ]);
    expect(stepOf(journey, 'device').reason).toContain('the profile names no registered key');
  });

  it('a provider or product that is not there', async () => {
    const { run, post } = await journeys({ product: 'swap' });
    const journey = await run({ product: 'swap', provider: 'nobody' });
    expect(stepOf(journey, 'offer').reason).toBe(
      'no provider called "nobody" offers swap: there are mine',
    );
    const other = await run({ product: 'buy' });
    expect(stepOf(other, 'offer').reason).toBe('no provider offers buy: no profile names buy');
    expect((await post('/journey', { product: 'swop' })).status).toBe(400);
  });
});

describe('the API', () => {
  it.each([
    [{}, /^product: expected swap, sell, card, fund, buy/],
    [
      { product: 'swap', amount: '1e3' },
      /^amount: expected a decimal number such as 0\.01, found "1e3"/,
    ],
    [{ product: 'swap', model: 'blue' }, /^model: expected nanosp, /],
    [{ product: 'swap', user: 'maybe' }, /^user: expected wait, approve, reject/],
    [{ product: 'swap', pair: 'x' }, /^unknown key "pair": expected product, /],
    [{ product: 'swap', from: 'x'.repeat(301) }, /^from: expected at most 300 characters/],
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

  it('gives the page to browsers and the summary to others', async () => {
    const { url } = await journeys({
      product: 'swap',
      modules: async () => new Map([['a/main.js', '//']]),
    });
    const page = await fetch(url, { headers: { accept: 'text/html' } });
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await page.text()).toContain('<script type="module" src="/page/modules/a/main.js">');
    expect(await (await fetch(`${url}/page/modules/a/main.js`)).text()).toBe('//');
    expect((await fetch(`${url}/page/modules/../../journey.js`)).status).toBe(404);
    const text = await fetch(url);
    expect(text.headers.get('content-type')).toContain('text/plain');
  });
});
