/** Payments of the XRP app: read again, and their digests made, by ripple-binary-codec and node:crypto. */
import { createHash } from 'node:crypto';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { decode, encode, encodeForSigning } from 'ripple-binary-codec';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../../src/bytes.js';
import { signPayment } from '../../../src/host/signing/sign-payment.js';
import { emulatorWallet } from '../../../src/simulator/wallet.js';
import { approvedDevice } from './approved-device.js';

const ORDER = { from: 'xrp', to: 'btc', amount: '446.739662', fees: '0.010078', memo: '123' };
const SIGNER = 'ra7Zr8ddy9tB88RaXL8B87YkqhEJG2vkAJ';
const PATH = [0x8000002c, 0x80000090, 0x80000000, 0, 0];
const KEY = emulatorWallet().secp256k1(PATH);

/** XRP signs the first half of SHA-512. */
const half = (hex: string) =>
  createHash('sha512').update(fromHex(hex.toLowerCase())).digest().subarray(0, 32);

describe('XRP', () => {
  it('pays: the transaction in canonical form, its hash and its signer', async () => {
    const { device, simulator, payment } = await approvedDevice(ORDER);
    const signing = await signPayment(device, payment);
    if (signing.outcome !== 'signed') throw new Error(JSON.stringify(signing));
    const { TxnSignature, ...fields } = decode(signing.transaction!);
    expect(fields).toEqual({
      TransactionType: 'Payment',
      Flags: 0x80000000,
      Sequence: 1,
      DestinationTag: 123,
      Amount: '446739662',
      Fee: '10078',
      SigningPubKey: toHex(KEY.publicKey).toUpperCase(),
      Account: SIGNER,
      Destination: payment.destination,
    });
    expect(encode({ TxnSignature, ...fields }).toLowerCase()).toBe(signing.transaction!);
    expect(signing.signer).toBe(SIGNER);
    expect(signing.hash).toBe(half(`54584e00${signing.transaction}`).toString('hex'));
    const digest = half(encodeForSigning(fields));
    const signature = fromHex(String(TxnSignature).toLowerCase());
    const options = { prehash: false, format: 'der' } as const;
    expect(secp256k1.verify(signature, digest, KEY.publicKey, options)).toBe(true);
    expect(simulator.screen.current().lines.map(({ text }) => text)).toEqual([
      'Transaction signed',
    ]);
  });

  it.each([
    ['amount', 'amount XRP 446.739663, approved XRP 446.739662'],
    ['fee', 'fees XRP 0.010079, approved XRP 0.010078'],
    ['memo', 'tag 124, approved 123'],
    ['destination', /^destination r\w+, approved rHsMGQEkVNJmpGWs8XUBoTBiAAbwxZN5v3$/],
    ['chain', 'a field stands where the destination tag is expected'],
  ] as const)('another %s: refused', async (tamper, what) => {
    const { device, payment } = await approvedDevice(ORDER);
    const signing = await signPayment(device, payment, { tamper });
    expect(signing).toMatchObject({ outcome: 'refused', status: '6985' });
    expect(signing.outcome === 'refused' && signing.reason?.what).toMatch(what);
  });

  it('is refused without a tag, as by the device', async () => {
    const { device, payment } = await approvedDevice({ ...ORDER, memo: '' });
    expect(await signPayment(device, payment)).toMatchObject({
      outcome: 'refused',
      reason: { what: 'the transaction has no destination tag' },
    });
  });

  it('signs a transaction of the user’s own, a long one in two parts', async () => {
    const { device, payment } = await approvedDevice(ORDER);
    const own = {
      TransactionType: 'Payment',
      Flags: 0,
      Sequence: 77,
      DestinationTag: 123,
      Amount: '446739662',
      Fee: '10078',
      SigningPubKey: toHex(KEY.publicKey).toUpperCase(),
      Account: SIGNER,
      Destination: payment.destination,
      Memos: [{ Memo: { MemoData: 'AB'.repeat(200) } }],
    };
    const bytes = (fields: typeof own) => fromHex(encode(fields).toLowerCase());
    const refused = await signPayment(device, payment, { transaction: bytes(own) });
    // The app wants the flag for canonical signatures: it could not read these, and waits on.
    expect(refused).toMatchObject({ outcome: 'refused', status: '6800' });
    const transaction = bytes({ ...own, Flags: 0x80000000 });
    expect(transaction.length).toBeGreaterThan(255);
    expect(await signPayment(device, payment, { transaction })).toMatchObject({
      outcome: 'refused',
      status: '6985',
      reason: { what: 'the transaction shows 7 fields, a payment in a swap has 6' },
    });
  });

  it('says what it cannot pay', async () => {
    const { device, payment } = await approvedDevice(ORDER);
    await expect(signPayment(device, { ...payment, memo: '4294967296' })).rejects.toThrow(
      'memo: expected a destination tag, a number up to 4294967295, found "4294967296"',
    );
    const destination = `${payment.destination.slice(0, -1)}4`;
    await expect(signPayment(device, { ...payment, destination })).rejects.toThrow(
      /pay-in address: expected an XRP address/,
    );
    await expect(signPayment(device, payment, { transaction: fromHex('120000') })).rejects.toThrow(
      /expected the signing public key 0[23][0-9a-f]{64}, the device's own, found another/,
    );
  });
});
