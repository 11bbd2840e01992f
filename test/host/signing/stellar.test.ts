/** Payments of the Stellar app, read again and verified by stellar-base. */
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { signPayment } from '../../../src/host/signing/sign-payment.js';
import { approvedDevice } from './approved-device.js';

const { Account, Asset, Keypair, Memo, Networks, Operation, Transaction, TransactionBuilder } =
  createRequire(import.meta.url)('@stellar/stellar-base') as typeof import('@stellar/stellar-base');

const ORDER = {
  from: 'xlm',
  to: 'btc',
  amount: '44.6739662',
  fees: '0.0010078',
  memo: 'starlight',
};
const SIGNER = 'GCNCEJIAZ5D3APIF5XWAJ3JSSTHM4HPHE7GK3NAB6R6WWSZDB2A2BQ5B';

describe('Stellar', () => {
  it.each(['starlight', ''])('pays, with the memo %j', async (memo) => {
    const { device, simulator, payment } = await approvedDevice({ ...ORDER, memo });
    const signing = await signPayment(device, payment);
    if (signing.outcome !== 'signed') throw new Error(JSON.stringify(signing));
    const envelope = Buffer.from(signing.transaction!, 'hex').toString('base64');
    const transaction = new Transaction(envelope, Networks.PUBLIC);
    expect(transaction.source).toBe(SIGNER);
    expect(transaction.fee).toBe('10078');
    expect(transaction.memo.type).toBe('text');
    expect(String(transaction.memo.value)).toBe(memo);
    expect(transaction.operations).toMatchObject([
      { type: 'payment', amount: '44.6739662', destination: payment.destination },
    ]);
    expect(signing.hash).toBe(transaction.hash().toString('hex'));
    const [decorated] = transaction.signatures;
    const key = Keypair.fromPublicKey(SIGNER);
    expect(decorated!.hint()).toEqual(key.signatureHint());
    expect(key.verify(transaction.hash(), decorated!.signature())).toBe(true);
    expect(signing.signer).toBe(SIGNER);
    expect(transaction.toEnvelope().toXDR('hex')).toBe(signing.transaction!);
    expect(simulator.screen.current().lines.map(({ text }) => text)).toEqual([
      'Transaction signed',
    ]);
  });

  it.each([
    ['amount', 'amount 44.6739663 XLM, approved 44.6739662 XLM'],
    ['fee', 'fees 0.0010079 XLM, approved 0.0010078 XLM'],
    ['memo', 'memo "starlight!", approved "starlight"'],
    ['destination', /^destination G\w{55}, approved GB3JDWCQ\w+QBYX$/],
    ['chain', 'the transaction is for another network than the public one'],
  ] as const)('another %s: refused', async (tamper, what) => {
    const { device, payment } = await approvedDevice(ORDER);
    const signing = await signPayment(device, payment, { tamper });
    expect(signing).toMatchObject({ outcome: 'refused', status: 'b009' });
    expect(signing.outcome === 'refused' && signing.reason?.what).toMatch(what);
  });

  it('signs a transaction of the user’s own', async () => {
    const { device, payment } = await approvedDevice(ORDER);
    const own = new TransactionBuilder(new Account(SIGNER, '41'), {
      fee: '10078',
      networkPassphrase: Networks.PUBLIC,
      memo: Memo.text('starlight'),
      timebounds: { minTime: 0, maxTime: 1_800_000_000 },
    })
      .addOperation(
        Operation.payment({
          destination: payment.destination,
          asset: Asset.native(),
          amount: '44.6739662',
        }),
      )
      .build();
    const transaction = Uint8Array.from(own.signatureBase());
    const signing = await signPayment(device, payment, { transaction });
    expect(signing).toMatchObject({ outcome: 'signed', hash: own.hash().toString('hex') });
  });

  it('says what it cannot pay', async () => {
    const { device, payment } = await approvedDevice(ORDER);
    const failing = (changes: Partial<typeof payment>) =>
      expect(signPayment(device, { ...payment, ...changes })).rejects;
    await failing({ memo: 'a memo of more than 28 bytes!' }).toThrow(/at most 28 bytes, found 29/);
    await failing({ fees: 2n ** 32n }).toThrow(/fees: expected at most 4294967295 stroops/);
    await failing({ destination: 'GB3JDWCQ' }).toThrow(/expected a Stellar address/);
  });
});
