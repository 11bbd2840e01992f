/** One bit of a recording turned: the decoder names the place, and only that. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../src/bytes.js';
import { Decoder } from '../../src/decode/decoder.js';
import { readLog } from '../../src/logs/index.js';
import { nodeVerifier } from '../../src/simulator/node-verifier.js';

const FILE = new URL('../golden/suite-nanosp/ethereum-swap_ui_only.apdu', import.meta.url);
const exchanges = readLog(readFileSync(FILE)).exchanges;

const INS_AT = { start: 0x03, key: 0x04, partner: 0x05, payload: 0x06, signature: 0x07 } as const;

/** Turns one bit of the first command or answer of an instruction; what fails then. */
function failing(
  ins: number,
  where: 'command' | 'response',
  offset: number,
): { subject: string; says: string }[] {
  const decoder = new Decoder({ verifier: nodeVerifier });
  let done = false;
  return exchanges.flatMap((exchange) => {
    let changed = exchange;
    if (!done && exchange.command[1] === ins) {
      done = true;
      const bytes = exchange[where]!.slice();
      bytes[offset]! ^= 0x01;
      changed = { ...exchange, [where]: bytes };
    }
    return decoder.decode(changed).checks.filter(({ holds }) => holds === false);
  });
}

describe('one bit turned in', () => {
  it('the signature of the payload', () => {
    const found = failing(INS_AT.signature, 'command', 5 + 2 + 10);
    expect(found.map(({ subject }) => subject)).toEqual(['payload signature']);
    expect(found[0]!.says).toContain('at byte 10 of the signature');
  });

  it('the nonce that the device answered', () => {
    const found = failing(INS_AT.start, 'response', 3);
    expect(found.map(({ subject }) => subject)).toEqual(['nonce']);
    expect(found[0]!.says).toContain('350aea0d97f7');
  });

  it('the partner key', () => {
    const name = exchanges.find(({ command }) => command[1] === INS_AT.key)!.command[5]!;
    const found = failing(INS_AT.key, 'command', 5 + 1 + name + 1 + 20);
    expect(found.map(({ subject }) => subject)).toEqual(['partner credentials']);
    expect(found[0]!.says).toContain(`at byte ${1 + name + 1 + 20} of the partner credentials`);
  });

  it('an amount', () => {
    // The text of the payload stands in both chunks, behind encoding and length.
    const chunks = exchanges.filter(({ command }) => command[1] === INS_AT.payload);
    const text = chunks.map(({ command }) => toHex(command.subarray(5))).join('');
    const payload = new TextDecoder().decode(fromHex(text).subarray(3, 3 + 256));
    const protobuf = Buffer.from(payload, 'base64url');
    const amount = protobuf.indexOf(Buffer.from('4a03989680', 'hex')) + 3;
    const found = failing(INS_AT.payload, 'command', 5 + 3 + Math.floor((amount * 4) / 3));
    expect(found.map(({ subject }) => subject)).toEqual(['payload signature']);
    expect(found[0]!.says).toContain('of the payload (amount_to_provider)');
  });

  it("Ledger's signature of the partner", () => {
    const found = failing(INS_AT.partner, 'command', 5 + 30);
    expect(found.map(({ subject }) => subject)).toEqual(['partner credentials']);
    expect(found[0]!.says).toContain('at byte 30 of the signature');
  });
});
