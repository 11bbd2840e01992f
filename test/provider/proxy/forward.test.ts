/** What goes through the proxy comes out on the other side as it went in. */
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { createServer as createTcp } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { expect, it, onTestFinished } from 'vitest';
import {
  type ExchangeLine,
  type ProxyOptions,
  startProxy,
} from '../../../src/provider/proxy/node-proxy.js';
import { certificate } from '../http/certificate.js';
import { closedPort, httpServer, profileOf, rawServer, tlsServer } from '../http/servers.js';

async function proxyTo(url: string, options: Partial<ProxyOptions> = {}) {
  const lines: ExchangeLine[] = [];
  const proxy = await startProxy({
    profile: profileOf(url),
    product: 'swap',
    onExchange: (line) => lines.push(line),
    ...options,
  });
  onTestFinished(() => proxy.close());
  return { ...proxy, lines };
}

interface Got {
  readonly status: number;
  readonly message: string;
  readonly rawHeaders: readonly string[];
  readonly bytes: Buffer;
  /** False when the connection ended before the body. */
  readonly isWhole: boolean;
}

/** Bare HTTP: nothing is unpacked, no redirect followed, no header added but the connection's. */
function send(
  url: string,
  options: { method?: string; path?: string; headers?: string[]; body?: Buffer[] } = {},
): Promise<Got> {
  const { method = 'GET', path = '/', headers = [], body = [] } = options;
  return new Promise((resolve, reject) => {
    const { host, hostname, port } = new URL(url);
    const own = headers.some((name) => name.toLowerCase() === 'host') ? [] : ['Host', host];
    const sent = httpRequest(
      { hostname, port, method, path, setHost: false, headers: [...own, ...headers] as never },
      (answer) => {
        const parts: Buffer[] = [];
        const end = () =>
          resolve({
            status: answer.statusCode!,
            message: answer.statusMessage!,
            rawHeaders: answer.rawHeaders,
            bytes: Buffer.concat(parts),
            isWhole: answer.complete,
          });
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.once('close', end);
        answer.once('error', () => {});
      },
    );
    sent.once('error', reject);
    for (const part of body) sent.write(part);
    sent.end();
  });
}

const bodyOf = async (request: IncomingMessage) => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
};

it('method, path, query, headers in their order and case, and body arrive as they were sent', async () => {
  const seen: { line: string; raw: string[]; body: Buffer }[] = [];
  const url = await httpServer(async (request, response) => {
    const line = `${request.method} ${request.url}`;
    seen.push({ line, raw: request.rawHeaders, body: await bodyOf(request) });
    response.end('{}');
  });
  const proxy = await proxyTo(`${url}/ledger/`);
  const odd = Buffer.from([0x7b, 0xff, 0x00, 0xc3, 0x28, 0x7d]);
  await send(proxy.url, {
    method: 'PUT',
    path: '/a%2Fb//quote?x=1&x=2&y=%20+%2B&z',
    headers: ['X-API-Key', 'k1', 'x-api-key', 'k2', 'Content-Length', '6', 'X-Odd', ' a  b '],
    body: [odd],
  });
  const { line, raw, body } = seen[0]!;
  expect(line).toBe('PUT /ledger/a%2Fb//quote?x=1&x=2&y=%20+%2B&z');
  expect(raw.slice(0, 8)).toEqual([
    ...['X-API-Key', 'k1', 'x-api-key', 'k2', 'Content-Length', '6', 'X-Odd', 'a  b'],
  ]);
  expect(raw.slice(8, 10)).toEqual(['Host', new URL(url).host]);
  expect(body).toEqual(odd);
});

it('headers of the connection stay behind, those it names too', async () => {
  let seen: string[] = [];
  const url = await httpServer((request, response) => {
    seen = Object.keys(request.headers);
    response.writeHead(200, { 'Proxy-Authenticate': 'Basic', 'X-Mine': 'yes' });
    response.end();
  });
  const proxy = await proxyTo(url);
  const headers = ['Connection', 'X-Hop', 'X-Hop', '1', 'TE', 'trailers', 'X-End', '2'];
  const got = await send(proxy.url, { headers: [...headers, 'Proxy-Authorization', 'x'] });
  expect(seen.sort()).toEqual(['connection', 'host', 'x-end']);
  expect(got.rawHeaders).toContain('X-Mine');
  expect(got.rawHeaders).not.toContain('Proxy-Authenticate');
});

it.each([
  ['gzip', gzipSync],
  ['br', brotliCompressSync],
] as const)('a body in %s goes back compressed, and is judged unpacked', async (name, pack) => {
  const packed = pack(Buffer.from('{"currencies": [], "next_cursor": 5}'));
  const url = await httpServer((_, response) => {
    response.writeHead(200, { 'Content-Encoding': name, 'Content-Type': 'application/json' });
    response.end(packed);
  });
  const proxy = await proxyTo(url);
  const got = await send(proxy.url, { path: '/currencies', headers: ['Accept-Encoding', name] });
  expect(got.bytes).toEqual(packed);
  const { result } = await proxy.record();
  const schema = result.rules.find(({ id }) => id === 'SCHEMA_MISMATCH')!;
  expect(schema).toMatchObject({ result: 'failed' });
  expect(schema.evidence).toContain('next_cursor');
});

it('chunks, statuses with their words, cookies and redirects come back untouched', async () => {
  let calls = 0;
  const url = await httpServer(async (request, response) => {
    calls++;
    const body = await bodyOf(request);
    response.sendDate = false;
    response.writeHead(307, 'Over There', [
      ...['Location', 'http://elsewhere.example/quote', 'Set-Cookie', 'a=1', 'Set-Cookie', 'b=2'],
    ] as never);
    response.write(body);
    setTimeout(() => response.end('end'), 20);
  });
  const proxy = await proxyTo(url);
  const got = await send(proxy.url, {
    method: 'POST',
    path: '/quote',
    headers: ['Transfer-Encoding', 'chunked'],
    body: [Buffer.from('one '), Buffer.from('two ')],
  });
  expect(got).toMatchObject({ status: 307, message: 'Over There', isWhole: true });
  expect(got.bytes.toString()).toBe('one two end');
  const named = got.rawHeaders.filter((_, at) => at % 2 === 0);
  expect(named.filter((name) => name === 'Set-Cookie')).toHaveLength(2);
  expect(got.rawHeaders).toContain('http://elsewhere.example/quote');
  expect(named).not.toContain('Date');
  // Nobody went there.
  expect(calls).toBe(1);
});

it.each([400, 404, 429, 500, 503])('%i goes back with its body', async (status) => {
  const url = await httpServer((_, response) => {
    response.statusCode = status;
    response.end('sorry');
  });
  const got = await send((await proxyTo(url)).url, { method: 'POST', path: '/swap/fixed' });
  expect(got.status).toBe(status);
  expect(got.bytes.toString()).toBe('sorry');
});

it('HEAD and 304 have no body and keep their length', async () => {
  const url = await httpServer((request, response) => {
    if (request.method === 'HEAD') response.writeHead(200, { 'Content-Length': '1234' });
    else response.writeHead(304, { ETag: '"x"' });
    response.end();
  });
  const proxy = await proxyTo(url);
  const head = await send(proxy.url, { method: 'HEAD' });
  expect(head.rawHeaders.join()).toContain('Content-Length,1234');
  expect(head.bytes).toHaveLength(0);
  expect(await send(proxy.url)).toMatchObject({ status: 304 });
});

it('a large body goes through whole, and is not kept', async () => {
  const size = 24 << 20;
  const url = await httpServer(async (request, response) => {
    let came = 0;
    for await (const part of request) came += (part as Buffer).length;
    response.setHeader('x-came', String(came));
    response.end(Buffer.alloc(size, 7));
  });
  const proxy = await proxyTo(url);
  const body = Array.from({ length: 24 }, () => Buffer.alloc(1 << 20, 3));
  const got = await send(proxy.url, {
    method: 'POST',
    path: '/quote',
    headers: ['Content-Length', String(size)],
    body,
  });
  expect(got.bytes).toHaveLength(size);
  expect(got.bytes.every((byte) => byte === 7)).toBe(true);
  expect(got.rawHeaders).toContain(String(size));
  const { result } = await proxy.record();
  const large = result.rules.find(({ id }) => id === 'HTTP_BODY_TOO_LARGE')!;
  expect(large.evidence).toContain(`the body has ${size} bytes`);
});

it('a provider that is down: 502 and a sentence that is not the provider’s', async () => {
  const port = await closedPort();
  const proxy = await proxyTo(`http://127.0.0.1:${port}`);
  const got = await send(proxy.url, { path: '/currencies' });
  expect(got.status).toBe(502);
  expect(JSON.parse(got.bytes.toString())).toEqual({
    message: `exchange-sim provider proxy: the provider at 127.0.0.1:${port} did not answer: the connection is refused: nothing listens on that port (ECONNREFUSED)`,
  });
  const record = await proxy.record();
  expect(record.unreachable).toContain('refused');
  expect(proxy.lines).toMatchObject([{ number: 1, path: '/currencies', result: 'refused' }]);
});

it('what is no HTTP is a 502; a body that is cut off is cut off', async () => {
  const noise = await proxyTo(await rawServer('220 ready\r\n'));
  expect(await send(noise.url)).toMatchObject({ status: 502 });
  const cut = await proxyTo(
    await rawServer('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"half": '),
  );
  const got = await send(cut.url, { path: '/currencies' });
  expect(got).toMatchObject({ status: 200, isWhole: false });
  const { result } = await cut.record();
  expect(result.rules.find(({ id }) => id === 'HTTP_BODY_TRUNCATED')?.result).toBe('failed');
});

it.each([
  ['a status line nobody may send on', 'HTTP/1.1 200 O\x01K\r\nContent-Length: 0\r\n\r\n'],
  ['a status that is none', 'HTTP/1.1 099 Low\r\nContent-Length: 0\r\n\r\n'],
  ['another protocol', 'HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n'],
])('%s is a 502, and the next call passes', async (_, answer) => {
  const proxy = await proxyTo(await rawServer(answer));
  expect((await send(proxy.url)).status).toBe(502);
  expect((await send(proxy.url)).status).toBe(502);
});

it('does not pass on to itself', async () => {
  const port = await closedPort();
  const options = {
    profile: profileOf(`http://localhost:${port}`),
    product: 'swap',
    port,
  } as const;
  await expect(startProxy(options)).rejects.toThrow(`port ${port}: expected another`);
});

it('speaks TLS with the provider, and does not trust a certificate nobody has signed', async () => {
  const own = certificate({ name: 'localhost' });
  const port = await tlsServer(own, (request, response) => response.end(request.headers.host));
  const url = `https://localhost:${port}`;
  const trusted = await proxyTo(url, { ca: own.cert });
  expect((await send(trusted.url)).bytes.toString()).toBe(`localhost:${port}`);
  const strict = await send((await proxyTo(url)).url);
  expect(strict.status).toBe(502);
  expect(strict.bytes.toString()).toContain('self-signed');
});

it('64 clients at once get each their own answer', async () => {
  const url = await httpServer(async (request, response) => {
    const body = await bodyOf(request);
    setTimeout(() => response.end(`${request.url} ${body}`), 5);
  });
  const proxy = await proxyTo(url);
  const answers = await Promise.all(
    Array.from({ length: 64 }, async (_, client) => {
      const found: string[] = [];
      for (let call = 0; call < 5; call++) {
        const body = [Buffer.from(`body ${client}.${call}`)];
        const path = `/quote?client=${client}`;
        const headers = ['Content-Length', String(body[0]!.length)];
        const { bytes } = await send(proxy.url, { method: 'POST', path, headers, body });
        found.push(bytes.toString());
      }
      return found;
    }),
  );
  for (const [client, found] of answers.entries()) {
    const wanted = [0, 1, 2, 3, 4].map((call) => `/quote?client=${client} body ${client}.${call}`);
    expect(found).toEqual(wanted);
  }
  await proxy.record();
  expect(proxy.lines).toHaveLength(320);
});

it('a client that goes away ends the call, and is no mistake of the provider', async () => {
  let ended = false;
  const url = await httpServer((_, response) => {
    response.write('{');
    response.once('close', () => {
      ended = true;
    });
  });
  const proxy = await proxyTo(url);
  await new Promise<void>((resolve) => {
    const sent = httpRequest(`${proxy.url}/currencies`, () => {
      sent.destroy();
      resolve();
    });
    sent.on('error', () => {});
    sent.end();
  });
  await expect.poll(() => ended).toBe(true);
  const { result } = await proxy.record();
  expect(result.summary.failed).toBe(0);
  expect(proxy.lines).toEqual([]);
});

it('answers to its own name alone, and passes on no address of another host', async () => {
  const url = await httpServer((_, response) => response.end('{}'));
  const proxy = await proxyTo(url, { names: ['tunnel.example'] });
  const asked = (host: string, path = '/') => send(proxy.url, { path, headers: ['Host', host] });
  expect((await asked('evil.example')).status).toBe(403);
  expect((await asked('tunnel.example:8443')).status).toBe(200);
  expect((await asked('127.0.0.1', 'http://elsewhere.example/x')).status).toBe(400);
});

it('closes at once when nothing is on its way, and cuts off what does not end', async () => {
  const url = await httpServer(() => {});
  const proxy = await startProxy({ profile: profileOf(url), product: 'swap' });
  const { port } = new URL(proxy.url);
  const idle = createTcp();
  const pending = send(proxy.url).catch((error: Error) => error);
  await new Promise((resolve) => setTimeout(resolve, 50));
  await proxy.close();
  expect(await pending).toBeInstanceOf(Error);
  // The port is free again.
  await new Promise<void>((resolve, reject) => {
    idle.once('error', reject);
    idle.listen(Number(port), '127.0.0.1', () => idle.close(() => resolve()));
  });
});
