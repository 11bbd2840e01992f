/**
 * Ledger's own clients of the coin apps, unmodified, sign against the server what was approved. What
 * they sign is made with the libraries Ledger Wallet makes it with, not with ours.
 */
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { encode, encodeForSigning } from 'ripple-binary-codec';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../src/bytes.js';
import { scriptOfAddress } from '../../src/host/signing/bitcoin-address.js';
import {
  TOKEN_CERTIFICATE,
  testContract,
  tokenDescriptor,
} from '../../src/host/signing/token-descriptor.js';
import type { OrderOptions } from '../../src/order/options.js';
import { emulatorWallet } from '../../src/simulator/wallet.js';
import { approvedOn } from '../host/signing/approved-device.js';
import { transferFromNode } from '../host/signing/tron-messages.js';
import { serve } from './serve.js';

const require = createRequire(import.meta.url);

interface Transport {
  send(cla: number, ins: number, p1: number, p2: number, data?: Buffer): Promise<Buffer>;
  close(): Promise<void>;
}
const SpeculosHttp = require('@ledgerhq/hw-transport-node-speculos-http').default as {
  open(options: { apiPort: string }): Promise<Transport>;
};

const Xrp = require('@ledgerhq/hw-app-xrp').default as new (
  transport: Transport,
) => {
  getAddress(path: string): Promise<{ publicKey: string; address: string }>;
  signTransaction(path: string, raw: string): Promise<string>;
};
const Trx = require('@ledgerhq/hw-app-trx').default as new (
  transport: Transport,
) => {
  getAddress(path: string): Promise<{ publicKey: string; address: string }>;
  signTransaction(path: string, raw: string, tokens: string[]): Promise<string>;
};
const Str = require('@ledgerhq/hw-app-str').default as new (
  transport: Transport,
) => {
  getPublicKey(path: string): Promise<{ rawPublicKey: Buffer }>;
  signTransaction(path: string, base: Buffer): Promise<{ signature: Buffer }>;
};
const Eth = require('@ledgerhq/hw-app-eth').default as new (
  transport: Transport,
) => {
  getAddress(path: string): Promise<{ address: string }>;
  signTransaction(
    path: string,
    raw: string,
    resolution: Readonly<Record<string, readonly string[]>>,
  ): Promise<{ v: string; r: string; s: string }>;
};
// Those the clients themselves work with.
const ethers = require('@ethersproject/transactions') as {
  serialize(transaction: object, signature?: object): string;
  parse(raw: string): { from: string; hash: string };
};
const { Account, Asset, Keypair, Memo, Networks, Operation, TransactionBuilder } =
  require('@stellar/stellar-base') as typeof import('@stellar/stellar-base');
const { Psbt, Transaction, networks, payments } =
  require('bitcoinjs-lib') as typeof import('bitcoinjs-lib');
const { AppClient, DefaultWalletPolicy, PsbtV2 } =
  require('ledger-bitcoin') as typeof import('ledger-bitcoin');

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();

/** A server whose device has come to START_SIGNING_TRANSACTION, and Ledger's transport to it. */
async function approved(order: OrderOptions) {
  const server = await serve();
  const payment = await approvedOn(server.simulator(), order);
  const transport = await SpeculosHttp.open({ apiPort: String(server.apiPort) });
  const screen = () =>
    server
      .simulator()
      .screen.current()
      .lines.map(({ text }) => text);
  const signed = async () => {
    await transport.close();
    expect(screen()).toEqual(['Transaction signed']);
  };
  return { payment, transport, signed, screen };
}

describe('@ledgerhq/hw-app-xrp', () => {
  const order = { from: 'xrp', to: 'btc', amount: '446.7', fees: '0.00001', memo: '123' };
  const path = "44'/144'/0'/0/0";

  async function payment(amount: string) {
    const { payment: approvedPayment, transport, signed, screen } = await approved(order);
    const xrp = new Xrp(transport);
    const { address, publicKey } = await xrp.getAddress(path);
    const fields = {
      TransactionType: 'Payment',
      Flags: 0x80000000,
      Sequence: 88,
      DestinationTag: 123,
      Amount: amount,
      Fee: '10',
      LastLedgerSequence: 94_000_000,
      SigningPubKey: publicKey.toUpperCase(),
      Account: address,
      Destination: approvedPayment.destination,
    };
    return { xrp, fields, publicKey, signed, screen };
  }

  it('signs, in parts of 150 bytes', async () => {
    const { xrp, fields, publicKey, signed } = await payment('446700000');
    const der = await xrp.signTransaction(path, encode(fields));
    const digest = createHash('sha512')
      .update(Buffer.from(encodeForSigning(fields), 'hex'))
      .digest()
      .subarray(0, 32);
    const options = { prehash: false, format: 'der' } as const;
    expect(secp256k1.verify(fromHex(der), digest, fromHex(publicKey), options)).toBe(true);
    await signed();
  });

  it('hears another amount refused as Ledger’s own error', async () => {
    const { xrp, fields, screen } = await payment('446700001');
    await expect(xrp.signTransaction(path, encode(fields))).rejects.toMatchObject({
      name: 'TransportStatusError',
      statusCode: 0x6985,
    });
    expect(screen().join(' ')).toContain('XRP app');
  });
});

describe('@ledgerhq/hw-app-trx', () => {
  it('signs a TRX transfer', async () => {
    const order = { from: 'trx', to: 'btc', amount: '446.739662', fees: '0.1' };
    const { payment, transport, signed } = await approved(order);
    const trx = new Trx(transport);
    const path = "44'/195'/0'";
    const { publicKey, address } = await trx.getAddress(path);
    expect(address).toBe('TNbtZSpknaQvC7jPCLU4znJMgm8fhuGTTY');
    const raw = toHex(transferFromNode(address, payment.destination, 446_739_662));
    const signature = fromHex(await trx.signTransaction(path, raw, []));
    expect(signature).toHaveLength(65);
    const digest = sha256(fromHex(raw));
    const options = { prehash: false } as const;
    expect(secp256k1.verify(signature.slice(0, 64), digest, fromHex(publicKey), options)).toBe(
      true,
    );
    await signed();
  });
});

describe('@ledgerhq/hw-app-str', () => {
  const path = "44'/148'/0'";

  it('signs a payment with a memo', async () => {
    const order = { from: 'xlm', to: 'btc', amount: '44.6739662', fees: '0.00001', memo: 'hi' };
    const { payment, transport, signed } = await approved(order);
    const stellar = new Str(transport);
    const { rawPublicKey } = await stellar.getPublicKey(path);
    const key = new Keypair({ type: 'ed25519', publicKey: rawPublicKey });
    const transaction = new TransactionBuilder(new Account(key.publicKey(), '123456'), {
      fee: '100',
      networkPassphrase: Networks.PUBLIC,
      memo: Memo.text('hi'),
    })
      .addOperation(
        Operation.payment({
          destination: payment.destination,
          asset: Asset.native(),
          amount: '44.6739662',
        }),
      )
      .setTimeout(0)
      .build();
    const { signature } = await stellar.signTransaction(path, transaction.signatureBase());
    expect(key.verify(transaction.hash(), signature)).toBe(true);
    await signed();
  });
});

describe('@ledgerhq/hw-app-eth', () => {
  const path = "44'/60'/0'/0/0";
  const NOTHING = { erc20Tokens: [], nfts: [], externalPlugin: [], plugin: [], domains: [] };
  const eip1559 = (to: string, value: string, gasLimit: number, data = '0x') => ({
    type: 2,
    chainId: 1,
    nonce: 7,
    maxPriorityFeePerGas: 1_000_000,
    maxFeePerGas: 1_000_000_000,
    gasLimit,
    to,
    value,
    data,
  });

  it('signs ether: ethers recovers the signer', async () => {
    const order = { from: 'eth', to: 'btc', amount: '1.05', fees: '0.000021' };
    const { payment, transport, signed } = await approved(order);
    const eth = new Eth(transport);
    const transaction = eip1559(payment.destination, '0xe92596fd6290000', 21_000);
    const { v, r, s } = await eth.signTransaction(
      path,
      ethers.serialize(transaction).slice(2),
      NOTHING,
    );
    const raw = ethers.serialize(transaction, { v: Number(`0x${v}`), r: `0x${r}`, s: `0x${s}` });
    expect(ethers.parse(raw).from).toBe('0xDad77910DbDFdE764fC21FCD4E74D71bBACA6D8D');
    await signed();
  });

  it('signs a token with its information, and hears another amount refused', async () => {
    for (const [amount, isRight] of [
      [12_500_000, true],
      [12_500_001, false],
    ] as const) {
      const order = { from: 'usdc', to: 'btc', amount: '12.5', fees: '0.000065' };
      const { payment, transport, signed } = await approved(order);
      const eth = new Eth(transport);
      const address = testContract('USDC');
      const token = { ticker: 'USDC', address, decimals: 6, chainId: 1n };
      await transport.send(0xb0, 0x06, 0x08, 0x00, Buffer.from(TOKEN_CERTIFICATE));
      const word = (hex: string) => hex.padStart(64, '0');
      const call = `0xa9059cbb${word(payment.destination.slice(2))}${word(amount.toString(16))}`;
      const transaction = eip1559(`0x${toHex(address)}`, '0x0', 65_000, call);
      const signing = eth.signTransaction(path, ethers.serialize(transaction).slice(2), {
        ...NOTHING,
        erc20Tokens: [toHex(tokenDescriptor(token))],
      });
      if (!isRight) {
        await expect(signing).rejects.toMatchObject({ statusCode: 0x6001 });
        continue;
      }
      const { v, r, s } = await signing;
      const raw = ethers.serialize(transaction, { v: Number(`0x${v}`), r: `0x${r}`, s: `0x${s}` });
      expect(ethers.parse(raw).from).toBe('0xDad77910DbDFdE764fC21FCD4E74D71bBACA6D8D');
      await signed();
    }
  });
});

describe('ledger-bitcoin', () => {
  const ACCOUNT = [0x80000054, 0x80000000, 0x80000000];

  it('signs a PSBT with change: bitcoinjs verifies and finishes it', async () => {
    const order = { from: 'btc', to: 'eth', amount: '0.209', fees: '0.00001412' };
    const { payment, transport, signed } = await approved(order);
    const client = new AppClient(transport as never);
    const fingerprint = await client.getMasterFingerprint();
    const xpub = await client.getExtendedPubkey("m/84'/0'/0'");
    const policy = new DefaultWalletPolicy('wpkh(@0/**)', `[${fingerprint}/84'/0'/0']${xpub}`);
    const keyAt = (change: number, index: number) =>
      Buffer.from(emulatorWallet().secp256k1([...ACCOUNT, change, index]).publicKey);
    const derivation = (change: number, index: number) => ({
      masterFingerprint: Buffer.from(fingerprint, 'hex'),
      path: `m/84'/0'/0'/${change}/${index}`,
      pubkey: keyAt(change, index),
    });
    const spent = { script: payments.p2wpkh({ pubkey: keyAt(0, 5) }).output!, value: 21_001_412 };
    const previous = new Transaction();
    previous.addInput(Buffer.alloc(32, 1), 0);
    previous.addOutput(spent.script, spent.value);
    const psbt = new Psbt({ network: networks.bitcoin });
    psbt.addInput({
      hash: previous.getHash(),
      index: 0,
      witnessUtxo: spent,
      nonWitnessUtxo: previous.toBuffer(),
      bip32Derivation: [derivation(0, 5)],
    });
    psbt.addOutput({
      script: Buffer.from(scriptOfAddress(payment.destination)!),
      value: 20_900_000,
    });
    psbt.addOutput({
      script: payments.p2wpkh({ pubkey: keyAt(1, 0) }).output!,
      value: 100_000,
      bip32Derivation: [derivation(1, 0)],
    });
    const v2 = new PsbtV2();
    v2.fromBitcoinJS(psbt as never);
    // The conversion leaves out whose the change is.
    const changePath = [...ACCOUNT, 1, 0];
    v2.setOutputBip32Derivation(1, keyAt(1, 0), Buffer.from(fingerprint, 'hex'), changePath);
    const [[index, { pubkey, signature }] = [] as never] = await client.signPsbt(v2, policy, null);
    expect([index, toHex(pubkey)]).toEqual([0, toHex(keyAt(0, 5))]);
    psbt.updateInput(0, { partialSig: [{ pubkey, signature }] });
    const isValid = (key: Buffer, hash: Buffer, rs: Buffer) =>
      secp256k1.verify(rs, hash, key, { prehash: false, lowS: false });
    expect(psbt.validateSignaturesOfInput(0, isValid)).toBe(true);
    await signed();
  });
});
