/** Redacted recordings: nothing of the user is left, and they still replay on the simulator. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { textOf, toHex } from '../../src/bytes.js';
import type { DecodedField } from '../../src/decode/decoded.js';
import { Decoder } from '../../src/decode/decoder.js';
import { type LoggedExchange, readLog } from '../../src/logs/index.js';
import { redactLog } from '../../src/replay/redact.js';
import { nodeVerifier } from '../../src/simulator/node-verifier.js';
import { walletFromMnemonic } from '../../src/simulator/wallet.js';

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
      const redacted = redactLog(exchanges, { verifier: nodeVerifier, wallet });
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
      const redacted = redactLog(exchanges, { verifier: nodeVerifier, wallet });
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
        verifier: nodeVerifier,
        wallet,
        secret: new Uint8Array(32).fill(secret),
      });
    expect(once(1)).toEqual(once(1));
    expect(once(1).exchanges).not.toEqual(once(2).exchanges);
  });
});
