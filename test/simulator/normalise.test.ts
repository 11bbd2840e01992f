/**
 * Tickers, app names, the payin prefix and amounts (device-behaviour.md#tickers-and-names,
 * #payin-address, #amounts).
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesOf, concat, cString, EMPTY, fromHex, textOf, toHex } from '../../src/bytes.js';
import type { FlowKind } from '../../src/exchange/flows.js';
import { V4_4_2 } from '../../src/firmware/releases/v4.4.2.js';
import { MESSAGES } from '../../src/payload/messages.js';
import { type DecodedMessage, decodeMessage, emptyMessage } from '../../src/payload/nanopb.js';
import { appNameOf, normaliseMessage, normaliseTicker } from '../../src/simulator/normalise.js';

const ticker = (text: string) => textOf(normaliseTicker(bytesOf(text)));

describe('tickers', () => {
  it.each([
    ['BTC', 'BTC'],
    ['btc', 'BTC'],
    ['bTc', 'BTC'],
    ['USDT20', 'USDT'],
    ['usdt20', 'USDT'],
    ['USDT20ABC', 'USDT'],
    ['USDT2', 'USDT2'],
    ['USDT', 'USDT'],
    ['XUSDT20', 'XUSDT20'],
    ['REP', 'REPv2'],
    ['rep', 'REPv2'],
    ['REPv2', 'REPv2'],
    ['REPX', 'REPv2'],
    ['REPUBLIC', 'REPv2'],
    ['REPABCDEF', 'REPv2'],
    ['RE', 'RE'],
    ['', ''],
    [' btc ', ' BTC '],
    ['b1-.c', 'B1-.C'],
    ['B\0xyz', 'B'],
    ['RE\0P', 'RE'],
    ['\0BTC', ''],
  ])('%j is %j', (text, expected) => {
    expect(ticker(text)).toBe(expected);
  });

  it('only a to z are upper-cased: no other byte', () => {
    for (let byte = 1; byte < 256; byte++) {
      const upper = byte >= 0x61 && byte <= 0x7a ? byte - 32 : byte;
      expect([...normaliseTicker(Uint8Array.of(0x31, byte))]).toEqual([0x31, upper]);
    }
  });

  it('a normalised ticker stays as it is', () => {
    const start = fc.constantFrom('', 'rep', 'USDT20', 'usdt');
    fc.assert(
      fc.property(start, fc.uint8Array({ maxLength: 9 }), (text, bytes) => {
        const once = normaliseTicker(concat(bytesOf(text), bytes));
        expect(normaliseTicker(once)).toEqual(once);
      }),
    );
  });
});

describe('app names', () => {
  it.each([
    ['Tezos', 'Tezos Wallet'],
    ['bsc', 'Binance Smart Chain'],
    ['Bsc', 'Binance Smart Chain'],
    ['BSC', 'BSC'],
    ['tezos', 'tezos'],
    ['Tezos Wallet', 'Tezos Wallet'],
    ['TezosX', 'TezosX'],
    ['Bitcoin', 'Bitcoin'],
    // An alias is compared over its whole length, the app is called by a C string.
    ['Bitcoin\0x', 'Bitcoin'],
    ['Tezos\0', 'Tezos'],
    ['bsc\0x', 'bsc'],
    ['toString', 'toString'],
    ['__proto__', '__proto__'],
    ['constructor', 'constructor'],
  ])('%j is %j', (name, expected) => {
    expect(appNameOf(bytesOf(name))).toBe(expected);
  });
});

function message(kind: FlowKind, values: Record<string, Uint8Array>): DecodedMessage {
  const empty = emptyMessage(MESSAGES[kind], V4_4_2.fields);
  for (const [name, value] of Object.entries(values)) {
    const field = MESSAGES[kind].fields.find((one) => one.name === name)!;
    if (field.type === 'string') (empty[name] as Uint8Array).set(value);
    else empty[name] = value;
  }
  return empty;
}

describe('payin_address', () => {
  const shown = (payin: string | Uint8Array) => {
    const bytes = typeof payin === 'string' ? bytesOf(payin) : payin;
    const next = normaliseMessage('swap', message('swap', { payin_address: bytes }));
    return textOf(cString(next.payin_address as Uint8Array));
  };

  it.each([
    ['bitcoincash:qq123', 'qq123'],
    ['a:b:c', 'b:c'],
    [':x', 'x'],
    ['x:', ''],
    ['plain', 'plain'],
    ['', ''],
    ['abc\0d:efg', 'efg'],
    ['\0:', ''],
    [`${'a'.repeat(148)}:b`, 'b'],
    [`${'a'.repeat(149)}:`, ''],
  ])('%j becomes %j', (payin, expected) => {
    expect(shown(payin)).toBe(expected);
  });

  it('a colon left from an earlier, longer value counts', () => {
    const field = (text: string) => [0x0a, text.length, ...bytesOf(text)];
    const bytes = Uint8Array.from([...field('0123456:behind'), ...field('abc')]);
    const read = decodeMessage(MESSAGES.swap, V4_4_2.fields, bytes);
    if (!read.ok) throw new Error(read.problem.reason);
    expect(textOf(cString(read.message.payin_address as Uint8Array))).toBe('abc');
    const next = normaliseMessage('swap', read.message);
    expect(textOf(cString(next.payin_address as Uint8Array))).toBe('behind');
  });

  it('moves the rest of the buffer to its start and leaves the tail, as memmove does', () => {
    const buffer = Uint8Array.from({ length: 151 }, (_, i) => (i % 120) + 128);
    buffer[10] = 0x3a;
    const next = normaliseMessage('swap', {
      ...message('swap', {}),
      payin_address: buffer,
    }).payin_address as Uint8Array;
    expect(next.subarray(0, 140)).toEqual(buffer.subarray(11));
    expect(next.subarray(140)).toEqual(buffer.subarray(140));
  });
});

describe('what is changed and what is not', () => {
  const CHANGED: Record<FlowKind, readonly string[]> = {
    swap: [
      'payin_address',
      'currency_from',
      'currency_to',
      'amount_to_provider',
      'amount_to_wallet',
    ],
    sell: ['in_currency', 'in_amount'],
    fund: ['in_currency', 'in_amount'],
  };

  it.each(['swap', 'sell', 'fund'] as const)('%s', (kind) => {
    const values = Object.fromEntries(
      MESSAGES[kind].fields
        .filter(({ type }) => type !== 'message')
        .map(({ name, type }) => [name, type === 'bytes' ? fromHex('0000ff00') : bytesOf('a:b')]),
    );
    const before = message(kind, values);
    const copy = structuredClone(before);
    const after = normaliseMessage(kind, before);
    expect(before).toEqual(copy);
    const changed = Object.keys(after).filter((name) => after[name] !== before[name]);
    expect(changed.sort()).toEqual([...CHANGED[kind]].sort());
  });

  it.each([
    ['', ''],
    ['00', ''],
    ['00'.repeat(16), ''],
    ['01', '01'],
    ['0001', '01'],
    [`${'00'.repeat(15)}64`, '64'],
    ['0100', '0100'],
    ['ff'.repeat(16), 'ff'.repeat(16)],
  ])('the amount %s becomes %s', (hex, expected) => {
    const amount = fromHex(hex);
    for (const name of ['amount_to_provider', 'amount_to_wallet']) {
      const next = normaliseMessage('swap', message('swap', { [name]: amount }));
      expect(toHex(next[name] as Uint8Array)).toBe(expected);
    }
    for (const kind of ['sell', 'fund'] as const) {
      const next = normaliseMessage(kind, message(kind, { in_amount: amount }));
      expect(toHex(next.in_amount as Uint8Array)).toBe(expected);
    }
  });

  it('an empty message stays empty', () => {
    const next = normaliseMessage('swap', message('swap', {}));
    expect(next.currency_from).toEqual(EMPTY);
    expect(cString(next.payin_address as Uint8Array)).toEqual(EMPTY);
  });
});
