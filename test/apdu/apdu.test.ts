import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeCommand,
  decodeResponse,
  encodeCommand,
  response,
  statusText,
} from '../../src/apdu/apdu.js';
import { bytesOf, fromHex, toHex } from '../../src/bytes.js';

const byte = fc.integer({ min: 0, max: 255 });
const data = fc.uint8Array({ maxLength: 255 });

describe('command APDUs', () => {
  it('come back as they went, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.record({ cla: byte, ins: byte, p1: byte, p2: byte, data }), (command) => {
        const apdu = encodeCommand(command);
        expect(apdu).toHaveLength(5 + command.data.length);
        expect(decodeCommand(apdu)).toEqual(command);
      }),
    );
  });

  it('P1, P2 and data are zero and nothing when left out', () => {
    expect(toHex(encodeCommand({ cla: 0xe0, ins: 0x02 }))).toBe('e002000000');
    const apdu = encodeCommand({ cla: 0xe0, ins: 0x03, p2: 3, data: bytesOf('ab') });
    expect(toHex(apdu)).toBe('e0030003026162');
  });

  it('255 bytes are the limit', () => {
    expect(encodeCommand({ cla: 0, ins: 0, data: new Uint8Array(255) })[4]).toBe(255);
    expect(() => encodeCommand({ cla: 0, ins: 0, data: new Uint8Array(256) })).toThrow(RangeError);
  });

  // Fewer than five bytes, or Lc that is not the number of data bytes:
  // device-behaviour.md#order-of-checks.
  it('a cut header or a wrong Lc is no command', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (apdu) => {
        const fits = apdu.length >= 5 && apdu[4] === apdu.length - 5;
        expect(decodeCommand(apdu) !== undefined).toBe(fits);
      }),
    );
    for (const hex of ['', 'e0', 'e0020000', 'e002000001', 'e00200000000', 'e002000002ff']) {
      expect(decodeCommand(fromHex(hex)), hex).toBeUndefined();
    }
  });
});

describe('answers', () => {
  it('come back as they went', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffff }), data, (status, value) => {
        expect(decodeResponse(response(status, value))).toEqual({ status, data: value });
      }),
    );
  });

  it('have at least two bytes', () => {
    expect(() => decodeResponse(fromHex(''))).toThrow(RangeError);
    expect(() => decodeResponse(fromHex('90'))).toThrow(RangeError);
    expect(toHex(response(0x9000))).toBe('9000');
  });

  it('status words are four small hex digits', () => {
    expect(statusText(0x6a81)).toBe('6a81');
    expect(statusText(0x0001)).toBe('0001');
  });
});
