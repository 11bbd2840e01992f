/** The Kaspa app between START_SIGNING_TRANSACTION and its return, by rules of app-kaspa 1.1.0. */
import { schnorr } from '@noble/curves/secp256k1.js';
import { describe, expect, it } from 'vitest';
import { encodeCommand } from '../../../src/apdu/apdu.js';
import { concat, fromBigInt, fromHex, toHex } from '../../../src/bytes.js';
import { cashAddress } from '../../../src/simulator/coins/cash-address.js';
import { addressOfScript } from '../../../src/simulator/coins/kaspa/transaction.js';
import type { Approval } from '../../../src/simulator/coins/signing.js';
import { played, recordedSigning, recordedSignings, wallet } from './recorded-signing.js';
import { itSignsOnlyWhatWasApproved } from './signing-properties.js';

const ACCOUNT = [0x8000002c, 0x8001b207, 0x80000000];
const xOf = (...rest: number[]) => wallet.secp256k1([...ACCOUNT, ...rest]).publicKey.subarray(1);

const send = (p1: number, data: Uint8Array, p2 = 0x80) =>
  encodeCommand({ cla: 0xe0, ins: 0x06, p1, p2, data });
const header = (outputs: number, inputs: number) =>
  send(
    0,
    fromHex(
      `0000${[outputs, inputs].map((n) => toHex(Uint8Array.of(n))).join('')}010000000580000000`,
    ),
  );
const output = (value: bigint, script: Uint8Array) => send(1, concat(fromBigInt(value, 8), script));
const input = (value: bigint, p2 = 0x80, index = 0) =>
  send(
    2,
    concat(fromBigInt(value, 8), new Uint8Array(32).fill(7), Uint8Array.of(0, 0, 0, 0, 2, index)),
    p2,
  );

const KEY = new Uint8Array(32).fill(9);
const script = concat(Uint8Array.of(32), KEY, Uint8Array.of(0xac));
const change = concat(Uint8Array.of(32), xOf(1, 5), Uint8Array.of(0xac));

async function session(approval: Partial<Approval> = {}) {
  const recorded = (await recordedSigning('kaspa-fund_valid_1'))!;
  const approved: Approval = {
    ...recorded.approval,
    destination: cashAddress('kaspa', 0, KEY),
    amount: fromBigInt(1000n, 2),
    fees: fromBigInt(10n, 8),
    ...approval,
  };
  return (...commands: Uint8Array[]) => {
    const { answers, ends, reason } = played(recorded.signer, approved, commands);
    const last = answers.at(-1)!;
    return {
      status: toHex(last.subarray(-2)),
      data: last.subarray(0, -2),
      ends,
      why: reason?.what,
    };
  };
}

describe('Kaspa', () => {
  itSignsOnlyWhatWasApproved(/^kaspa-/, ['amount', 'fees', 'destination'], undefined, [3, 67]);

  it('computes the hash that the recorded signatures sign', async () => {
    const signed = (await recordedSignings(/^kaspa-.*valid/)).map(({ answers }) => answers.at(-1)!);
    expect(signed.length).toBeGreaterThan(1);
    for (const answer of signed) {
      expect(schnorr.verify(answer.slice(3, 67), answer.slice(68, 100), xOf(0, 0))).toBe(true);
    }
  });

  it('signs the first of several inputs, with change, and returns', async () => {
    const told = await session();
    const { status, data, ends } = told(
      header(2, 2),
      output(1000n, script),
      output(490n, change),
      input(700n),
      input(800n, 0, 1),
    );
    expect([status, ends]).toEqual(['9000', 'signed']);
    // One input is left, this is the first.
    expect(toHex(data.subarray(0, 3))).toBe('010040');
    expect(schnorr.verify(data.slice(3, 67), data.slice(68, 100), xOf(0, 2))).toBe(true);
  });

  it('tells what differs, amount first, then fees, then destination', async () => {
    const told = await session();
    const one = (value: bigint, paid: Uint8Array, from: bigint) => {
      const { status, data, ends, why } = told(header(1, 1), output(value, paid), input(from, 0));
      return [toHex(data) + status, ends, why];
    };
    const other = script.map((byte, i) => (i === 4 ? byte + 1 : byte));
    expect(one(1001n, other, 1012n)).toEqual([
      '0100c000',
      'refused',
      'amount KAS 0.00001001, approved KAS 0.00001',
    ]);
    expect(one(1000n, other, 1012n)).toEqual([
      '0300c000',
      'refused',
      'fees KAS 0.00000012, approved KAS 0.0000001',
    ]);
    const [answer, , why] = one(1000n, other, 1010n);
    expect([answer, why?.startsWith('destination kaspa:q')]).toEqual(['0200c000', true]);
  });

  it('takes a second output only for its own change', async () => {
    const told = await session();
    const foreign = told(
      header(2, 1),
      output(1000n, script),
      output(490n, script),
      input(1500n, 0),
    );
    expect([foreign.status, foreign.ends]).toEqual(['b005', undefined]);
    const poor = told(header(2, 1), output(1000n, script), output(490n, change), input(1400n, 0));
    expect([poor.status, poor.ends]).toEqual(['b005', undefined]);
  });

  it('counts inputs that never came as worth nothing', async () => {
    const told = await session();
    const missing = told(header(1, 3), output(1000n, script), input(1010n, 0));
    expect([missing.status, missing.data[0]]).toEqual(['9000', 2]);
    expect(toHex(told(header(1, 1), input(1010n, 0)).data)).toBe('0100');
  });

  // As the emulator was seen to do.
  it('keeps what it has read of a header or an output that it refuses', async () => {
    const told = await session();
    const cut = send(0, fromHex('00000101000000'));
    expect(told(cut).status).toBe('b005');
    expect(told(cut, output(1000n, script)).status).toBe('9000');
    expect(told(send(0, fromHex('00000500')), output(1000n, script), input(1010n, 0)).status).toBe(
      'b005',
    );
    const withoutScript = send(1, fromBigInt(1000n, 8));
    expect(told(header(1, 1), withoutScript).status).toBe('ffe0');
    const refused = told(header(1, 1), withoutScript, input(1010n, 0));
    expect([refused.status, toHex(refused.data), refused.ends]).toEqual([
      'c000',
      '0200',
      'refused',
    ]);
    const longer = send(1, concat(fromBigInt(1000n, 8), script, Uint8Array.of(0)));
    expect(told(header(1, 1), longer).status).toBe('ffe2');
    expect(told(header(1, 1), longer, input(1010n, 0)).ends).toBe('signed');
  });

  it('waits on when it cannot read', async () => {
    const told = await session();
    const status = (...commands: Uint8Array[]) => told(...commands).status;
    expect(status(header(3, 1))).toBe('b005');
    expect(status(header(1, 0))).toBe('b005');
    expect(status(header(1, 129))).toBe('b005');
    expect(status(output(1n, script))).toBe('b007');
    expect(status(send(3, new Uint8Array(0)))).toBe('b007');
    expect(status(header(1, 1), output(1n, script), output(1n, script))).toBe('b005');
    expect(status(header(1, 1), send(1, new Uint8Array(7)))).toBe('ffe1');
    expect(status(header(1, 1), output(1n, script.subarray(1)))).toBe('ffe0');
    expect(status(header(1, 1), output(1n, concat(script, Uint8Array.of(0))))).toBe('ffe2');
    expect(status(header(1, 1), output(1n, script), input(1n), input(1n))).toBe('b005');
    expect(status(send(4, script))).toBe('6a86');
    expect(status(send(1, script, 0))).toBe('6a86');
    expect(status(fromHex('e00500000905' + '8000002c' + '8001b207'))).toBe('6a87');
    expect(status(fromHex('e005000009028000002d8001b207'))).toBe('b009');
    expect(status(fromHex('e005000009028000002c8001b208'))).toBe('b00a');
  });

  it('does not begin with an address that cannot be one', async () => {
    const recorded = (await recordedSigning('kaspa-fund_valid_1'))!;
    const start = (destination: string) =>
      played(recorded.signer, { ...recorded.approval, destination }, recorded.commands).answers
        .length;
    const destination = recorded.approval.destination.replace('kaspa:', '');
    expect(start(destination)).toBe(recorded.answers.length);
    expect(start(`kaspa:${destination}`)).toBe(recorded.answers.length);
    expect(start(`${destination}q`)).toBe(0);
    expect(start(destination.replace('q', 'b'))).toBe(0);
  });

  it('writes the addresses of three kinds of scripts', () => {
    const x = '20fa2b8572b618362a26128db388f04ed1a95cccd8e189f9c1bd6c57668b11b2'.slice(0, 64);
    expect(addressOfScript(fromHex(`20${x}ac`))).toBe(cashAddress('kaspa', 0, fromHex(x)));
    expect(addressOfScript(fromHex(`2103${x}ab`))).toBe(cashAddress('kaspa', 1, fromHex(`03${x}`)));
    expect(addressOfScript(fromHex(`aa20${x}87`))).toBe(cashAddress('kaspa', 8, fromHex(x)));
  });
});
