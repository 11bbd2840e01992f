/**
 * The host makes the transaction of the approved order, the simulated coin app signs it: what comes
 * out is checked with other means (node:crypto, the public key of the wallet), and whatever differs
 * from the order is refused in words.
 */
import { keccak_256 } from '@noble/hashes/sha3.js';
import { describe, expect, it } from 'vitest';
import { concat, fromHex, toHex } from '../../../src/bytes.js';
import { contentOf, encodeRlp, itemsOf, listOfEncoded } from '../../../src/host/signing/rlp.js';
import { signPayment } from '../../../src/host/signing/sign-payment.js';
import { emulatorWallet } from '../../../src/simulator/wallet.js';
import { approvedDevice } from './approved-device.js';
import { isSigned, spentKeyHash } from './bip143.js';

const HARDENED = 0x80000000;
const wallet = emulatorWallet();
const etherKey = wallet.secp256k1([44 + HARDENED, 60 + HARDENED, HARDENED, 0, 0]);

describe('Ethereum', () => {
  it('signs what was approved: ether, and a token with its information', async () => {
    for (const [order, to] of [
      [{ from: 'eth', to: 'btc', amount: '1.05', fees: '0.000021' }, 'destination'],
      [{ from: 'bnb', to: 'btc', amount: '0.5', fees: '0.000021' }, 'destination'],
      [{ from: 'usdc', to: 'btc', amount: '12.5', fees: '0.000065' }, 'contract'],
    ] as const) {
      const { device, simulator, payment } = await approvedDevice(order);
      const signing = await signPayment(device, payment);
      if (signing.outcome !== 'signed') throw new Error(JSON.stringify(signing));
      expect(signing.signer).toBe(
        simulator.coinApp('Ethereum')!.addressOf({
          wallet,
          configuration: new Uint8Array(0),
          parameters: fromHex('058000002c8000003c800000000000000000000000'),
        }),
      );
      const raw = fromHex(signing.transaction!);
      expect(signing.hash).toBe(toHex(keccak_256(raw)));
      const items = itemsOf(raw.subarray(1));
      expect(items.length).toBe(12);
      const target = toHex(contentOf(items[5]!));
      if (to === 'destination') {
        expect(`0x${target}`).toBe(payment.destination.toLowerCase());
        expect(BigInt(`0x${toHex(contentOf(items[6]!))}`)).toBe(payment.amount);
      } else {
        expect(toHex(contentOf(items[7]!))).toContain(payment.destination.slice(2).toLowerCase());
      }
      expect(simulator.screen.current().lines.map(({ text }) => text)).toEqual([
        'Transaction signed',
      ]);
    }
  });

  it('signs a transaction of the user’s own, of the older kind', async () => {
    const { device, payment } = await approvedDevice({
      from: 'eth',
      to: 'btc',
      amount: '1.05',
      fees: '0.000021',
    });
    const integer = (hex: string) => fromHex(hex);
    const to = fromHex(payment.destination.slice(2).toLowerCase());
    const fields = [
      integer('05'),
      integer('3b9aca00'),
      integer('5208'),
      to,
      integer('0e92596fd6290000'),
      new Uint8Array(0),
      integer('01'),
      new Uint8Array(0),
      new Uint8Array(0),
    ];
    const transaction = listOfEncoded(fields.map(encodeRlp));
    const signing = await signPayment(device, payment, { transaction });
    if (signing.outcome !== 'signed') throw new Error(JSON.stringify(signing));
    const items = itemsOf(fromHex(signing.transaction!)).map((item) => toHex(contentOf(item)));
    expect(items.slice(0, 2)).toEqual(['05', '3b9aca00']);
    expect(['25', '26']).toContain(items[6]);
    expect(signing.signer!.toLowerCase()).toBe(
      `0x${toHex(keccak_256(etherKey.uncompressed.subarray(1)).slice(12))}`,
    );
  });

  it('says in words what differs', async () => {
    const order = { from: 'eth', to: 'btc', amount: '1.05', fees: '0.000021' };
    const expected = {
      amount: ['0100', 'amount 1.050000000000000001 ETH, approved 1.05 ETH'],
      fee: ['0300', 'fees 0.000021000000021 ETH, approved 0.000021 ETH'],
      chain: ['0100', 'amount 1.05 ???, approved 1.05 ETH'],
      memo: [
        'ff01',
        'the transaction is not taken: it has call data that nobody announced and that is no ERC-20 call',
      ],
    } as const;
    for (const [tamper, [code, what]] of Object.entries(expected)) {
      const { device, payment } = await approvedDevice(order);
      const signing = await signPayment(device, payment, {
        tamper: tamper as keyof typeof expected,
      });
      expect({ tamper, ...signing }).toMatchObject({
        tamper,
        outcome: 'refused',
        status: '6001',
        code,
        reason: { what },
      });
    }
    const { device, payment } = await approvedDevice(order);
    const signing = await signPayment(device, payment, { tamper: 'destination' });
    expect(signing).toMatchObject({ outcome: 'refused', code: '0200' });
    expect(JSON.stringify(signing)).toContain(`approved ${payment.destination}`);
  });
});

describe('Bitcoin', () => {
  const order = { from: 'btc', to: 'eth', amount: '0.209', fees: '0.001' };

  it('signs what was approved: node:crypto verifies it against a digest made apart (BIP-143)', async () => {
    const { device, payment } = await approvedDevice(order);
    const signing = await signPayment(device, payment);
    if (signing.outcome !== 'signed') throw new Error(JSON.stringify(signing));
    const spent = payment.amount + payment.fees + 100_000n;
    const { message, signature, publicKey, id } = spentKeyHash(
      fromHex(signing.transaction!),
      spent,
    );
    const key = wallet.secp256k1([84 + HARDENED, HARDENED, HARDENED, 0, 0]);
    expect(toHex(publicKey)).toBe(toHex(key.publicKey));
    expect(isSigned(message, signature, publicKey)).toBe(true);
    expect(isSigned(concat(message, Uint8Array.of(0)), signature, publicKey)).toBe(false);
    expect(signing.hash).toBe(toHex(id));
    expect(signing.signer).toMatch(/^bc1q/);
  });

  it('signs from legacy, nested and taproot accounts', async () => {
    for (const [purpose, signer] of [
      [44, /^1/],
      [49, /^3/],
      [86, /^bc1p/],
    ] as const) {
      const { device, payment } = await approvedDevice(order);
      const path = [purpose + HARDENED, HARDENED, HARDENED, 0, 3];
      const signing = await signPayment(device, { ...payment, path });
      expect(signing).toMatchObject({ outcome: 'signed', signer: expect.stringMatching(signer) });
      if (purpose !== 86 || signing.outcome !== 'signed') continue;
      // Taproot: the witness has one signature of 64 bytes, by the key in the output.
      const raw = fromHex(signing.transaction!);
      expect(raw.subarray(-70, -68)).toEqual(Uint8Array.of(1, 64));
    }
  });

  it('says in words what differs', async () => {
    const expected = {
      amount: ['0100', 'amount 0.20900001 BTC, approved 0.209 BTC'],
      fee: ['0300', 'fees 0.00100001 BTC, approved 0.001 BTC'],
      memo: ['0404', 'the transaction has 2 outputs besides change, approved 1'],
    } as const;
    for (const [tamper, [code, what]] of Object.entries(expected)) {
      const { device, payment } = await approvedDevice(order);
      const signing = await signPayment(device, payment, {
        tamper: tamper as keyof typeof expected,
      });
      expect({ tamper, ...signing }).toMatchObject({
        tamper,
        outcome: 'refused',
        status: '6b00',
        code,
        reason: { what },
      });
    }
    const { device, payment } = await approvedDevice(order);
    expect(await signPayment(device, payment, { tamper: 'destination' })).toMatchObject({
      code: '0200',
    });
    await expect(signPayment(device, payment, { tamper: 'chain' })).rejects.toThrow(
      /Bitcoin transaction has none/,
    );
  });
});

it('shows the spinner of a coin app on a touch model, and its own page under the last one', async () => {
  const { device, simulator, payment } = await approvedDevice(
    { from: 'btc', to: 'eth', amount: '0.209', fees: '0.001' },
    'stax',
  );
  const texts = () => simulator.screen.current().events.map(({ text }) => text);
  expect(texts()).toEqual(['Signing']);
  await signPayment(device, payment);
  expect(texts()).toContain('This app enables signing');
  expect(texts().at(-1)).toBe('Transaction signed');
  expect(simulator.screen.current().lines.map(({ text }) => text)).toEqual(['Transaction signed']);
});
