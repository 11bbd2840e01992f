// The figures of the README: `npm run bench` builds and runs this. Everything is measured on the
// built package, nothing is asserted.
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { benchCheck } from './bench-check.mjs';
import { benchCold } from './bench-cold.mjs';
import { benchCurrencies } from './bench-currencies.mjs';
import { benchDecode } from './bench-decode.mjs';
import { compareFigures, figure, keepFigures } from './bench-figures.mjs';
import { benchFlows } from './bench-flows.mjs';
import { benchLogs } from './bench-logs.mjs';
import { PEAK_KIB } from './bench-memory.mjs';
import { benchProvider } from './bench-provider.mjs';
import { screensFigures } from './bench-screens.mjs';
import { benchServer } from './bench-server.mjs';
import { benchSigning } from './bench-signing.mjs';
import { benchSizes } from './bench-sizes.mjs';

const CLI = resolve(import.meta.dirname, '../dist/cli.js');

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
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
  const script = `process.on('exit', () => process.stderr.write(String(${PEAK_KIB})));
    process.argv = [process.argv[0], ${JSON.stringify(CLI)}, 'run', 'swap', '--json'];
    await import(${JSON.stringify(`file://${CLI}`)});`;
  const args = ['--input-type=module', '-e', script];
  const { stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  return Math.round(Number(/\d+$/.exec(stderr)?.[0]) / 1024);
}

console.log(`node ${process.version}, one process, one thread (${join('scripts', 'bench.mjs')})`);
// First: what ran before makes the shapes of objects many, and `check --bulk` has a process of its own.
await benchCheck();
await benchFlows();
console.log(`run swap --json, cold      ${cold(['run', 'swap', '--json'])} ms`);
console.log(`--help, cold               ${cold(['--help'])} ms`);
benchCold();
const peak = peakMemory();
console.log(`peak memory of run swap    ${peak} MiB`);
figure('peak memory of run swap, MiB', peak, 'less');
await benchSizes();
const drawn = await screensFigures();
console.log(
  `a review as text           ${drawn.reviewAsTextSlowestModel.toFixed(2)} ms, slowest model`,
);
console.log(
  `five PNG contact sheets    ${drawn.fiveSheets.toFixed(0)} ms, ${drawn.fiveSheetsCold.toFixed(0)} ms the first time`,
);
console.log(`all screens as SVG         ${drawn.allScreensAsSvg.toFixed(0)} ms, five models`);
figure('a review as text, ms', drawn.reviewAsTextSlowestModel, 'less');
figure('five PNG contact sheets, ms', drawn.fiveSheets, 'less');
figure('all screens as SVG, ms', drawn.allScreensAsSvg, 'less');
await benchSigning();
await benchDecode();
benchCurrencies();
await benchServer();
await benchProvider();
await benchLogs();
compareFigures();
if (process.argv.includes('--keep')) keepFigures();
