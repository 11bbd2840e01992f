/** USB reports as scripts print them. */
import { describe, expect, it } from 'vitest';
import { encodeHidReports } from '../../src/apdu/hid-frames.js';
import { fromHex, toHex } from '../../src/bytes.js';
import { lines, reading, SESSION, whole } from './sample.js';

type Write = (bytes: Uint8Array) => string;

const joined: Write = toHex;
const spaced: Write = (bytes) => toHex(bytes).replace(/../g, '$& ').trim();
const prefixed: Write = (bytes) => spaced(bytes).replace(/\S+/g, '0x$&').replaceAll(' ', ', ');
const decimal: Write = (bytes) => [...bytes].join(', ');
const decimalSpaced: Write = (bytes) => [...bytes].join(' ');
const wrapped: Write = (bytes) => {
  const rows = [];
  for (let at = 0; at < bytes.length; at += 12)
    rows.push(`  ${[...bytes.subarray(at, at + 12)].join(', ')}`);
  return `Uint8Array(${bytes.length}) [\n${rows.join(',\n')}\n]`;
};
const dumped: Write = (bytes) => {
  const rows = [];
  for (let at = 0; at < bytes.length; at += 16) {
    const row = bytes.subarray(at, at + 16);
    const characters = [...row].map((byte) =>
      byte > 32 && byte < 127 ? String.fromCharCode(byte) : '.',
    );
    rows.push(
      `${at.toString(16).padStart(8, '0')}  ${spaced(row).padEnd(48)}  |${characters.join('')}|`,
    );
  }
  return `\n${rows.join('\n')}`;
};

const xxd: Write = (bytes) => {
  const rows = [];
  for (let at = 0; at < bytes.length; at += 16) {
    const row = bytes.subarray(at, at + 16);
    const hex = toHex(row).replace(/..../g, '$& ').trim();
    rows.push(`${at.toString(16).padStart(8, '0')}: ${hex.padEnd(40)} ${'.'.repeat(row.length)}`);
  }
  return `\n${rows.join('\n')}`;
};

const withId = (report: Uint8Array) => Uint8Array.of(0, ...report);

function dump(
  out: string,
  into: string,
  write: Write,
  options: { id?: boolean; channel?: number } = {},
) {
  const { id = false, channel = 0x3a7c } = options;
  return lines(({ command, response }) => [
    ...encodeHidReports(fromHex(command), channel).map(
      (report) => `${out}${write(id ? withId(report) : report)}`,
    ),
    ...encodeHidReports(fromHex(response), channel).map((report) => `${into}${write(report)}`),
  ]);
}

describe('reports as text', () => {
  const spellings = { joined, spaced, prefixed, decimal, decimalSpaced, wrapped, dumped, xxd };

  it.each(Object.entries(spellings))('%s', (_, write) => {
    expect(reading(dump('write: ', 'read: ', write))).toMatchObject(whole('hid-frames-text'));
    expect(reading(dump('write: ', 'read: ', write, { id: true }))).toMatchObject(
      whole('hid-frames-text'),
    );
  });

  it.each([
    ['write: ', 'read:  '],
    ['OUT ', 'IN '],
    ['=> ', '<= '],
    ['hid-frame => ', 'hid-frame <= '],
    ['> ', '< '],
    ['sendReport(0, [', 'inputreport ['],
    ['12:00:00.1 Sent 64 bytes: ', '12:00:00.2 Received 64 bytes: '],
    ['host -> device ', 'device -> host '],
    ['/dev/hidraw3 TX ', '/dev/hidraw3 RX '],
    ['2026-11-27T12:00:00Z hid.write ', '2026-11-27T12:00:00Z hid.read '],
  ])('%j and %j', (out, into) => {
    for (const write of [joined, spaced, decimal]) {
      expect(reading(dump(out, into, write))).toMatchObject(whole('hid-frames-text'));
    }
  });

  it('two channels at once are two devices', () => {
    const one = dump('write: ', 'read: ', spaced, { channel: 0x1111 }).split('\n');
    const two = dump('write: ', 'read: ', spaced, { channel: 0x2222 }).split('\n');
    const read = reading(one.flatMap((line, index) => [line, two[index]!]).join('\n'));
    expect(read).toMatchObject({ devices: 2, problems: [] });
    for (const device of [1, 2]) {
      expect(read.exchanges.filter((one) => one.device === device)).toEqual(
        SESSION.map((one) => ({ ...one, device })),
      );
    }
  });

  it('a lost report costs its message, and the answer to it belongs to nobody', () => {
    const text = dump('write: ', 'read: ', spaced).split('\n');
    // The first chunk of 260 bytes takes five reports from line 5 on.
    text.splice(6, 1);
    const read = reading(text.join('\n'));
    expect(read.exchanges).toEqual(SESSION.filter((_, index) => index !== 2));
    expect(read.problems).toEqual([
      { at: 7, what: 'command lost: sequence 3 where 2 was due' },
      { at: 9, what: 'answer without a command in front of it' },
    ]);
  });

  it('other protocols are passed over', () => {
    const other = [
      `write: ${spaced(fromHex(`010102${'00'.repeat(61)}`))}`,
      `write: ${spaced(fromHex(`ffffffff860008${'00'.repeat(57)}`))}`,
      `read: ${spaced(fromHex(`3f2323${'00'.repeat(61)}`))}`,
    ].join('\n');
    expect(reading(`${other}\n${dump('write: ', 'read: ', spaced)}${other}\n`)).toMatchObject(
      whole('hid-frames-text'),
    );
  });

  it('packets of tshark as JSON', () => {
    const packet = (hex: string, isIn: boolean, tree: boolean) => ({
      _index: 'packets-2026-11-27',
      _source: {
        layers: {
          frame: { 'frame.time_epoch': '1795780800.250000000' },
          usb: {
            'usb.bus_id': '1',
            'usb.device_address': '5',
            'usb.src': isIn ? '1.5.1' : 'host',
            'usb.dst': isIn ? 'host' : '1.5.1',
            ...(tree
              ? {
                  'usb.endpoint_address_tree': {
                    'usb.endpoint_address.direction': isIn ? '1' : '0',
                  },
                }
              : {}),
          },
          'usbhid.data': hex.replace(/..(?=.)/g, '$&:'),
        },
      },
    });
    for (const tree of [true, false]) {
      const packets = SESSION.flatMap(({ command, response }) => [
        ...encodeHidReports(fromHex(command), 7).map((one) => packet(toHex(one), false, tree)),
        packet('aabb', true, tree),
        ...encodeHidReports(fromHex(response), 7).map((one) => packet(toHex(one), true, tree)),
      ]);
      const read = reading(JSON.stringify(packets, null, 2));
      expect(read).toMatchObject(whole('hid-frames-text'));
      expect(read.times[0]).toBe(1_795_780_800_250);
    }
  });

  it('frames of Bluetooth LE', () => {
    const frames = (hex: string) => {
      const bytes = fromHex(hex);
      const data = fromHex(bytes.length.toString(16).padStart(4, '0') + hex);
      return Array.from({ length: Math.ceil(data.length / 150) }, (_, index) => {
        const part = toHex(data.subarray(index * 150, (index + 1) * 150));
        return `05${index.toString(16).padStart(4, '0')}${part}`;
      });
    };
    const text = lines(({ command, response }) => [
      ...frames(command).map((frame) => `ble-frame => ${frame}`),
      ...frames(response).map((frame) => `ble-frame <= ${frame}`),
    ]);
    expect(reading(text)).toMatchObject(whole('hid-frames-text'));
  });
});
