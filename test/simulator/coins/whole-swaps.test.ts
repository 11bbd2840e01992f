/**
 * Coins nobody recorded a signature of, from the approval in Exchange to its last page: what is on the
 * screen while the coin app has the wire, who has it afterwards, and how a refusal reads.
 */
import { base58 } from '@scure/base';
import { describe, expect, it } from 'vitest';
import { encodeCommand } from '../../../src/apdu/apdu.js';
import { concat, fromHex, toHex } from '../../../src/bytes.js';
import { bytesField, numberField } from '../../../src/host/signing/protobuf-fields.js';
import { emulatorWallet } from '../../../src/simulator/wallet.js';
import { approvedDevice } from '../../host/signing/approved-device.js';
import { le, metadata, transaction } from './polkadot-metadata.js';
import { message, transfer } from './solana-message.js';

interface Swap {
  readonly order: Parameters<typeof approvedDevice>[0];
  /** The commands that pay so much to whom was approved. */
  pay(amount: bigint, destination: string): readonly Uint8Array[];
  readonly amount: bigint;
  readonly refusal: { readonly status: string; readonly what: string };
}

const SOLANA_PATH = [44, 501, 0, 0].map((index) => index + 0x80000000);
const DOT_PATH = concat(...[44, 354, 0, 0, 0].map((index) => le(index + 0x80000000, 4)));

const SWAPS: Readonly<Record<string, Swap>> = {
  Hedera: {
    order: { from: 'hbar', to: 'eth', amount: '42', fees: '0.00000006', payin: '0.0.1234' },
    amount: 4_200_000_000n,
    pay(amount, destination) {
      const number = BigInt(destination.split('.')[2]!);
      const side = (account: bigint, zigzag: bigint) =>
        bytesField(1, concat(bytesField(1, numberField(3, account)), numberField(2, zigzag)));
      const transfers = concat(side(number, 2n * amount), side(7n, 2n * amount - 1n));
      const body = concat(numberField(3, 6n), bytesField(14, bytesField(1, transfers)));
      const data = concat(new Uint8Array(4), body);
      return [encodeCommand({ cla: 0xe0, ins: 0x04, p1: 1, data })];
    },
    refusal: { status: '6980', what: 'amount 42.00000001 HBAR, approved 42 HBAR' },
  },
  Solana: {
    order: { from: 'sol', to: 'eth', amount: '2.5' },
    amount: 2_500_000_000n,
    pay(amount, destination) {
      const own = base58.encode(emulatorWallet().ed25519Slip10(SOLANA_PATH)!);
      const raw = message(own, [transfer(own, destination, amount)]);
      const data = concat(fromHex('01048000002c800001f58000000080000000'), raw);
      return [encodeCommand({ cla: 0xe0, ins: 0x06, p1: 1, data })];
    },
    refusal: { status: '6f00', what: 'amount 2.500000001 SOL, approved 2.5 SOL' },
  },
  Polkadot: {
    order: { from: 'dot', to: 'eth', amount: '60' },
    amount: 600_000_000_000n,
    pay(value, destination) {
      const { proof, digest } = metadata();
      const to = base58.decode(destination).subarray(1, 33);
      const blob = transaction({ to, value }, digest);
      const raw = concat(blob, proof);
      const part = (p1: number, data: Uint8Array) =>
        encodeCommand({ cla: 0xf9, ins: 0x02, p1, data });
      const starts = Array.from({ length: Math.ceil(raw.length / 250) }, (_, at) => 250 * at);
      const parts = starts.map((start) =>
        part(start + 250 < raw.length ? 1 : 2, raw.subarray(start, start + 250)),
      );
      return [part(0, concat(DOT_PATH, le(blob.length, 2))), ...parts];
    },
    refusal: { status: '6984', what: 'amount DOT 60.0000000001, approved DOT 60.0' },
  },
};

describe.each(Object.entries(SWAPS))('%s', (app, { order, amount, pay, refusal }) => {
  it.each([
    ['nanosp', 'Processing', 'Transaction signed'],
    ['stax', 'Signing', 'Transaction signed'],
  ] as const)('on %s signs, and gives the wire back', async (model, during, after) => {
    const { simulator, device, payment } = await approvedDevice(order, model);
    const lines = () => simulator.screen.current().lines.map(({ text }) => text.trim());
    expect(lines().join(' ')).toContain(during);
    const answers: string[] = [];
    for (const apdu of pay(amount, payment.destination)) {
      answers.push(toHex(await device.exchange(apdu)).slice(-4));
    }
    expect(new Set(answers)).toEqual(new Set(['9000']));
    expect(lines().join(' ')).toContain(after);
    // GET_VERSION of Exchange.
    expect(toHex(await device.exchange(fromHex('e002000300')))).toMatch(/9000$/);
  });

  it.each(['nanosp', 'stax'] as const)('on %s refuses, and says what differs', async (model) => {
    const { simulator, device, payment } = await approvedDevice(order, model);
    let answer = '';
    for (const apdu of pay(amount + 1n, payment.destination)) {
      answer = toHex(await device.exchange(apdu));
    }
    expect(answer.slice(-4)).toBe(refusal.status);
    expect(device.whyRefused?.()?.what).toBe(refusal.what);
    const lines = simulator.screen.current().lines.map(({ text }) => text.trim());
    expect(lines.join(' ')).toContain(app);
    expect(toHex(await device.exchange(fromHex('e002000300')))).toMatch(/9000$/);
  });
});
