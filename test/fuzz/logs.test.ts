/**
 * Text logs of every producer, damaged: never an exception, never long, the same whether they come whole or in
 * pieces, and every problem has its place in the file.
 */
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { concat, toHex } from '../../src/bytes.js';
import { MIN_ANSWER, MIN_COMMAND } from '../../src/logs/found.js';
import { logStream, type Problem, readLog } from '../../src/logs/index.js';
import { cpuMs, LONGEST_MS, RUNS } from './mutations.js';

const CORPUS = ['files', 'kinds'].flatMap((folder) => {
  const url = new URL(`../golden/logs/${folder}/`, import.meta.url);
  return readdirSync(url)
    .filter((name) => !/\.(?:expected\.json|gz|pcap|pcapng)$|^btsnoop/.test(name))
    .map((name) => ({ name, bytes: new Uint8Array(readFileSync(new URL(name, url))) }));
});

/** Pieces that mean something to a reader. */
const PIECES = [
  ...[
    '=> ',
    '<= ',
    '\n',
    '\r\n',
    '\n\n',
    '"',
    '{',
    '}',
    '[',
    ']',
    ',',
    '\\',
    '\0',
    '\uFEFF',
    '0x',
    "b'",
    '#',
  ],
  ...[
    '=> e003000300\n',
    '<= 9000\n',
    'apdu: > e003000300\n',
    'HID => ',
    '[ 65] << ',
    '{"data":"9000"}\n',
  ],
  ...[
    '[exchange] => ',
    '[will send APDU] ~...> ',
    '{"type":"apdu","message":"=> e003000300"},',
    'curl ',
  ],
  ...[
    'TransportStatusError: (0x6a81)',
    '\u001B[31m',
    '&gt;',
    '=&gt; ',
    '```\n',
    '05',
    ' '.repeat(300),
  ],
  ...[
    '=> Send data, 4 bytes',
    '00 '.repeat(64),
    '0, '.repeat(70),
    '[[[[{"a":',
    'Uint8Array(64) [\n',
  ],
].map((text) => new TextEncoder().encode(text));

const mutation = fc.record({
  kind: fc.constantFrom('cut', 'drop', 'insert', 'flip', 'double', 'splice', 'repeat'),
  at: fc.nat(1_000_000),
  size: fc.nat(400),
  piece: fc.constantFrom(...PIECES),
  other: fc.constantFrom(...CORPUS),
  value: fc.nat(255),
});
type Mutation = typeof mutation extends fc.Arbitrary<infer Value> ? Value : never;

function changed(
  bytes: Uint8Array,
  { kind, at: place, size, piece, other, value }: Mutation,
): Uint8Array {
  const at = bytes.length === 0 ? 0 : place % bytes.length;
  const [front, middle, back] = [
    bytes.subarray(0, at),
    bytes.subarray(at, at + size),
    bytes.subarray(at + size),
  ];
  switch (kind) {
    case 'cut':
      return front;
    case 'drop':
      return concat(front, back);
    case 'insert':
      return concat(front, piece, middle, back);
    case 'flip':
      return concat(front, Uint8Array.of(value), bytes.subarray(at + 1));
    case 'double':
      return concat(front, middle, middle, back);
    case 'splice':
      return concat(front, other.bytes.subarray(place % other.bytes.length));
    default:
      return concat(front, ...Array.from({ length: size }, () => piece), back);
  }
}

const damaged = fc
  .tuple(fc.constantFrom(...CORPUS), fc.array(mutation, { minLength: 1, maxLength: 4 }))
  .map(([{ name, bytes }, mutations]) => ({ name, bytes: mutations.reduce(changed, bytes) }));

function inPieces(bytes: Uint8Array, size: number) {
  const exchanges: string[] = [];
  const problems: Problem[] = [];
  const stream = logStream({
    exchange: ({ command, response }) => exchanges.push(shown(command, response)),
    problem: (problem) => problems.push(problem),
  });
  for (let at = 0; at < bytes.length; at += size) stream.push(bytes.subarray(at, at + size));
  stream.end();
  return { exchanges, count: problems.length };
}

const shown = (command: Uint8Array, response: Uint8Array | null) =>
  `${toHex(command)} ${response === null ? null : toHex(response)}`;

it('damaged logs', { timeout: 0 }, () => {
  let read = 0;
  fc.assert(
    fc.property(damaged, fc.integer({ min: 1000, max: 200_000 }), ({ bytes }, size) => {
      const before = process.cpuUsage();
      const log = readLog(bytes);
      expect(cpuMs(before)).toBeLessThan(LONGEST_MS);
      if (log.exchanges.length > 0) read++;
      for (const { command, response } of log.exchanges) {
        expect(command.length).toBeGreaterThanOrEqual(MIN_COMMAND);
        if (response !== null) expect(response.length).toBeGreaterThanOrEqual(MIN_ANSWER);
      }
      for (const problem of log.problems) {
        expect(problem.what).toMatch(/^[^\n]{5,300}$/);
        const place = 'line' in problem ? problem.line : problem.packet;
        expect(place).toBeGreaterThanOrEqual(0);
        expect(place).toBeLessThanOrEqual(bytes.length + 1);
      }
      const pieces = inPieces(bytes, size);
      expect(pieces.exchanges).toEqual(
        log.exchanges.map((one) => shown(one.command, one.response)),
      );
      expect(pieces.count).toBe(log.problems.length);
    }),
    // Shrinking what is made of whole files takes longer than finding it.
    { numRuns: RUNS, endOnFailure: true },
  );
  expect(read).toBeGreaterThan(RUNS / 4);
});
