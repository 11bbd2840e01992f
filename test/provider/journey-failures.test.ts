/** A journey that fails says where, and by which rule. */
import { expect, it } from 'vitest';
import { PUSH_KEY } from './fixtures.js';
import { type Json, journeys, states, stepOf } from './support/journeys.js';

/** Only a broken test waits that long. */

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
  const { begin, until, post, provider, get, url } = await journeys({ product: 'sell' });
  const { id } = await begin({ product: 'sell', user: 'approve' });
  await expect
    .poll(async () => stepOf(await get(`/journey/${id}`), 'status').state)
    .toBe('running');
  const { orderId } = await get(`/journey/${id}`);
  const path = `/transaction/${orderId}/status`;
  await post(path, { status: 'FINISHED' });
  await fetch(`${url}${path}`, {
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
  expect(stepOf(journey, 'device').reason).toBe(
    'the profile names no registered key: the device cannot be asked (--public-key, or key in the profile)',
  );
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
