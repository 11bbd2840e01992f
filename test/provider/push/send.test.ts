/** A push over HTTP: wherever it goes, and what comes back. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { sendPush } from '../../../src/provider/serve/node-send.js';

/** `fetch` refuses these as browsers do; a receiver may listen there all the same. */
const BAD_PORTS = [6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10_080];

let server: Server | undefined;
afterEach(() => {
  server?.close();
  server?.closeAllConnections();
});

async function listening(port: number, status: number, seen: string[]): Promise<string> {
  const made = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => {
      seen.push(`${request.method} ${request.url} ${request.headers['x-api-key']} ${body}`);
      response.writeHead(status, { location: '/elsewhere' }).end('said');
    });
  });
  server = made;
  await new Promise<void>((resolve, reject) => {
    made.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  return `http://127.0.0.1:${(made.address() as AddressInfo).port}`;
}

const push = (url: string) => ({
  method: 'POST',
  url: `${url}/webhook/1/status`,
  headers: { 'content-type': 'application/json', 'x-api-key': 'k' },
  body: '{"a":1}',
});
const ALIVE = new AbortController().signal;

it('reaches the ports that browsers do not', async () => {
  const seen: string[] = [];
  for (const port of BAD_PORTS) {
    const url = await listening(port, 200, seen).catch(() => undefined);
    if (url === undefined) continue;
    expect(await sendPush(push(url), ALIVE)).toBe(200);
    expect(seen).toEqual(['POST /webhook/1/status k {"a":1}']);
    return;
  }
  throw new Error('all of these ports are taken');
});

it('follows no redirect, and tells the status', async () => {
  const seen: string[] = [];
  const url = await listening(0, 307, seen);
  expect(await sendPush(push(url), ALIVE)).toBe(307);
  expect(seen).toHaveLength(1);
  const { port } = new URL(url);
  server!.close();
  server!.closeAllConnections();
  await expect(sendPush(push(`http://127.0.0.1:${port}`), ALIVE)).rejects.toThrow();
});
