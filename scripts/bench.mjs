// The figures of the README: `npm run bench` builds and runs this. Everything is measured on the
// built package, nothing is asserted.
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { flowFor } from '../build/exchange/flows.js';
import {
  flowSteps,
  orderOf,
  testAuthority,
  testPartner,
  walletAddresses,
} from '../build/host/index.js';
import { createSimulator } from '../build/simulator/index.js';
import { nodeVerifier } from '../build/simulator/node-verifier.js';
import { benchCheck } from './bench-check.mjs';
import { benchCold } from './bench-cold.mjs';
import { benchCurrencies } from './bench-currencies.mjs';
import { benchDecode } from './bench-decode.mjs';
import { benchLogs } from './bench-logs.mjs';
import { benchProvider } from './bench-provider.mjs';
import { screensFigures } from './bench-screens.mjs';
import { benchServer } from './bench-server.mjs';
import { benchSigning } from './bench-signing.mjs';

const CLI = resolve(import.meta.dirname, '../dist/cli.js');

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/** One SWAP_NG from START_NEW_TRANSACTION to START_SIGNING_TRANSACTION, the user approving. */
async function swap() {
  const flow = flowFor('swap');
  const device = createSimulator({ verifier: nodeVerifier });
  const addresses = walletAddresses(device.ledger.wallet, (name) => device.coinApp(name));
  const { values, ...terms } = orderOf(flow, {}, addresses);
  const request = {
    flow,
    rate: 'fixed',
    client: 'direct',
    partner: testPartner(flow),
    authority: testAuthority(),
    payload: { kind: 'order', values },
    user: 'approve',
    ...terms,
  };
  let steps = 0;
  for await (const step of flowSteps(device, request)) {
    if (!step.accepted) throw new Error(`${step.command} was refused: ${step.status.toString(16)}`);
    steps++;
  }
  if (steps !== 9) throw new Error(`a swap has 9 steps, not ${steps}`);
}

async function flows() {
  for (let i = 0; i < 50; i++) await swap();
  const times = [];
  const start = performance.now();
  while (performance.now() - start < 5000) {
    const before = performance.now();
    await swap();
    times.push(performance.now() - before);
  }
  const perSecond = times.length / ((performance.now() - start) / 1000);
  return { perSecond: Math.round(perSecond), medianMs: median(times).toFixed(2) };
}

/** Cold wall time of the command line, milliseconds: median of `runs` processes. */
function cold(args, runs = 11) {
  const times = [];
  for (let i = 0; i < runs; i++) {
    const before = performance.now();
    const result = spawnSync(process.execPath, [CLI, ...args], { encoding: 'utf8' });
    times.push(performance.now() - before);
    if (result.status !== 0) throw new Error(`${args.join(' ')}: ${result.stderr}`);
  }
  return Math.round(median(times));
}

/** Peak resident memory of `run swap --json`, MiB, as the operating system counts it. */
function peakMemory() {
  const script = `process.on('exit', () => process.stderr.write(String(process.resourceUsage().maxRSS)));
    process.argv = [process.argv[0], ${JSON.stringify(CLI)}, 'run', 'swap', '--json'];
    await import(${JSON.stringify(`file://${CLI}`)});`;
  const args = ['--input-type=module', '-e', script];
  const { stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  return Math.round(Number(/\d+$/.exec(stderr)?.[0]) / 1024);
}

const { perSecond, medianMs } = await flows();
console.log(`node ${process.version}, one process, one thread (${join('scripts', 'bench.mjs')})`);
console.log(`SWAP_NG flows in process   ${perSecond} per second, median ${medianMs} ms`);
console.log(`run swap --json, cold      ${cold(['run', 'swap', '--json'])} ms`);
console.log(`--help, cold               ${cold(['--help'])} ms`);
benchCold();
console.log(`peak memory of run swap    ${peakMemory()} MiB`);
const drawn = await screensFigures();
console.log(
  `a review as text           ${drawn.reviewAsTextSlowestModel.toFixed(2)} ms, slowest model`,
);
console.log(
  `five PNG contact sheets    ${drawn.fiveSheets.toFixed(0)} ms, ${drawn.fiveSheetsCold.toFixed(0)} ms the first time`,
);
console.log(`all screens as SVG         ${drawn.allScreensAsSvg.toFixed(0)} ms, five models`);
await benchSigning();
await benchDecode();
await benchCheck();
benchCurrencies();
await benchServer();
await benchProvider();
await benchLogs();
