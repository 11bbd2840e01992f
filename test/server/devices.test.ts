/** Many devices in one server, and what only this server has. */
import { describe, expect, it } from 'vitest';
import { DEFAULT_MNEMONIC } from '../../src/simulator/mnemonic.js';
import { eventsOf, handler } from './handler.js';

const OTHER_SEED =
  'abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about';
const VERSION = { data: 'e002000300' };

describe('/devices', () => {
  it('creates, lists and removes; each has its own screen and state', async () => {
    const server = handler();
    const made = await server.send('POST', '/devices', { model: 'stax', build: 'test', id: 'b' });
    expect([made.status, made.headers.get('location')]).toEqual([201, '/devices/b']);
    expect(await made.json()).toMatchObject({
      id: 'b',
      default: false,
      modelName: 'Stax',
      settings: { build: 'test', seed: 'default' },
    });
    expect((await server.json('POST', '/devices')).json).toMatchObject({ model: 'nanosp' });
    const begun = await server.json('POST', '/devices/b/apdu', { data: 'e003000300' });
    expect(begun.json).toMatchObject({ data: expect.stringMatching(/^350aea0c.*9000$/) });
    const steps = await Promise.all(
      ['/sim/state', '/devices/b/sim/state'].map((path) => server.json('GET', path)),
    );
    expect(steps.map(({ json }) => (json as { step: string }).step)).toEqual([
      'initial',
      'waiting-transaction',
    ]);
    const list = (await server.json('GET', '/devices')).json as { devices: { id: string }[] };
    expect(list.devices.map(({ id }) => id)).toEqual(['1', 'b', '2']);
    expect(await server.json('DELETE', '/devices/b')).toEqual({ status: 200, json: {} });
    expect((await server.json('POST', '/devices/b/apdu', VERSION)).status).toBe(404);
    expect((await server.json('DELETE', '/devices/b')).status).toBe(404);
    expect((await server.json('DELETE', '/devices/1')).status).toBe(409);
  });

  it.each([
    [{ model: 'nanos' }, /model: expected nanosp, nanox/],
    [{ model: 3 }, /model: expected a text/],
    [{ firmware: '9.9' }, /firmware: expected a firmware such as .*, found "9\.9"/],
    [{ build: 'x' }, /build: expected .*, found "x"/],
    [{ apps: ['Dogecoin'] }, /coin apps: expected .*, found "Dogecoin"/],
    [{ apps: 3 }, /apps: expected a list/],
    [{ seed: 'one two three' }, /mnemonic is not valid/],
    [{ port: 1 }, /settings: expected the keys .*, found "port"/],
    [{ id: '../etc' }, /id: expected 1 to 64 letters/],
    [{ id: '1' }, /id: 1 is in use/],
  ])('refuses %j', async (body, message) => {
    const { status, json } = await handler().json('POST', '/devices', body);
    expect(status).toBe(400);
    expect((json as { error: string }).error).toMatch(message);
  });

  it('are bounded', async () => {
    const server = handler({ devicesOptions: { max: 2 } });
    expect((await server.json('POST', '/devices')).status).toBe(201);
    expect(await server.json('POST', '/devices')).toMatchObject({ status: 503 });
  });

  it('are fixed where a real one is behind', async () => {
    const server = handler({ manage: false });
    const refused = await Promise.all([
      server.json('POST', '/devices'),
      server.json('DELETE', '/devices/1'),
      server.json('PUT', '/sim/settings', {}),
      server.json('POST', '/sim/flow', {}),
    ]);
    expect(refused.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
  });

  it('never tell a seed', async () => {
    const server = handler();
    await server.json('POST', '/devices', { id: 's', seed: OTHER_SEED });
    await server.json('POST', '/devices/s/sim/flow', { user: 'approve' });
    await ended(server, 's');
    const paths = [
      '',
      '/sim/state',
      '/sim/settings',
      '/sim/journal',
      '/sim/recording',
      '/sim/flow',
    ];
    for (const path of paths) {
      const text = await (await server.send('GET', `/devices/s${path}`)).text();
      expect(text).not.toMatch(/abandon/);
    }
    const recording = await (await server.send('GET', '/devices/s/sim/recording')).text();
    expect(recording).toContain('# seed: custom');
    const wrong = await server.json('POST', '/devices', { seed: `${DEFAULT_MNEMONIC} zoo` });
    expect(JSON.stringify(wrong.json)).not.toContain('glory');
  });
});

async function ended(server: ReturnType<typeof handler>, id = '1'): Promise<unknown> {
  for (let i = 0; i < 500; i++) {
    const { json } = await server.json('GET', `/devices/${id}/sim/flow`);
    if ((json as { outcome: string } | null)?.outcome !== 'running') return json;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return undefined;
}

describe('/sim', () => {
  it.each([
    [{ kind: 'swap' }, 'approved', 9],
    [{ kind: 'sell', user: 'reject' }, 'rejected', 7],
    [{ kind: 'fund', legacy: true }, 'approved', 8],
    [{ kind: 'swap', nonce: '00'.repeat(32) }, 'refused', 4],
  ])('runs a flow: %j', async (body, outcome, steps) => {
    const server = handler();
    expect((await server.json('POST', '/sim/flow', body)).status).toBe(202);
    const flow = (await ended(server)) as { outcome: string; steps: unknown[] };
    expect([flow.outcome, flow.steps.length]).toEqual([outcome, steps]);
  });

  it('tells what the device showed and what nobody gave', async () => {
    const server = handler();
    const payout = 'bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu';
    await server.json('POST', '/sim/flow', { amount: '0.5', payout, fees: '0.1' });
    expect(await ended(server)).toMatchObject({
      outcome: 'approved',
      review: { send: '0.5 ETH', receive: '0.02 BTC', fees: '0.1 ETH', foreignPayout: payout },
      invented: [
        'partner',
        'currency_from',
        'currency_to',
        'payin_address',
        'refund_address',
        'amount_to_wallet',
      ],
    });
    await server.json('POST', '/sim/flow', { fields: { payin_extra_id: 'x'.repeat(20) } });
    expect(await ended(server)).toMatchObject({ outcome: 'refused', review: null });
  });

  it('says that the coin app is in front after an approved flow, and how to go on', async () => {
    const server = handler();
    const flow = async () => {
      await server.json('POST', '/sim/flow', {});
      return (await ended(server)) as { outcome: string; refusal: object | null };
    };
    expect(await flow()).toMatchObject({ outcome: 'approved', refusal: null });
    const says =
      'Exchange is not in front: a coin app has the wire since START_SIGNING_TRANSACTION, or another app is open.';
    expect(await flow()).toMatchObject({
      outcome: 'refused',
      refusal: {
        command: 'START_NEW_TRANSACTION',
        status: '6d00',
        says,
        reason: {
          what: 'the Ethereum app has the wire since START_SIGNING_TRANSACTION, and does not know instruction 03; it has left the swap',
        },
        fix: expect.stringMatching(/close it with the APDU b0a7000000.*start again/),
      },
      steps: [{ explanation: says }],
    });
    // What the sentence tells to do is enough.
    await server.json('POST', '/apdu', { data: 'b0a7000000' });
    expect(await flow()).toMatchObject({ outcome: 'approved' });
    await server.json('POST', '/apdu', { data: 'b0a7000000' });
    await server.json('POST', '/apdu', { data: 'b0a7000000' });
    expect(await flow()).toMatchObject({
      refusal: { says, reason: { what: 'no app is open: the dashboard answers' } },
    });
  });

  it('lets a person decide, and runs one flow at a time', async () => {
    const server = handler();
    const review = server.simulator().screen.waitFor('Review');
    await server.json('POST', '/sim/flow', { user: 'wait' });
    const again = await server.json('POST', '/sim/flow', {});
    expect(again).toMatchObject({ status: 400, json: { error: /a flow is running/ } });
    await review;
    await server.json('POST', '/sim/user', { does: 'next' });
    await server.json('POST', '/sim/user', { does: 'approve' });
    expect(await ended(server)).toMatchObject({ outcome: 'approved' });
  });

  it.each([
    [{ kind: 'loan' }, /kind: expected swap, sell, fund/],
    [{ user: 'maybe' }, /user: expected approve, reject, wait/],
    [{ from: 'NOPE' }, /from: expected .*, found "NOPE"/],
    [{ amount: 3 }, /amount: expected a text/],
    [{ file: '/etc/passwd' }, /body: expected the keys .*, found "file"/],
    [{ memo: 'x'.repeat(20) }, /^memo: payin_extra_id: expected at most 19 bytes, found 20/],
    [{ kind: 'fund', userId: 'é' }, /^userId: user_id: expected printable ASCII/],
    [{ fields: ['a'] }, /^fields: expected an object of texts, found/],
    [{ fields: { amount_to_wallet: 1 } }, /^fields.amount_to_wallet: expected a text, found 1/],
  ])('refuses the flow %j', async (body, message) => {
    const { status, json } = await handler().json('POST', '/sim/flow', body);
    expect(status).toBe(400);
    expect((json as { error: string }).error).toMatch(message);
  });

  it('tells what happens, live and afterwards, in words', async () => {
    const server = handler();
    const events = eventsOf(await server.send('GET', '/sim/stream'));
    await server.json('POST', '/apdu', { data: 'e00f000300' });
    expect((await events.next()).value).toMatchObject({
      type: 'command',
      apdu: 'e00f000300',
      from: 'http',
      name: 'PROMPT_UI_DISPLAY',
      details: 'SWAP_NG, fixed rate, no data',
    });
    expect((await events.next()).value).toMatchObject({
      type: 'answer',
      status: '6d01',
      name: 'UNEXPECTED_INSTRUCTION',
      reason: { what: 'P2 names another flow than the one started' },
    });
    await events.return(undefined);
    const { json } = await server.json('GET', '/sim/journal?after=1');
    const types = (json as { entries: { type: string }[] }).entries.map(({ type }) => type);
    expect(types).toEqual(['command', 'answer']);
    expect((await server.json('GET', '/sim/journal?after=x')).status).toBe(400);
  });

  it('a reader that comes back hears what it missed', async () => {
    const server = handler();
    for (let i = 0; i < 3; i++) await server.json('POST', '/apdu', VERSION);
    const response = await server.send('GET', '/sim/stream', undefined, { 'last-event-id': '5' });
    const events = eventsOf(response);
    expect((await events.next()).value).toMatchObject({ number: 6, type: 'command' });
    await events.return(undefined);
  });

  it('cuts off a reader that does not read', async () => {
    const server = handler();
    const response = await server.send('GET', '/sim/stream');
    expect(server.devices.get()?.streams).toBe(1);
    for (let i = 0; i < 600; i++) await server.send('POST', '/apdu', VERSION);
    expect(server.devices.get()?.streams).toBe(0);
    await response.body?.cancel();
    expect(server.devices.get()?.streams).toBe(0);
  });

  it('sets the device up anew while streams stay open', async () => {
    const server = handler();
    const events = eventsOf(await server.send('GET', '/events?stream=true'));
    const { json } = await server.json('PUT', '/sim/settings', { model: 'flex', build: 'test' });
    expect(json).toMatchObject({ model: 'flex', build: 'test', firmware: '4.4.2' });
    expect((await events.next()).value).toMatchObject({ clear: false });
    await events.return(undefined);
    const begun = await server.json('POST', '/apdu', { data: 'e003000300' });
    expect(begun.json).toMatchObject({ data: expect.stringMatching(/^350aea0c/) });
    expect((await server.json('PUT', '/sim/settings', { model: 'x' })).status).toBe(400);
  });

  it('records what happened; the recording replays without a difference', async () => {
    const server = handler({ settings: { build: 'test', model: 'nanox' } });
    await server.json('POST', '/sim/flow', {});
    await ended(server);
    const text = await (await server.send('GET', '/sim/recording')).text();
    expect(text).toMatch(/# model: nanox[\s\S]*=> e003000300\n<= 350a/);
    const { json } = await server.json('POST', '/sim/recording', text);
    expect(json).toMatchObject({ mismatches: [] });
    expect((json as { compared: number }).compared).toBeGreaterThan(8);
    const broken = await server.json('POST', '/sim/recording', 'hello');
    expect(broken).toMatchObject({ status: 400, json: { error: /recording:1: expected "=>"/ } });
  });

  it('says how it is and which one it is', async () => {
    const { json } = handler({ version: '1.2.3' });
    expect((await json('GET', '/health')).json).toEqual({ status: 'ok', devices: 1 });
    expect((await json('GET', '/version')).json).toEqual({
      name: 'exchange-sim',
      version: '1.2.3',
    });
  });
});

it('faults are set and told without the page as with it', async () => {
  const server = handler({ settings: { build: 'test' } });
  const faults = [{ kind: 'lock', at: 1 }];
  const { json } = server;
  expect(await json('PUT', '/sim/faults', { faults })).toEqual({ status: 200, json: { faults } });
  expect((await json('GET', '/devices/1/sim/faults')).json).toEqual({ faults });
  expect((await json('POST', '/apdu', { data: 'e002000300' })).json).toEqual({ data: '5515' });
  expect((await json('PUT', '/sim/faults', { faults: [] })).json).toEqual({ faults: [] });
  expect((await json('PUT', '/sim/faults', { faults: [{ kind: 'melt' }] })).status).toBe(400);
});
