/** `import`: any log to a recording, a capture or JSON; what is wrong is told with its place. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toHex } from '../../src/bytes.js';
import { parseRecording, recordingsByDevice } from '../../src/capture/index.js';
import { type ImportedLog, readLog } from '../../src/logs/index.js';
import { run } from './command-line.js';

const LOGS = fileURLToPath(new URL('../golden/logs/files/', import.meta.url));
const SUITE = fileURLToPath(new URL('../golden/suite-nanosp/', import.meta.url));
const EXPECTED = '.expected.json';
const log = (name: string) => join(LOGS, name);
const expectedOf = (name: string) => JSON.parse(readFileSync(log(`${name}${EXPECTED}`), 'utf8'));
const names = readdirSync(LOGS).filter((name) => !name.endsWith(EXPECTED));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'exchange-sim-import-'));
});
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string, content: string | Uint8Array) => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

const pairs = ({ exchanges }: ImportedLog) =>
  exchanges.map(({ command, response, device }) => ({
    command: toHex(command),
    response: response && toHex(response),
    ...(device === undefined ? {} : { device }),
  }));
const plain = ({ exchanges }: { exchanges: { note?: string }[] }) =>
  exchanges.map(({ note: _, ...exchange }) => exchange);

describe('every log', () => {
  it.each(names)('%s', async (name) => {
    const expected = expectedOf(name);
    const json = await run(['import', log(name), '--json']);
    const document = JSON.parse(json.out);
    expect(Object.keys(document)).toEqual(
      expect.arrayContaining(['file', 'format', 'devices', 'exchanges', 'problems']),
    );
    expect(document).toMatchObject({ file: log(name), format: expected.format });
    expect(
      document.exchanges.map(({ time: _, ...exchange }: { time?: string }) => exchange),
    ).toEqual(plain(expected));
    for (const { what: _, ...place } of expected.problems) {
      expect(document.problems).toContainEqual(expect.objectContaining(place));
    }
    const text = await run(['import', log(name)]);
    expect(text.code).toBe(expected.exchanges.length === 0 ? 2 : 0);
    expect(json.code).toBe(text.code);
    expect(text.err).toContain(`read as ${expected.format}`);
    if (expected.exchanges.length === 0) {
      expect(text.out).toBe('');
      expect(text.err).toContain('error: nothing usable is left');
      return;
    }
    // What came out goes in again.
    const again = readLog(new TextEncoder().encode(text.out));
    expect(again.format).toBe('recordstore');
    expect(pairs(again)).toEqual(plain(expected));
    expect(again.exchanges.map(({ time }) => time)).toEqual(
      readLog(readFileSync(log(name))).exchanges.map(({ time }) => time),
    );
    parseRecording(text.out, name);
  });
});

describe('import', () => {
  it('leaves a recording of ours as it is', async () => {
    for (const name of readdirSync(SUITE).slice(0, 20)) {
      const text = readFileSync(join(SUITE, name), 'utf8');
      const { out, code } = await run(['import', join(SUITE, name)]);
      expect(code).toBe(0);
      expect(parseRecording(out, name)).toEqual(parseRecording(text, name));
    }
    const two =
      '# name: two\n=> e003000300\n# device: 2\n# time: 2026-03-01T10:00:00.000Z\n# screen: a | b\n# press: both\n=> e003000301\n# device: 1\n# time: 2026-03-01T10:00:00.500Z\n<= 9000\n# a note\n# device: 2\n# lost: gone\n';
    // Exchanges are put together; each device did the same.
    const again = (await run(['import', file('two.apdu', two)])).out;
    const parts = (text: string) =>
      recordingsByDevice(parseRecording(text, 'two')).map(({ events }) =>
        events.map(({ line: _, ...event }) => event),
      );
    expect(parts(again)).toEqual(parts(two));
    expect(again).toContain('# a note');
  });

  it('writes a recording or a capture whole, and leaves nothing beside it', async () => {
    const inside = join(folder, 'out');
    const { mkdirSync } = await import('node:fs');
    mkdirSync(inside);
    const [apdu, pcap] = [join(inside, 'swap.apdu'), join(inside, 'swap.pcap')];
    for (const path of [apdu, pcap]) {
      const { code, out, err } = await run(['import', log('speculos-swap.log'), '--out', path]);
      expect([code, out]).toEqual([0, '']);
      expect(err).toContain('12 exchanges, 0 problems');
      expect(pairs(readLog(readFileSync(path)))).toEqual(expectedOf('speculos-swap.log').exchanges);
    }
    expect(readLog(readFileSync(pcap)).format).toBe('pcap');
    const before = readFileSync(apdu);
    expect((await run(['import', log('no-apdu.json'), '--out', apdu])).code).toBe(2);
    expect(readFileSync(apdu)).toEqual(before);
    expect(readdirSync(inside).sort()).toEqual(['swap.apdu', 'swap.pcap']);
  });

  it('one device of several', async () => {
    const name = 'usbmon-two-ledgers.pcapng';
    const of = (device: number) =>
      plain(expectedOf(name)).filter((one) => (one as { device: number }).device === device);
    for (const device of [1, 2]) {
      const { out } = await run(['import', log(name), '--device', String(device)]);
      expect(out).not.toContain('# device:');
      expect(pairs(readLog(new TextEncoder().encode(out)))).toEqual(
        of(device).map(({ device: _, ...one }: { device?: number }) => one),
      );
      const json = await run(['import', log(name), '--device', String(device), '--json']);
      expect(JSON.parse(json.out).exchanges).toHaveLength(of(device).length);
      expect(JSON.parse(json.out).devices).toBe(2);
    }
    const none = await run(['import', log(name), '--device', '3']);
    expect([none.code, none.out]).toEqual([2, '']);
    expect(none.err).toContain('--device 3: the log has 2 devices');
  });

  it('several files: one recording, or one document with all of them', async () => {
    const files = [log('speculos-swap.log'), log('no-apdu.json'), log('usbpcap-sell.pcap')];
    const text = await run(['import', ...files]);
    expect(text.code).toBe(0);
    expect(pairs(readLog(new TextEncoder().encode(text.out)))).toHaveLength(22);
    const { out } = await run(['import', ...files, '--json']);
    const document = JSON.parse(out);
    expect(Object.keys(document)).toEqual(['files']);
    expect(
      document.files.map(({ file: path, exchanges }: ImportedLog) => [path, exchanges.length]),
    ).toEqual([
      [files[0], 12],
      [files[1], 0],
      [files[2], 10],
    ]);
  });

  it('standard input, in pieces', async () => {
    const bytes = gzipSync(readFileSync(log('usbmon-mmapped-swap.pcap')));
    async function* pieces() {
      for (let at = 0; at < bytes.length; at += 100) yield bytes.subarray(at, at + 100);
    }
    const { out, err } = await run(['import', '-', '--json'], { stdin: pieces() });
    expect(JSON.parse(out)).toMatchObject({ file: '-', format: 'gzip', inside: 'pcap' });
    expect(err).toContain('-: read as gzip, in it pcap');
  });

  it('a member of a zip archive', async () => {
    const members = {
      'a b.apdu': readFileSync(log('recordstore-swap.apdu')),
      'usb.pcap': readFileSync(log('usbpcap-sell.pcap')),
    };
    const path = file('logs.zip', zipSync(members));
    const first = await run(['import', path]);
    expect(first.err).toContain('usb.pcap; choose with #NAME');
    const { out } = await run(['import', `${path}#usb.pcap`, '--json']);
    expect(JSON.parse(out)).toMatchObject({ format: 'zip', inside: 'pcap', problems: [] });
    expect((await run(['import', `${path}#other`])).code).toBe(2);
  });

  it('problems are told with file and line or packet', async () => {
    const usb = await run(['import', log('usbmon-189-lost-frame.pcap')]);
    expect(usb.err).toContain('usbmon-189-lost-frame.pcap: packet 5: command without an answer');
    const text = await run([
      'import',
      file('x.log', 'a => e003000300\nb => e003000300\nc <= 9000\n'),
    ]);
    expect(text.err).toContain('x.log:1: command without an answer');
  });

  it('a format that is named is believed', async () => {
    const { out, code } = await run([
      'import',
      log('speculos-swap.log'),
      '--format',
      'pcap',
      '--json',
    ]);
    expect(code).toBe(2);
    expect(JSON.parse(out)).toMatchObject({ format: 'pcap', exchanges: [] });
    const har = await run(['import', log('usbpcap-sell.pcap'), '--format', 'recordstore']);
    expect(har.code).toBe(2);
  });

  it.each([
    ['no such file', ['import', 'nowhere.log'], /nowhere\.log: no such file/],
    ['a folder', ['import', LOGS], /expected a file, found a folder/],
    [
      'no such device',
      ['import', log('speculos-swap.log'), '--device', 'x'],
      /--device: expected the number/,
    ],
    [
      'no such format',
      ['import', log('speculos-swap.log'), '--format', 'x'],
      /Allowed choices are/,
    ],
    ['a key', ['import', `4c${'0b'.repeat(31)}`], /found what looks like a key/],
  ])('refuses %s', async (_, args, message) => {
    const { code, out, err } = await run(args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(message);
  });

  it('no folder for --out', async () => {
    const path = join(folder, 'nowhere', 'x.apdu');
    const { code, err } = await run(['import', log('speculos-swap.log'), '--out', path]);
    expect(code).toBe(2);
    expect(err).toContain('--out: expected a file in a folder that exists');
    expect(existsSync(path)).toBe(false);
  });
});

describe('replay of logs', () => {
  it('a capture without screens is played and compared', async () => {
    const { out, err } = await run(['replay', log('usbpcap-sell.pcap'), '--json', '--no-screens']);
    expect(err).toContain('read as pcap');
    expect(JSON.parse(out)).toMatchObject({ files: 1, exchanges: 10 });
  });

  it('lost answers are not compared', async () => {
    const { out } = await run(['replay', log('usbmon-189-lost-frame.pcap'), '--json']);
    expect(JSON.parse(out)).toMatchObject({ exchanges: 10, skipped: { lost: 1 } });
  });

  it('several devices are played on one simulator each', async () => {
    const { out } = await run(['replay', log('usbmon-two-ledgers.pcapng'), '--json']);
    expect(JSON.parse(out)).toMatchObject({ exchanges: 20 });
  });

  it('a recording that becomes a USB capture is the same when it is played', async () => {
    const edges = join(SUITE, '../edges-nanosp');
    const quiet = readdirSync(edges)
      .filter((name) => name.endsWith('.apdu'))
      .filter((name) => !/^# (?:press|screen):/m.test(readFileSync(join(edges, name), 'utf8')))
      .slice(0, 5);
    expect(quiet).toHaveLength(5);
    for (const name of quiet) {
      const path = join(folder, `${name}.pcap`);
      expect((await run(['import', join(edges, name), '--out', path])).code).toBe(0);
      const plainRun = JSON.parse((await run(['replay', join(edges, name), '--json'])).out);
      const { out, code } = await run(['replay', path, '--json', '--build', 'test']);
      expect([name, code]).toEqual([name, 0]);
      expect(JSON.parse(out)).toMatchObject({ exchanges: plainRun.exchanges, mismatches: [] });
    }
  });
});
