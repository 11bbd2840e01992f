/** The Tezos Wallet app between START_SIGNING_TRANSACTION and its return, by rules of app-tezos 3.2.0. */
import { createPublicKey, verify } from 'node:crypto';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { blake2b } from '@noble/hashes/blake2.js';
import { describe, expect, it } from 'vitest';
import { encodeCommand } from '../../../src/apdu/apdu.js';
import { concat, fromHex, toHex } from '../../../src/bytes.js';
import { destinationText } from '../../../src/simulator/coins/tezos/address.js';
import { played, recordedSigning, wallet } from './recorded-signing.js';
import { itSignsOnlyWhatWasApproved } from './signing-properties.js';

const PATH_BYTES = fromHex('038000002c800006c180000000');
const PATH = [44, 1729, 0].map((index) => index + 0x80000000);

const begin = (p2 = 0, ins = 0x04) => encodeCommand({ cla: 0x80, ins, p2, data: PATH_BYTES });
const part = (data: Uint8Array, p1 = 0x81, ins = 0x04) =>
  encodeCommand({ cla: 0x80, ins, p1, data });

async function valid() {
  const recorded = (await recordedSigning('tezos-fund_valid_1'))!;
  const operations = recorded.commands.at(-1)!.subarray(5);
  const told = (...commands: Uint8Array[]) => {
    const { answers, ends, reason } = played(recorded.signer, recorded.approval, commands);
    return [toHex(answers.at(-1)!.subarray(-2)), ends, reason?.what];
  };
  return { ...recorded, operations, told };
}

/** Where the recorded reveal ends and the transaction begins, with its tag. */
const TRANSACTION_AT = 1 + 32 + 1 + 21 + 4 + 33 + 1;

describe('Tezos', () => {
  itSignsOnlyWhatWasApproved(/^tezos-/, ['amount', 'fees', 'destination']);

  it('signs the BLAKE2b hash, in one part or several', async () => {
    const { signer, approval, operations, answers } = await valid();
    const parts = [begin(), part(operations.subarray(0, 40), 0x01), part(operations.subarray(40))];
    const session = played(signer, approval, parts);
    expect(session.answers.at(-1)).toEqual(answers.at(-1));
    const key = createPublicKey({
      key: concat(fromHex('302a300506032b6570032100'), wallet.ed25519Slip10(PATH)!) as Buffer,
      format: 'der',
      type: 'spki',
    });
    const hash = blake2b(operations, { dkLen: 32 });
    expect(verify(null, hash, key, session.answers.at(-1)!.subarray(0, 64))).toBe(true);
  });

  it('answers with the hash in front when it is asked to', async () => {
    const { signer, approval, operations, answers } = await valid();
    const session = played(signer, approval, [begin(0, 0x0f), part(operations, 0x81, 0x0f)]);
    const hash = blake2b(operations, { dkLen: 32 });
    expect(session.answers.at(-1)).toEqual(concat(hash, answers.at(-1)!));
  });

  it('signs with a secp256k1 key, the parity in the first byte', async () => {
    const { signer, approval, operations } = await valid();
    const answer = played(signer, approval, [begin(1), part(operations)]).answers.at(-1)!;
    const der = answer.slice(0, -2);
    der[0] = 0x30;
    const { publicKey } = wallet.secp256k1(PATH);
    const hash = blake2b(operations, { dkLen: 32 });
    expect(secp256k1.verify(der, hash, publicKey, { prehash: false, format: 'der' })).toBe(true);
  });

  it.each([
    ['tezos-fund_wrong_amount', 'amount 446.739662 XTZ, approved 10 XTZ'],
    ['tezos-fund_wrong_fees', 'fees 0.010078 XTZ, approved 0.0001 XTZ'],
  ])('%s: %s', async (name, what) => {
    const { signer, approval, commands } = (await recordedSigning(name))!;
    expect(played(signer, approval, commands).reason?.what).toBe(what);
  });

  it('wants one transaction, behind one reveal at most', async () => {
    const { operations, told } = await valid();
    const reveal = operations.subarray(33, TRANSACTION_AT);
    const transaction = operations.subarray(TRANSACTION_AT);
    const head = operations.subarray(0, 33);
    const batch = (...parts: Uint8Array[]) => told(begin(), part(concat(head, ...parts)));
    expect(batch(transaction)).toEqual(['9000', 'signed', undefined]);
    expect(batch(reveal)).toEqual([
      '6985',
      'refused',
      '0 operations beside the reveal, one is wanted',
    ]);
    expect(batch(reveal, reveal, transaction)).toEqual([
      '6985',
      'refused',
      '2 reveals, at most one is wanted',
    ]);
    expect(batch(transaction, transaction)[2]).toBe(
      '2 operations beside the reveal, one is wanted',
    );
    expect(batch(transaction, reveal)[2]).toBe(
      'the last operation has tag 107 and is no transaction',
    );
    const delegation = concat(Uint8Array.of(110), transaction.subarray(1));
    expect(batch(delegation)[2]).toBe('the last operation has tag 110 and is no transaction');
  });

  it('looks at no parameters of a call', async () => {
    const { operations, told } = await valid();
    const call = concat(operations.subarray(0, -1), fromHex('ff00' + '0000000203' + '0b'));
    expect(
      told(begin(), part(concat(operations.subarray(0, -1), fromHex('ffff02646f00000002030b')))),
    ).toEqual(['9000', 'signed', undefined]);
    expect(told(begin(), part(call))).toEqual(['9000', 'signed', undefined]);
    const cut = concat(operations.subarray(0, -1), fromHex('ff00000000020b'));
    expect(told(begin(), part(cut))).toEqual(['9002', undefined, undefined]);
  });

  it('waits for a new path when it cannot read', async () => {
    const { operations, told } = await valid();
    expect(told(part(operations))).toEqual(['9002', undefined, undefined]);
    expect(told(begin(), part(operations.subarray(1)))).toEqual(['9405', undefined, undefined]);
    expect(told(begin(), part(operations.subarray(1)), part(operations))[0]).toBe('9002');
    expect(told(begin(), part(operations.subarray(0, -1)))).toEqual(['9002', undefined, undefined]);
    expect(told(begin(), part(operations, 0x81, 0x0f))[0]).toBe('6d00');
    expect(told(begin(4))[0]).toBe('6b00');
    expect(told(fromHex('8000000000'))[0]).toBe('9001');
    expect(told(fromHex('80040000020180'))[0]).toBe('917e');
    expect(told(fromHex('8004'))[0]).toBe('917e');
    // Asking for the public key forgets the path.
    expect(
      told(begin(), encodeCommand({ cla: 0x80, ins: 2, data: PATH_BYTES }), part(operations))[0],
    ).toBe('9002');
  });

  // As the emulator was seen to do.
  it('goes on reading when the last part did not end the operations', async () => {
    const { operations, told } = await valid();
    const cut = part(operations.subarray(0, 46));
    const rest = operations.slice(46);
    expect(told(begin(), cut, part(rest, 0x01))[0]).toBe('9002');
    expect(told(begin(), part(operations, 0x01), part(fromHex('')))[0]).toBe('9002');
    // The hash the app signs then is not simulated; what it refuses is.
    expect(told(begin(), cut, part(rest)).slice(0, 2)).toEqual(['6f42', undefined]);
    // In the destination.
    rest[rest.length - 3]! ^= 1;
    expect(told(begin(), cut, part(rest)).slice(0, 2)).toEqual(['6985', 'refused']);
    expect(told(begin(), cut, begin(), part(operations))[1]).toBe('signed');
  });

  it('writes addresses as Tezos does', () => {
    const hash = 'e6330795ffe18f873b83cb13662442b87bd98c22';
    expect(destinationText(fromHex(`0000${hash}`))).toMatch(/^tz1\w{33}$/);
    expect(destinationText(fromHex(`0001${hash}`))).toMatch(/^tz2\w{33}$/);
    expect(destinationText(fromHex(`0002${hash}`))).toMatch(/^tz3\w{33}$/);
    expect(destinationText(fromHex(`0003${hash}`))).toMatch(/^tz4\w{33}$/);
    expect(destinationText(fromHex(`0004${hash}`))).toBeNull();
    expect(destinationText(fromHex(`01${hash}00`))).toMatch(/^KT1\w{33}$/);
    expect(destinationText(fromHex(`05${hash}00`))).toBeNull();
    // The contract of the Tezos documentation's examples, the zero hash.
    expect(destinationText(new Uint8Array(22))).toBe('tz1Ke2h7sDdakHJQh8WX4Z372du1KChsksyU');
  });
});
