/** The XRP app between START_SIGNING_TRANSACTION and its return, by rules of app-xrp 2.4.1. */
import { createHash } from 'node:crypto';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { describe, expect, it } from 'vitest';
import { encodeCommand } from '../../../src/apdu/apdu.js';
import { bytesOf, concat, fromHex, toHex } from '../../../src/bytes.js';
import { hash160 } from '../../../src/simulator/coins/hashes.js';
import { readXrpTransaction, XrpError } from '../../../src/simulator/coins/xrp/transaction.js';
import { played, recordedSigning, wallet } from './recorded-signing.js';
import { itSignsOnlyWhatWasApproved } from './signing-properties.js';

const PATH = [0x8000002c, 0x80000090, 0x80000000, 0x80000000, 0];
const PATH_BYTES = fromHex('058000002c80000090800000008000000000000000');
const send = (data: Uint8Array, p1 = 0, p2 = 0x40) =>
  encodeCommand({ cla: 0xe0, ins: 0x04, p1, p2, data });

/** The fields of the recorded payment, by name. */
const FIELDS = {
  type: '120000',
  flags: '2280000000',
  sequence: '24000004d2',
  tag: '2e0000007b',
  amount: '61400000001aa0b4ce',
  fee: '68400000000000275e',
  key: '732102b79da34f4551ca976b66aa78a55c43707ec2bb2bec39f95bd53f24e2e45a9e67',
  account: '81140511e17db83bb6f113939d67bc8ea539edca26fc',
  destination: '831422f866f3831e896120510409164b75b5673bf0f4',
} as const;

async function session() {
  const { signer, approval, answers } = (await recordedSigning('ripple-swap_valid_2'))!;
  const told = (...commands: Uint8Array[]) => {
    const { answers: given, ends, reason } = played(signer, approval, commands);
    return [toHex(given.at(-1)!.subarray(-2)), ends, reason?.what];
  };
  const payment = (changes: Partial<Record<keyof typeof FIELDS, string>> = {}, more = '') =>
    fromHex(Object.values({ ...FIELDS, ...changes }).join('') + more);
  const whole = (raw: Uint8Array) => told(send(concat(PATH_BYTES, raw)));
  return { signer, approval, answers, told, payment, whole };
}

describe('XRP', () => {
  itSignsOnlyWhatWasApproved(/^ripple-/, ['amount', 'fees', 'destination', 'extraId']);

  it('signs half the SHA-512, in one part or several', async () => {
    const { signer, approval, answers, payment } = await session();
    const raw = payment();
    const parts = [
      send(concat(PATH_BYTES, raw.subarray(0, 20)), 0x80),
      send(raw.subarray(20, 30), 0x81),
      send(raw.subarray(30), 0x01),
    ];
    const given = played(signer, approval, parts).answers;
    expect(given.at(-1)).toEqual(answers.at(-1));
    const digest = createHash('sha512')
      .update(concat(bytesOf('STX\0'), raw))
      .digest()
      .subarray(0, 32);
    const { publicKey } = wallet.secp256k1(PATH);
    const options = { prehash: false, format: 'der' } as const;
    expect(secp256k1.verify(given.at(-1)!.slice(0, -2), digest, publicKey, options)).toBe(true);
  });

  it('signs as one of several when the public key is empty', async () => {
    const { signer, approval, payment } = await session();
    const raw = payment({ key: '7300' });
    const der = played(signer, approval, [send(concat(PATH_BYTES, raw))]).answers[0]!.slice(0, -2);
    const { publicKey } = wallet.secp256k1(PATH);
    const hashed = concat(bytesOf('SMT\0'), raw, hash160(publicKey));
    const digest = createHash('sha512').update(hashed).digest().subarray(0, 32);
    expect(secp256k1.verify(der, digest, publicKey, { prehash: false, format: 'der' })).toBe(true);
  });

  it('tells what differs', async () => {
    const { payment, whole } = await session();
    const why = (raw: Uint8Array) => {
      const [status, ends, what] = whole(raw);
      return status === '6985' && ends === 'refused' ? what : [status, ends, what];
    };
    expect(why(payment({ type: '120003' }))).toBe('transaction type 3 is no payment');
    expect(why(payment({ tag: '2e0000007c' }))).toBe('tag 124, approved 123');
    expect(why(payment({ amount: '6140000000000f4240' }))).toBe(
      'amount XRP 1, approved XRP 446.739662',
    );
    expect(why(payment({ fee: '684000000000000064' }))).toBe(
      'fees XRP 0.0001, approved XRP 0.010078',
    );
    expect(why(payment({ destination: `8314${'00'.repeat(20)}` }))).toMatch(
      /^destination rrrrrrrrrrrrrrrrrrrrrhoLvTp, approved r/,
    );
    expect(why(payment({ tag: '' }))).toBe('the transaction has no destination tag');
    expect(why(payment({ flags: '2280020000' }))).toMatch(/^a field stands where/);
    expect(why(payment({}, '2b000000ff'))).toBe(
      'the transaction shows 7 fields, a payment in a swap has 6',
    );
    const issued = `61d4838d7ea4c68000${'00'.repeat(12)}5553440000000000${'11'.repeat(20)}`;
    expect(why(payment({ amount: issued }))).toMatch(/^a field stands where/);
  });

  it('needs no flags, and hides sequence numbers', async () => {
    const { payment, whole } = await session();
    expect(whole(payment({ flags: '', sequence: '' }))[1]).toBe('signed');
    expect(whole(payment({}, '201b00000001'))[1]).toBe('signed');
  });

  it('waits on when it cannot read, with the app’s own number of the error', async () => {
    const { payment, whole, told } = await session();
    expect(whole(payment({ flags: '2200000000' })).slice(0, 2)).toEqual(['6800', undefined]);
    expect(whole(payment().subarray(0, -1)).slice(0, 2)).toEqual(['6807', undefined]);
    expect(whole(payment({}, '00ff01')).slice(0, 2)).toEqual(['680b', undefined]);
    expect(whole(payment({}, `8313${'00'.repeat(19)}`)).slice(0, 2)).toEqual(['6804', undefined]);
    expect(told(send(payment(), 0x01))[0]).toBe('6a80');
    expect(
      told(send(concat(PATH_BYTES, payment()), 0x80), send(concat(PATH_BYTES, payment())))[0],
    ).toBe('6a80');
    expect(told(send(Uint8Array.of(0)))[0]).toBe('6a81');
    expect(told(send(concat(PATH_BYTES, payment()), 0, 0xc0))[0]).toBe('6b00');
    expect(told(fromHex('e105000000'))[0]).toBe('6e00');
    expect(told(fromHex('e005000000'))[0]).toBe('6d00');
  });

  it('forgets a transaction when another instruction comes', async () => {
    const { payment, told } = await session();
    const raw = payment();
    const first = send(concat(PATH_BYTES, raw.subarray(0, 20)), 0x80);
    const rest = send(raw.subarray(20), 0x01);
    expect(told(first, rest)[1]).toBe('signed');
    expect(told(first, fromHex('e006000000'), rest)).toEqual(['6a80', undefined, undefined]);
  });

  it('reads a cut command into what an earlier one left', async () => {
    const { payment, told } = await session();
    const whole = send(concat(PATH_BYTES, payment()));
    const spoilt = send(concat(PATH_BYTES, payment()), 0x01);
    expect(told(spoilt, whole.subarray(0, 40))[1]).toBe('signed');
  });

  it('counts the fields of paths and issued amounts', () => {
    const fields = (hex: string) =>
      readXrpTransaction(fromHex(hex)).fields.map(({ type, id }) => [type, id]);
    const twenty = '33'.repeat(20);
    expect(
      fields(`0112${`01${twenty}`}${`30${twenty}${twenty}`}ff${`10${twenty}`}${`02${twenty}`}00`),
    ).toEqual([
      [8, 1],
      [0xf0, 1],
      [8, 4],
      [0xf0, 1],
    ]);
    expect(fields(`61d4838d7ea4c68000${'44'.repeat(40)}`)).toEqual([
      [6, 1],
      [0xf0, 1],
      [8, 4],
    ]);
    const many = `0112${`01${twenty}`.repeat(9)}00`;
    expect(() => readXrpTransaction(fromHex(many))).toThrow(XrpError);
    expect(() => readXrpTransaction(fromHex('2b00000000'.repeat(61)))).toThrow(/more than 60/);
  });
});
