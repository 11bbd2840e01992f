/** Redacted recordings: nothing of the user is left, and they still replay on the simulator. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bytesOf, concat, textOf, toHex } from '../../src/bytes.js';
import { decodeBase64url, encodeBase64url } from '../../src/codec/base64.js';
import type { DecodedField } from '../../src/decode/decoded.js';
import { Decoder } from '../../src/decode/decoder.js';
import { V4_4_2 } from '../../src/firmware/releases/v4.4.2.js';
import { type LoggedExchange, readLog } from '../../src/logs/index.js';
import { redactLog } from '../../src/replay/redact.js';
import { walletFromMnemonic } from '../../src/simulator/mnemonic.js';
import { nodeVerifier } from '../../src/simulator/node-verifier.js';

const GOLDEN = new URL('../golden/suite-nanosp/', import.meta.url);
/** Every third: signing takes its time. */
const files = readdirSync(GOLDEN)
  .filter((name) => name.endsWith('.apdu'))
  .filter((_, at) => at % 3 === 0);
const wallet = walletFromMnemonic();

const PERSONAL =
  /^(payin_address|payin_extra_id|refund_address|payout_address|refund_extra_id|payout_extra_id|in_address|in_extra_id|trader_email|user_id|account_name)$/;

const all = (fields: readonly DecodedField[]): DecodedField[] =>
  fields.flatMap((field) => [field, ...all(field.fields ?? [])]);

function decoded(exchanges: readonly LoggedExchange[]) {
  const decoder = new Decoder({ verifier: nodeVerifier });
  return exchanges.map((exchange) => decoder.decode(exchange));
}

describe('a redacted recording', () => {
  it('has none of the texts that say who somebody is', () => {
    let replaced = 0;
    const left: string[] = [];
    for (const file of files) {
      const { exchanges } = readLog(readFileSync(new URL(file, GOLDEN)));
      const own = new Set<string>();
      const texts = decoded(exchanges)
        .flatMap(({ fields }) => all(fields))
        .filter(({ name, value }) => PERSONAL.test(name) && value.length > 5)
        .map(({ value }) => value);
      // Recordings of the emulator's seed: its own addresses may stay.
      const redacted = redactLog(exchanges, { firmware: V4_4_2, verifier: nodeVerifier, wallet });
      for (const { name, value } of decoded(redacted.exchanges).flatMap(({ fields }) =>
        all(fields),
      )) {
        if (/^(refund|payout)_address$/.test(name)) own.add(value);
      }
      const bytes = redacted.exchanges.map(({ command }) => textOf(command)).join('\n');
      const clear = decoded(redacted.exchanges)
        .flatMap(({ fields }) => all(fields))
        .map(({ value }) => value)
        .join('\n');
      for (const text of texts.filter((one) => !own.has(one))) {
        replaced++;
        if (bytes.includes(text) || clear.includes(text)) left.push(`${file}: ${text}`);
      }
    }
    expect(left).toEqual([]);
    expect(replaced).toBeGreaterThan(50);
  });

  it('keeps every length, and what verified verifies', () => {
    for (const file of files) {
      const { exchanges } = readLog(readFileSync(new URL(file, GOLDEN)));
      const redacted = redactLog(exchanges, { firmware: V4_4_2, verifier: nodeVerifier, wallet });
      const before = decoded(exchanges);
      const after = decoded(redacted.exchanges);
      // A transaction that the device could not read is blanked as a whole.
      const checks = (one: (typeof before)[number]) =>
        (one.answer?.status === '9000' ? one.checks : []).map(
          ({ subject, holds }) => `${file} ${one.number} ${subject} ${holds}`,
        );
      expect(after.flatMap(checks)).toEqual(before.flatMap(checks));
      for (const [at, { command, response }] of redacted.exchanges.entries()) {
        const recorded = exchanges[at]!;
        const isDer =
          recorded.command[1] === 0x05 ||
          recorded.command[1] === 0x07 ||
          recorded.command[1]! > 0x07;
        if (!isDer) expect(`${file} ${command.length}`).toBe(`${file} ${recorded.command.length}`);
        expect(toHex(response ?? new Uint8Array(0)).slice(-4)).toBe(
          toHex(recorded.response ?? new Uint8Array(0)).slice(-4),
        );
      }
    }
  });

  it('says the same for the same text, and another each time', () => {
    const file = files.find((name) => /sell/.test(name))!;
    const { exchanges } = readLog(readFileSync(new URL(file, GOLDEN)));
    const once = (secret: number) =>
      redactLog(exchanges, {
        firmware: V4_4_2,
        verifier: nodeVerifier,
        wallet,
        secret: new Uint8Array(32).fill(secret),
      });
    expect(once(1)).toEqual(once(1));
    expect(once(1).exchanges).not.toEqual(once(2).exchanges);
  });
});

describe('what a redacted log keeps', () => {
  const redacted = (text: string) => {
    const { exchanges } = readLog(new TextEncoder().encode(text));
    return redactLog(exchanges, { firmware: V4_4_2, verifier: nodeVerifier, wallet });
  };
  const lines = (text: string) =>
    redacted(text).exchanges.map(({ command, response }) => [
      toHex(command),
      response === null ? null : toHex(response),
    ]);

  it('is nothing of a coin app that nobody has named', () => {
    const path = '058000002c8000003c800000000000000000000000';
    const address = toHex(bytesOf('52908400098527886E0F7030069857D2E4169EE7'));
    const log = [
      `=> e002000015${path}`,
      `<= 4104${'ab'.repeat(64)}28${address}9000`,
      `=> e00400001d${path}${'cd'.repeat(8)}`,
      `<= 1b${'ee'.repeat(64)}9000`,
      `=> e005000009${path.slice(0, 18)}`,
      `<= ${'12'.repeat(32)}9000`,
    ].join('\n');
    expect(lines(log)).toEqual([
      [`e002000015${'00'.repeat(21)}`, `${'00'.repeat(107)}9000`],
      [`e00400001d${'00'.repeat(29)}`, `${'00'.repeat(65)}9000`],
      [`e005000009${'00'.repeat(9)}`, `${'00'.repeat(32)}9000`],
    ]);
  });

  it('is nothing that an unknown command of the OS says, and nothing behind a command without data', () => {
    expect(lines('=> b002000000\n<= 0102039000\n=> e003000303626f62\n<= 6a80\n')).toEqual([
      ['b002000000', '0000009000'],
      ['e003000303000000', '6a80'],
    ]);
    const kept = ['=> b001000000', '<= 010845786368616e676505342e342e3201029000', '=> e002000000'];
    expect(lines([...kept, '<= 0404029000'].join('\n'))).toEqual([
      ['b001000000', '010845786368616e676505342e342e3201029000'],
      ['e002000000', '0404029000'],
    ]);
  });

  /** A sell with these protobuf bytes in one APDU. */
  const sell = (protobuf: Uint8Array, text = encodeBase64url(protobuf)) => {
    const payload = bytesOf(text);
    const data = concat(Uint8Array.of(1, 0, payload.length), payload, Uint8Array.of(1, 5));
    return `=> ${toHex(concat(Uint8Array.of(0xe0, 6, 0, 4, data.length), data))}\n<= 9000\n`;
  };
  const field = (tag: number[], text: string) =>
    concat(Uint8Array.of(...tag, text.length), bytesOf(text));
  const email = 'bob@example.org';
  const payloadOf = (log: string) => {
    const { exchanges, replaced } = redacted(log);
    const data = exchanges[0]!.command.subarray(8);
    const payload = textOf(data.subarray(0, -2));
    return { payload, read: textOf(decodeBase64url(payload) ?? new Uint8Array(0)), replaced };
  };

  it('is no unknown field of a message, as text, as a number or inside of another', () => {
    const inner = field([0x4a], 'jane');
    const message = concat(
      field([0x0a], email),
      concat(Uint8Array.of(0x32, inner.length), inner),
      field([0xd2, 0x05], 'jane@example.org'),
      Uint8Array.of(0xe0, 0x05, 0xac, 0x02),
    );
    const { read, replaced } = payloadOf(sell(message));
    expect(replaced).toMatchObject({ trader_email: 1, 'unknown field': 3 });
    expect(read).not.toMatch(/bob|jane/);
    const zeros = (size: number) => '\0'.repeat(size);
    expect(read.slice(17)).toBe(`2\x06J\x04${zeros(4)}\xd2\x05\x10${zeros(16)}\xe0\x05\x80\0`);
  });

  it('is no message that ends early, and no text that is no base64', () => {
    const cut = concat(field([0x0a], email), Uint8Array.of(0x12, 9));
    for (const log of [sell(cut), sell(cut, `!${encodeBase64url(cut)}`)]) {
      const { payload, replaced } = payloadOf(log);
      expect(replaced).toEqual({ 'unreadable transaction': 1 });
      expect(payload).toMatch(/^\0+$/);
    }
  });
});
