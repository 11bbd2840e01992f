/** The roads without a screen: TCP, the HTTP proxy, and Ledger's Speculos transport, when they break. */
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { fromHex, toHex } from '../../src/bytes.js';
import { requireExchange } from '../../src/transport/app-in-front.js';
import { openHttpProxy } from '../../src/transport/http-proxy.js';
import { openSpeculosLedgerjs } from '../../src/transport/speculos-ledgerjs.js';
import { openTcp } from '../../src/transport/tcp-apdu.js';
import { simulator } from '../host/flow.js';
import { turns } from '../turns.js';
import { fakeSpeculos } from './fake-speculos.js';

const omitted = process.env.EXCHANGE_SIM_WITHOUT_OPTIONAL === '1';
const VERSION = fromHex('e002000300');

async function tcpPort(serve: (socket: Socket) => void) {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    serve(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const device = await openTcp({ host: '127.0.0.1', port: (server.address() as AddressInfo).port });
  onTestFinished(() => device.close());
  return { device, sockets };
}

/** `u32 length without status, data, status`. */
const framed = (hex: string) => {
  const answer = Buffer.from(hex, 'hex');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(answer.length - 2);
  return Buffer.concat([length, answer]);
};

describe('the APDU port', () => {
  it('answers that come byte by byte, to commands that wait for each other', async () => {
    const received: string[] = [];
    const { device } = await tcpPort((socket) => {
      socket.on('data', (data) => {
        received.push(data.toString('hex'));
        const whole = framed(received.length === 1 ? '0404029000' : '9000');
        const drip = (i: number) => {
          socket.write(whole.subarray(i, i + 1));
          if (i + 1 < whole.length) setTimeout(drip, 1, i + 1);
        };
        drip(0);
      });
    });
    const answers = await Promise.all([device.exchange(VERSION), device.exchange(VERSION)]);
    expect(answers.map(toHex)).toEqual(['0404029000', '9000']);
    expect(received).toEqual(['00000005e002000300', '00000005e002000300']);
  });

  it('an answer nobody here asked for is not taken for the next one', async () => {
    const { device, sockets } = await tcpPort((socket) => {
      socket.on('data', () => socket.write(framed('0404029000')));
    });
    await expect.poll(() => sockets.size).toBe(1);
    for (const socket of sockets) {
      await new Promise((written) => socket.write(framed('6a84'), written));
    }
    await turns();
    expect(toHex(await device.exchange(VERSION))).toBe('0404029000');
  });

  it('hangs up in the middle of a command', async () => {
    const { device } = await tcpPort((socket) => {
      socket.on('data', () => socket.destroy());
    });
    await expect(device.exchange(VERSION)).rejects.toThrow(/hung up/);
    await expect(device.exchange(VERSION)).rejects.toThrow(/hung up/);
  });

  it('is none: something that says hello', async () => {
    const { device } = await tcpPort((socket) => {
      socket.on('data', () => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n'));
    });
    await expect(device.exchange(VERSION)).rejects.toThrow(/is not an APDU port/);
  });

  it('is none: something that never says a word', async () => {
    const { device } = await tcpPort(() => {});
    await expect(requireExchange(device, { timeMs: 20 })).rejects.toThrow(
      'the tcp device does not say within 0.02 s which app is open',
    );
  });

  it('is closed while a command waits', async () => {
    const { device } = await tcpPort(() => {});
    const ended = expect(device.exchange(VERSION)).rejects.toThrow(/is closed/);
    await new Promise(setImmediate);
    await device.close();
    await ended;
  });
});

describe('the HTTP proxy', () => {
  async function proxy(listener: RequestListener) {
    const server = createHttpServer((request, response) => {
      if (request.method === 'GET') response.end();
      else listener(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    const { port } = server.address() as AddressInfo;
    const device = await openHttpProxy(new URL(`http://127.0.0.1:${port}`), { token: 'secret' });
    onTestFinished(() => device.close());
    return device;
  }

  it('sends the hex, with the token, and takes the answer', async () => {
    const device = await proxy(async (request, response) => {
      let body = '';
      for await (const part of request) body += part;
      const told = `${body} ${request.headers.authorization}`;
      expect(told).toBe('{"apduHex":"e002000300"} Bearer secret');
      response.end('{"data":"0404029000","error":null}');
    });
    expect(toHex(await device.exchange(VERSION))).toBe('0404029000');
  });

  it.each([
    ['{"data":null,"error":"no device"}', /the device behind http:.*: no device/],
    ['{"error":{"name":"Locked"}}', /\{"name":"Locked"\}/],
    ['{"data":"90"}', /is not such a proxy/],
    ['<html>', /is not such a proxy: POST \{apduHex\} is answered 200 without data/],
  ])('%s', async (body, says) => {
    const device = await proxy((_, response) => response.end(body));
    await expect(device.exchange(VERSION)).rejects.toThrow(says);
  });

  it('cuts its answer off', async () => {
    const device = await proxy((_, response) => {
      response.write('{"data":');
      setImmediate(() => response.destroy());
    });
    await expect(device.exchange(VERSION)).rejects.toThrow(/cut off/);
  });

  it('is closed while a command waits', async () => {
    const device = await proxy(() => {});
    const ended = expect(device.exchange(VERSION)).rejects.toThrow(/is closed/);
    await new Promise((resolve) => setTimeout(resolve, 20));
    await device.close();
    await ended;
  });
});

describe.skipIf(omitted)('Ledger’s Speculos transport', () => {
  it('its reader, which ends the process at an event in two pieces, is not listening', async () => {
    const fake = await fakeSpeculos(simulator(), { splitEvents: true });
    onTestFinished(() => fake.close());
    const device = await openSpeculosLedgerjs(fake.url);
    onTestFinished(() => device.close());
    // An uncaught exception fails the whole run: vitest reports it.
    await device.screen.press('right');
    await device.screen.press('right');
    expect(device.screen.current().lines.map((line) => line.text)).toEqual(['Quit app']);
    expect([device.name, toHex(await device.exchange(VERSION))]).toEqual([
      'speculos-ledgerjs',
      '0404029000',
    ]);
  });

  it('its commands wait in our queue, and a cut-off answer is said to be one', async () => {
    const fake = await fakeSpeculos(simulator(), { crossTalk: true });
    onTestFinished(() => fake.close());
    const device = await openSpeculosLedgerjs(fake.url);
    onTestFinished(() => device.close());
    const answers = await Promise.all([
      device.exchange(VERSION),
      device.exchange(fromHex('e0ff000300')),
    ]);
    expect(answers.map(toHex)).toEqual(['0404029000', '6d00']);
    fake.faults.cutOff = true;
    await expect(device.exchange(VERSION)).rejects.toThrow(/was cut off/);
  });
});
