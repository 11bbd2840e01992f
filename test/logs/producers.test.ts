/** Ledger's own clients, unmodified, write logs of a session with our server; the logs are read. */
import { createRequire } from 'node:module';
import { format } from 'node:util';
import { expect, it, vi } from 'vitest';
import { fromHex, toHex } from '../../src/bytes.js';
import { serve } from '../server/serve.js';
import { reading } from './sample.js';

const require = createRequire(import.meta.url);

const COMMANDS = ['e002000300', 'e003000300', 'e004000301ff', 'e00f000300'];

interface Transport {
  exchange(apdu: Buffer): Promise<Buffer>;
}

it('the Device Management Kit: console, exporter, a subscriber of its own', async () => {
  const { DeviceManagementKitBuilder, ConsoleLogger, WebLogsExporterLogger } = await import(
    '@ledgerhq/device-management-kit'
  );
  const { speculosTransportFactory } = await import('@ledgerhq/device-transport-kit-speculos');
  const server = await serve();
  const printed: string[] = [];
  for (const name of ['debug', 'info', 'warn', 'error', 'log'] as const) {
    vi.spyOn(console, name).mockImplementation((...parts) => {
      printed.push(format(...parts));
    });
  }
  const exporter = new WebLogsExporterLogger();
  const subscribed: string[] = [];
  const kit = new DeviceManagementKitBuilder()
    .addLogger(new ConsoleLogger())
    .addLogger(exporter)
    .addLogger({
      log: (level, message, options) =>
        void subscribed.push(JSON.stringify({ level, message, options })),
    })
    .addTransport(speculosTransportFactory(`http://127.0.0.1:${server.apiPort}`))
    .build();
  const device = await new Promise<never>((resolve) => {
    kit.startDiscovering({}).subscribe((found) => resolve(found as never));
  });
  const sessionId = await kit.connect({
    device,
    sessionRefresherOptions: { isRefresherDisabled: true },
  });
  // The kit asks for the app's name first.
  const exchanges: object[] = [
    { command: 'b001000000', response: '010d45786368616e6765205445535405342e342e3201009000' },
  ];
  for (const command of COMMANDS) {
    const { data, statusCode } = await kit.sendApdu({ sessionId, apdu: fromHex(command) });
    exchanges.push({ command, response: toHex(data) + toHex(statusCode) });
  }
  const exported = (exporter as unknown as { formatLogsToJSON(): string }).formatLogsToJSON();
  kit.close();
  vi.restoreAllMocks();

  const logs = [
    ['dmk-json', exported],
    ['dmk-lines', subscribed.join('\n')],
    ['dmk-console', printed.join('\n')],
  ] as const;
  for (const [name, text] of logs) {
    expect(reading(text)).toMatchObject({ format: name, devices: 1, exchanges, problems: [] });
  }
});

it('@ledgerhq/logs: entries of the Speculos transport, in either order', async () => {
  const { listen } = require('@ledgerhq/logs') as {
    listen(next: (entry: { type: string; message?: string }) => void): () => void;
  };
  const { default: SpeculosHttp } = require('@ledgerhq/hw-transport-node-speculos-http') as {
    default: { open(options: { apiPort: string }): Promise<Transport> };
  };
  const server = await serve();
  const entries: { type: string; message?: string }[] = [];
  const stop = listen((entry) => entries.push(entry));
  const transport = await SpeculosHttp.open({ apiPort: String(server.apiPort) });
  const exchanges: object[] = [];
  for (const command of COMMANDS) {
    const response = await transport.exchange(Buffer.from(command, 'hex'));
    exchanges.push({ command, response: response.toString('hex') });
  }
  stop();

  const console_ = entries.map(({ type, message }) => `${type}: ${message}`).join('\n');
  const byLine = entries.map((entry) => JSON.stringify(entry)).join('\n');
  const turned = JSON.stringify(entries.toReversed(), null, 2);
  for (const [name, text] of [
    ['logs-console', console_],
    ['ledger-live-lines', byLine],
    ['ledger-live-json', turned],
  ] as const) {
    expect(reading(text)).toMatchObject({ format: name, exchanges, problems: [] });
  }
});
