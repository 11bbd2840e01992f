/**
 * Ledger's Device Management Kit and its Ethereum signer, unmodified, against the server. What the
 * signer would ask Ledger's servers for (token information) comes from a context module of ours.
 */
import { createRequire } from 'node:module';
import { describe, expect, it, onTestFinished } from 'vitest';
import { fromHex, toHex } from '../../src/bytes.js';
import {
  TOKEN_CERTIFICATE,
  testContract,
  tokenDescriptor,
} from '../../src/host/signing/token-descriptor.js';
import type { OrderOptions } from '../../src/order/options.js';
import { approvedOn } from '../host/signing/approved-device.js';
import { serve } from './serve.js';

// As CommonJS they load in a fraction of the time.
const require = createRequire(import.meta.url);
const { DeviceManagementKitBuilder, DeviceModelId } =
  require('@ledgerhq/device-management-kit') as typeof import('@ledgerhq/device-management-kit');
const { speculosTransportFactory } =
  require('@ledgerhq/device-transport-kit-speculos') as typeof import('@ledgerhq/device-transport-kit-speculos');
const { SignerEthBuilder } =
  require('@ledgerhq/device-signer-kit-ethereum') as typeof import('@ledgerhq/device-signer-kit-ethereum');
const { firstValueFrom, lastValueFrom } = require('rxjs') as typeof import('rxjs');
const ethers = require('@ethersproject/transactions') as {
  serialize(transaction: object, signature?: object): string;
  parse(raw: string): { from: string };
};

const PATH = "44'/60'/0'/0/0";
const OWNER = '0xDad77910DbDFdE764fC21FCD4E74D71bBACA6D8D';
const ETHER = { from: 'eth', amount: '1.05', fees: '0.000021' };
const USDC = { from: 'usdc', amount: '12.5', fees: '0.000065' };

/** The signer on a device that has come to START_SIGNING_TRANSACTION. */
async function signerFor(
  order: OrderOptions,
  model: 'nanosp' | 'stax',
  contexts: readonly object[] = [],
) {
  const server = await serve({ settings: { model } });
  const { destination } = await approvedOn(server.simulator(), { to: 'btc', ...order });
  const id = model === 'stax' ? DeviceModelId.STAX : DeviceModelId.NANO_SP;
  const kit = new DeviceManagementKitBuilder()
    .addTransport(speculosTransportFactory(server.url, false, id))
    .build();
  onTestFinished(() => kit.close());
  const device = await firstValueFrom(kit.startDiscovering({}));
  const sessionId = await kit.connect({
    device,
    sessionRefresherOptions: { isRefresherDisabled: true },
  });
  const nothing = { type: 'error', error: new Error('nothing is known') } as never;
  const signer = new SignerEthBuilder({ dmk: kit, sessionId })
    .withContextModule({
      getContexts: async () => contexts as never,
      getFieldContext: async () => nothing,
      getTypedDataFilters: async () => nothing,
      report: async () => {},
    })
    .build();
  const before = server.devices.get('1')!.journal.since().length;
  return {
    server,
    destination,
    async sign(transaction: object) {
      const raw = fromHex(ethers.serialize(transaction).slice(2));
      const { observable } = signer.signTransaction(PATH, raw, { skipOpenApp: true });
      const end = await lastValueFrom(observable);
      await kit.disconnect({ sessionId });
      return end;
    },
    /** Instructions it sent, with the answers' status words. */
    sent: () =>
      server.devices
        .get('1')!
        .journal.since()
        .slice(before)
        .flatMap(({ happening }) =>
          happening.type === 'answer'
            ? [`${toHex(happening.apdu.subarray(0, 3))} ${toHex(happening.answer).slice(-4)}`]
            : [],
        ),
    screen: () =>
      server
        .simulator()
        .screen.current()
        .lines.map(({ text }) => text),
  };
}

const eip1559 = (to: string, value: string, gasLimit: number, data = '0x') => ({
  type: 2,
  chainId: 1,
  nonce: 7,
  maxPriorityFeePerGas: 1_000_000,
  maxFeePerGas: 1_000_000_000,
  gasLimit,
  to,
  value,
  data,
});

/** Who signed, of the end of a signing. */
function signerOf(transaction: object, end: unknown): string {
  expect(end).toMatchObject({ status: 'completed' });
  const { output } = end as { output: { v: number; r: string; s: string } };
  return ethers.parse(ethers.serialize(transaction, output)).from;
}

describe('@ledgerhq/device-signer-kit-ethereum', () => {
  it('signs ether on a Nano: ethers recovers the signer', async () => {
    const { sign, destination, sent, screen } = await signerFor(ETHER, 'nanosp');
    const transaction = eip1559(destination, '0xe92596fd6290000', 21_000);
    expect(signerOf(transaction, await sign(transaction))).toBe(OWNER);
    expect(sent()).toEqual(['e00600 9000', 'e00200 9000', 'e02000 9000', 'e00400 9000']);
    expect(screen()).toEqual(['Transaction signed']);
  });

  it('asks about Transaction Check on touch models first, which does not end the swap', async () => {
    for (const [button, answer] of [
      [{ x: 200, y: 515 }, '01'],
      [{ x: 200, y: 620 }, '00'],
    ] as const) {
      const { sign, server, destination, sent, screen } = await signerFor(ETHER, 'stax');
      const transaction = eip1559(destination, '0xe92596fd6290000', 21_000);
      const signing = sign(transaction);
      await server.simulator().screen.waitFor('Transaction Check');
      await server.simulator().screen.touch(button);
      expect(signerOf(transaction, await signing)).toBe(OWNER);
      expect(sent()[1]).toBe('e03201 9000');
      const answers = server.devices.get('1')!.journal.since();
      const asked = answers.find(
        ({ happening }) => happening.type === 'answer' && happening.apdu[1] === 0x32,
      );
      expect(asked?.happening).toMatchObject({ answer: fromHex(`${answer}9000`) });
      expect(screen()).toEqual(['Transaction signed']);
    }
  });

  it('signs a token; after a refusal it tries once more, and hears Exchange', async () => {
    const address = testContract('USDC');
    const token = { ticker: 'USDC', address, decimals: 6, chainId: 1n };
    const information = {
      type: 'ethereumToken',
      payload: toHex(tokenDescriptor(token)),
      certificate: { keyUsageNumber: 0x08, payload: TOKEN_CERTIFICATE },
    };
    const setUp = ['e00600 9000', 'e00200 9000', 'e02000 9000', 'b00608 9000', 'e00a00 9000'];
    const word = (hex: string) => hex.padStart(64, '0');
    for (const amount of [12_500_000, 12_500_001]) {
      const { sign, destination, sent, screen } = await signerFor(USDC, 'nanosp', [information]);
      const call = `0xa9059cbb${word(destination.slice(2))}${word(amount.toString(16))}`;
      const transaction = eip1559(`0x${toHex(address)}`, '0x0', 65_000, call);
      const end = await sign(transaction);
      if (amount === 12_500_000) {
        expect(signerOf(transaction, end)).toBe(OWNER);
        expect(sent()).toEqual([...setUp, 'e00400 9000']);
      } else {
        expect(end).toMatchObject({ error: { originalError: { errorCode: '6d01' } } });
        expect(sent()).toEqual([...setUp, 'e00400 6001', 'e00400 6d01']);
        expect(screen().join(' ')).toContain('Ethereum app');
      }
    }
  });
});
