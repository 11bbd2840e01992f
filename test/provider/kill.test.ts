/**
 * kill -9 in the middle of 1,000 orders, three times: every order that was acknowledged is there
 * once, and every status change is pushed by the process that comes after.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, expect, it } from 'vitest';

const CHILD = new URL('./kill-provider.mjs', import.meta.url).pathname;
const BUILT = existsSync(new URL('../../build/provider/serve/node-store.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'exchange-sim-kill-'));
const ORDERS = 1000;
const KILLS = [250, 500, 750];
const CLIENTS = 32;

const pushed: string[] = [];
const receiver = createServer((request, response) => {
  pushed.push(request.url ?? '');
  request.resume();
  response.end('{"message":"queued"}');
});

const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  receiver.close();
  rmSync(folder, { recursive: true });
});

async function start(webhook: string): Promise<{ url: string; child: ChildProcess }> {
  const child = spawn(process.execPath, [CHILD, join(folder, 'orders.db'), webhook], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const [url] = await Promise.race([
    createInterface({ input: child.stdout! })
      [Symbol.asyncIterator]()
      .next()
      .then(({ value }) => [String(value)]),
    new Promise<never>((_, reject) => child.once('exit', () => reject(new Error('ended')))),
  ]);
  return { url: url!, child };
}

const json = async (url: string, body?: unknown) => {
  const response = await fetch(url, {
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    headers: { 'content-type': 'application/json' },
  });
  return { status: response.status, body: await response.json() };
};

const order = (number: number) => ({
  amount: '0.01',
  refundAddress: 'bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu',
  payoutAddress: '0x9858EfFD232B4033E47d90003D41EC34EcaEda94',
  currencyFrom: 'BTC',
  currencyTo: 'ETH',
  payloadCurrencyFrom: 'BTC',
  payloadCurrencyTo: 'ETH',
  nonce: number.toString(16).padStart(64, '0'),
});

// Needs `npm run build`, as all tests of processes do.
it.skipIf(!BUILT)('loses and doubles nothing over three kills', { timeout: 180_000 }, async () => {
  await new Promise<void>((done) => receiver.listen(0, '127.0.0.1', done));
  const webhook = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  let { url, child } = await start(webhook);
  let restarted: Promise<void> | undefined;
  const acknowledged = new Map<string, string>();
  const kills = [...KILLS];
  let next = 0;
  const client = async () => {
    while (next < ORDERS) {
      const number = next++;
      for (;;) {
        await restarted;
        try {
          const { status, body } = await json(`${url}/swap/float`, order(number));
          expect(status).toBe(200);
          expect(acknowledged.has(body.swapId)).toBe(false);
          acknowledged.set(body.swapId, order(number).nonce);
          break;
        } catch (error) {
          // Without an answer nobody knows: the client asks again, as Ledger would.
          if (!(error instanceof TypeError)) throw error;
        }
      }
      if (kills[0] !== undefined && acknowledged.size >= kills[0]) {
        kills.shift();
        restarted = (async () => {
          child.kill('SIGKILL');
          await new Promise((done) => child.once('exit', done));
          ({ url, child } = await start(webhook));
        })();
      }
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  expect(acknowledged.size).toBe(ORDERS);
  expect(kills).toEqual([]);
  const { body } = await json(`${url}/admin/orders?limit=${ORDERS + 200}`);
  const stored = body.orders as { id: string; nonce: string }[];
  expect(new Set(stored.map(({ id }) => id)).size).toBe(stored.length);
  const nonceOf = new Map(stored.map(({ id, nonce }) => [id, nonce]));
  const lost = [...acknowledged].filter(([id, nonce]) => nonceOf.get(id) !== nonce);
  expect(lost).toEqual([]);
  // Both changes become due, and the process is killed while it tells of them.
  await json(`${url}/admin/time`, { advance: 200 });
  while (pushed.length < 300) await new Promise((done) => setTimeout(done, 5));
  child.kill('SIGKILL');
  await new Promise((done) => child.once('exit', done));
  ({ url, child } = await start(webhook));
  await json(`${url}/admin/time`, { advance: 200 });
  const told = () => {
    const counts = new Map<string, number>();
    for (const path of pushed) counts.set(path, (counts.get(path) ?? 0) + 1);
    return counts;
  };
  const all = [...acknowledged.keys()].map((id) => `/webhook/${id}/status`);
  for (let i = 0; i < 1200 && !all.every((path) => (told().get(path) ?? 0) >= 2); i++) {
    await new Promise((done) => setTimeout(done, 50));
  }
  const counts = told();
  expect(all.filter((path) => (counts.get(path) ?? 0) < 2)).toEqual([]);
});
