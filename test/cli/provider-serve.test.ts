/** `provider serve`, `trigger` and `resend` as they are typed. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { ProviderServeOptions } from '../../src/cli/provider/serve/options.js';
import { providerServeCommand } from '../../src/cli/provider/serve/serve.js';
import { run } from './command-line.js';

const folder = mkdtempSync(join(tmpdir(), 'exchange-sim-provider-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Serves while `work` goes on; returns what was announced. */
async function serving<T>(
  options: Partial<ProviderServeOptions>,
  work: (url: string, announced: Record<string, unknown>) => Promise<T>,
): Promise<T> {
  let out = '';
  let stop = () => {};
  let ready = () => {};
  const announced = new Promise<void>((resolve) => {
    ready = resolve;
  });
  const io = {
    stdout: {
      write: (text: string) => {
        out += text;
        ready();
      },
    },
    stderr: { write: () => {} },
    color: false,
    columns: 80,
    isTty: false,
  };
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  const ended = providerServeCommand({ port: '0', json: true, ...options }, io, () => stopped);
  await Promise.race([announced, ended]);
  try {
    const document = JSON.parse(out) as { url: string };
    return await work(document.url, document);
  } finally {
    stop();
    expect(await ended).toBe(0);
  }
}

const ORDER = {
  amount: '0.01',
  refundAddress: 'bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu',
  payoutAddress: '0x9858EfFD232B4033E47d90003D41EC34EcaEda94',
  currencyFrom: 'BTC',
  currencyTo: 'ETH',
  payloadCurrencyFrom: 'BTC',
  payloadCurrencyTo: 'ETH',
  nonce: '11'.repeat(32),
};

async function order(url: string): Promise<string> {
  const response = await fetch(`${url}/swap/float`, {
    method: 'POST',
    body: JSON.stringify(ORDER),
  });
  return ((await response.json()) as { swapId: string }).swapId;
}

const statusOf = async (url: string, id: string) =>
  ((await (await fetch(`${url}/status?swapId=${id}`)).json()) as { status: string }).status;

it('says where it is and who it is', async () => {
  await serving({ product: 'swap,sell', partnerName: 'ACME Swap' }, async (url, announced) => {
    expect(announced).toMatchObject({
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      products: { swap: `${url}/swap`, sell: `${url}/sell` },
      partnerName: 'ACME Swap',
      providerId: 'acme-swap',
      curve: 'secp256k1',
      publicKey: expect.stringMatching(/^04[0-9a-f]{128}$/),
    });
  });
});

it('keeps orders in its file over a restart; trigger and resend reach it', async () => {
  const data = join(folder, 'orders.db');
  const id = await serving({ data }, order);
  await serving({ data }, async (url) => {
    expect(await statusOf(url, id)).toBe('PENDING');
    const done = await run(['provider', 'trigger', 'on_hold', id, '--url', url]);
    expect(done).toEqual({ code: 0, out: `${id} is ON_HOLD\n`, err: '' });
    expect(await statusOf(url, id)).toBe('ON_HOLD');
    const again = await run(['provider', 'resend', id, '--url', url]);
    // Nobody listens, so nothing was pushed.
    expect(again.out).toBe('0 pushes are sent again\n');
    const wrong = await run(['provider', 'trigger', 'FINISHD', id, '--url', url]);
    expect(wrong.code).toBe(2);
    expect(wrong.err).toContain('did you mean FINISHED?');
    expect((await run(['provider', 'resend', 'nosuch', '--url', url])).code).toBe(2);
  });
  expect(existsSync(data)).toBe(true);
});

it('runs its clock faster', async () => {
  await serving({ speed: '100000' }, async (url) => {
    const id = await order(url);
    await expect.poll(() => statusOf(url, id), { interval: 5 }).toBe('FINISHED');
  });
});

it('refuses what it cannot use in one sentence', async () => {
  const text = join(folder, 'text');
  writeFileSync(text, 'not a database, but long enough to be read as one, or so one would think');
  const wrong: [string[], number, RegExp][] = [
    [['--product', 'swop'], 2, /--product: expected swap, .* found "swop"\nDid you mean swap\?/],
    [['--misbehave', 'NUMBER'], 2, /found "NUMBER"\nDid you mean NUMBERS\?/],
    [['--speed', '0'], 2, /--speed: expected a factor above 0/],
    [['--partner-name', 'ab'], 2, /expected 3 to 15 bytes, found 2/],
    [['--course', 'finisch'], 2, /Did you mean finish\?/],
    [['--restricted', 'USA'], 2, /expected ISO 3166 codes/],
    [['--webhook', 'ftp://x'], 2, /expected an http or https URL/],
    [['--host', '0.0.0.0'], 2, /expected --allow-remote and --api-key beside it/],
    [['--curve', 'ed25519'], 2, /expected secp256k1 or secp256r1/],
    [['--data', text], 2, /expected a file of provider serve, found something else/],
    [['--data', join(folder, 'no', 'such')], 3, /cannot be opened/],
  ];
  for (const [args, code, err] of wrong) {
    const finished = await run(['provider', 'serve', '--port', '0', ...args]);
    expect([args, finished.code]).toEqual([args, code]);
    expect(finished.err).toMatch(err);
    expect(finished.out).toBe('');
  }
  const nobody = await run(['provider', 'resend', '--url', 'http://127.0.0.1:1']);
  expect(nobody.code).toBe(3);
  expect(nobody.err).toContain('no provider serve answers at http://127.0.0.1:1');
});

it('lists its mistakes', async () => {
  const { out } = await run(['provider', 'serve', '--misbehave', 'list']);
  expect(out).toMatch(/^QUOTE_SLOW +Takes five and a half seconds for every fourth quote\.$/m);
  const { out: json } = await run(['provider', 'serve', '--misbehave', 'list', '--json']);
  expect((JSON.parse(json) as { code: string }[]).map(({ code }) => code)).toContain('NO_PUSH');
});
