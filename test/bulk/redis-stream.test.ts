/**
 * Two consumers of a real Redis share 10,000 orders; one is killed in the middle, with -9. Every
 * order has its verdict, once. Needs `redis-server` (Debian: redis-server), which `.ci/run` installs.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseStreamAddress } from '../../src/bulk/redis-stream.js';
import { FIXTURES } from '../check/fixtures.js';
import { closedPort } from '../provider/http/servers.js';

const ORDERS = 10_000;
const GOOD = FIXTURES.filter(({ severity }) => severity === 'ok');
const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'exchange-sim-redis-'));
const children: ChildProcess[] = [];
let port = 0;
let redis: Redis;

function start(command: string, args: readonly string[]): ChildProcess {
  const child = spawn(command, args, { stdio: 'ignore' });
  children.push(child);
  return child;
}

beforeAll(async () => {
  port = await closedPort();
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', folder];
  start('redis-server', options);
  redis = new Redis({ port, host: '127.0.0.1', retryStrategy: () => 50 });
  redis.on('error', () => {});
  await redis.ping();
});

afterAll(async () => {
  redis.disconnect();
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

const consumer = (name: string, stream: string, ...more: string[]) =>
  start(process.execPath, [
    ...[CLI, 'check', '--from', `redis://127.0.0.1:${port}/${stream}`],
    ...['--to', `redis://127.0.0.1:${port}/${stream}-verdicts`, '--group', 'judges'],
    ...['--consumer', name, '--claim-after', '1', ...more],
  ]);

interface Answer {
  readonly entry: string;
  readonly id: string;
  readonly verdict: string;
}

async function answers(stream: string): Promise<Answer[]> {
  const rows = await redis.xrange(`${stream}-verdicts`, '-', '+');
  return rows.map(([, fields]) => {
    const [, entry = '', , text = '{}'] = fields;
    const { id, verdict } = JSON.parse(text) as { id: string; verdict: string };
    return { entry, id, verdict };
  });
}

it(`${ORDERS} orders, two consumers, one killed: each has one verdict`, async () => {
  const pipeline = redis.pipeline();
  for (let at = 0; at < ORDERS; at++) {
    // Mostly good ones, as in life: the causes of a bad one are searched for.
    const order = at % 20 === 0 ? FIXTURES[(at / 20) % FIXTURES.length] : GOOD[at % GOOD.length];
    pipeline.xadd('orders', '*', 'case', JSON.stringify({ ...order, id: `order-${at}` }));
  }
  await pipeline.exec();
  const victim = consumer('victim', 'orders', '--until-empty');
  const other = consumer('other', 'orders', '--until-empty');
  for (let length = 0; length < ORDERS / 5; ) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    length = await redis.xlen('orders-verdicts');
  }
  victim.kill('SIGKILL');
  const [code] = (await once(other, 'exit')) as [number];
  expect(code).toBe(0);
  const all = await answers('orders');
  expect(all.length).toBe(ORDERS);
  expect(new Set(all.map(({ id }) => id)).size).toBe(ORDERS);
  expect(new Set(all.map(({ entry }) => entry)).size).toBe(ORDERS);
  const [pending] = (await redis.xpending('orders', 'judges')) as [number];
  expect(pending).toBe(0);
}, 120_000);

it('what has been handed out too often goes to the dead letters', async () => {
  await redis.xgroup('CREATE', 'poison', 'judges', '0', 'MKSTREAM');
  const id = await redis.xadd('poison', '*', 'case', '{"id":"p"}');
  await redis.xreadgroup('GROUP', 'judges', 'dead-1', 'STREAMS', 'poison', '>');
  for (let times = 0; times < 3; times++) {
    await redis.xclaim('poison', 'judges', `dead-${times}`, 0, id!);
  }
  await new Promise((resolve) => setTimeout(resolve, 1100));
  const [code] = (await once(consumer('last', 'poison', '--until-empty'), 'exit')) as [number];
  expect(code).toBe(0);
  expect(await redis.xlen('poison-verdicts')).toBe(0);
  const [[, fields]] = (await redis.xrange('poison:dead', '-', '+')) as [[string, string[]]];
  expect(fields).toEqual(['entry', id, 'case', '{"id":"p"}']);
});

describe('addresses', () => {
  it('are read', () => {
    expect(parseStreamAddress('redis://me:s%20t@[::1]:7/orders', '--from')).toEqual({
      host: '::1',
      port: 7,
      stream: 'orders',
      username: 'me',
      password: 's t',
    });
    expect(parseStreamAddress('redis://host/a', '--from')).toMatchObject({ port: 6379 });
  });

  it.each(['redis://host', 'http://host/a', 'host/a', ''])('%j is none', (text) => {
    expect(() => parseStreamAddress(text, '--from')).toThrow(
      '--from: expected redis://HOST/STREAM',
    );
  });
});
