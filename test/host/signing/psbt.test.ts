/** A PSBT of the user's own, made and put together with bitcoinjs and Ledger's client library. */
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex } from '../../../src/bytes.js';
import { InputError } from '../../../src/errors.js';
import { scriptOfAddress } from '../../../src/host/signing/bitcoin-address.js';
import { readOwnTransaction } from '../../../src/host/signing/own-transaction.js';
import { readPsbt } from '../../../src/host/signing/psbt.js';
import { signPayment } from '../../../src/host/signing/sign-payment.js';
import { emulatorWallet } from '../../../src/simulator/wallet.js';
import { approvedDevice } from './approved-device.js';

const require = createRequire(import.meta.url);
const { Psbt, Transaction, networks, payments } =
  require('bitcoinjs-lib') as typeof import('bitcoinjs-lib');
const { PsbtV2 } = require('ledger-bitcoin') as typeof import('ledger-bitcoin');

const ORDER = { from: 'btc', to: 'eth', amount: '0.209', fees: '0.001' };
/** Another account than the one a host would take: it is found in the PSBT. */
const ACCOUNT = [84, 0, 3].map((step) => step + 0x80000000);
const FINGERPRINT = Buffer.from('f5acc2fd', 'hex');
const keyAt = (change: number, index: number) =>
  Buffer.from(emulatorWallet().secp256k1([...ACCOUNT, change, index]).publicKey);
const derivation = (change: number, index: number) => ({
  masterFingerprint: FINGERPRINT,
  path: `m/84'/0'/3'/${change}/${index}`,
  pubkey: keyAt(change, index),
});

/** Two inputs, the payment, change. */
function psbtFor(destination: string, amount = 20_900_000) {
  const psbt = new Psbt({ network: networks.bitcoin });
  for (const [index, value] of [
    [5, 20_000_000],
    [6, 1_100_000],
  ] as const) {
    const spent = { script: payments.p2wpkh({ pubkey: keyAt(0, index) }).output!, value };
    const previous = new Transaction();
    previous.addInput(Buffer.alloc(32, index), 0);
    previous.addOutput(spent.script, spent.value);
    psbt.addInput({
      hash: previous.getHash(),
      index: 0,
      sequence: 0xfffffffd,
      witnessUtxo: spent,
      nonWitnessUtxo: previous.toBuffer(),
      bip32Derivation: [derivation(0, index)],
    });
  }
  psbt.addOutput({ script: Buffer.from(scriptOfAddress(destination)!), value: amount });
  psbt.addOutput({
    script: payments.p2wpkh({ pubkey: keyAt(1, 0) }).output!,
    value: 100_000,
    bip32Derivation: [derivation(1, 0)],
  });
  return psbt;
}

function asVersion2(psbt: ReturnType<typeof psbtFor>): Uint8Array {
  const v2 = new PsbtV2();
  v2.fromBitcoinJS(psbt as never);
  v2.setOutputBip32Derivation(1, keyAt(1, 0), FINGERPRINT, [...ACCOUNT, 1, 0]);
  return v2.serialize();
}

describe('a PSBT of the user’s own', () => {
  it('is signed, in both versions and every form: bitcoinjs puts the same transaction together', async () => {
    const { device: first, payment } = await approvedDevice(ORDER);
    const psbt = psbtFor(payment.destination);
    const bytes = new Uint8Array(psbt.toBuffer());
    const v2 = asVersion2(psbt);
    const written = [bytes, `${psbt.toBase64()}\n`, psbt.toHex(), v2, toHex(v2).toUpperCase()];
    let device = first;
    for (const form of written) {
      const own = readOwnTransaction(form, 'Bitcoin', 'tx')!;
      const signing = await signPayment(device, payment, own);
      if (signing.outcome !== 'signed') throw new Error(JSON.stringify(signing));
      const finished = psbtFor(payment.destination);
      for (const [i, signature] of signing.signatures.entries()) {
        const partial = { pubkey: keyAt(0, 5 + i), signature: Buffer.from(signature, 'hex') };
        finished.updateInput(i, { partialSig: [partial] });
      }
      const transaction = finished.finalizeAllInputs().extractTransaction();
      expect(signing.transaction).toBe(transaction.toHex());
      expect(signing.hash).toBe(transaction.getId());
      expect(signing.signer).toBe(payments.p2wpkh({ pubkey: keyAt(0, 5) }).address);
      ({ device } = await approvedDevice(ORDER));
    }
  });

  it('that pays something else is refused in words', async () => {
    const { device, payment } = await approvedDevice(ORDER);
    const bytes = new Uint8Array(psbtFor(payment.destination, 20_900_001).toBuffer());
    const own = readOwnTransaction(bytes, 'Bitcoin', 'tx')!;
    expect(await signPayment(device, payment, own)).toMatchObject({
      outcome: 'refused',
      code: '0300',
      reason: { what: 'fees 0.00099999 BTC, approved 0.001 BTC' },
    });
  });

  it('of somebody else’s keys is no transaction of this wallet', async () => {
    const { device, payment } = await approvedDevice(ORDER);
    const psbt = psbtFor(payment.destination);
    for (const input of psbt.data.inputs) delete input.bip32Derivation;
    const own = readOwnTransaction(new Uint8Array(psbt.toBuffer()), 'Bitcoin', 'tx')!;
    expect(await signPayment(device, payment, own)).toMatchObject({
      outcome: 'refused',
      status: '6a80',
      reason: { what: 'no input is of this wallet' },
    });
  });
});

describe('what is no PSBT', () => {
  const destination = 'bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu';
  const good = new Uint8Array(psbtFor(destination).toBuffer());

  it.each([
    ['is cut', good.subarray(0, -1), 'its output 1 is cut'],
    ['goes on', Uint8Array.from([...good, 0]), '1 bytes follow its last output'],
    ['is something else', Uint8Array.from([1, 2, 3]), 'it begins with 010203'],
    ['has no transaction', good.subarray(0, 5), 'its global map is cut'],
  ])('%s', (_, bytes, what) => {
    expect(() => readPsbt(bytes)).toThrow(
      `expected a PSBT of version 0 or 2, found one in which ${what}`,
    );
  });

  it('is told in one sentence, whatever it is', () => {
    const mutation = fc.tuple(fc.nat(good.length - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 3 }), fc.nat(), (all, cut) => {
        const bytes = good.slice(0, cut % 3 === 0 ? cut % good.length : good.length);
        for (const [at, byte] of all) bytes[at] = byte;
        try {
          expect(readPsbt(bytes).outputs.length).toBeLessThan(100);
        } catch (error) {
          expect(error).toBeInstanceOf(InputError);
          expect((error as Error).message).toMatch(/^transaction: expected a PSBT [^\n]+$/);
        }
      }),
      { numRuns: 200 },
    );
  });
});
