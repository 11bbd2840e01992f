import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import protobuf from 'protobufjs';
import { describe, expect, it } from 'vitest';
import { cString, toHex } from '../../src/bytes.js';
import { DEFAULT_FIRMWARE } from '../../src/firmware/index.js';
import { encodeMessage, type FieldValue, type MessageValues } from '../../src/payload/encode.js';
import { MESSAGES, type Message, type MessageField } from '../../src/payload/messages.js';
import { type DecodedMessage, decodeMessage } from '../../src/payload/nanopb.js';
import { protoFile } from '../../src/payload/proto-file.js';

const PROTO = new URL('../../proto/exchange.proto', import.meta.url);

/** Values a message of this firmware can hold: no NUL, no field longer than its buffer. */
function valuesOf(type: Message): fc.Arbitrary<MessageValues> {
  const entries = type.fields.map((field) => [field.name, fieldValues(type, field)] as const);
  return fc.record(Object.fromEntries(entries));
}

function fieldValues(type: Message, field: MessageField): fc.Arbitrary<FieldValue> {
  const maxLength = DEFAULT_FIRMWARE.fields[type.name]?.[field.name] ?? 0;
  switch (field.type) {
    case 'string':
      return fc.string({ maxLength, unit: 'grapheme-ascii' });
    case 'bytes':
      return fc.uint8Array({ maxLength });
    case 'uint32':
      return fc.nat(0xffffffff);
    case 'message':
      return valuesOf(field.of);
  }
}

function plain(type: Message, message: DecodedMessage): Record<string, unknown> {
  const entries = type.fields.map((field) => {
    const value = message[field.name]!;
    if (field.type === 'message') return [field.name, plain(field.of, value as DecodedMessage)];
    if (field.type === 'uint32') return [field.name, value];
    const bytes = field.type === 'string' ? cString(value as Uint8Array) : (value as Uint8Array);
    return [field.name, toHex(bytes)];
  });
  return Object.fromEntries(entries);
}

function plainValues(type: Message, values: MessageValues): Record<string, unknown> {
  const entries = type.fields.map((field) => {
    const value = values[field.name];
    if (field.type === 'message')
      return [field.name, plainValues(field.of, value as MessageValues)];
    if (field.type === 'uint32') return [field.name, value];
    const bytes = field.type === 'string' ? Buffer.from(value as string) : (value as Uint8Array);
    return [field.name, toHex(Uint8Array.from(bytes))];
  });
  return Object.fromEntries(entries);
}

describe('encodeMessage', () => {
  const { root } = protobuf.parse(readFileSync(PROTO, 'utf8'), { keepCase: true });

  for (const type of Object.values(MESSAGES)) {
    it(`${type.name}: the device's decoder reads back what was encoded`, () => {
      fc.assert(
        fc.property(valuesOf(type), (values) => {
          const result = decodeMessage(type, DEFAULT_FIRMWARE.fields, encodeMessage(type, values));
          expect(result.ok && plain(type, result.message)).toEqual(plainValues(type, values));
        }),
      );
    });

    it(`${type.name}: a general protobuf library reads the same from proto/exchange.proto`, () => {
      const message = root.lookupType(`ledger_swap.${type.name}`);
      fc.assert(
        fc.property(valuesOf(type), (values) => {
          const decoded = message.toObject(message.decode(encodeMessage(type, values)), {
            defaults: true,
          });
          expect(plainValues(type, decoded as MessageValues)).toEqual(plainValues(type, values));
        }),
      );
    });
  }

  it('writes fields by number and leaves empty ones out', () => {
    const bytes = encodeMessage(MESSAGES.fund, {
      in_amount: Uint8Array.of(1, 2),
      account_name: 'A',
      user_id: '',
    });
    expect(toHex(bytes)).toBe('12014122020102');
  });

  it('names a field the message does not have', () => {
    expect(() => encodeMessage(MESSAGES.fund, { in_adress: 'x' })).toThrow(
      'NewFundResponse: expected the fields user_id, account_name',
    );
  });

  it('names a value of another type', () => {
    expect(() => encodeMessage(MESSAGES.sell, { in_amount: '12' })).toThrow(
      'NewSellResponse.in_amount: expected bytes, found string',
    );
    expect(() => encodeMessage(MESSAGES.sell, { out_amount: { exponent: -1 } })).toThrow(
      'UDecimal.exponent: expected a whole number from 0 to 4294967295',
    );
  });
});

describe('proto/exchange.proto', () => {
  it('is what scripts/build-proto.mjs would write now', () => {
    expect(readFileSync(PROTO, 'utf8')).toBe(protoFile());
  });
});
