/**
 * Transactions of one's own for the coins nobody recorded: cut as the app takes them, signed by it,
 * and verified. The transactions are made here, by the coins' own rules.
 */
import { base58 } from '@scure/base';
import { describe, expect, it } from 'vitest';
import { concat, fromHex, toHex } from '../../../src/bytes.js';
import { bytesField, numberField } from '../../../src/host/signing/protobuf-fields.js';
import { signPayment } from '../../../src/host/signing/sign-payment.js';
import { emulatorWallet, HARDENED } from '../../../src/simulator/wallet.js';
import { le, metadata, transaction } from '../../simulator/coins/polkadot-metadata.js';
import {
  message,
  PROGRAM,
  transfer,
  unitLimit,
  unitPrice,
} from '../../simulator/coins/solana-message.js';
import { approvedDevice } from './approved-device.js';

const keyOf = (...path: number[]) =>
  emulatorWallet().ed25519Slip10(path.map((index) => index + HARDENED))!;
const SOLANA = base58.encode(keyOf(44, 501, 0, 0));

function hbar(amount: bigint, fee: bigint, memo = ''): Uint8Array {
  const account = (number: bigint) => numberField(3, number);
  const side = (number: bigint, zigzag: bigint) =>
    bytesField(1, concat(bytesField(1, account(number)), numberField(2, zigzag)));
  const transfers = concat(side(7n, 2n * amount - 1n), side(1234n, 2n * amount));
  return concat(
    bytesField(1, bytesField(2, account(7n))),
    bytesField(2, account(3n)),
    numberField(3, fee),
    bytesField(6, new TextEncoder().encode(memo)),
    bytesField(14, bytesField(1, transfers)),
  );
}

function dot(to: string, value: bigint, genesisSize = 32): Uint8Array {
  const { proof, digest } = metadata({ genesisSize });
  const account = base58.decode(to).subarray(1, 33);
  const blob = transaction({ to: account, value, genesisSize }, digest);
  return concat(le(blob.length, 2), blob, proof);
}

const HBAR_ORDER = { from: 'hbar', to: 'eth', amount: '42', fees: '0.002', payin: '0.0.1234' };

describe('a transaction of one’s own', () => {
  it('of Hedera is signed with the key the path names', async () => {
    const { device, payment } = await approvedDevice(HBAR_ORDER);
    const signing = await signPayment(device, payment, {
      transaction: hbar(4_200_000_000n, 200_000n),
    });
    expect(signing).toMatchObject({
      outcome: 'signed',
      signer: `public key ${toHex(keyOf(44, 3030, 0, 0, 0))}`,
    });
  });

  it('of Hedera must fit one command', async () => {
    const { device, payment } = await approvedDevice(HBAR_ORDER);
    const long = hbar(4_200_000_000n, 200_000n, 'm'.repeat(220));
    await expect(signPayment(device, payment, { transaction: long })).rejects.toThrow(
      `transaction: expected at most 251 bytes for the Hedera app, found ${long.length}`,
    );
  });

  it('of Solana is sent in parts', async () => {
    const order = { from: 'sol', to: 'eth', amount: '2.5', fees: '0.00000564' };
    const { device, payment } = await approvedDevice(order);
    const pays = (amount: bigint) =>
      message(SOLANA, [
        { program: PROGRAM.memo, data: new Uint8Array(60) },
        unitLimit(300),
        unitPrice(20_000n),
        transfer(SOLANA, payment.destination, amount),
      ]);
    expect(pays(1n).length).toBeGreaterThan(255);
    const signing = await signPayment(device, payment, { transaction: pays(2_500_000_000n) });
    expect(signing).toMatchObject({ outcome: 'signed', signer: SOLANA });
    const again = await approvedDevice(order);
    expect(await signPayment(again.device, payment, { transaction: pays(1n) })).toMatchObject({
      outcome: 'refused',
      status: '6f00',
      reason: { what: 'amount 0.000000001 SOL, approved 2.5 SOL' },
    });
  });

  it.each([32, 200])(
    'of Polkadot has its size in front, with %i bytes of genesis',
    async (size) => {
      const { device, payment } = await approvedDevice({ from: 'dot', to: 'eth', amount: '60' });
      const raw = dot(payment.destination, 600_000_000_000n, size);
      expect(await signPayment(device, payment, { transaction: raw })).toMatchObject({
        outcome: 'signed',
        signer: '14TwSqXEoCPK7Q7Jnk2RFzbPZXppsxz24bHaQ7fakwio7DFn',
        // As the app answers it and chains take it: behind the number of its kind.
        signatures: [expect.stringMatching(/^00[0-9a-f]{128}$/)],
      });
    },
  );

  it('of Polkadot is refused when there is nothing behind its size', async () => {
    const { device, payment } = await approvedDevice({ from: 'dot', to: 'eth', amount: '60' });
    const transaction = Uint8Array.of(0, 0);
    expect(await signPayment(device, payment, { transaction })).toMatchObject({
      outcome: 'refused',
      status: '6984',
    });
  });

  it('is not called signed when the signature is another', async () => {
    const { device, payment } = await approvedDevice(HBAR_ORDER, 'nanosp', (inner) => ({
      ...inner,
      async exchange(apdu) {
        const answer = await inner.exchange(apdu);
        const isSignature = toHex(apdu).startsWith('e004') && answer.length === 66;
        return isSignature ? concat(fromHex('00'), answer.subarray(1)) : answer;
      },
    }));
    const raw = hbar(4_200_000_000n, 200_000n);
    await expect(signPayment(device, payment, { transaction: raw })).rejects.toThrow(
      'the Hedera app gave a signature that does not verify with its public key',
    );
  });
});
