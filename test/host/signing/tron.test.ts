/**
 * Payments of the Tron app: node:crypto verifies what it signed, and the bytes are read again by
 * protobufjs with Tron's own names.
 */
import { createHash } from 'node:crypto';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../../src/bytes.js';
import { signPayment } from '../../../src/host/signing/sign-payment.js';
import { base58Payload } from '../../../src/simulator/coins/hashes.js';
import { emulatorWallet } from '../../../src/simulator/wallet.js';
import { approvedDevice } from './approved-device.js';
import { readTron } from './tron-messages.js';

const TRX = { from: 'trx', to: 'btc', amount: '446.739662', fees: '0.1' };
const USDT = { from: 'usdt-tron', to: 'btc', amount: '12.5', fees: '30' };
const SIGNER = 'TNbtZSpknaQvC7jPCLU4znJMgm8fhuGTTY';
const addressHex = (text: string) => toHex(base58Payload(text)!);

async function signedOrder(order: typeof TRX, tamper?: 'fee') {
  const { device, simulator, payment } = await approvedDevice(order);
  const signing = await signPayment(device, payment, tamper === undefined ? {} : { tamper });
  if (signing.outcome !== 'signed') throw new Error(JSON.stringify(signing));
  const whole = readTron('Transaction', fromHex(signing.transaction!)) as {
    raw_data: {
      contract: { type: number; parameter: { type_url: string; value: string } }[];
      fee_limit?: string;
    };
    signature: string[];
  };
  return {
    signing,
    payment,
    whole,
    screen: simulator.screen.current().lines.map(({ text }) => text),
  };
}

describe('Tron', () => {
  it('pays TRX: the transaction, its id and its signer', async () => {
    const { signing, payment, whole, screen } = await signedOrder(TRX);
    const [contract] = whole.raw_data.contract;
    expect(contract).toMatchObject({
      type: 1,
      parameter: { type_url: 'type.googleapis.com/protocol.TransferContract' },
    });
    expect(readTron('TransferContract', fromHex(contract!.parameter.value))).toEqual({
      owner_address: addressHex(SIGNER),
      to_address: addressHex(payment.destination),
      amount: '446739662',
    });
    expect(whole.raw_data.fee_limit).toBeUndefined();
    expect(signing.signer).toBe(SIGNER);
    // Field 1 is all but the signature of 65 bytes and the three bytes in front of it.
    const raw = fromHex(signing.transaction!).slice(2, -67);
    expect(signing.hash).toBe(createHash('sha256').update(raw).digest('hex'));
    const { publicKey } = emulatorWallet().secp256k1([0x8000002c, 0x800000c3, 0x80000000]);
    const signature = fromHex(whole.signature[0]!).slice(0, 64);
    const digest = createHash('sha256').update(raw).digest();
    expect(secp256k1.verify(signature, digest, publicKey, { prehash: false })).toBe(true);
    expect(screen).toEqual(['Transaction signed']);
  });

  it('pays a TRC-20 token by a call of its contract', async () => {
    const { payment, whole } = await signedOrder(USDT);
    const [contract] = whole.raw_data.contract;
    expect(contract).toMatchObject({
      type: 31,
      parameter: { type_url: 'type.googleapis.com/protocol.TriggerSmartContract' },
    });
    expect(readTron('TriggerSmartContract', fromHex(contract!.parameter.value))).toEqual({
      owner_address: addressHex(SIGNER),
      contract_address: addressHex('TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t'),
      data: [
        'a9059cbb',
        addressHex(payment.destination).slice(2).padStart(64, '0'),
        (12_500_000).toString(16).padStart(64, '0'),
      ].join(''),
    });
    expect(whole.raw_data.fee_limit).toBe('30000000');
  });

  it.each([
    [TRX, 'amount', 'amount 446.739663 TRX, approved 446.739662 TRX'],
    [TRX, 'destination', /^destination T\w{33}, approved TGrLpry8MNqMuMUTe2VXv5wYkRuFEsbKsE$/],
    [TRX, 'memo', 'the transaction has data of its own (a memo)'],
    [USDT, 'amount', 'amount 12.500001 USDT, approved 12.5 USDT'],
    [USDT, 'destination', /^destination T\w{33}, approved TGrLpry8MNqMuMUTe2VXv5wYkRuFEsbKsE$/],
    [USDT, 'memo', 'the transaction has data of its own (a memo)'],
  ] as const)('%j, another %s: refused', async (order, tamper, what) => {
    const { device, payment } = await approvedDevice(order);
    const signing = await signPayment(device, payment, { tamper });
    expect(signing).toMatchObject({ outcome: 'refused', status: '6a8e', code: null });
    expect(signing.outcome === 'refused' && signing.reason?.what).toMatch(what);
  });

  it('has no chain to change; the fee limit of a token is not looked at by the app', async () => {
    const { device, payment } = await approvedDevice(TRX);
    for (const tamper of ['fee', 'chain'] as const) {
      await expect(signPayment(device, payment, { tamper })).rejects.toThrow(/Tron .* has none/);
    }
    const { whole } = await signedOrder(USDT, 'fee');
    expect(whole.raw_data.fee_limit).toBe('30000001');
  });

  it('says what it cannot pay: an unknown token, a wrong address, a transaction too long', async () => {
    const { device, payment } = await approvedDevice(USDT);
    const currency = { ...payment.currency, ticker: 'NONE' };
    await expect(signPayment(device, { ...payment, currency })).rejects.toThrow(
      'the Tron app knows no token NONE with 6 decimals',
    );
    await expect(signPayment(device, { ...payment, destination: 'T123' })).rejects.toThrow(
      'pay-in address: expected a Tron address, T and more, found "T123"',
    );
    const transaction = new Uint8Array(243);
    await expect(signPayment(device, payment, { transaction })).rejects.toThrow(
      /expected at most 242 bytes, found 243/,
    );
  });
});
