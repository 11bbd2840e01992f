/** How far a flow is, read off the journal: no browser needed. */
import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../src/bytes.js';
import type { Device } from '../../src/device.js';
import { type SigningOptions, signPayment } from '../../src/host/signing/sign-payment.js';
import type { OrderOptions } from '../../src/order/options.js';
import type { ShownEntry as Entry } from '../../src/server/journal-words.js';
import { shownEntry } from '../../src/server/journal-words.js';
import { advanced, type Progress, START } from '../../src/server/page/client/progress.js';
import { approvedOn } from '../host/signing/approved-device.js';
import { type Served, serve } from './serve.js';

/** The progress behind every entry of the default device's journal. */
function progressOf({ devices }: Served): Progress[] {
  const entries = devices.get()!.journal.since().map(shownEntry) as unknown as Entry[];
  const seen: Progress[] = [START];
  for (const entry of entries) seen.push(advanced(seen.at(-1)!, entry));
  return seen;
}

async function flow(
  body: Record<string, unknown>,
  settings: NonNullable<Parameters<typeof serve>[0]>['settings'] = {},
): Promise<Served> {
  const served = await serve({ settings });
  await served.ask('/sim/flow', body);
  await expect
    // The first flow loads what makes one.
    .poll(async () => (await served.ask('/sim/flow')).json)
    .not.toMatchObject({ outcome: 'running' });
  return served;
}

describe.each(['swap', 'sell', 'fund'])('%s', (kind) => {
  it.each([false, true])('goes through all stages, legacy %s', async (legacy) => {
    const all = progressOf(await flow({ kind, legacy }));
    const last = all.at(-1)!;
    expect(last.verdict).toEqual({ kind: 'approved' });
    expect(last.stages).toEqual(Array(7).fill('done'));
    expect(last.flow).toBe(`${kind.toUpperCase()}${legacy ? '' : '_NG'}, fixed rate`);
    expect(all.some(({ verdict }) => verdict.kind === 'review')).toBe(true);
    for (const { stages } of all) {
      const behind = stages.findIndex((state) => state !== 'done');
      if (behind >= 0) expect(stages.slice(behind + 1)).not.toContain('done');
    }
  });

  it('is rejected at the review', async () => {
    const last = progressOf(await flow({ kind, user: 'reject' })).at(-1)!;
    expect(last.verdict.kind).toBe('rejected');
    expect(last.stages[5]).toBe('rejected');
  });
});

describe.each(['2.0.14-dev', '3.3.3', '4.1.0-pkiv2', 'develop'])('Exchange %s', (firmware) => {
  it.each(['swap', 'sell', 'fund'])('%s goes through all stages', async (kind) => {
    const last = progressOf(await flow({ kind }, { firmware })).at(-1)!;
    expect(last.verdict).toEqual({ kind: 'approved' });
    expect(last.stages).toEqual(Array(7).fill('done'));
  });
});

it('tells where, why and what to change', async () => {
  const last = progressOf(await flow({ kind: 'swap', nonce: '00'.repeat(32) })).at(-1)!;
  expect(last.verdict).toMatchObject({
    kind: 'refused',
    stage: 'Payload',
    command: 'PROCESS_TRANSACTION_RESPONSE',
    status: '6a82',
    name: 'WRONG_TRANSACTION_ID',
    reason: { field: 'device_transaction_id_ng' },
    fix: expect.stringContaining('nonce'),
  });
  expect(last.stages.slice(2)).toEqual(['refused', 'open', 'open', 'open', 'open']);
  expect(last.nonce).toMatch(/^[0-9a-f]{64}$/);
});

describe.each(['nanosp', 'stax', 'apex_p'] as const)('a payout to somebody else on %s', (model) => {
  const payout = 'bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu';

  it.each([
    ['approve', 'approved'],
    ['reject', 'rejected'],
  ])('is flagged when the user warned does %s', async (user, kind) => {
    const served = await serve({ settings: { model } });
    await served.ask('/sim/flow', { kind: 'swap', payout, user });
    await expect.poll(() => progressOf(served).at(-1)!.verdict.kind).toBe(kind);
    const all = progressOf(served);
    expect(all.at(-1)!.foreignPayout).toBe(true);
    const early = all.filter(({ stages }) => stages[5] === 'open');
    expect(early.some(({ foreignPayout }) => foreignPayout)).toBe(false);
    // The next flow is another one.
    await served.ask('/sim/flow', { kind: 'swap', user: 'approve' });
    await expect.poll(() => progressOf(served).at(-1)!.foreignPayout).toBe(false);
  });

  it('and one to the user is not', async () => {
    const served = await serve({ settings: { model } });
    await served.ask('/sim/flow', { kind: 'swap', user: 'approve' });
    await expect.poll(() => progressOf(served).at(-1)!.verdict.kind).toBe('approved');
    expect(progressOf(served).some(({ foreignPayout }) => foreignPayout)).toBe(false);
  });
});

it('begins anew with a new transaction and after a restart', async () => {
  const served = await flow({ kind: 'fund', user: 'reject' });
  await served.apdu('e003000500');
  const again = progressOf(served).at(-1)!;
  expect(again.stages).toEqual(['done', 'open', 'open', 'open', 'open', 'open', 'open']);
  expect(again.verdict.kind).toBe('running');
  await served.devices.change('1', { model: 'stax' });
  expect(progressOf(served).at(-1)).toEqual(START);
});

it('a command in the middle of a review changes nothing', async () => {
  const served = await serve();
  await served.ask('/sim/flow', { kind: 'sell', user: 'wait' });
  await expect.poll(() => progressOf(served).at(-1)!.verdict.kind).toBe('review');
  const before = progressOf(served).at(-1)!;
  const version = {
    number: 10_000,
    at: 0,
    type: 'command',
    name: 'GET_VERSION',
  } as unknown as Entry;
  expect(advanced(before, version)).toEqual(before);
  const start = { ...version, name: 'START_NEW_TRANSACTION' } as Entry;
  expect(advanced(before, start)).toEqual(before);
});

describe('what the coin app did', () => {
  /** The served device as a client of its own would reach it. */
  function clientOf(served: Served): Device {
    const simulator = served.simulator();
    return {
      ...{ name: 'client', model: simulator.model, screen: simulator.screen },
      exchange: (apdu) => served.devices.get()!.exchange(apdu, 'http').answer,
      whyRefused: () => served.devices.get()!.lastReason,
      close: async () => {},
    };
  }

  async function signed(order: OrderOptions, options: SigningOptions = {}) {
    const served = await serve();
    const client = clientOf(served);
    const payment = await approvedOn(served.simulator(), { to: 'btc', ...order }, client);
    const signing = await signPayment(client, payment, options);
    return { served, client, signing };
  }

  it.each([
    { from: 'eth', amount: '1.05', fees: '0.000021' },
    { from: 'btc', to: 'eth', amount: '0.209', fees: '0.001' },
    { from: 'xrp', memo: '7' },
  ])('%j: signed, with the signature', async (order) => {
    const { served, signing } = await signed(order);
    if (signing.outcome !== 'signed') throw new Error(JSON.stringify(signing));
    const last = progressOf(served).at(-1)!;
    const app = { eth: 'Ethereum', btc: 'Bitcoin', xrp: 'XRP' }[order.from]!;
    expect(last.verdict).toMatchObject({
      kind: 'signed',
      entry: { app, outcome: 'signed', signatures: signing.signatures },
    });
    expect(last.stages).toEqual(Array(7).fill('done'));
  });

  it('refused, with the difference in words; what its client tries then changes nothing', async () => {
    const { served, client } = await signed(
      { from: 'usdc', amount: '12.5', fees: '0.000065' },
      { tamper: 'amount' },
    );
    const refused = {
      ...{ app: 'Ethereum', outcome: 'refused', status: '6001', code: '0100' },
      says: 'The amount is not the one the user approved.',
      reason: { what: 'amount 12.500001 USDC, approved 12.5 USDC', expected: '12.5 USDC' },
    };
    for (const hex of ['', 'e004000000']) {
      if (hex !== '') expect(toHex(await client.exchange(fromHex(hex)))).toBe('6d01');
      const last = progressOf(served).at(-1)!;
      expect(last.verdict).toMatchObject({ kind: 'not signed', entry: refused });
      expect(last.stages[6]).toBe('refused');
    }
    await client.exchange(fromHex('e003000300'));
    expect(progressOf(served).at(-1)!.verdict.kind).toBe('running');
  });

  it('refused before it began, and why', async () => {
    const { served } = await signed(
      { from: 'ton', memo: 'hello' },
      { commands: [fromHex('e005000019068000002c8000025f80000000800000008000000080000000')] },
    );
    const last = progressOf(served).at(-1)!;
    expect(last.verdict).toMatchObject({
      kind: 'not signed',
      entry: { app: 'TON', reason: { what: expect.stringContaining('takes no memo') } },
    });
  });

  it('its commands are named as the coin app’s', async () => {
    const { served } = await signed({ from: 'eth', amount: '1.05', fees: '0.000021' });
    const entries = served.devices.get()!.journal.since().map(shownEntry);
    expect(entries.filter(({ type }) => type === 'command').at(-1)).toMatchObject({
      ...{ app: 'Ethereum', name: 'Ethereum app E0 04', details: '66 bytes' },
    });
    expect(entries.filter(({ type }) => type === 'answer').at(-1)).toMatchObject({
      ...{ status: '9000', says: 'The Ethereum app accepted it.' },
    });
  });
});
