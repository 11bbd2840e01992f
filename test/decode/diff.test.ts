import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Decoder } from '../../src/decode/decoder.js';
import { diffExchanges } from '../../src/decode/diff.js';
import type { LoggedExchange } from '../../src/logs/index.js';
import { readLog } from '../../src/logs/index.js';
import { nodeVerifier } from '../../src/simulator/node-verifier.js';

const FILE = new URL('../golden/suite-nanosp/ethereum-swap_ui_only.apdu', import.meta.url);
const exchanges = readLog(readFileSync(FILE)).exchanges;

function diff(after: readonly LoggedExchange[]) {
  const decoded = [exchanges, after].map((all) => {
    const decoder = new Decoder({ verifier: nodeVerifier });
    return all.map((exchange) => decoder.decode(exchange));
  });
  return diffExchanges(decoded[0]!, decoded[1]!);
}

const changed = (ins: number, where: 'command' | 'response', change: (bytes: Uint8Array) => void) =>
  exchanges.map((exchange) => {
    if (exchange.command[1] !== ins) return exchange;
    const bytes = exchange[where]!.slice();
    change(bytes);
    return { ...exchange, [where]: bytes };
  });

describe('two logs', () => {
  it('that are the same have no difference', () => {
    expect(diff(exchanges)).toEqual([]);
  });

  it('are aligned by instruction: one more command is one difference', () => {
    const version = {
      command: Uint8Array.of(0xe0, 2, 0, 0, 0),
      response: Uint8Array.of(4, 4, 2, 0x90, 0),
      at: 0,
    };
    const more = [...exchanges.slice(0, 3), version, ...exchanges.slice(3)];
    expect(diff(more)).toEqual([{ name: 'GET_VERSION', before: undefined, after: 4, fields: [] }]);
    expect(diff(exchanges.toSpliced(6, 1))).toEqual([
      { name: 'CHECK_PAYOUT_ADDRESS', before: 7, after: undefined, fields: [] },
    ]);
  });

  it('differ in the one field where a bit differs', () => {
    const flipped = changed(0x07, 'command', (bytes) => {
      bytes[20]! ^= 1;
    });
    const [only, ...others] = diff(flipped);
    expect(others).toEqual([]);
    expect(only!.name).toBe('CHECK_TRANSACTION_SIGNATURE');
    expect(only!.fields.map(({ field }) => field)).toEqual(['signature']);
  });

  it('say an answer with its meaning', () => {
    const refused = changed(0x08, 'response', (bytes) => bytes.set([0x6a, 0x80]));
    expect(diff(refused)).toEqual([
      {
        name: 'CHECK_PAYOUT_ADDRESS',
        before: 7,
        after: 7,
        fields: [
          {
            field: 'answer',
            before: '9000 SUCCESS',
            after: '6a80 INCORRECT_COMMAND_DATA',
            because: 'The command data is malformed or does not fit what was said before.',
          },
        ],
      },
    ]);
  });
});
