import { describe, expect, it } from 'vitest';
import { bytesOf, concat } from '../../../src/bytes.js';
import { MessageFields } from '../../../src/check/facts/message-fields.js';
import { scanWire } from '../../../src/check/payload/wire.js';
import { NEW_SELL } from '../../../src/payload/messages.js';

const field = (number: number, bytes: Uint8Array) =>
  concat(Uint8Array.of(8 * number + 2, bytes.length), bytes);
const text = (number: number, of: string) => field(number, bytesOf(of));
const fieldsOf = (...parts: Uint8Array[]) =>
  new MessageFields(NEW_SELL, scanWire(concat(...parts)));

describe('MessageFields', () => {
  it('by name, as texts up to a NUL; what is absent is empty', () => {
    const fields = fieldsOf(text(1, 'a@b.c'), text(4, 'bc1\0rest'), text(2, ''));
    expect(fields.text('trader_email')).toBe('a@b.c');
    expect(fields.text('in_address')).toBe('bc1');
    expect([fields.text('in_currency'), fields.has('in_currency')]).toEqual(['', true]);
    expect([fields.text('out_currency'), fields.has('out_currency')]).toEqual(['', false]);
    expect(fields.get('out_currency')).toBeUndefined();
    expect(fields.get('in_address')?.bytes).toEqual(bytesOf('bc1\0rest'));
    expect(fields.size).toBe(3);
  });

  it('the last of a field counts, and unknown ones do not', () => {
    const fields = fieldsOf(text(2, 'BTC'), text(15, 'what'), text(1, 'x'), text(2, 'ETH'));
    expect(fields.text('in_currency')).toBe('ETH');
    expect(fields.size).toBe(2);
  });

  it('nested messages are merged', () => {
    const coefficient = Uint8Array.of(0x0a, 1, 5);
    const exponent = Uint8Array.of(0x10, 2);
    const fields = fieldsOf(field(6, coefficient), text(2, 'BTC'), field(6, exponent));
    expect(fields.get('out_amount')?.bytes).toEqual(concat(coefficient, exponent));
    expect(fields.size).toBe(2);
  });
});
