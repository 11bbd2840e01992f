/** The Aptos app between START_SIGNING_TRANSACTION and its return, by rules of app-aptos 0.10.0. */
import { createPublicKey, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { encodeCommand } from '../../../src/apdu/apdu.js';
import { bytesOf, concat, fromHex, toHex } from '../../../src/bytes.js';
import { context, played, recordedSigning, wallet } from './recorded-signing.js';
import { itSignsOnlyWhatWasApproved } from './signing-properties.js';

const BEGIN = fromHex('5b0600800d038000002c8000027d80000000');
const PATH = [44, 637, 0].map((index) => index + 0x80000000);
const HEAD = fromHex(
  'b5e97db07fa0bd0e5598aa3643a9bc6f6693bddc1a9fec9e674a461eaa00b193' +
    `${'11'.repeat(32)}0500000000000000`,
);
const little = (value: number) => {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setUint32(0, value, true);
  return bytes;
};
const sized = (text: string) => concat(Uint8Array.of(text.length), bytesOf(text));
const footer = (gas: number, price: number) =>
  concat(little(gas), little(price), little(0), Uint8Array.of(1));

async function valid() {
  const recorded = (await recordedSigning('aptos-swap_valid_1'))!;
  const receiver = fromHex(recorded.approval.destination.slice(2));
  // 42 octas and 600 of fees were approved.
  const transfer = (name: string, types = '00', rest = new Uint8Array(0)) =>
    concat(
      HEAD,
      Uint8Array.of(2),
      fromHex(`${'00'.repeat(31)}01`),
      ...name.split('::').map(sized),
      fromHex(`${types}0220`),
      receiver,
      Uint8Array.of(8),
      little(42),
      rest,
      footer(6, 100),
    );
  const parts = (raw: Uint8Array) => [
    BEGIN,
    encodeCommand({ cla: 0x5b, ins: 0x06, p1: 1, p2: 0x80, data: raw.subarray(0, 100) }),
    encodeCommand({ cla: 0x5b, ins: 0x06, p1: 2, data: raw.subarray(100) }),
  ];
  const told = (raw: Uint8Array) => {
    const { answers, ends, reason } = played(recorded.signer, recorded.approval, parts(raw));
    return [toHex(answers.at(-1)!.subarray(-2)), ends, reason?.what];
  };
  return { ...recorded, transfer, parts, told };
}

describe('Aptos', () => {
  // The app skips two characters of the destination, whatever they are.
  itSignsOnlyWhatWasApproved(/^aptos-/, ['amount', 'fees', 'destination', 'extraId'], [2, 66]);

  it('signs the transaction itself', async () => {
    const { signer, approval, transfer, parts } = await valid();
    const raw = transfer('aptos_account::transfer');
    const { answers } = played(signer, approval, parts(raw));
    const key = createPublicKey({
      key: concat(fromHex('302a300506032b6570032100'), wallet.ed25519Slip10(PATH)!) as Buffer,
      format: 'der',
      type: 'spki',
    });
    expect(verify(null, raw, key, answers.at(-1)!.subarray(1, 65))).toBe(true);
  });

  it('knows three functions that transfer', async () => {
    const { transfer, told } = await valid();
    const coin = `0107${'ee'.repeat(32)}0161016200`;
    expect(told(transfer('aptos_account::transfer'))).toEqual(['9000', 'signed', undefined]);
    // Which coin it is, is nowhere compared.
    expect(told(transfer('coin::transfer', coin))).toEqual(['9000', 'signed', undefined]);
    expect(told(transfer('aptos_account::transfer_coins', coin))[1]).toBe('signed');
    expect(told(transfer('primary_fungible_store::transfer', coin))).toEqual([
      'b00a',
      'refused',
      'not a transfer: a call of primary_fungible_store::transfer',
    ]);
    expect(told(bytesOf('hello'.repeat(30)))).toEqual([
      'b00a',
      'refused',
      'not a transfer: a message, or a transaction with several signers',
    ]);
  });

  it.each([
    ['aptos-fund_wrong_amount', 'amount 4.46739662 APT, approved 0.00000042 APT'],
    ['aptos-fund_wrong_fees', 'fees 0.000042 APT, approved 0.000006 APT'],
    ['aptos-sell_wrong_destination', /^destination 0x7be51d\w{58}, approved 0x\w{64}$/],
  ])('%s: %s', async (name, what) => {
    const { signer, approval, commands } = (await recordedSigning(name))!;
    expect(played(signer, approval, commands).reason?.what).toMatch(what);
  });

  it('takes as many parts as its model has room for', async () => {
    const { signer, approval } = await valid();
    const part = (p1: number) =>
      encodeCommand({ cla: 0x5b, ins: 0x06, p1, p2: 0x80, data: new Uint8Array(255) });
    for (const [model, most] of [
      ['nanosp', 106],
      ['nanox', 90],
      ['stax', 70],
    ] as const) {
      const parts = Array.from({ length: most + 1 }, (_, i) => part(i + 1));
      const { answers } = played(signer, approval, [BEGIN, ...parts], {
        context: { ...context, model },
      });
      const statuses = answers.map((answer) => toHex(answer!));
      expect(statuses).toEqual([...new Array<string>(most + 1).fill('9000'), '6a86']);
    }
  });

  it('waits on when it cannot read, and forgets what came', async () => {
    const { transfer, told, signer, approval, parts } = await valid();
    const extra = transfer('aptos_account::transfer', '00', Uint8Array.of(0));
    expect(told(extra)).toEqual(['b005', undefined, undefined]);
    const good = parts(transfer('aptos_account::transfer'));
    const answer = (...apdus: Uint8Array[]) =>
      toHex(played(signer, approval, apdus).answers.at(-1)!);
    expect(answer(...parts(extra), good[2]!)).toBe('b007');
    expect(answer(good[1]!)).toBe('b007');
    expect(answer(good[0]!, good[2]!)).toBe('6a86');
    expect(answer(fromHex('5b0600000d038000002c8000027d80000000'))).toBe('6a86');
    expect(answer(fromHex('5b0600800d038000002c8000027e80000000'))).toBe('b006');
    expect(answer(fromHex('5b060080'))).toBe('6a87');
    expect(answer(fromHex('5b03000000'))).toBe('000a009000');
  });

  it('tells its public key with the chain code', async () => {
    const { signer, approval } = await valid();
    const { answers } = played(signer, approval, [fromHex('5b0500000d038000002c8000027d80000000')]);
    const answer = toHex(answers[0]!);
    expect(answer.startsWith(`2104${toHex(wallet.ed25519Slip10(PATH)!)}20`)).toBe(true);
    expect(answer).toHaveLength(2 * (1 + 33 + 1 + 32 + 2));
  });
});
