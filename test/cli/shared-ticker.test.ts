/** A ticker that several built-in currencies share: `run` and `sign` mean the same one, and say so. */
import { describe, expect, it } from 'vitest';
import { FLOWS } from '../../src/exchange/flows.js';
import { DEFAULT_FIRMWARE } from '../../src/firmware/index.js';
import { viewPayload } from '../../src/host/payload-view.js';
import { run } from './command-line.js';

const NOTE =
  'note: USDT is taken as usdt (Tether USD on Ethereum, 6 decimals). To mean another, name it: usdt-bsc (Tether USD on BNB Smart Chain, 18 decimals), usdt-tron (Tether USD on Tron, 6 decimals), usdt-ton (Tether USD on TON, 6 decimals).\n';

async function both(...options: string[]) {
  const ran = await run(['run', 'swap', '--json', ...options]);
  const signed = await run(['sign', 'swap', '--example', '--json', ...options]);
  expect([ran.code, signed.code]).toEqual([0, 0]);
  const { payload } = JSON.parse(signed.out).providerSig as { payload: string };
  const { fields } = viewPayload(FLOWS.SWAP_NG, DEFAULT_FIRMWARE, Buffer.from(payload))!;
  return {
    ran: JSON.parse(ran.out).payload.fields as Record<string, string>,
    signed: fields,
    notes: [ran.err, signed.err],
  };
}

describe('run and sign', () => {
  it.each([
    [['--from', 'USDT', '--amount', '5'], 'amount_to_provider', NOTE],
    [['--from', 'usdt', '--amount', '5'], 'amount_to_provider', ''],
    [['--from', 'usdt-bsc', '--amount', '5'], 'amount_to_provider', ''],
    [['--from', 'ETH', '--amount', '5'], 'amount_to_provider', ''],
    [['--to', 'USDT', '--receive-amount', '5'], 'amount_to_wallet', NOTE],
    [['--to', 'USDC', '--receive-amount', '5'], 'amount_to_wallet', ''],
  ])('%j: the same amount, and which currency where it matters', async (options, field, note) => {
    const { ran, signed, notes } = await both(...options);
    expect(ran[field]).toBe(signed[field]);
    expect(notes).toEqual([note, note]);
  });

  it('nothing is said where sign is told the decimals', async () => {
    const options = ['--from', 'USDT', '--amount', '5', '--decimals', '18'];
    const { code, out, err } = await run(['sign', 'swap', '--example', '--json', ...options]);
    expect([code, err]).toEqual([0, '']);
    const { payload } = JSON.parse(out).providerSig as { payload: string };
    const { fields } = viewPayload(FLOWS.SWAP_NG, DEFAULT_FIRMWARE, Buffer.from(payload))!;
    expect(fields.amount_to_provider).toContain('4563918244f40000');
  });
});
