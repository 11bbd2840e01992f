/** `provider backend` as it is typed. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { providerBackend } from '../../src/cli/provider/backend/backend.js';
import type { ProviderBackendOptions } from '../../src/cli/provider/backend/options.js';
import { run } from './command-line.js';

/** Only a broken test waits that long. */

const folder = mkdtempSync(join(tmpdir(), 'exchange-sim-backend-'));
afterAll(() => rmSync(folder, { recursive: true }));

const profile = join(folder, 'provider.yaml');
writeFileSync(
  profile,
  `url: http://127.0.0.1:1/swap
products: [swap]
webhook: { listen: 'http://127.0.0.1:0', key: push-key-9, providerId: mine }
statuses: { paid_out: FINISHED }
`,
);

async function serving(
  options: Partial<ProviderBackendOptions>,
  work: (url: string) => Promise<void>,
): Promise<string[]> {
  const lines: string[] = [];
  let ready = (_url: string) => {};
  const announced = new Promise<string>((resolve) => {
    ready = resolve;
  });
  const io = {
    stdout: {
      write: (text: string) => {
        lines.push(text.trimEnd());
        const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(text) ?? [];
        if (url !== undefined) ready(url);
      },
    },
    stderr: { write: () => {} },
    color: false,
    columns: 80,
    isTty: false,
  };
  let stop = () => {};
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  const ended = providerBackend({ providers: [profile], port: '0', ...options }, io, () => stopped);
  try {
    await work(await announced);
  } finally {
    stop();
  }
  expect(await ended).toBe(0);
  return lines;
}

const post = (url: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

const PUSH = { providerId: 'mine', providerStatus: 'paid_out', amount: '0.25' };

it('tells each push and what would be stored of it, never the key', async () => {
  const lines = await serving({}, async (url) => {
    await post(`${url}/backend/orders`, { id: 'S1', product: 'swap', providerId: 'mine' });
    await post(`${url}/webhook/S1/status`, PUSH, { 'x-api-key': 'push-key-9' });
    await post(`${url}/webhook/S1/status?x-api-key=push-key-9`, PUSH);
  });
  expect(lines.slice(1)).toEqual([
    'push 1: POST /webhook/S1/status: 200, stored: FINISHED, amount 0.25',
    'push 2: POST /webhook/S1/status: 401, x-api-key is missing',
  ]);
});

it('--json: one document when ready, one line for each push', async () => {
  const lines = await serving({ json: true }, async (url) => {
    await post(`${url}/webhook/S2/status`, PUSH, { 'x-api-key': 'push-key-9' });
  });
  expect(JSON.parse(lines[0]!)).toMatchObject({ url: expect.stringContaining('127.0.0.1') });
  expect(JSON.parse(lines[1]!)).toEqual({
    push: 1,
    id: 'S2',
    path: '/webhook/S2/status',
    answered: 404,
    reason: 'Ledger does not know an order with this id',
  });
});

it('takes URLs as provider test does, beside profiles', async () => {
  await serving(
    {
      providers: ['http://127.0.0.1:1/', profile],
      product: 'swap',
      header: ['x-api-key: key-of-ledger-7'],
    },
    async (url) => {
      const { providers } = await (await fetch(`${url}/backend/providers`)).json();
      expect(providers).toMatchObject([
        { name: 'provider-1', url: 'http://127.0.0.1:1/', products: ['swap'] },
        { name: 'mine', products: ['swap'] },
      ]);
      const headers = { 'content-type': 'application/json' };
      const body = '{"product":"swap","provider":"provider-1"}';
      const begun = await fetch(`${url}/journey`, { method: 'POST', headers, body });
      expect(begun.status).toBe(201);
      const { id } = await begun.json();
      const journey = () => fetch(`${url}/journey/${id}`).then((response) => response.text());
      await expect.poll(journey).toContain('the connection is refused');
      expect(await journey()).not.toContain('key-of-ledger-7');
    },
  );
});

it('--firmware is the release of journeys that name none', async () => {
  await serving({ firmware: '4.0.0' }, async (url) => {
    const begin = (wish: object) => post(`${url}/journey`, { product: 'swap', ...wish });
    expect((await (await begin({})).json()).wish.firmware).toBe('4.0.0');
    expect((await (await begin({ firmware: '4.2.4' })).json()).wish.firmware).toBe('4.2.4');
    const never = await begin({ model: 'apex_p' });
    expect(never.status).toBe(400);
    expect((await never.json()).error).toContain('Apex never had Exchange 4.0.0');
  });
});

it.each([
  [['--provider', 'http://127.0.0.1:1', '--firmware', '4.1.5'], /\(the nearest\), found "4\.1\.5"/],
  [['--provider', 'http://127.0.0.1:1', '--header', 'nothing'], /--header: expected 'NAME: VALUE'/],
  [['--provider', 'http://'], /URL: expected/],
  [['--providers', join(folder, 'none.yaml')], /--providers: expected a file, found none/],
  [['--providers', profile, '--port', '99999'], /--port: expected a port from 0 to 65535/],
  [[], /--providers/],
])('bad input is exit 2 with one sentence: %j', async (options, message) => {
  const { code, err } = await run(['provider', 'backend', ...options]);
  expect(code).toBe(2);
  expect(err).toMatch(message);
});
