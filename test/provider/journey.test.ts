/** Journeys that go well, over the API of `provider backend`, against the reference provider. */
import { expect, it } from 'vitest';
import { type Json, journeys, states, stepOf, TO_DEVICE } from './support/journeys.js';

const commands = (step: Json) => step.apdus.map(({ name, status }: Json) => `${name} ${status}`);

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
  const numbers = journey.steps.flatMap(({ calls }: Json) => calls.map((one: Json) => one.number));
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
  const COIN = ['ticker', 'appName', 'subConfiguration', 'signature', 'addressParameters'];
  const inside = device.apdus.map(({ fields }: Json) => fields.map((one: Json) => one.name));
  expect(inside).toEqual([
    ['name', 'curve', 'publicKey'],
    ['signature'],
    [],
    ['encoding', 'payload', 'fee'],
    ['dotPrefix', 'signatureFormat', 'signature'],
    [...COIN, 'amount_to_wallet'],
    [...COIN, 'amount_to_provider', 'fee'],
  ]);
  const { providerSig } = JSON.parse(stepOf(journey, 'order').calls[0].answer.body);
  expect(device.apdus[3].fields).toEqual([
    { name: 'encoding', value: 'base64url' },
    { name: 'payload', value: providerSig.payload },
    { name: 'fee', value: '1412 base units' },
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

it('swap: a signature that a right signer makes by chance is no finding', async () => {
  const { run } = await journeys({ product: 'swap', misbehave: ['SIGNATURE_LEADING_ZERO'] });
  const journey = await run({ product: 'swap', user: 'approve' });
  const { providerSig } = JSON.parse(stepOf(journey, 'order').calls[0].answer.body);
  const rs = Buffer.from(providerSig.signature, 'base64url');
  expect([rs.length, rs[0] === 0 || rs[32] === 0]).toEqual([64, true]);
  expect(stepOf(journey, 'payload')).toMatchObject({
    state: 'done',
    says: 'check finds nothing; a device should accept it',
    findings: [],
  });
  expect(journey.state).toBe('done');
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
    'a choice of provider: expected mine, other, found "nobody"',
  );
  await post(`/journey/${id}/order`, { provider: 'other' });
  const journey = await until(id, 'failed');
  expect(journey.provider).toBe('other');
  expect(stepOf(journey, 'quote')).toMatchObject({
    state: 'failed',
    reason: expect.stringMatching(/^QUOTE_AMOUNT_ECHO: /),
  });
  expect(stepOf(journey, 'review').state).toBe('done');
  expect((await run({ product: 'swap', provider: 'mine', user: 'reject' })).state).toBe('rejected');
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
