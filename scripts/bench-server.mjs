// The server's figures, called by scripts/bench.mjs or alone: `node scripts/bench-server.mjs`. The
// server is the built command in a process of its own, the client is this process.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { resolve } from 'node:path';
import { flowFor } from '../build/exchange/flows.js';
import {
  flowSteps,
  orderOf,
  testAuthority,
  testPartner,
  walletAddresses,
} from '../build/host/index.js';
import { createSimulator } from '../build/simulator/index.js';
import { figure } from './bench-figures.mjs';

const CLI = resolve(import.meta.dirname, '../dist/cli.js');
const VERSION = '{"data":"e002000300"}';

/** A running server; `seconds` from its start to its line. */
function serve(args = [], nodeArgs = []) {
  const started = performance.now();
  const all = [...nodeArgs, CLI, 'serve', '--api-port', '0', '--no-apdu-port', '--json', ...args];
  const child = spawn(process.execPath, all, { stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  return new Promise((done, fail) => {
    child.once('exit', (code) => fail(new Error(`serve ended with ${code}`)));
    child.stdout.on('data', (data) => {
      text += data;
      if (!text.endsWith('}\n')) return;
      child.removeAllListeners('exit');
      const { apiPort } = JSON.parse(text);
      done({ child, port: apiPort, started, stop: () => stop(child) });
    });
  });
}

/** Lets a server tell its live heap when it gets SIGUSR2. */
const TELLS_HEAP = [
  '--expose-gc',
  '--import',
  `data:text/javascript,process.on('SIGUSR2', () => { gc(); gc(); process.stderr.write('heap ' + process.memoryUsage().heapUsed + String.fromCharCode(10)); })`,
];

/** Live heap after a garbage collection, MiB. */
function liveHeap({ child }) {
  return new Promise((done) => {
    child.stderr.on('data', function told(data) {
      const [, bytes] = /heap (\d+)/.exec(data) ?? [];
      if (bytes === undefined) return;
      child.stderr.off('data', told);
      done(Number(bytes) / 1024 / 1024);
    });
    child.kill('SIGUSR2');
  });
}

function stop(child) {
  return new Promise((done) => {
    child.once('exit', done);
    child.kill('SIGTERM');
  });
}

/** Resident memory of a process, MiB. */
function memory({ child }) {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)[1]) / 1024;
}

/**
 * `count` requests by `clients` at the same time, each over a connection of its own, which the server
 * closes behind its answer: requests per second. Plain sockets, so that the client costs little.
 */
async function load(port, count, { clients = 16, path = () => '/apdu' } = {}) {
  let left = count;
  let wrong = 0;
  const start = performance.now();
  await Promise.all(
    Array.from({ length: clients }, async (_, n) => {
      const text = `POST ${path(n)} HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${VERSION.length}\r\n\r\n${VERSION}`;
      while (left-- > 0) {
        if (!(await exchange(port, text)).endsWith('{"data": "0404029000"}')) wrong++;
      }
    }),
  );
  if (wrong > 0) throw new Error(`${wrong} wrong answers`);
  return count / ((performance.now() - start) / 1000);
}

/** Everything the server sends until it hangs up. */
function exchange(port, text) {
  return new Promise((done, fail) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    let received = '';
    socket.setEncoding('latin1');
    socket.on('data', (data) => {
      received += data;
    });
    socket.on('connect', () => socket.write(text));
    socket.on('error', fail);
    socket.on('close', () => done(received));
  });
}

const agent = new Agent({ keepAlive: true });

/** POST; `onHeaders` runs when the status is there, which may be long before the body. */
function post(port, path, body, onHeaders = () => {}) {
  return new Promise((done, fail) => {
    const sent = request({ port, path, method: 'POST', agent }, (response) => {
      onHeaders();
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (data) => {
        text += data;
      });
      response.on('end', () => done(JSON.parse(text)));
    });
    sent.on('error', fail);
    sent.end(JSON.stringify(body));
  });
}

/** A Device at the other end of HTTP whose user approves as soon as the review is up. */
function remote(port) {
  return {
    name: 'bench',
    model: 'nanosp',
    async exchange(apdu) {
      const data = Buffer.from(apdu).toString('hex');
      const approve = () => apdu[1] === 0x0f && post(port, '/sim/user', { does: 'approve' });
      return Buffer.from((await post(port, '/apdu', { data }, approve)).data, 'hex');
    },
    close: async () => {},
  };
}

async function swap(port) {
  const flow = flowFor('swap');
  const local = createSimulator();
  const addresses = walletAddresses(local.ledger.wallet, (name) => local.coinApp(name));
  const { values, ...terms } = orderOf(flow, {}, addresses);
  const device = remote(port);
  let steps = 0;
  const payload = { kind: 'order', values };
  const partner = testPartner(flow);
  const authority = testAuthority();
  const base = { flow, rate: 'fixed', client: 'direct', partner, authority, payload };
  for await (const step of flowSteps(device, { ...base, user: 'approve', ...terms })) {
    if (!step.accepted) throw new Error(`${step.command}: ${step.status.toString(16)}`);
    steps++;
  }
  if (steps !== 9) throw new Error(`a swap has 9 steps, not ${steps}`);
  // The coin app gives the wire back.
  await device.exchange(Uint8Array.of(0xb0, 0xa7, 0, 0, 0));
}

async function flowsPerSecond(port, seconds) {
  for (let i = 0; i < 20; i++) await swap(port);
  let count = 0;
  const start = performance.now();
  while (performance.now() - start < seconds * 1000) {
    await swap(port);
    count++;
  }
  return count / ((performance.now() - start) / 1000);
}

/** Milliseconds from starting the process to the first answer of the device: median of `runs`. */
async function startUp(runs = 7) {
  const times = [];
  for (let i = 0; i < runs; i++) {
    const server = await serve();
    await post(server.port, '/apdu', JSON.parse(VERSION));
    times.push(performance.now() - server.started);
    await server.stop();
  }
  return times.toSorted((a, b) => a - b)[Math.floor(runs / 2)];
}

export async function benchServer(print = console.log) {
  const start = await startUp();
  print(`serve, start to first answer   ${Math.round(start)} ms`);
  figure('serve, start to first answer, ms', start, 'less');

  const one = await serve();
  await load(one.port, 10_000);
  const apdus = await load(one.port, 20_000);
  print(
    `/apdu                          ${Math.round(apdus)} per second, each over a connection of its own`,
  );
  const flows = await flowsPerSecond(one.port, 5);
  print(
    `SWAP_NG flows over HTTP        ${Math.round(flows)} per second, kept alive: ${(1000 / flows).toFixed(1)} ms each (aim 200 and 6)`,
  );
  figure('/apdu, 1/s', apdus, 'more');
  figure('swaps over HTTP, 1/s', flows, 'more');
  await one.stop();

  const watched = await serve([], TELLS_HEAP);
  await load(watched.port, 20_000);
  const before = await liveHeap(watched);
  await load(watched.port, 100_000);
  const after = await liveHeap(watched);
  const resident = Math.round(memory(watched));
  print(
    `growth after 100,000 requests  ${((after - before) * 1024).toFixed(0)} KiB of live heap (${after.toFixed(1)} MiB; ${resident} MiB resident)`,
  );
  await watched.stop();

  const small = await serve();
  const base = memory(small);
  await small.stop();
  const many = await serve(['--devices', '1000']);
  const idle = memory(many);
  const path = (n) => `/devices/${n + 1}/apdu`;
  await load(many.port, 20_000, { clients: 1000, path });
  const used = memory(many);
  const each = ((idle - base) * 1024) / 999;
  print(
    `1,000 devices                  ${Math.round(idle)} MiB idle (${each.toFixed(0)} KiB each), ${Math.round(used)} MiB with 1,000 clients`,
  );
  figure('1,000 devices idle, MiB', idle, 'less');
  await many.stop();
  agent.destroy();
}

if (process.argv[1] === import.meta.filename) await benchServer();
