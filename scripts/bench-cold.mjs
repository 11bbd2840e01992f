// What a command costs beside an empty node process: processor time (user and system) of whole
// processes, in turns, so that a busy machine slows both. Ratios of medians; needs bash.
//
//   node scripts/bench-cold.mjs [runs of each, 21 when absent] [node to run, this one when absent]
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { figure } from './bench-figures.mjs';

const ROOT = resolve(import.meta.dirname, '..');
const PACKAGE = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const CLI = join(ROOT, PACKAGE.bin['exchange-sim']);
const RECORDING = join(ROOT, 'test/golden/suite-nanosp/ethereum-swap_ui_only.apdu');

/** Milliseconds of processor time of one process. */
function processorTime(node, args) {
  const script = 'TIMEFORMAT="%3U %3S"; { time "$@" >/dev/null 2>&1; } 2>&1';
  const text = execFileSync('bash', ['-c', script, 'bash', node, ...args], { encoding: 'utf8' });
  const [user, system] = text.trim().split(' ').map(Number);
  return 1000 * (user + system);
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/** @param runs processes for each command. */
export function benchCold(runs = 21, node = process.execPath) {
  const folder = mkdtempSync(join(tmpdir(), 'exchange-sim-cold-'));
  try {
    const file = join(folder, 'case.json');
    const made = execFileSync(node, [CLI, 'sign', 'sell', '--example', '--case', '--json']);
    writeFileSync(file, made);
    const commands = [
      ['node -e 0', ['-e', '0']],
      ['--help', [CLI, '--help'], 1.3],
      ['check FILE', [CLI, 'check', file], 2],
      ['run swap --json', [CLI, 'run', 'swap', '--json'], 2.5],
      ['decode FILE', [CLI, 'decode', RECORDING], 2],
    ];
    const times = commands.map(() => []);
    // The first round fills caches of files and code.
    for (let run = -1; run < runs; run++) {
      for (const [at, [, args]] of commands.entries()) {
        const time = processorTime(node, args);
        if (run >= 0) times[at].push(time);
      }
    }
    const empty = median(times[0]);
    console.log(`processor time, cold       ${empty.toFixed(0)} ms for node -e 0`);
    for (const [at, [name, , aim]] of commands.entries()) {
      if (aim === undefined) continue;
      const time = median(times[at]);
      const ratio = (time / empty).toFixed(2);
      figure(`${name}, times node -e 0`, time / empty, 'less');
      console.log(`  ${name.padEnd(24)} ${time.toFixed(0)} ms, ${ratio} times that (aim ${aim})`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (process.argv[1] === import.meta.filename) {
  const [runs = '21', node] = process.argv.slice(2);
  benchCold(Number(runs), node);
}
