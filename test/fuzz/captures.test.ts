/**
 * Captures and archives, damaged in their bytes: read as far as they go, or said not to be; never an
 * exception, never long.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync, zipSync } from 'fflate';
import { expect, it } from 'vitest';
import { toHex } from '../../src/bytes.js';
import { readLog } from '../../src/logs/index.js';
import { cpuMs, generator, LONGEST_MS, RUNS } from './mutations.js';

const FILES = new URL('../golden/logs/files/', import.meta.url);
const CAPTURES = readdirSync(FILES)
  .filter((name) => /\.pcap(ng)?$/.test(name))
  .map((name) => new Uint8Array(readFileSync(new URL(name, FILES))));
const TEXT = new Uint8Array(readFileSync(new URL('recordstore-swap.apdu', FILES)));
const ARCHIVES = [
  gzipSync(CAPTURES[0]!),
  gzipSync(TEXT, { level: 0 }),
  zipSync({ 'a.txt': TEXT, 'b.pcap': CAPTURES[0]! }),
  zipSync({ 'a.pcap': CAPTURES[0]! }, { level: 0 }),
];
const CORPUS = [...CAPTURES, ...ARCHIVES];
const VALUES = [0, 1, 2, 3, 5, 6, 9, 0x7f, 0x80, 0xff];

function damaged(bytes: Uint8Array, random: () => number): Uint8Array {
  const at = (size: number) => Math.floor(random() * size);
  let changed = bytes.slice();
  for (let rounds = 1 + at(6); rounds > 0; rounds--) {
    const place = at(changed.length);
    const kind = at(5);
    if (kind === 0) changed = changed.slice(0, place);
    else if (kind === 1) changed[place] = VALUES[at(VALUES.length)]!;
    else if (kind === 2) changed[place] = changed[place]! ^ (1 << at(8));
    else {
      const size = at(200);
      const part = changed.subarray(place, place + size);
      const rest = changed.subarray(kind === 3 ? place + size : place);
      const more = kind === 3 ? [] : [part];
      changed = Uint8Array.from(
        [changed.subarray(0, place), ...more, rest].flatMap((one) => [...one]),
      );
    }
    if (changed.length === 0) return changed;
  }
  return changed;
}

it('captures', { timeout: 3_600_000 }, () => {
  const seed = Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));
  const random = generator(seed);
  let read = 0;
  for (let at = 0; at < RUNS; at++) {
    const whole = CORPUS[Math.floor(random() * CORPUS.length)]!;
    const bytes = damaged(whole, random);
    const where = `seed ${seed}, number ${at}`;
    const before = process.cpuUsage();
    try {
      const log = readLog(bytes);
      expect(log.exchanges.length + log.problems.length, where).toBeGreaterThan(0);
      for (const { command, response } of log.exchanges) {
        expect(toHex(command).length, where).toBeGreaterThanOrEqual(8);
        expect(response === null || response.length >= 2, where).toBe(true);
      }
      read += log.exchanges.length;
    } catch (error) {
      throw new Error(`${where}: ${(error as Error).stack}`);
    }
    expect(cpuMs(before), where).toBeLessThan(LONGEST_MS);
  }
  expect(read).toBeGreaterThan(RUNS);
});
