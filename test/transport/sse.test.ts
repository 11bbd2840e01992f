/** The event stream, cut wherever the network likes. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8 } from '../../src/bytes.js';
import { sseReader } from '../../src/transport/sse.js';

function read(...chunks: Uint8Array[]): string[] {
  const reader = sseReader();
  return chunks.flatMap((chunk) => reader.add(chunk));
}

describe('server-sent events', () => {
  it('data of several lines, comments, other fields, no blank after the colon', () => {
    const text = ': hello\nid: 3\nevent: x\ndata: one\ndata:two\ndata\n\nretry: 5\n\ndata: 3\n\n';
    expect(read(utf8(text))).toEqual(['one\ntwo\n', '3']);
  });

  it('a line separator of Unicode is a character like others, and no line end', () => {
    expect(read(utf8('data: \u2028\n\ndata: a\u2029b\n\n'))).toEqual(['\u2028', 'a\u2029b']);
  });

  it('an event without its empty line is not there yet', () => {
    expect(read(utf8('data: 1\n'))).toEqual([]);
  });

  it('however it is cut and its lines end', () => {
    const text = fc
      .string({ unit: 'binary', maxLength: 30 })
      .map((t) => t.replace(/[\r\n\0]/g, ''));
    fc.assert(
      fc.property(
        fc.array(text, { maxLength: 8 }),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.array(fc.nat(400), { maxLength: 20 }),
        (events, end, cuts) => {
          const bytes = utf8(events.map((event) => `data: ${event}${end}${end}`).join(''));
          const at = [0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length];
          at.sort((a, b) => a - b);
          const chunks = at.slice(1).map((to, i) => bytes.subarray(at[i], to));
          // What a stream decodes to: lone surrogates are no characters.
          const decoded = events.map((event) =>
            new TextDecoder('utf-8', { ignoreBOM: true }).decode(utf8(event)),
          );
          expect(read(...chunks)).toEqual(decoded);
        },
      ),
    );
  });

  it('a server that never ends its line is no emulator', () => {
    expect(() => read(new Uint8Array(70_000).fill(0x61))).toThrow(/longer than 65536/);
  });
});
