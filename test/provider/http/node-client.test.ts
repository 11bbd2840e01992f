import { gzipSync } from 'node:zlib';
import { expect, it, onTestFinished } from 'vitest';
import type { Call } from '../../../src/provider/test/client.js';
import type { Exchange } from '../../../src/provider/test/exchange.js';
import { type ClientOptions, nodeClient } from '../../../src/provider/test/node-client.js';
import type { Profile } from '../../../src/provider/test/profile.js';
import { certificate } from './certificate.js';
import { closedPort, httpServer, profileOf, rawServer, tlsServer } from './servers.js';

const GET: Call = { operation: 'listCurrencies', method: 'GET', path: '/currencies' };

function client(url: string, options: Partial<ClientOptions> = {}, profile?: Partial<Profile>) {
  const journal: Exchange[] = [];
  const made = nodeClient(profileOf(url, profile), { journal, ...options });
  onTestFinished(() => made.close());
  return { ...made, call: made.call.bind(made), journal };
}

const failureAt = async (url: string, options: Partial<ClientOptions> = {}) =>
  (await client(url, options).call(GET)).failure;

it('gives answer, times and headers, and writes the journal in order', async () => {
  const url = await httpServer((request, response) => {
    response.setHeader('x-seen', `${request.method} ${request.url}`);
    response.end('{"a": 1}');
  });
  const { call, journal } = client(`${url}/ledger/`);
  const exchange = await call({ ...GET, query: { from: 'ethereum/erc20/aave', 'a b': '1' } });
  expect(exchange).toMatchObject({
    number: 1,
    request: {
      method: 'GET',
      url: `${url}/ledger/currencies?from=ethereum%2Ferc20%2Faave&a%20b=1`,
    },
    answer: { status: 200, text: '{"a": 1}', json: { a: 1 } },
  });
  expect(exchange.answer?.headers['x-seen']).toBe(
    'GET /ledger/currencies?from=ethereum%2Ferc20%2Faave&a%20b=1',
  );
  expect(exchange.totalMs).toBeGreaterThanOrEqual(exchange.headersMs!);
  await Promise.all([call(GET), call(GET), call(GET)]);
  expect(journal.map(({ number }) => number)).toEqual([1, 2, 3, 4]);
});

it('sends the profile’s key, none, or a wrong one of its length; other headers always', async () => {
  const seen: (string | undefined)[][] = [];
  const url = await httpServer(({ headers }, response) => {
    seen.push([headers.authorization, headers['x-tenant'] as string]);
    response.end('{}');
  });
  const headers = { Authorization: 'Bearer s3cret-key', 'X-Tenant': 'ledger' };
  const { call } = client(url, {}, { headers });
  for (const as of ['key', 'none', 'wrong'] as const) await call({ ...GET, as });
  expect(seen).toEqual([
    ['Bearer s3cret-key', 'ledger'],
    [undefined, 'ledger'],
    ['Bearer wrong-wron', 'ledger'],
  ]);
});

it('keeps the spelling of header names, for readers that care', async () => {
  let names: string[] = [];
  const url = await httpServer(({ rawHeaders }, response) => {
    names = rawHeaders;
    response.end('{}');
  });
  await client(url).call({ ...GET, headers: { 'X-API-KEY': 'k' } });
  expect(names).toContain('X-API-KEY');
});

it('never follows a redirect', async () => {
  let stolen = 0;
  const other = await httpServer((_, response) => {
    stolen++;
    response.end('{}');
  });
  const url = await httpServer((_, response) => {
    response.writeHead(307, { location: `${other}/currencies` }).end();
  });
  const exchange = await client(url, {}, { headers: { 'x-api-key': 'k' } }).call(GET);
  expect(exchange.answer?.status).toBe(307);
  expect(stolen).toBe(0);
});

it('a path with two slashes stays on the host', async () => {
  const url = await httpServer((request, response) => {
    response.end(JSON.stringify(request.url));
  });
  const { answer } = await client(url).call({ ...GET, path: '//evil.example/currencies' });
  expect(answer?.json).toBe('//evil.example/currencies');
});

it('tells a refused connection and an unknown name apart', async () => {
  expect((await failureAt(`http://127.0.0.1:${await closedPort()}`))?.kind).toBe('refused');
  const unknown = await failureAt('http://nothing.invalid');
  expect(unknown).toEqual({ kind: 'dns', message: expect.stringContaining('host name') });
});

it('no headers in time, and a dripping body: one deadline to the end', async () => {
  const silent = await httpServer(() => {});
  expect(await failureAt(silent, { deadline: 200 })).toEqual({
    kind: 'headers-timeout',
    message: 'no headers within 200 ms',
  });
  const dripping = await httpServer((_, response) => {
    response.write('{');
    const timer = setInterval(() => response.write(' '), 20);
    response.on('close', () => clearInterval(timer));
  });
  const { failure, headersMs } = await client(dripping, { deadline: 1000 }).call(GET);
  expect(failure?.kind).toBe('deadline');
  expect(failure?.message).toMatch(/status 200.*not complete after 1000 ms; \d+ bytes/);
  expect(headersMs).toBeLessThan(1000);
});

it('stops at the limit of the body', async () => {
  const url = await httpServer((_, response) => {
    const block = Buffer.alloc(1 << 16, 32);
    const more = () => {
      while (response.write(block));
      response.once('drain', more);
    };
    more();
  });
  expect((await failureAt(url))?.kind).toBe('too-large');
  const bomb = gzipSync(Buffer.alloc(1 << 22));
  const packed = await httpServer((_, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
  });
  expect((await failureAt(packed))?.kind).toBe('too-large');
});

it.each([
  ['content-length not reached', 'HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{"a"'],
  [
    'chunks without their end',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n{"a"\r\n',
  ],
])('truncated: %s', async (_, answer) => {
  const failure = await failureAt(await rawServer(answer));
  expect(failure?.kind).toBe('truncated');
  expect(failure?.message).toContain('4 bytes of the body');
});

it.each([
  ['not HTTP', 'SSH-2.0-OpenSSH_9.2\r\n\r\n', 'not HTTP'],
  ['header overflow', `HTTP/1.1 200 OK\r\nX-Big: ${'a'.repeat(40_000)}\r\n\r\n`, '16 KiB'],
  [
    'broken gzip',
    'HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\n{"a"',
    'gzip',
  ],
])('protocol error: %s', async (_, answer, words) => {
  const failure = await failureAt(await rawServer(answer));
  expect(failure).toEqual({ kind: 'protocol', message: expect.stringContaining(words) });
});

it('a hang-up without an answer is a network failure', async () => {
  expect((await failureAt(await rawServer('')))?.kind).toBe('network');
});

it('an answer of HTTP/1.0 ends with its connection', async () => {
  const url = await rawServer('HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n{"a":1}');
  const { call } = client(url);
  expect((await call(GET)).answer?.json).toEqual({ a: 1 });
  expect((await call(GET)).answer?.json).toEqual({ a: 1 });
});

it('unpacks gzip', async () => {
  const url = await httpServer((_, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('{"packed": true}'));
  });
  expect((await client(url).call(GET)).answer?.json).toEqual({ packed: true });
});

it('tells TLS failures apart in words', async () => {
  const own = certificate({ name: 'localhost' });
  const answer = (_: unknown, response: { end(text: string): void }) => response.end('{}');
  const selfSigned = `https://localhost:${await tlsServer(own, answer)}`;
  expect((await failureAt(selfSigned))?.message).toContain('self-signed');
  expect((await client(selfSigned, { ca: own.cert }).call(GET)).answer?.status).toBe(200);

  const other = certificate({ name: 'other.example' });
  const otherName = `https://localhost:${await tlsServer(other, answer)}`;
  expect((await failureAt(otherName, { ca: other.cert }))?.message).toContain('another name');

  const old = certificate({ name: 'localhost', until: new Date('2021-01-01') });
  const expired = `https://localhost:${await tlsServer(old, answer)}`;
  expect((await failureAt(expired, { ca: old.cert }))?.message).toContain('expired');

  const plain = (await httpServer(answer)).replace('http:', 'https:');
  expect(await failureAt(plain)).toEqual({
    kind: 'tls',
    message: expect.stringContaining('does not speak TLS'),
  });
  expect((await failureAt(selfSigned.replace('https:', 'http:')))?.message).toContain(
    'must begin with https://',
  );
});

it('obeys Retry-After, at most three times, and not for longer than its patience', async () => {
  let calls = 0;
  const url = await httpServer((_, response) => {
    calls++;
    response.writeHead(calls < 3 ? 429 : 200, { 'retry-after': '0' }).end('{}');
  });
  const { call, journal } = client(url);
  expect((await call(GET)).answer?.status).toBe(200);
  expect(journal.map(({ answer }) => answer?.status)).toEqual([429, 429, 200]);

  const patient = await httpServer((_, response) => {
    response.writeHead(429, { 'retry-after': '3600' }).end('{}');
  });
  const second = client(patient);
  expect((await second.call(GET)).answer?.status).toBe(429);
  expect(second.journal).toHaveLength(1);
});
