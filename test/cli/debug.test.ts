/** `DEBUG=exchange-sim:*`: what was read, sent and decided, on stderr, and nothing of it elsewhere. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { listen } from '../../src/cli/debug.js';
import { refusalTeller } from '../../src/cli/serve/verbose.js';
import { Journal } from '../../src/server/journal.js';
import type { ServedDevice } from '../../src/server/served-device.js';
import { serve } from '../server/serve.js';
import { quietIo, run } from './command-line.js';
import { loadedBy } from './static-imports.js';

const folder = mkdtempSync(join(tmpdir(), 'exchange-sim-debug-'));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.unstubAllEnvs());

/** Topics and texts of a run, times left out. */
async function told(wanted: string, ...args: string[]) {
  vi.stubEnv('DEBUG', wanted);
  const { code, out, err } = await run(args);
  vi.stubEnv('DEBUG', '');
  const lines = err.split('\n').flatMap((line) => {
    const [, topic, text] = /^exchange-sim:(\w+) (.*) \+\d+ms$/.exec(line) ?? [];
    return topic === undefined ? [] : [{ topic, text: text! }];
  });
  return { code, out, err, lines };
}

const texts = (lines: readonly { topic: string; text: string }[], topic: string) =>
  lines.filter((line) => line.topic === topic).map(({ text }) => text);

describe('DEBUG', () => {
  it('tells a run: choices, APDUs, files; stdout is as ever', async () => {
    const record = join(folder, 'a.apdu');
    const args = ['run', 'swap', '--build', 'test', '--record', record, '--json'];
    const { code, out, err, lines } = await told('exchange-sim:*', ...args);
    expect(code).toBe(0);
    expect(err.split('\n')).toHaveLength(lines.length + 1);
    expect(texts(lines, 'choice')).toEqual([
      `run --build --record --json, node ${process.versions.node}`,
      'Exchange 4.4.2, by default',
      'SWAP_NG with ETH on simulator (nanosp, test), partner Test partner',
    ]);
    expect(texts(lines, 'apdu').slice(0, 2)).toEqual([
      '=> e003000300',
      expect.stringMatching(/^<= [0-9a-f]{64}9000$/),
    ]);
    expect(texts(lines, 'file')).toEqual([`wrote ${JSON.stringify(record)}, for --record`]);
    expect(JSON.parse(out)).toEqual(JSON.parse((await run(args)).out));
  });

  it('its APDUs are a log that decode reads', async () => {
    const { err } = await told('exchange-sim:apdu', 'run', 'fund', '--json');
    async function* stdin() {
      yield Buffer.from(err);
    }
    const { code, out } = await run(['decode', '-', '--short'], { stdin: stdin() });
    expect(code).toBe(0);
    expect(out).toContain('CHECK_TRANSACTION_SIGNATURE');
  });

  it('tells files and verdicts of check', async () => {
    const file = join(folder, 'case.json');
    await run(['sign', 'sell', '--example', '--case', '--out', file]);
    const { lines } = await told('exchange-sim:file,exchange-sim:choice', 'check', file);
    expect(texts(lines, 'file')[0]).toMatch(/case\.json: \d+ bytes, 1 cases$/);
    expect(texts(lines, 'choice').at(-1)).toBe(`${file}: SELL_NG, accepted`);
  });

  it('tells HTTP without queries', async () => {
    const server = await serve();
    const device = ['--device', `speculos:${server.url}`];
    const { lines } = await told('exchange-sim:http', 'run', 'swap', '--json', ...device);
    const { host } = new URL(server.url);
    expect(texts(lines, 'http')).toContain(`ask POST ${host}/apdu`);
    expect(texts(lines, 'http')).toContain(`answer 200 to POST ${host}/apdu`);
    expect(lines.some(({ text }) => /\?./.test(text.replaceAll('?…', '')))).toBe(false);
  });

  it.each([
    ['exchange-sim:choice', ['choice']],
    ['exchange-sim:*,-exchange-sim:apdu', ['choice']],
    ['*', ['choice', 'apdu']],
    ['other:*  exchange-sim:apdu', ['apdu']],
    ['other:*', []],
    ['exchange-sim', []],
    ['exchange.sim:*', []],
    ['(', []],
  ])('%s', async (wanted, topics) => {
    const { code, lines } = await told(wanted, 'run', 'sell', '--json');
    expect(code).toBe(0);
    expect([...new Set(lines.map(({ topic }) => topic))]).toEqual(topics);
  });
});

it('costs nothing that is not asked for', () => {
  const heavy = loadedBy('cli/debug.ts').filter((name) => /^(host|keys|decode)\//.test(name));
  expect(heavy).toEqual([]);
});

it('tells the APDUs of devices that are served', async () => {
  let err = '';
  const write = (text: string) => {
    err += text;
  };
  const stderr = { write };
  await listen('exchange-sim:apdu', { ...quietIo(), stderr });
  onTestFinished(() => listen(undefined, quietIo()));
  const journal = new Journal();
  refusalTeller(false, { stderr }).devices.added?.({ id: '7', journal } as ServedDevice);
  const apdu = Uint8Array.of(0xe0, 3, 0, 3, 0);
  const command = journal.add({ type: 'command', apdu, from: 'http' });
  journal.add({ type: 'answer', command, apdu, answer: Uint8Array.of(0x6a, 0x81) });
  expect(err.replace(/\+\d+ms/g, '')).toBe(
    'exchange-sim:apdu => e003000300 (device 7, http) \nexchange-sim:apdu <= 6a81 (device 7) \n',
  );
});
