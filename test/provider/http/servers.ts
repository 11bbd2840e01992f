/** Small servers that behave as a test says; all end with the test. */
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTls } from 'node:https';
import { type AddressInfo, createServer as createTcp, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Profile } from '../../../src/provider/test/profile.js';
import type { TestCertificate } from './certificate.js';

function listen(server: Server | ReturnType<typeof createTcp>): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
  });
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

export const httpServer = async (listener: RequestListener): Promise<string> =>
  `http://127.0.0.1:${await listen(createServer(listener))}`;

export const tlsServer = async (own: TestCertificate, listener: RequestListener): Promise<number> =>
  listen(createTls(own, listener));

/** Answers whatever comes with these bytes, then ends unless told to stay. */
export const rawServer = async (answer: string | Buffer, stay = false): Promise<string> =>
  `http://127.0.0.1:${await listen(
    createTcp((socket) => {
      socket.once('data', () => {
        if (stay) socket.write(answer);
        else socket.end(answer);
      });
    }),
  )}`;

/** Ports below those that a system hands out; other processes of tests begin elsewhere. */
const FIRST = 20_000;
const COUNT = 12_000;
let next = process.pid * 97;

/** A port on which nothing listens, and which nobody who asks for any port is given meanwhile. */
export async function closedPort(): Promise<number> {
  for (;;) {
    const port = FIRST + (next++ % COUNT);
    const server = createTcp();
    const isFree = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => resolve(true));
    });
    if (!isFree) continue;
    await new Promise((resolve) => server.close(resolve));
    return port;
  }
}

export function profileOf(url: string, more: Partial<Profile> = {}): Profile {
  return {
    url,
    products: ['swap'],
    headers: {},
    partnerName: 'TestSwap',
    otherKeys: [],
    environment: 'test',
    currencies: {},
    pairs: [],
    addresses: {},
    deviations: [],
    ...more,
  };
}
