// Logs: exchanges imported a second, and what memory a long log and a large USB capture need. Called
// by bench.mjs, or alone: node scripts/bench-logs.mjs [lines] [MiB of the capture]
//
// The long ones are made while they are read and stand nowhere: they go into the standard input of
// `exchange-sim import - --out /dev/null`, a process of its own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pcapWriter, readLog } from '../build/logs/index.js';
import { figure } from './bench-figures.mjs';
import { PEAK_KIB } from './bench-memory.mjs';

const root = resolve(import.meta.dirname, '..');
const CLI = join(root, 'dist/cli.js');
const FILES = join(root, 'test/golden/logs/files');
const NAMES = [
  'recordstore-swap.apdu',
  'speculos-swap.log',
  'ledgerwallet-mobile-newest-first.txt',
  'browser-speculos-swap.har',
  'usbmon-mmapped-swap.pcap',
];
const MIB = 1024 ** 2;

/** Exchanges a second of one file, read again and again for a second. */
function inMemory(bytes) {
  const before = performance.now();
  let exchanges = 0;
  let seconds = 0;
  while (seconds < 1) {
    exchanges += readLog(bytes).exchanges.length;
    seconds = (performance.now() - before) / 1000;
  }
  return exchanges / seconds;
}

/** Feeds a process; seconds, what it said, and the most memory it had, MiB. */
async function imported(pieces) {
  const script = `process.on('exit', () => process.stderr.write('\\n' + ${PEAK_KIB}));
    process.argv = [process.argv[0], ${JSON.stringify(CLI)}, 'import', '-', '--out', '/dev/null'];
    await import(${JSON.stringify(`file://${CLI}`)});`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (data) => {
    said += data;
  });
  const ended = once(child, 'exit');
  const before = performance.now();
  for (const piece of pieces) if (!child.stdin.write(piece)) await once(child.stdin, 'drain');
  child.stdin.end();
  const [status] = await ended;
  if (status !== 0) throw new Error(said);
  const seconds = (performance.now() - before) / 1000;
  const exchanges = Number(/(\d+) exchanges/.exec(said)?.[1]);
  return { seconds, exchanges, peak: Math.round(Number(/\d+$/.exec(said)?.[0]) / 1024) };
}

function* logOf(count) {
  const text = readFileSync(join(FILES, 'speculos-swap.log'), 'utf8');
  const lines = text.trimEnd().split('\n');
  const block = `${Array.from({ length: 1000 }, (_, i) => lines[i % lines.length]).join('\n')}\n`;
  for (let done = 0; done < count; done += 1000) yield block;
}

/** The same swaps again and again, each time a second later: no report may repeat another. */
function* captureOf(size) {
  const { exchanges } = readLog(readFileSync(join(FILES, 'recordstore-swap.apdu')));
  const writer = pcapWriter();
  // What tells of the device stands once.
  yield Buffer.concat([writer.header, writer.packets({ ...exchanges[0], response: null })]);
  const block = Buffer.concat(
    Array.from({ length: 40 }, () => exchanges.map((exchange) => writer.packets(exchange))).flat(),
  );
  for (let sent = 0, second = 1; sent < size; sent += block.length, second++) {
    const later = Buffer.from(block);
    for (let at = 0; at < later.length; at += 16 + later.readUInt32LE(at + 8)) {
      later.writeUInt32LE(later.readUInt32LE(at) + second, at);
    }
    yield later;
  }
}

const round = (number) => Math.round(number).toLocaleString('en-US');
const say = (label, text) => console.log(`${label.padEnd(26)} ${text}`);

export async function benchLogs({ lines = 1_000_000, mebibytes = 1024 } = {}) {
  for (const [i, name] of NAMES.entries()) {
    const perSecond = inMemory(readFileSync(join(FILES, name)));
    say(i === 0 ? 'import, exchanges/s' : '', `${round(perSecond)} ${name}`);
  }
  const few = await imported(logOf(1000));
  const many = await imported(logOf(lines));
  say(
    `a log of ${round(lines)} lines`,
    `${many.seconds.toFixed(1)} s, ${round(many.exchanges / many.seconds)} exchanges/s, peak ${many.peak} MiB (1,000 lines: ${few.peak} MiB)`,
  );
  figure('a log, exchanges/s', many.exchanges / many.seconds, 'more');
  const small = await imported(captureOf(1 * MIB));
  const large = await imported(captureOf(mebibytes * MIB));
  say(
    `a pcap of ${round(mebibytes)} MiB`,
    `${large.seconds.toFixed(1)} s, ${round(large.exchanges / large.seconds)} exchanges/s, peak ${large.peak} MiB (1 MiB: ${small.peak} MiB)`,
  );
  figure('a pcap, exchanges/s', large.exchanges / large.seconds, 'more');
}

if (process.argv[1] === import.meta.filename) {
  const [lines, mebibytes] = process.argv.slice(2).map(Number);
  await benchLogs({
    ...(lines === undefined ? {} : { lines }),
    ...(mebibytes === undefined ? {} : { mebibytes }),
  });
}
