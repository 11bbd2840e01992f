/** Ledger's own clients, unmodified, against the server. */
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { fromHex } from '../../src/bytes.js';
import { FLOWS } from '../../src/exchange/flows.js';
import { addressParameters, configurationOf } from '../../src/host/currencies.js';
import { credentialsOf } from '../../src/host/partner.js';
import { signedPayload } from '../../src/host/signed-payload.js';
import { requestOf } from '../host/flow.js';
import { serve } from './serve.js';

const require = createRequire(import.meta.url);

interface Transport {
  send(cla: number, ins: number, p1: number, p2: number): Promise<Buffer>;
  exchange(apdu: Buffer): Promise<Buffer>;
  close(): Promise<void>;
}

interface SpeculosTransport extends Transport {
  button(name: string): Promise<void>;
  automationEvents: { subscribe(next: (event: { text: string }) => void): void };
}

const SpeculosHttp = require('@ledgerhq/hw-transport-node-speculos-http').default as {
  open(options: { apiPort: string }): Promise<SpeculosTransport>;
};
const withStaticUrls = require('@ledgerhq/hw-transport-http').default as (urls: string[]) => {
  list(): Promise<string[]>;
  open(url: string): Promise<Transport>;
};
const Exchange = require('@ledgerhq/hw-app-exchange').default as new (
  transport: Transport,
  type: number,
  rate: number,
) => {
  startNewTransaction(): Promise<string>;
  setPartnerKey(info: { name: string; curve: string; publicKey: Buffer }): Promise<void>;
  checkPartner(signature: Buffer): Promise<void>;
  processTransaction(transaction: Buffer, fee: bigint, format: 'jws'): Promise<void>;
  checkTransactionSignature(signature: Buffer): Promise<void>;
  validatePayoutOrAsset(config: Buffer, signature: Buffer, parameters: Buffer): Promise<void>;
  checkRefundAddress(config: Buffer, signature: Buffer, parameters: Buffer): Promise<void>;
  signCoinTransaction(): Promise<void>;
};

describe('@ledgerhq/hw-transport-node-speculos-http', () => {
  it('runs a swap with hw-app-exchange, the user pressing buttons', async () => {
    const server = await serve();
    const transport = await SpeculosHttp.open({ apiPort: String(server.apiPort) });
    const texts: string[] = [];
    transport.automationEvents.subscribe(({ text }) => {
      texts.push(text);
    });
    const request = requestOf(server.simulator(), 'SWAP_NG');
    const { partner, authority, outgoing, incoming } = request;
    const exchange = new Exchange(transport, FLOWS.SWAP_NG.subcommand, 0);

    const nonce = await exchange.startNewTransaction();
    const signed = await signedPayload(request, fromHex(nonce));
    const { name, curve, publicKey } = partner;
    await exchange.setPartnerKey({ name, curve, publicKey: Buffer.from(publicKey) });
    const credentials = authority!.sign(credentialsOf(partner, FLOWS.SWAP_NG));
    await exchange.checkPartner(Buffer.from(credentials));
    const text = Buffer.concat([Buffer.from('.'), signed.payload]);
    await exchange.processTransaction(text, request.fees, 'jws');
    await exchange.checkTransactionSignature(Buffer.from(signed.signature));
    const coin = (currency: typeof outgoing): [Buffer, Buffer, Buffer] => {
      const configuration = configurationOf(currency);
      return [
        Buffer.from(configuration),
        Buffer.from(authority!.sign(configuration)),
        Buffer.from(addressParameters(currency)),
      ];
    };
    await exchange.validatePayoutOrAsset(...coin(incoming!));
    const review = exchange.checkRefundAddress(...coin(outgoing));
    await server.simulator().screen.waitFor('Review');
    for (let i = 0; i < 30 && server.simulator().screen.current().kind !== 'approve'; i++) {
      await transport.button('right');
    }
    await transport.button('both');
    await review;
    await exchange.signCoinTransaction();
    await transport.close();
    expect(texts.join(' ')).toMatch(/Review transaction.*swap.*Test partner.*Processing/s);
  });

  it('hears a refusal as Ledger’s own error', async () => {
    const server = await serve();
    const transport = await SpeculosHttp.open({ apiPort: String(server.apiPort) });
    await expect(transport.send(0xe0, 0x0f, 0, 3)).rejects.toMatchObject({
      name: 'TransportStatusError',
      statusCode: 0x6d01,
    });
    await transport.close();
  });
});

describe('@ledgerhq/hw-transport-http', () => {
  it('reaches the default device at / and any other at its path', async () => {
    const server = await serve({ count: 2 });
    for (const path of ['', '/devices/2', '/devices/2/']) {
      const url = server.url + path;
      const Http = withStaticUrls([url]);
      expect(await Http.list()).toEqual([url]);
      const transport = await Http.open(url);
      const answer = await transport.exchange(Buffer.from('e002000300', 'hex'));
      expect(answer.toString('hex')).toBe('0404029000');
      await transport.close();
    }
    expect(server.devices.get('2')?.journal.since().length).toBeGreaterThan(2);
  });
});

describe('the Device Management Kit', () => {
  it('connects through @ledgerhq/device-transport-kit-speculos and sends commands', async () => {
    const { DeviceManagementKitBuilder } = await import('@ledgerhq/device-management-kit');
    const { speculosTransportFactory } = await import('@ledgerhq/device-transport-kit-speculos');
    const { firstValueFrom } = await import('rxjs');
    const server = await serve({ settings: { model: 'stax' } });
    const kit = new DeviceManagementKitBuilder()
      .addTransport(speculosTransportFactory(server.url))
      .build();
    try {
      const device = await firstValueFrom(kit.startDiscovering({}));
      const sessionId = await kit.connect({
        device,
        sessionRefresherOptions: { isRefresherDisabled: true },
      });
      const answer = await kit.sendApdu({ sessionId, apdu: fromHex('e002000300') });
      expect([...answer.statusCode, ...answer.data]).toEqual([0x90, 0, 4, 4, 2]);
      await kit.disconnect({ sessionId });
    } finally {
      kit.close();
    }
  });
});
