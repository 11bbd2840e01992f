/**
 * Every wire structure: bytes as device-behaviour.md#tables-of-the-protocol gives them, the same
 * values back from them, and the recorded commands of the real firmware. The expected bytes are put
 * together here by hand, not with the encoder.
 */
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeCommand } from '../../src/apdu/apdu.js';
import { bytesOf, concat, EMPTY, textOf, toHex } from '../../src/bytes.js';
import { parseRecording } from '../../src/capture/format.js';
import { INS } from '../../src/exchange/constants.js';
import { FLOW_NAMES, FLOWS, type Flow, flowOf } from '../../src/exchange/flows.js';
import { decode, encode, type Field, type Layout } from '../../src/exchange/layout.js';
import {
  coinCheck,
  coinConfiguration,
  partnerCredentials,
  partnerSignature,
  signatureForm,
  transactionEnvelope,
  transactionSignature,
} from '../../src/exchange/layouts.js';
import { V4_4_2 } from '../../src/firmware/releases/v4.4.2.js';

const { wire } = V4_4_2;
const flows = FLOW_NAMES.map((name) => FLOWS[name]);

const layouts: readonly (readonly [string, Layout])[] = [
  ...flows.flatMap((flow) => [
    [`partner credentials, ${flow.name}`, partnerCredentials(flow, wire)] as const,
    [`transaction, ${flow.name}`, transactionEnvelope(flow, wire)] as const,
    [`transaction signature, ${flow.name}`, transactionSignature(flow)] as const,
  ]),
  ['partner signature', partnerSignature(wire)],
  ['DER signature', signatureForm('der', wire)],
  ['R‖S signature', signatureForm('rs', wire)],
  ['coin check', coinCheck(wire)],
  ['coin configuration', coinConfiguration(wire)],
];

const of = (minLength: number, maxLength: number) => fc.uint8Array({ minLength, maxLength });

function fieldValue(field: Field): fc.Arbitrary<Uint8Array> {
  switch (field.kind) {
    case 'choice':
      return fc.constantFrom(...Object.values(field.values)).map((byte) => Uint8Array.of(byte));
    case 'sized':
      return of(field.min ?? 0, field.max ?? (field.lengthSize === 2 ? 600 : 255));
    case 'last':
      return of(field.size, field.size);
    case 'rest':
      return of(field.min ?? 0, field.max ?? 90);
    case 'der':
      return fc
        .tuple(fc.integer({ min: 0, max: 255 }), of(field.min - 2, field.max - 2))
        .map(([tag, body]) => Uint8Array.of(tag, body.length, ...body));
  }
}

function valuesOf(layout: Layout): fc.Arbitrary<Record<string, Uint8Array>> {
  return fc.record(
    Object.fromEntries(layout.fields.map((field) => [field.name, fieldValue(field)])),
  );
}

function read(layout: Layout, data: Uint8Array): Record<string, Uint8Array> | undefined {
  const result = decode(layout, data);
  if (!result.ok) return undefined;
  return Object.fromEntries(
    Object.entries(result.fields).map(([name, span]) => [name, span.bytes]),
  );
}

const refused = (layout: Layout, data: Uint8Array) => {
  const result = decode(layout, data);
  return result.ok ? 'accepted' : result.problem.field;
};

describe.each(layouts)('%s', (_, layout) => {
  it('comes back from its bytes, and each span says where it stands', () => {
    fc.assert(
      fc.property(valuesOf(layout), (values) => {
        const data = encode(layout, values);
        const result = decode(layout, data);
        expect(result.ok).toBe(true);
        let end = 0;
        for (const field of layout.fields) {
          const span = result.fields[field.name]!;
          expect(span.bytes).toEqual(values[field.name]);
          const { offset, bytes } = span;
          expect(data.subarray(offset, offset + bytes.length)).toEqual(bytes);
          expect(offset).toBe(end + (field.kind === 'sized' ? field.lengthSize : 0));
          end = offset + bytes.length;
        }
        expect(end).toBe(data.length);
      }),
    );
  });

  it('reads any bytes in one way only: what it accepts, encoding gives back', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          of(0, 120),
          fc.tuple(valuesOf(layout), fc.nat(), fc.nat()).map(([values, at, byte]) => {
            const data = encode(layout, values);
            if (data.length > 0) data[at % data.length] = byte;
            return data;
          }),
        ),
        (data) => {
          const values = read(layout, data);
          if (values !== undefined) expect(encode(layout, values)).toEqual(data);
        },
      ),
    );
  });

  it('cut anywhere, it is refused or read as what stands there, never by an exception', () => {
    fc.assert(
      fc.property(valuesOf(layout), fc.nat(), (values, at) => {
        const whole = encode(layout, values);
        const cut = whole.subarray(0, at % Math.max(1, whole.length));
        const again = read(layout, cut);
        if (again !== undefined) expect(encode(layout, again)).toEqual(cut);
      }),
    );
  });
});

const key = new Uint8Array(65).fill(7);
const name = bytesOf('abc');

describe('partner credentials', () => {
  it.each(flows)('$name: length, name, curve where it is given, key', (flow) => {
    const layout = partnerCredentials(flow, wire);
    const curve = flow.ng ? Uint8Array.of(1) : EMPTY;
    const data = concat(Uint8Array.of(3), name, curve, key);
    expect(read(layout, data)).toEqual({
      name,
      publicKey: key,
      ...(flow.ng ? { curve } : {}),
    });
    expect(refused(layout, concat(data, Uint8Array.of(0)))).toBe('publicKey');
    expect(refused(layout, data.subarray(0, -1))).toBe('publicKey');
  });

  it('names have 3 to 15 bytes, the curve is 0 or 1 (5.1, 2.2)', () => {
    const legacy = partnerCredentials(FLOWS.SWAP, wire);
    const sized = (size: number) => concat(Uint8Array.of(size), new Uint8Array(size), key);
    const verdicts = [0, 2, 3, 15, 16, 255].map((size) => refused(legacy, sized(size)));
    expect(verdicts).toEqual(['name', 'name', 'accepted', 'accepted', 'name', 'name']);
    const ng = partnerCredentials(FLOWS.FUND_NG, wire);
    for (const curve of [2, 3, 127, 128, 255]) {
      const data = concat(Uint8Array.of(3), name, Uint8Array.of(curve), key);
      expect(refused(ng, data)).toBe('curve');
    }
    expect(refused(ng, concat(Uint8Array.of(3), name, key))).toBe('curve');
  });
});

describe('transaction', () => {
  it.each(flows)('$name: selector where it is given, length, payload, length, fee', (flow) => {
    const layout = transactionEnvelope(flow, wire);
    const head = flow.ng ? [1, 0, 2] : [2];
    const data = Uint8Array.of(...head, 0xaa, 0xbb, 1, 0x64);
    expect(read(layout, data)).toMatchObject({
      payload: Uint8Array.of(0xaa, 0xbb),
      fee: Uint8Array.of(0x64),
    });
    expect(refused(layout, concat(data, Uint8Array.of(0)))).toBeUndefined();
    expect(refused(layout, data.subarray(0, -1))).toBe('fee');
    expect(refused(layout, data.subarray(0, -2))).toBe('fee');
    expect(refused(layout, data.subarray(0, -3))).toBe('payload');
    expect(refused(layout, EMPTY)).toBe(flow.ng ? 'encoding' : 'payload');
  });

  it('the fee has 0 to 16 bytes, the selector is 0 or 1 (5.1, 2.2)', () => {
    const layout = transactionEnvelope(FLOWS.SELL_NG, wire);
    const withFee = (size: number) => Uint8Array.of(0, 0, 0, size, ...new Uint8Array(size));
    expect([0, 1, 16, 17, 255].map((size) => refused(layout, withFee(size)))).toEqual([
      'accepted',
      'accepted',
      'accepted',
      'fee',
      'fee',
    ]);
    for (const selector of [2, 3, 127, 255]) {
      expect(refused(layout, Uint8Array.of(selector, 0, 0, 0))).toBe('encoding');
    }
    // tx-length-little-endian: the length is big-endian.
    expect(refused(layout, Uint8Array.of(0, 2, 0, 0xaa, 0xbb, 0))).toBe('payload');
  });
});

describe('transaction signature', () => {
  it('NG: dot, format, signature; the selectors are 0 or 1', () => {
    const layout = transactionSignature(FLOWS.SWAP_NG);
    const signature = new Uint8Array(64).fill(9);
    expect(read(layout, Uint8Array.of(1, 1, ...signature))).toEqual({
      dotPrefix: Uint8Array.of(1),
      signatureFormat: Uint8Array.of(1),
      signature,
    });
    expect(refused(layout, Uint8Array.of(2, 1))).toBe('dotPrefix');
    expect(refused(layout, Uint8Array.of(1, 2))).toBe('signatureFormat');
    expect(refused(layout, Uint8Array.of(1))).toBe('signatureFormat');
    expect(refused(layout, EMPTY)).toBe('dotPrefix');
  });

  it.each(['SWAP', 'SELL', 'FUND'] as const)('%s: the signature alone', (flow) => {
    const signature = new Uint8Array(70).fill(2);
    expect(read(transactionSignature(FLOWS[flow]), signature)).toEqual({ signature });
  });

  it('67 to 73 bytes of DER, 64 of R‖S (5.1)', () => {
    const sizes = [0, 63, 64, 65, 66, 67, 73, 74];
    const taken = (layout: Layout) =>
      sizes.filter((size) => refused(layout, new Uint8Array(size)) === 'accepted');
    expect(taken(signatureForm('rs', wire))).toEqual([64]);
    expect(taken(signatureForm('der', wire))).toEqual([67, 73]);
    expect(taken(partnerSignature(wire))).toEqual([67, 73]);
  });
});

describe('coin check and coin configuration', () => {
  const coin = coinConfiguration(wire);
  const check = coinCheck(wire);
  const der = (size: number, tag = 0x30) =>
    Uint8Array.of(tag, size - 2, ...new Uint8Array(size - 2));
  const checked = (config: Uint8Array, signature: Uint8Array, parameters: Uint8Array) =>
    concat(
      Uint8Array.of(config.length),
      config,
      signature,
      Uint8Array.of(parameters.length),
      parameters,
    );
  const one = Uint8Array.of(1);

  it('the configuration of Ledger’s own tests (vectors: appx-js-coin-ethconfig)', () => {
    const values = read(coin, Buffer.from('0345544808457468657265756d050345544812', 'hex'));
    expect(textOf(values!.ticker!)).toBe('ETH');
    expect(textOf(values!.appName!)).toBe('Ethereum');
    expect(toHex(values!.subConfiguration!)).toBe('0345544812');
  });

  it('ticker 1 to 9, app name 3 to 32, sub-configuration 0 to 64 bytes (5.1)', () => {
    const config = (ticker: number, app: number, sub: number) =>
      Uint8Array.of(
        ...[ticker, ...new Uint8Array(ticker)],
        ...[app, ...new Uint8Array(app)],
        ...[sub, ...new Uint8Array(sub)],
      );
    const verdict = (...sizes: [number, number, number]) => refused(coin, config(...sizes));
    expect([0, 1, 9, 10].map((size) => verdict(size, 3, 0))).toEqual([
      'ticker',
      'accepted',
      'accepted',
      'ticker',
    ]);
    expect([2, 3, 32, 33].map((size) => verdict(1, size, 0))).toEqual([
      'appName',
      'accepted',
      'accepted',
      'appName',
    ]);
    expect([0, 64, 65].map((size) => verdict(1, 3, size))).toEqual([
      'accepted',
      'accepted',
      'subConfiguration',
    ]);
    expect(refused(coin, concat(config(1, 3, 0), one))).toBeUndefined();
  });

  it('configuration and parameters have at least one byte, the DER tag is not looked at', () => {
    expect(refused(check, checked(one, der(70), one))).toBe('accepted');
    expect(refused(check, checked(one, der(70, 0x31), one))).toBe('accepted');
    expect(refused(check, checked(EMPTY, der(70), one))).toBe('coinConfiguration');
    expect(refused(check, checked(one, der(70), EMPTY))).toBe('addressParameters');
    expect(refused(check, concat(checked(one, der(70), one), one))).toBeUndefined();
    expect([66, 67, 73, 74].map((size) => refused(check, checked(one, der(size), one)))).toEqual([
      'signature',
      'accepted',
      'accepted',
      'signature',
    ]);
  });
});

describe('what the encoder refuses', () => {
  const one = (byte: number) => Uint8Array.of(byte);

  it('only lengths their length field cannot hold', () => {
    const legacy = transactionEnvelope(FLOWS.SWAP, wire);
    expect(() => encode(legacy, { payload: new Uint8Array(256) })).toThrow(/payload has 256 bytes/);
    expect(encode(legacy, { payload: new Uint8Array(255) })).toHaveLength(257);
    const ng = transactionEnvelope(FLOWS.SWAP_NG, wire);
    expect(() => encode(ng, { payload: new Uint8Array(65_536) })).toThrow(RangeError);
    const long = encode(ng, { encoding: one(1), payload: new Uint8Array(65_535), fee: EMPTY });
    expect([...long.subarray(0, 3)]).toEqual([1, 0xff, 0xff]);
    // A host may want to see the device refuse it.
    expect(encode(ng, { encoding: one(9), fee: new Uint8Array(17) })).toHaveLength(21);
  });
});

describe('recorded commands that the real firmware accepted', () => {
  const golden = new URL('../golden/suite-nanosp/', import.meta.url);
  const commands = readdirSync(golden)
    .filter((file) => file.endsWith('.apdu'))
    .flatMap((file) => accepted(readFileSync(new URL(file, golden), 'utf8'), file));

  it.each([
    ['SET_PARTNER_KEY', [INS.SET_PARTNER_KEY], (flow: Flow) => partnerCredentials(flow, wire)],
    ['CHECK_PARTNER', [INS.CHECK_PARTNER], () => partnerSignature(wire)],
    [
      'PROCESS_TRANSACTION_RESPONSE',
      [INS.PROCESS_TRANSACTION_RESPONSE],
      (flow: Flow) => transactionEnvelope(flow, wire),
    ],
    ['CHECK_TRANSACTION_SIGNATURE', [INS.CHECK_TRANSACTION_SIGNATURE], transactionSignature],
    ['coin checks', [0x08, 0x09, 0x0b, 0x0c, 0x0d], () => coinCheck(wire)],
  ])('%s', (_, instructions, layoutOf) => {
    const matching = commands.filter(({ ins }) => instructions.includes(ins as never));
    expect(matching.length).toBeGreaterThan(100);
    for (const { flow, data } of matching) {
      const values = read(layoutOf(flow), data);
      expect(values).toBeDefined();
      expect(toHex(encode(layoutOf(flow), values!))).toBe(toHex(data));
      const config = values!.coinConfiguration;
      if (config !== undefined) expect(read(coinConfiguration(wire), config)).toBeDefined();
    }
  });
});

/**
 * Commands of a recording in one piece that were answered 9000 at once. After
 * START_SIGNING_TRANSACTION the coin app has the wire and gives the same numbers other meanings.
 */
function accepted(text: string, file: string): { ins: number; flow: Flow; data: Uint8Array }[] {
  const all = parseRecording(text, file).events;
  const signing = all.findIndex(
    (event) => event.kind === 'command' && event.apdu[1] === INS.START_SIGNING_TRANSACTION,
  );
  const events = signing < 0 ? all : all.slice(0, signing);
  return events.flatMap((event, index) => {
    const next = events[index + 1];
    if (event.kind !== 'command' || next?.kind !== 'answer') return [];
    const command = decodeCommand(event.apdu);
    const flow = command && flowOf(command.p2 & 0x0f);
    const good = toHex(next.answer).endsWith('9000') && command?.cla === 0xe0;
    if (!good || flow === undefined || (command.p2 & 0xf0) !== 0) return [];
    return [{ ins: command.ins, flow, data: command.data }];
  });
}
