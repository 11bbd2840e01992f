/** What only shows on a real socket. */
import { request } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, it, vi } from 'vitest';
import { requestOf, stepsOf } from '../host/flow.js';
import { type Served, serve } from './serve.js';

async function untilReview(server: Served): Promise<void> {
  const device = server.simulator();
  const steps = await stepsOf(device, requestOf(device, 'SWAP_NG', {}, { user: 'reject' }));
  for (const { apdu } of steps.slice(0, -1).flatMap(({ exchanges }) => exchanges)) {
    await server.apdu(Buffer.from(apdu).toString('hex'));
  }
}

/**
 * Status, body so far, and whether the body was whole.
 * @param begun called when the headers are here.
 */
function asked(url: string, body: string, begun = () => {}) {
  return new Promise<{ status: number | undefined; text: string; whole: boolean }>((resolve) => {
    const sent = request(`${url}/apdu`, { method: 'POST' }, (response) => {
      begun();
      let text = '';
      response.on('data', (data) => {
        text += data;
      });
      response.on('close', () =>
        resolve({ status: response.statusCode, text, whole: response.complete }),
      );
      response.on('error', () => {});
    });
    sent.end(body);
  });
}

/** The whole response to a client that says nothing of its connection. */
function unasked(port: number, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let text = '';
    socket.on('data', (data) => {
      text += data;
    });
    socket.on('close', () => resolve(text));
    socket.on('error', reject);
    const head = `POST /apdu HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${body.length}\r\n\r\n`;
    socket.write(head + body);
  });
}

it('a client that leaves in the middle of its request is no defect', async () => {
  const reports: unknown[] = [];
  const server = await serve({ report: (error) => reports.push(error) });
  const gone = connect(server.apiPort, '127.0.0.1');
  gone.write('POST /apdu HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99\r\n\r\n{"data"');
  const chunked = connect(server.apiPort, '127.0.0.1');
  chunked.write(
    'POST /apdu HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"dat',
  );
  await server.apdu('e002000300');
  gone.destroy();
  chunked.destroy();
  for (let i = 0; i < 5; i++) await server.apdu('e002000300');
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(reports).toEqual([]);
});

describe('/apdu on a socket', () => {
  it('a time-out is a 200 that is cut off, and nothing is written to the terminal', async () => {
    const talk = (['error', 'info', 'log', 'warn'] as const).map((name) =>
      vi.spyOn(console, name).mockImplementation(() => {}),
    );
    const server = await serve({ settings: { build: 'test' } });
    await untilReview(server);
    const cut = await asked(server.url, '{"data":"e00f000300","tick_timeout":1}');
    expect(cut).toEqual({ status: 200, text: '', whole: false });
    expect(await server.apdu('e002000300')).toBe('6d01');
    for (const spy of talk) {
      expect(spy).not.toHaveBeenCalled();
      spy.mockRestore();
    }
  });

  it.each(['lose', 'coin-app-crash'] as const)('%s: a 200 that is cut off', async (kind) => {
    const server = await serve();
    const faults = JSON.stringify({ faults: [{ kind, at: 2 }] });
    await fetch(`${server.url}/sim/faults`, { method: 'PUT', body: faults });
    expect(await server.apdu('e002000300')).toBe('0404029000');
    const lost = await asked(server.url, '{"data":"e002000300"}');
    expect(lost).toEqual({ status: 200, text: '', whole: false });
  });

  it('a device that is set up anew cuts its pending answers off', async () => {
    const server = await serve({ settings: { build: 'test' } });
    await untilReview(server);
    const shown = server.simulator().screen.waitFor('Review');
    let lost: ReturnType<typeof asked> | undefined;
    await new Promise<void>((begun) => {
      lost = asked(server.url, '{"data":"e00f000300"}', begun);
    });
    await shown;
    await server.devices.change('1', { model: 'stax' });
    expect(await lost).toMatchObject({ status: 200, whole: false });
    expect(await server.apdu('e002000300')).toBe('0404029000');
  });

  it('closes the connection behind an answer, as Speculos does, and keeps it for those who ask and for the rest', async () => {
    const { url, apiPort } = await serve();
    const body = '{"data":"e002000300"}';
    const connection = async (path: string, init: RequestInit = {}) => {
      const response = await fetch(url + path, init);
      await response.text();
      return response.headers.get('connection');
    };
    // ragger waits for its socket to become readable: the end of the connection makes it so.
    const as = (agent: string) => ({ method: 'POST', body, headers: { 'user-agent': agent } });
    expect(await connection('/apdu', as('python-requests/2.32.3'))).toBe('close');
    // fetch asks for keep-alive.
    expect(await connection('/apdu', as('node'))).toBe('keep-alive');
    expect(await unasked(apiPort, body)).toMatch(/^connection: close$/im);
    expect(await connection('/events')).toBe('keep-alive');
  });
});

/** Bytes that are no HTTP, or not quite. */
describe('broken requests', () => {
  it.each([
    ['no HTTP', 'hello\r\n\r\n'],
    ['no Host', 'GET /health HTTP/1.1\r\n\r\n'],
    [
      'a header without end',
      `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'a'.repeat(40_000)}\r\n\r\n`,
    ],
    ['a strange Host', 'GET /health HTTP/1.1\r\nHost: a b\r\n\r\n'],
    ['a whole URL', 'GET http://evil.example/health HTTP/1.1\r\nHost: localhost\r\n\r\n'],
    ['a method nobody knows', 'FROB / HTTP/1.1\r\nHost: localhost\r\n\r\n'],
    [
      'an upgrade',
      'GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
    ],
    [
      'a length too great',
      'POST /apdu HTTP/1.1\r\nHost: localhost\r\nContent-Length: 999999\r\n\r\n{',
    ],
    ['dots in the path', 'GET /../../etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n'],
    [
      'encoded dots',
      'GET /devices/..%2f..%2fetc%2fpasswd/apdu HTTP/1.1\r\nHost: localhost\r\n\r\n',
    ],
    ['broken percent signs', 'GET /devices/%E0%A4%A/events HTTP/1.1\r\nHost: localhost\r\n\r\n'],
  ])('%s: no 200, and the server lives on', async (name, bytes) => {
    const server = await serve();
    const socket = connect(server.apiPort, '127.0.0.1');
    let text = '';
    socket.on('data', (data) => {
      text += data;
      socket.end();
    });
    socket.on('error', () => {});
    const closed = new Promise((resolve) => socket.on('close', resolve));
    socket.write(bytes);
    await closed;
    if (name !== 'a whole URL') expect(text).not.toMatch(/^HTTP\/1.1 200/);
    expect(text).not.toMatch(/root:/);
    expect(await server.apdu('e002000300')).toBe('0404029000');
  });
});
