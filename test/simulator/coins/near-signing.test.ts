/** The NEAR app between START_SIGNING_TRANSACTION and its return, by rules of app-near 2.3.6. */
import { createHash, createPublicKey, verify } from 'node:crypto';
import { type Schema, serialize } from 'borsh';
import { describe, expect, it } from 'vitest';
import { encodeCommand } from '../../../src/apdu/apdu.js';
import { concat, EMPTY, fromBigInt, fromHex, toHex } from '../../../src/bytes.js';
import { nearSigner } from '../../../src/simulator/coins/near/sign.js';
import type { Approval } from '../../../src/simulator/coins/signing.js';
import { played, wallet } from './recorded-signing.js';
import { signsOnlyWhatWasApproved } from './signing-properties.js';

const PATH = [44, 397, 0, 0, 1].map((index) => index + 0x80000000);
const PATH_BYTES = concat(...PATH.map((index) => fromBigInt(BigInt(index), 4)));
const KEY = wallet.ed25519Slip10(PATH)!;
const AMOUNT = 2_750_000_000_000_000_000_000_000n;

const approval: Approval = {
  destination: 'shop.near',
  amount: fromBigInt(AMOUNT, 11),
  fees: fromBigInt(45_000_000_000_000_000_000n, 9),
  extraId: '',
  extraData: EMPTY,
  configuration: EMPTY,
};

/** Borsh of a transaction, as the protocol's own documentation has it. */
const bytes = (len: number) => ({ array: { type: 'u8', len } }) satisfies Schema;
const SCHEMA: Schema = {
  struct: {
    signerId: 'string',
    publicKey: {
      enum: [{ struct: { ed25519: bytes(32) } }, { struct: { secp256k1: bytes(64) } }],
    },
    nonce: 'u64',
    receiverId: 'string',
    blockHash: bytes(32),
    actions: {
      array: {
        type: {
          enum: [
            { struct: { createAccount: { struct: {} } } },
            { struct: { deployContract: { struct: { code: { array: { type: 'u8' } } } } } },
            { struct: { functionCall: { struct: { methodName: 'string' } } } },
            { struct: { transfer: { struct: { deposit: 'u128' } } } },
          ],
        },
      },
    },
  },
};

const transfer = (deposit: bigint) => ({ transfer: { deposit } });

function transaction(changes: Record<string, unknown> = {}): Uint8Array {
  return serialize(SCHEMA, {
    signerId: 'customer.near',
    publicKey: { ed25519: [...KEY] },
    nonce: 42n,
    receiverId: approval.destination,
    blockHash: [...new Uint8Array(32).fill(7)],
    actions: [transfer(AMOUNT)],
    ...changes,
  });
}

const LAST = 0x80;
const send = (data: Uint8Array, p1 = LAST, ins = 0x02) =>
  encodeCommand({ cla: 0x80, ins, p1, p2: 0x57, data });
const whole = (raw: Uint8Array) => send(concat(PATH_BYTES, raw));

/** Path and transaction in parts of so many bytes. */
function parts(raw: Uint8Array, size: number): Uint8Array[] {
  const all = concat(PATH_BYTES, raw);
  const count = Math.ceil(all.length / size);
  return Array.from({ length: count }, (_, i) =>
    send(all.subarray(i * size, (i + 1) * size), i === count - 1 ? LAST : 0),
  );
}

function told(...commands: Uint8Array[]) {
  const { answers, ends, reason } = played(nearSigner, approval, commands);
  return [toHex(answers.at(-1)!.subarray(-2)), ends, reason?.what];
}

const sessions = () => [
  { signer: nearSigner, approval, commands: [whole(transaction())] },
  { signer: nearSigner, approval, commands: parts(transaction(), 37) },
];

describe('NEAR', () => {
  signsOnlyWhatWasApproved(sessions, ['amount', 'destination']);

  it.each([200, 64, 21, 1])('signs the SHA-256, in parts of %i bytes', (size) => {
    const raw = transaction();
    const commands = parts(raw, size);
    const { answers, ends } = played(nearSigner, approval, commands);
    expect(ends).toBe('signed');
    expect(answers.slice(0, -1).every((answer) => toHex(answer!) === '9000')).toBe(true);
    const signature = answers.at(-1)!;
    expect([signature.length, toHex(signature.subarray(64))]).toEqual([66, '9000']);
    const key = createPublicKey({
      key: concat(fromHex('302a300506032b6570032100'), KEY) as Buffer,
      format: 'der',
      type: 'spki',
    });
    const digest = createHash('sha256').update(raw).digest();
    expect(verify(null, digest, key, signature.subarray(0, 64))).toBe(true);
  });

  it.each<[changes: Record<string, unknown>, status: string, what: string]>([
    [
      { actions: [transfer(AMOUNT + 1n)] },
      'b008',
      'amount 2.750000000000000000000001 NEAR, approved 2.75 NEAR',
    ],
    [{ receiverId: 'shop.nea' }, 'b008', 'destination shop.nea, approved shop.near'],
    [{ receiverId: 'shop.neär' }, 'b008', 'destination shop.neär, approved shop.near'],
    [{ actions: [] }, 'b008', '0 actions, one transfer is wanted'],
    [
      { actions: [transfer(AMOUNT), transfer(AMOUNT)] },
      'b008',
      '2 actions, one transfer is wanted',
    ],
    [
      { actions: [{ functionCall: { methodName: 'ft_transfer' } }] },
      'b008',
      'action 2 is no transfer',
    ],
    [
      { publicKey: { ed25519: [...new Uint8Array(32)] } },
      'b00d',
      'the public key in it is not the one of the path',
    ],
    [
      { publicKey: { secp256k1: [...new Uint8Array(64)] } },
      'b00d',
      'the public key in it is not the one of the path',
    ],
  ])('%#: refuses with %s', (changes, status, what) => {
    expect(told(whole(transaction(changes)))).toEqual([status, 'refused', what]);
  });

  it('reads names of accounts of any length, and keeps 64 characters of them', () => {
    const long = 'a'.repeat(70);
    expect(told(...parts(transaction({ signerId: 'x'.repeat(500) }), 200))[1]).toBe('signed');
    const implicit = { ...approval, destination: 'a'.repeat(64) };
    const { ends } = played(nearSigner, implicit, [whole(transaction({ receiverId: long }))]);
    expect(ends).toBe('signed');
    // A character that the 64th byte cuts is dropped.
    const cut = { ...approval, destination: 'a'.repeat(63) };
    const umlaut = transaction({ receiverId: `${'a'.repeat(63)}äaa` });
    expect(played(nearSigner, cut, [whole(umlaut)]).ends).toBe('signed');
  });

  it('refuses what it cannot read, which ends the swap', () => {
    const raw = transaction();
    const unreadable = (bytes: Uint8Array) => told(whole(bytes)).slice(0, 2);
    expect(unreadable(raw.subarray(0, -1))).toEqual(['b005', 'refused']);
    expect(unreadable(concat(raw, Uint8Array.of(0)))).toEqual(['b005', 'refused']);
    expect(unreadable(concat(fromHex('01000000ff'), raw))).toEqual(['b005', 'refused']);
    expect(told(send(PATH_BYTES.subarray(1)))).toEqual([
      'b00b',
      'refused',
      'the path cannot be read: it ends too early',
    ]);
    expect(told(send(EMPTY))[0]).toBe('b00b');
  });

  it('wants the end told, and no command in between', () => {
    const raw = concat(PATH_BYTES, transaction());
    const open = send(raw, 0);
    expect(told(open)).toEqual(['9000', undefined, undefined]);
    expect(told(open, send(Uint8Array.of(1))).slice(0, 2)).toEqual(['b005', 'refused']);
    expect(told(open, send(EMPTY)).slice(0, 2)).toEqual(['b005', 'refused']);
    const begun = send(raw.subarray(0, 50), 0);
    expect(told(begun, fromHex('80060000')).slice(0, 2)).toEqual(['b005', 'refused']);
    expect(told(begun, send(PATH_BYTES, 1, 0x04)).slice(0, 2)).toEqual(['b005', 'refused']);
    expect(told(begun, send(raw.subarray(50), LAST, 0x07)).slice(0, 2)).toEqual([
      'b005',
      'refused',
    ]);
    expect(played(nearSigner, approval, [begun, fromHex('80050000')]).answers.at(-1)).toBeNull();
    // What is no command of the app is refused, and the transaction goes on.
    const rest = send(raw.subarray(50));
    for (const [stray, status] of [
      ['81060000', '6e00'],
      ['80090000', '6d00'],
      ['80021000', '6a86'],
      ['800600', '6e03'],
    ] as const) {
      expect(told(begun, fromHex(stray))).toEqual([status, undefined, undefined]);
      expect(told(begun, fromHex(stray), rest)[1]).toBe('signed');
    }
  });

  it('gives public keys that nobody is shown, and knows nothing else', () => {
    const { answers } = played(nearSigner, approval, [send(PATH_BYTES, 1, 0x04)]);
    expect(answers[0]).toEqual(concat(KEY, fromHex('9000')));
    expect(told(send(PATH_BYTES, 0, 0x04))[0]).toBe('6d00');
    expect(told(send(PATH_BYTES, 2, 0x04))[0]).toBe('6a86');
    expect(told(send(PATH_BYTES.subarray(4), 1, 0x04))).toEqual(['b00b', undefined, undefined]);
    expect(told(fromHex('80060000'))[0]).toBe('6d00');
    expect(told(fromHex('80050000'))[0]).toBe('6d00');
    for (const ins of [0x07, 0x08]) {
      expect(told(send(PATH_BYTES, LAST, ins)).slice(0, 2)).toEqual(['b008', 'refused']);
      expect(told(send(PATH_BYTES, 1, ins))[0]).toBe('6d00');
    }
    const soft = concat(PATH_BYTES.subarray(0, 16), fromHex('00000001'));
    expect(told(send(soft, 1, 0x04))[0]).toBe('6f42');
  });

  it('ends at a destination that is no text', () => {
    const destination = '\xff';
    const { answers, ends } = played(nearSigner, { ...approval, destination }, [
      whole(transaction()),
    ]);
    expect([toHex(answers[0]!), ends]).toEqual(['e000', 'refused']);
  });

  it('takes lengths on two bytes and drops what follows the data', () => {
    const raw = concat(PATH_BYTES, transaction());
    const long = concat(fromHex('8002805700'), fromBigInt(BigInt(raw.length), 2), raw);
    expect(told(long)[1]).toBe('signed');
    expect(told(concat(whole(transaction()), fromHex('0102')))[1]).toBe('signed');
    for (const apdu of ['8002', '800280570000', '80028057000000', '800280570201']) {
      expect(told(fromHex(apdu))[0], apdu).toBe('6e03');
    }
  });
});
