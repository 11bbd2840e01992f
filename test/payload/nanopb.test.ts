/**
 * The device's protobuf decoder: device-behaviour.md#protobuf. Messages are encoded with
 * protobufjs from a schema written down here; malformed ones are put together byte by byte.
 */
import fc from 'fast-check';
import protobuf from 'protobufjs';
import { describe, expect, it } from 'vitest';
import { bytesOf, concat, cString, EMPTY, textOf, utf8 } from '../../src/bytes.js';
import type { FlowKind } from '../../src/exchange/flows.js';
import { V4_4_2 } from '../../src/firmware/releases/v4.4.2.js';
import { MESSAGES } from '../../src/payload/messages.js';
import {
  type DecodedMessage,
  decodeMessage,
  emptyMessage,
  type FieldLimits,
} from '../../src/payload/nanopb.js';

/**
 * Of the app's sources, a second time: number, type, usable bytes (`max_size`, less the NUL of
 * strings).
 */
const SPECIFICATION = {
  swap: {
    payin_address: [1, 'string', 150],
    payin_extra_id: [2, 'string', 19],
    refund_address: [3, 'string', 150],
    refund_extra_id: [4, 'string', 19],
    payout_address: [5, 'string', 150],
    payout_extra_id: [6, 'string', 19],
    currency_from: [7, 'string', 9],
    currency_to: [8, 'string', 9],
    amount_to_provider: [9, 'bytes', 16],
    amount_to_wallet: [10, 'bytes', 16],
    device_transaction_id: [11, 'string', 10],
    device_transaction_id_ng: [12, 'bytes', 32],
    payin_extra_data: [13, 'bytes', 33],
  },
  sell: {
    trader_email: [1, 'string', 49],
    in_currency: [2, 'string', 9],
    in_amount: [3, 'bytes', 16],
    in_address: [4, 'string', 150],
    out_currency: [5, 'string', 9],
    out_amount: [6, 'UDecimal', 0],
    device_transaction_id: [7, 'bytes', 32],
    in_extra_id: [8, 'string', 19],
  },
  fund: {
    user_id: [1, 'string', 49],
    account_name: [2, 'string', 49],
    in_currency: [3, 'string', 9],
    in_amount: [4, 'bytes', 16],
    in_address: [5, 'string', 150],
    device_transaction_id: [6, 'bytes', 32],
    in_extra_id: [7, 'string', 19],
  },
} as const satisfies Record<FlowKind, Record<string, readonly [number, string, number]>>;

const KINDS = ['swap', 'sell', 'fund'] as const;
type Row = readonly [name: string, number: number, type: string, limit: number];
const rows = (kind: FlowKind): Row[] =>
  Object.entries<readonly [number, string, number]>(SPECIFICATION[kind]).map(([name, rest]) => [
    name,
    ...rest,
  ]);

const schema = protobuf.parse(
  `syntax = "proto3"; message UDecimal { bytes coefficient = 1; uint32 exponent = 2; }
   ${KINDS.map((kind) => {
     const fields = rows(kind).map(([name, number, type]) => `${type} ${name} = ${number};`);
     return `message ${kind} { ${fields.join(' ')} }`;
   }).join('\n')}`,
  { keepCase: true },
).root;

type Values = Record<string, unknown>;
const encode = (kind: FlowKind, values: Values) =>
  Uint8Array.from(schema.lookupType(kind).encode(values).finish());

const decodeWith = (limits: FieldLimits, kind: FlowKind, data: Uint8Array) =>
  decodeMessage(MESSAGES[kind], limits, data);
const decode = (kind: FlowKind, data: Uint8Array) => decodeWith(V4_4_2.fields, kind, data);

function good(kind: FlowKind, ...parts: (Uint8Array | readonly number[])[]): DecodedMessage {
  const result = decode(kind, concat(...parts.map((part) => Uint8Array.from(part))));
  if (!result.ok) throw new Error(result.problem.reason);
  return result.message;
}

const refused = (kind: FlowKind, ...parts: (Uint8Array | readonly number[])[]) =>
  !decode(kind, concat(...parts.map((part) => Uint8Array.from(part)))).ok;

/** A number with seven bits a byte, with `padding` superfluous 0x80 bytes. */
function varint(value: number | bigint, padding = 0): number[] {
  const bytes: number[] = [];
  let left = BigInt(value);
  do {
    bytes.push(Number(left & 0x7fn) | 0x80);
    left >>= 7n;
  } while (left > 0n);
  for (let i = 0; i < padding; i++) bytes.push(0x80);
  bytes[bytes.length - 1]! &= 0x7f;
  return bytes;
}

const key = (number: number, wireType: number, padding = 0) =>
  varint(BigInt(number) * 8n + BigInt(wireType), padding);

const field = (number: number, value: Uint8Array | string, wireType = 2) => {
  const bytes = typeof value === 'string' ? bytesOf(value) : value;
  return [...key(number, wireType), ...varint(bytes.length), ...bytes];
};

const text = (message: DecodedMessage, name: string) =>
  textOf(cString(message[name] as Uint8Array));
const decimal = (message: DecodedMessage) => message.out_amount as DecodedMessage;

const fitting = {
  string: (limit: number) =>
    fc
      .string({ unit: 'grapheme', maxLength: limit })
      .filter((value) => utf8(value).length <= limit),
  bytes: (limit: number) => fc.uint8Array({ maxLength: limit }),
};

function messageOf(kind: FlowKind): fc.Arbitrary<Values> {
  const fields = rows(kind).map(([name, , type, limit]): [string, fc.Arbitrary<unknown>] => {
    if (type === 'string') return [name, fitting.string(limit)];
    if (type === 'bytes') return [name, fitting.bytes(limit)];
    const exponent = fc.integer({ min: 0, max: 0xffff_ffff });
    return [name, fc.record({ coefficient: fitting.bytes(16), exponent }, { requiredKeys: [] })];
  });
  return fc.record(Object.fromEntries(fields), { requiredKeys: [] });
}

/** What the device holds for values that all fit. */
function expected(kind: FlowKind, values: Values): DecodedMessage {
  const bytes = (value: unknown) => Uint8Array.from((value as Uint8Array | undefined) ?? []);
  return Object.fromEntries(
    rows(kind).map(([name, , type, limit]) => {
      const value = values[name];
      if (type === 'bytes') return [name, bytes(value)];
      if (type === 'string') {
        const buffer = new Uint8Array(limit + 1);
        buffer.set(utf8((value as string | undefined) ?? ''));
        return [name, buffer];
      }
      const { coefficient, exponent = 0 } = (value ?? {}) as {
        coefficient?: Uint8Array;
        exponent?: number;
      };
      return [name, { coefficient: bytes(coefficient), exponent }];
    }),
  );
}

describe.each(KINDS)('%s', (kind) => {
  const type = MESSAGES[kind];

  it('has the fields of the app with their sizes', () => {
    const limits = V4_4_2.fields[type.name]!;
    expect(
      type.fields.map((one): Row => {
        const of = one.type === 'message' ? one.of.name : one.type;
        return [one.name, one.number, of, limits[one.name] ?? 0];
      }),
    ).toEqual(rows(kind));
  });

  it('what protobufjs encodes within the limits arrives unchanged, zeros behind it', () => {
    fc.assert(
      fc.property(messageOf(kind), (values) => {
        const result = decode(kind, encode(kind, values));
        expect(result).toEqual({ ok: true, message: expected(kind, values) });
      }),
      { numRuns: 200 },
    );
  });

  it('fields may come in any order, with unknown ones in between (pb-fields-out-of-order)', () => {
    const unknown = fc.oneof(
      fc.integer({ min: 0, max: 9 }).map((n) => [...key(20 + n, 0), ...varint(1n << 70n)]),
      fc.uint8Array({ minLength: 8, maxLength: 8 }).map((bytes) => [...key(14, 1), ...bytes]),
      fc.uint8Array({ maxLength: 30 }).map((bytes) => field(536_870_911, bytes)),
      fc.uint8Array({ minLength: 4, maxLength: 4 }).map((bytes) => [...key(100, 5), ...bytes]),
    );
    fc.assert(
      fc.property(messageOf(kind), fc.nat(), fc.array(unknown), (values, seed, strangers) => {
        const pieces: (readonly number[])[] = Object.keys(values).map((name) => [
          ...encode(kind, { [name]: values[name] }),
        ]);
        pieces.push(...strangers);
        const turn = pieces.length === 0 ? 0 : seed % pieces.length;
        const shuffled = [...pieces.slice(turn), ...pieces.slice(0, turn)].reverse();
        expect(good(kind, ...shuffled)).toEqual(expected(kind, values));
      }),
    );
  });

  it('any bytes are decoded or refused, and buffers keep their size', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 100 }),
          fc.tuple(messageOf(kind), fc.nat(), fc.nat()).map(([values, at, byte]) => {
            const data = encode(kind, values);
            if (data.length > 0) data[at % data.length] = byte;
            return data;
          }),
        ),
        (data) => {
          const copy = data.slice();
          const result = decode(kind, data);
          expect(data).toEqual(copy);
          if (!result.ok) {
            expect(result.problem.reason).not.toBe('');
            expect(result.problem.offset).toBeLessThanOrEqual(data.length);
            return;
          }
          for (const [name, , of, limit] of rows(kind)) {
            const value = result.message[name];
            if (of === 'string') expect(value).toHaveLength(limit + 1);
            if (of === 'bytes') expect((value as Uint8Array).length).toBeLessThanOrEqual(limit);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('shares no memory with its input', () => {
    const values = Object.fromEntries(
      rows(kind).map(([name, , of]) => {
        const value = of === 'string' ? 'abc' : of === 'bytes' ? bytesOf('xyz') : undefined;
        return [name, value ?? { coefficient: bytesOf('xyz'), exponent: 2 }];
      }),
    );
    const data = encode(kind, values);
    const message = good(kind, data);
    const result = decode(kind, data);
    data.fill(0xa5);
    expect(result).toEqual({ ok: true, message });
    expect(message).toEqual(expected(kind, values));
  });

  it.each(rows(kind).filter(([, , of]) => of !== 'UDecimal'))(
    '%s (%i, %s): %i bytes are the most (C6)',
    (name, number, _, limit) => {
      const most = new Uint8Array(limit).fill(0x41);
      const value = good(kind, field(number, most))[name] as Uint8Array;
      expect(value.subarray(0, limit)).toEqual(most);
      const result = decode(kind, Uint8Array.from(field(number, new Uint8Array(limit + 1))));
      expect(result).toMatchObject({
        ok: false,
        problem: { field: name, limit, actual: limit + 1 },
      });
    },
  );

  it('nothing at all is an empty message', () => {
    expect(good(kind)).toEqual(emptyMessage(type, V4_4_2.fields));
    expect(good(kind)).toEqual(expected(kind, {}));
  });

  it('leaves nothing behind for the next message', () => {
    for (const { number, name, type: declared } of type.fields) {
      if (declared !== 'string') continue;
      const text = cString(good(kind, field(number, bytesOf('left')))[name] as Uint8Array);
      expect(textOf(text)).toBe('left');
    }
    expect(good(kind)).toEqual(emptyMessage(type, V4_4_2.fields));
  });
});

describe('UDecimal', () => {
  it('has a coefficient of at most 16 bytes', () => {
    const coefficient = new Uint8Array(16).fill(9);
    expect(decimal(good('sell', field(6, Uint8Array.from(field(1, coefficient)))))).toEqual({
      coefficient,
      exponent: 0,
    });
    const long = Uint8Array.from(field(6, Uint8Array.from(field(1, new Uint8Array(17)))));
    expect(decode('sell', long)).toMatchObject({
      ok: false,
      problem: { field: 'out_amount.coefficient', limit: 16, actual: 17 },
    });
  });

  const exponent = (...bytes: number[]) => field(6, Uint8Array.from([...key(2, 0), ...bytes]));

  it.each([
    [0, varint(0)],
    [300, varint(300)],
    [0xffff_ffff, varint(0xffff_ffff)],
    [5, varint(5, 9)],
    // Ten bytes; what lies above bit 63 is lost.
    [0, [...new Array<number>(9).fill(0x80), 0x7e]],
  ])('exponent %i', (value, bytes) => {
    expect(decimal(good('sell', exponent(...bytes))).exponent).toBe(value);
  });

  it.each([
    ['2^32', varint(1n << 32n)],
    ['2^63', varint(1n << 63n)],
    ['-1 as protobuf writes it', varint((1n << 64n) - 1n)],
    ['on eleven bytes', varint(5, 10)],
    ['cut', [0x80]],
  ])('exponent %s is refused (pb-fiat-exponent-overflow)', (_, bytes) => {
    expect(refused('sell', exponent(...bytes))).toBe(true);
  });
});

describe('tolerances', () => {
  it.each([0, 1, 3, 4, 5, 6, 7])('C1: wire type %i of a known field is not looked at', (wire) => {
    expect(text(good('swap', field(1, 'address', wire)), 'payin_address')).toBe('address');
    expect(good('swap', field(9, 'amount', wire)).amount_to_provider).toEqual(bytesOf('amount'));
    const inner = Uint8Array.from([...field(1, 'c', wire), ...key(2, wire), 7]);
    expect(decimal(good('sell', field(6, inner, wire)))).toEqual({
      coefficient: bytesOf('c'),
      exponent: 7,
    });
  });

  it.each([
    ['00', [0x00]],
    ['80 00', [0x80, 0x00]],
    ['80 80 80 80 80 80 00', [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00]],
  ])('C2: the zero tag %s ends the message, whatever follows', (_, zero) => {
    const message = good('swap', field(7, 'BTC'), zero, [0xff, 0xff, 0xff], field(7, 'ETH'));
    expect(text(message, 'currency_from')).toBe('BTC');
    const inner = Uint8Array.from([...key(2, 0), 2, ...zero, ...key(2, 0), 9, 0xff]);
    const sell = good('sell', field(6, inner), field(5, 'EUR'));
    expect(decimal(sell).exponent).toBe(2);
    expect(text(sell, 'out_currency')).toBe('EUR');
  });

  it('a tag cut in the middle is refused, also behind a good field', () => {
    expect(refused('swap', [0x80])).toBe(true);
    expect(refused('swap', field(7, 'BTC'), [0xff])).toBe(true);
  });

  it('field number 0 is skipped like an unknown one', () => {
    const number0 = [
      [...key(0, 1), 1, 2, 3, 4, 5, 6, 7, 8],
      [...key(0, 2), 3, 1, 2, 3],
      [...key(0, 5), 1, 2, 3, 4],
    ];
    for (const skipped of number0) {
      expect(text(good('fund', skipped, field(3, 'XRP')), 'in_currency')).toBe('XRP');
    }
  });

  it.each([3, 4, 6, 7])('C3: an unknown field of wire type %i is refused', (wire) => {
    for (const number of [0, 14, 2047]) {
      expect(refused('swap', key(number, wire), new Uint8Array(12))).toBe(true);
    }
  });

  it('an unknown field that is cut is refused', () => {
    expect(refused('swap', key(14, 0), [0x80])).toBe(true);
    expect(refused('swap', key(14, 1), new Uint8Array(7))).toBe(true);
    expect(refused('swap', key(14, 2), [5], new Uint8Array(4))).toBe(true);
    expect(refused('swap', key(14, 5), new Uint8Array(3))).toBe(true);
    expect(refused('swap', key(14, 2), varint(0xffff_ffff))).toBe(true);
  });

  it('superfluous bytes of tags and lengths, up to a 40-byte length', () => {
    for (const padding of [1, 4, 9, 37, 39]) {
      const message = good('swap', key(7, 2, padding), varint(3, padding), bytesOf('BTC'));
      expect(text(message, 'currency_from')).toBe('BTC');
    }
  });

  it('an unknown varint has no longest form', () => {
    const long = [...key(14, 0), ...new Array<number>(60).fill(0xff), 0x01];
    expect(text(good('swap', long, field(8, 'ETH')), 'currency_to')).toBe('ETH');
  });

  it('tags and lengths above 32 bits are refused', () => {
    const above = [1n << 32n, (1n << 35n) - 1n, 1n << 35n, (1n << 63n) - 1n, 1n << 63n];
    for (const value of above) {
      expect(refused('swap', varint(value)), `tag ${value}`).toBe(true);
      expect(refused('swap', key(7, 2), varint(value), bytesOf('BTC')), `${value}`).toBe(true);
    }
    // Fifth byte: its low four bits are the last that fit.
    expect(refused('swap', [0xba, 0x80, 0x80, 0x80, 0x10])).toBe(true);
    expect(refused('swap', [0xba, 0x80, 0x80, 0x80, 0x80, 0x01])).toBe(true);
  });

  it('ten bytes of sign extension are 32 bits all the same', () => {
    // -6 as a 64-bit number: the low 32 bits, fffffffa, are field 536870911 with wire type 2.
    const minus6 = varint((1n << 64n) - 6n);
    expect(minus6).toHaveLength(10);
    expect(text(good('swap', minus6, [1, 0x41], field(8, 'ETH')), 'currency_to')).toBe('ETH');
  });

  it('the last occurrence wins; of a string, a longer earlier one shows behind the NUL', () => {
    const message = good('swap', field(1, 'bitcoincash:qq'), field(1, 'short'));
    expect(text(message, 'payin_address')).toBe('short');
    expect(textOf((message.payin_address as Uint8Array).subarray(0, 15))).toBe('short\0ncash:qq\0');
    expect(good('swap', field(9, 'long'), field(9, 'ab')).amount_to_provider).toEqual(
      bytesOf('ab'),
    );
  });

  it('an empty repetition clears strings and bytes, not the submessage', () => {
    const message = good('swap', field(1, 'abc'), field(1, ''), field(9, 'x'), field(9, ''));
    expect(text(message, 'payin_address')).toBe('');
    expect(message.amount_to_provider).toEqual(EMPTY);
    const amount = Uint8Array.from([...field(1, 'c'), ...key(2, 0), 2]);
    expect(decimal(good('sell', field(6, amount), field(6, '')))).toEqual({
      coefficient: bytesOf('c'),
      exponent: 2,
    });
  });

  it('out_amount given twice is merged field by field', () => {
    const first = Uint8Array.from([...field(1, 'c'), ...key(2, 0), 2]);
    const second = Uint8Array.from([...key(2, 0), 5]);
    expect(decimal(good('sell', field(6, first), field(6, second)))).toEqual({
      coefficient: bytesOf('c'),
      exponent: 5,
    });
  });

  it('any bytes are a string', () => {
    const strange = Uint8Array.of(0xff, 0xc0, 0x80, 0x0a, 0x7f, 0x00, 0xed);
    const value = good('swap', field(1, strange)).payin_address as Uint8Array;
    expect(value.subarray(0, 8)).toEqual(concat(strange, Uint8Array.of(0)));
  });

  it('a submessage ends where its length says (pb-truncated-at-every-byte)', () => {
    const data = Uint8Array.from([
      ...field(6, Uint8Array.from(field(1, 'coef'))),
      ...field(5, 'E'),
    ]);
    for (let size = 0; size <= data.length; size++) {
      const whole = [0, data.length - 3, data.length].includes(size);
      expect(refused('sell', data.subarray(0, size)), `${size}`).toBe(!whole);
    }
    // A field that leaves its submessage is refused though the message has the bytes.
    expect(refused('sell', key(6, 2), [3], [0x0a, 2, 1], field(5, 'EUR'))).toBe(true);
    expect(refused('sell', key(6, 2), [4], [0x0a, 1, 1])).toBe(true);
  });

  it('the device limits the length first, the end of the message second', () => {
    const result = decode('swap', Uint8Array.from([...key(7, 2), 10]));
    expect(result).toMatchObject({ ok: false, problem: { limit: 9, actual: 10 } });
    expect(refused('swap', key(7, 2), [9], bytesOf('12345678'))).toBe(true);
  });
});

describe('a field this firmware does not know', () => {
  // What a release does not know is passed over, not refused.
  const { payin_extra_data: _, ...known } = V4_4_2.fields.NewTransactionResponse!;
  const limits = { ...V4_4_2.fields, NewTransactionResponse: known };

  it('is skipped by its wire type, however long, and is not in the message', () => {
    const data = Uint8Array.from([...field(13, new Uint8Array(200)), ...field(7, 'BTC')]);
    const result = decodeWith(limits, 'swap', data);
    expect(result.ok && text(result.message, 'currency_from')).toBe('BTC');
    expect(result.ok && 'payin_extra_data' in result.message).toBe(false);
    expect(decodeWith(limits, 'swap', Uint8Array.from(field(13, 'x', 3))).ok).toBe(false);
  });
});
