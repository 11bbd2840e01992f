/**
 * Coins nobody recorded a signature of, from the approval in Exchange to its last page: what is on the
 * screen while the coin app has the wire, who has it afterwards, and how a refusal reads.
 */
import { serialize } from '@ethersproject/transactions';
import { base58 } from '@scure/base';
import { describe, expect, it } from 'vitest';
import { encodeCommand } from '../../../src/apdu/apdu.js';
import { concat, EMPTY, fromBigInt, fromHex, toHex, utf8 } from '../../../src/bytes.js';
import { bytesField, numberField } from '../../../src/host/signing/protobuf-fields.js';
import { emulatorWallet } from '../../../src/simulator/wallet.js';
import { approvedDevice } from '../../host/signing/approved-device.js';
import { le, metadata, transaction } from './polkadot-metadata.js';
import { message, transfer } from './solana-message.js';
import {
  addressInput,
  amountInput,
  converse,
  GAS,
  input,
  result,
  sized,
  suiPath,
  suiTransaction,
} from './sui-host.js';

interface Swap {
  readonly order: Parameters<typeof approvedDevice>[0];
  /** The commands that pay so much to whom was approved, with the approved fees. */
  pay(amount: bigint, destination: string, fees: bigint): readonly Uint8Array[];
  readonly amount: bigint;
  readonly refusal: { readonly status: string; readonly what: string };
  /** What a Nano shows while the app has the wire, where that is not Exchange's own page. */
  readonly nanoShows?: string;
}

const SOLANA_PATH = [44, 501, 0, 0].map((index) => index + 0x80000000);
const DOT_PATH = concat(...[44, 354, 0, 0, 0].map((index) => le(index + 0x80000000, 4)));

const hardened = (...path: readonly number[]) => path.map((index) => index + 0x80000000);
const NEAR_PATH = hardened(44, 397, 0, 0, 1);
const SUI_AMOUNT = 1_500_000_000n;

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
  Celo: {
    order: { from: 'celo', to: 'eth', amount: '1.25' },
    amount: 1_250_000_000_000_000_000n,
    pay(value, to, fees) {
      const gas = { gasLimit: 1, maxFeePerGas: fees, maxPriorityFeePerGas: 1 };
      const raw = serialize({ type: 2, chainId: 42220, nonce: 0, to, value, ...gas });
      const path = fromHex('058000002c8000ce10800000000000000000000000');
      return [encodeCommand({ cla: 0xe0, ins: 0x04, data: concat(path, fromHex(raw.slice(2))) })];
    },
    refusal: { status: 'b00a', what: 'amount CELO 1.250000000000000001, approved CELO 1.25' },
  },
  NEAR: {
    order: { from: 'near', to: 'eth', amount: '2' },
    amount: 2n * 10n ** 24n,
    pay(amount, destination) {
      const account = (name: string) => concat(le(name.length, 4), utf8(name));
      const key = emulatorWallet().ed25519Slip10(NEAR_PATH)!;
      const from = concat(account('customer.near'), Uint8Array.of(0), key, le(1, 8));
      const transfer = concat(le(1, 4), Uint8Array.of(3), le(amount, 16));
      const raw = concat(from, account(destination), new Uint8Array(32), transfer);
      const path = concat(...NEAR_PATH.map((index) => fromBigInt(BigInt(index), 4)));
      return [encodeCommand({ cla: 0x80, ins: 0x02, p1: 0x80, data: concat(path, raw) })];
    },
    refusal: { status: 'b008', what: 'amount 2.000000000000000000000001 NEAR, approved 2 NEAR' },
  },
  Sui: {
    order: { from: 'sui', to: 'eth', amount: '1.5' },
    amount: SUI_AMOUNT,
    pay(amount, destination, budget) {
      const approval = {
        ...{ destination, amount: fromBigInt(SUI_AMOUNT, 8), fees: fromBigInt(budget, 8) },
        ...{ extraId: '', extraData: EMPTY, configuration: EMPTY },
      };
      const raw = suiTransaction({
        inputs: [amountInput(amount), addressInput(fromHex(destination.slice(2)))],
        commands: [{ SplitCoins: [GAS, [input(0)]] }, { TransferObjects: [[result(0)], input(1)] }],
        budget,
      });
      return converse(approval, [sized(raw), suiPath(...hardened(44, 784, 0, 0, 0))]).commands;
    },
    refusal: { status: '6e05', what: 'amount SUI 1.500000001, approved SUI 1.5' },
    nanoShows: 'Signing',
  },
};

describe.each(Object.entries(SWAPS))('%s', (app, { order, amount, pay, refusal, nanoShows }) => {
  it.each([
    ['nanosp', 'Processing', 'Transaction signed'],
    ['stax', 'Signing', 'Transaction signed'],
  ] as const)('on %s signs, and gives the wire back', async (model, during, after) => {
    const { simulator, device, payment } = await approvedDevice(order, model);
    const lines = () => simulator.screen.current().lines.map(({ text }) => text.trim());
    const page = model === 'nanosp' ? (nanoShows ?? during) : during;
    expect(lines().join(' ')).toContain(page);
    const answers: string[] = [];
    for (const apdu of pay(amount, payment.destination, payment.fees)) {
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
    for (const apdu of pay(amount + 1n, payment.destination, payment.fees)) {
      answer = toHex(await device.exchange(apdu));
    }
    expect(answer.slice(-4)).toBe(refusal.status);
    expect(device.whyRefused?.()?.what).toBe(refusal.what);
    const lines = simulator.screen.current().lines.map(({ text }) => text.trim());
    expect(lines.join(' ')).toContain(app);
    expect(toHex(await device.exchange(fromHex('e002000300')))).toMatch(/9000$/);
  });
});
