// Signed orders per second of `provider serve --data`, 64 clients at once, beside what the disk can
// do: every answer waits for the disk, so the number means little without it.
import { spawn } from 'node:child_process';
import { fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const CLI = resolve(import.meta.dirname, '../dist/cli.js');
const CLIENTS = 64;
const WARM_UP = 500;
const SECONDS = 5;

/** One page written and synced, again and again. */
function syncsPerSecond(folder) {
  const file = openSync(join(folder, 'syncs'), 'w');
  const page = Buffer.alloc(4096, 1);
  const start = performance.now();
  let syncs = 0;
  while (performance.now() - start < 1500) {
    writeSync(file, page);
    fdatasyncSync(file);
    syncs++;
  }
  return syncs / ((performance.now() - start) / 1000);
}

async function serve(folder) {
  const args = ['provider', 'serve', '--product', 'swap', '--port', '0', '--json'];
  const child = spawn(process.execPath, [CLI, ...args, '--data', join(folder, 'orders.db')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  for await (const part of child.stdout) {
    text += part;
    if (text.includes('}\n')) break;
  }
  return { child, url: JSON.parse(text).url };
}

const order = (number) =>
  JSON.stringify({
    amount: '0.01',
    refundAddress: 'bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu',
    payoutAddress: '0x9858EfFD232B4033E47d90003D41EC34EcaEda94',
    currencyFrom: 'BTC',
    currencyTo: 'ETH',
    payloadCurrencyFrom: 'BTC',
    payloadCurrencyTo: 'ETH',
    nonce: number.toString(16).padStart(64, '0'),
  });

function post(url, agent, body) {
  return new Promise((done, fail) => {
    const sent = request(
      `${url}/swap/float`,
      { agent, method: 'POST', headers: { 'content-type': 'application/json' } },
      (answer) => {
        answer.resume();
        answer.once('end', () =>
          answer.statusCode === 200 ? done() : fail(new Error(`HTTP ${answer.statusCode}`)),
        );
      },
    );
    sent.once('error', fail);
    sent.end(body);
  });
}

export async function benchProvider() {
  const folder = mkdtempSync(join(tmpdir(), 'exchange-sim-bench-'));
  const syncs = syncsPerSecond(folder);
  const { child, url } = await serve(folder);
  const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS });
  try {
    let number = 0;
    const clients = (isOver) =>
      Promise.all(
        Array.from({ length: CLIENTS }, async () => {
          while (!isOver()) await post(url, agent, order(number++));
        }),
      );
    await clients(() => number >= WARM_UP);
    const first = number;
    const start = performance.now();
    await clients(() => performance.now() - start > SECONDS * 1000);
    const perSecond = (number - first) / ((performance.now() - start) / 1000);
    console.log(
      `signed orders, ${CLIENTS} clients  ${Math.round(perSecond)} per second, on disk before each answer; ${(perSecond / syncs).toFixed(1)} for each of the ${Math.round(syncs)} syncs per second the disk makes`,
    );
  } finally {
    agent.destroy();
    child.kill();
    await new Promise((done) => child.once('exit', done));
    rmSync(folder, { recursive: true });
  }
}

if (process.argv[1] === import.meta.filename) await benchProvider();
