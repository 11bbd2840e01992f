/**
 * How coin apps no transaction is made for here take one: which commands it is cut into, what their
 * answers hold, and what is signed. The transaction is the bytes the app reads behind the path: TON in
 * the app's own layout, Cosmos as JSON, Aptos as BCS with its prefix, Tezos with its watermark, NEAR as
 * Borsh, a Solana message, the body of a Hedera transaction, Polkadot's with its size (two bytes,
 * little-endian) in front and the metadata behind.
 */
import { ed25519 } from '@noble/curves/ed25519.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { blake2b } from '@noble/hashes/blake2.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { sha3_256 } from '@noble/hashes/sha3.js';
import { base58, base64urlnopad } from '@scure/base';
import type { Command } from '../../apdu/apdu.js';
import { concat, EMPTY, textOf, toHex } from '../../bytes.js';
import { accountText } from '../../simulator/coins/tezos/address.js';
import { friendly } from '../../simulator/coins/ton/app.js';
import { walletAccount } from '../../simulator/coins/ton/wallet-contract.js';
import { packPath } from '../derivation-path.js';
import { partsOf } from './command.js';
import type { Payment } from './payment.js';
import type { FramedApp } from './sign-payment.js';

type Sent = Pick<Command, 'cla' | 'ins'> & Partial<Command>;
type Path = readonly number[];

/** Of the key that signs, as the app tells it. */
export interface Owner {
  readonly key: Uint8Array;
  readonly address: string;
}

export interface Framing {
  /** Asks for the public key, which nobody is shown. */
  readonly publicKey: (path: Path, payment: Payment) => Sent;
  readonly owner: (answer: Uint8Array) => Owner;
  /** All commands of a transaction; the last one is answered with the signature. */
  readonly commands: (path: Path, transaction: Uint8Array) => readonly Sent[];
  readonly signature: (answer: Uint8Array) => Uint8Array;
  /** @param answer the last one: some apps tell what they have signed. */
  readonly verifies: (
    signature: Uint8Array,
    transaction: Uint8Array,
    key: Uint8Array,
    answer: Uint8Array,
  ) => boolean;
}

const ED25519_SIGNATURE = 64;

/** The path alone, then the transaction in parts. */
function afterPath(
  begin: Sent,
  part: (index: number, isLast: boolean) => Sent,
  packed: (path: Path) => Uint8Array = packPath,
): Framing['commands'] {
  return (path, transaction) => {
    const parts = partsOf(transaction);
    return [
      { ...begin, data: packed(path) },
      ...parts.map((data, i) => ({ ...part(i, i === parts.length - 1), data })),
    ];
  };
}

/** Path and transaction in one, in parts. */
function withPath(
  part: (index: number, isLast: boolean) => Sent,
  packed: (path: Path) => Uint8Array,
): Framing['commands'] {
  return (path, transaction) => {
    const parts = partsOf(concat(packed(path), transaction));
    return parts.map((data, i) => ({ ...part(i, i === parts.length - 1), data }));
  };
}

const withLength = (answer: Uint8Array) => answer.subarray(1, 1 + (answer[0] ?? 0));
const whole = (answer: Uint8Array) => answer;
const keyIs = (addressOf: (key: Uint8Array) => string) => (key: Uint8Array) => ({
  key,
  address: addressOf(key),
});
const isEd25519: Framing['verifies'] = (signature, transaction, key) =>
  ed25519.verify(signature, transaction, key);

function littleEndian(path: Path): Uint8Array {
  const bytes = new Uint8Array(4 * path.length);
  const view = new DataView(bytes.buffer);
  path.forEach((index, i) => {
    view.setUint32(4 * i, index, true);
  });
  return bytes;
}

const APTOS: Framing = {
  publicKey: (path) => ({ cla: 0x5b, ins: 0x05, data: packPath(path) }),
  owner: (answer) => {
    const key = withLength(answer).subarray(1);
    return { key, address: `0x${toHex(sha3_256(concat(key, Uint8Array.of(0))))}` };
  },
  commands: afterPath({ cla: 0x5b, ins: 0x06, p2: 0x80 }, (index, isLast) => ({
    ...{ cla: 0x5b, ins: 0x06, p1: index + 1 },
    p2: isLast ? 0x00 : 0x80,
  })),
  signature: withLength,
  verifies: isEd25519,
};

const COSMOS: Framing = {
  publicKey: (path, { currency }) => ({
    ...{ cla: 0x55, ins: 0x04 },
    data: concat(currency.subConfiguration, littleEndian(path)),
  }),
  owner: (answer) => ({ key: answer.subarray(0, 33), address: textOf(answer.subarray(33)) }),
  commands: afterPath(
    { cla: 0x55, ins: 0x02 },
    (_, isLast) => ({ cla: 0x55, ins: 0x02, p1: isLast ? 0x02 : 0x01 }),
    littleEndian,
  ),
  signature: whole,
  verifies: (signature, transaction, key) =>
    secp256k1.verify(signature, sha256(transaction), key, { prehash: false, format: 'der' }),
};

/** The app knows keys by the fifth index of their path; which account is theirs nobody here knows. */
const HEDERA: Framing = {
  publicKey: (path) => ({ cla: 0xe0, ins: 0x02, p1: 0x01, data: keyIndex(path) }),
  owner: keyIs((key) => `public key ${toHex(key)}`),
  commands: (path, transaction) => [
    { cla: 0xe0, ins: 0x04, data: concat(keyIndex(path), transaction) },
  ],
  signature: whole,
  verifies: isEd25519,
};
const keyIndex = ([, , , , index = 0]: Path) => littleEndian([index % 0x8000_0000]);

/** Indices without their count. */
const nearPath = (path: Path) => packPath(path).subarray(1);

const NEAR: Framing = {
  publicKey: (path) => ({ cla: 0x80, ins: 0x04, p1: 0x01, data: nearPath(path) }),
  owner: keyIs(toHex),
  commands: withPath((_, isLast) => ({ cla: 0x80, ins: 0x02, p1: isLast ? 0x80 : 0x00 }), nearPath),
  signature: whole,
  verifies: (signature, transaction, key) => ed25519.verify(signature, sha256(transaction), key),
};

/** Longer transactions are hashed before they are signed. */
const POLKADOT_UNHASHED = 256;
const ED25519_KIND = 0x00;
const POLKADOT: Framing = {
  // Behind the path the prefix of the addresses, which is 0.
  publicKey: (path) => ({
    ...{ cla: 0xf9, ins: 0x01 },
    data: concat(littleEndian(path), Uint8Array.of(0, 0)),
  }),
  owner: (answer) => ({ key: answer.subarray(0, 32), address: textOf(answer.subarray(32)) }),
  commands: (path, transaction) => {
    const rest = transaction.subarray(2);
    // Without a last command the app would only wait.
    const parts = rest.length === 0 ? [EMPTY] : partsOf(rest);
    return [
      { cla: 0xf9, ins: 0x02, data: concat(littleEndian(path), transaction.subarray(0, 2)) },
      ...parts.map((data, i) => ({
        ...{ cla: 0xf9, ins: 0x02, data },
        p1: i === parts.length - 1 ? 0x02 : 0x01,
      })),
    ];
  },
  // The kind of signature in front is part of what chains take: a MultiSignature.
  signature: whole,
  verifies: (signature, transaction, key) => {
    const [low = 0, high = 0] = transaction;
    const blob = transaction.subarray(2, 2 + low + 256 * high);
    const message = blob.length > POLKADOT_UNHASHED ? blake2b(blob, { dkLen: 32 }) : blob;
    return signature[0] === ED25519_KIND && ed25519.verify(signature.subarray(1), message, key);
  },
};

const SOLANA: Framing = {
  publicKey: (path) => ({ cla: 0xe0, ins: 0x05, data: packPath(path) }),
  owner: keyIs((key) => base58.encode(key)),
  commands: withPath(
    (index, isLast) => ({
      ...{ cla: 0xe0, ins: 0x06, p1: 0x01 },
      p2: (index === 0 ? 0x00 : 0x01) | (isLast ? 0x00 : 0x02),
    }),
    // One signer.
    (path) => concat(Uint8Array.of(1), packPath(path)),
  ),
  signature: whole,
  verifies: isEd25519,
};

const TEZOS: Framing = {
  publicKey: (path) => ({ cla: 0x80, ins: 0x02, data: packPath(path) }),
  owner: (answer) => {
    const key = withLength(answer).subarray(1);
    return { key, address: accountText(0, blake2b(key, { dkLen: 20 }))! };
  },
  commands: afterPath({ cla: 0x80, ins: 0x04 }, (_, isLast) => ({
    ...{ cla: 0x80, ins: 0x04 },
    p1: isLast ? 0x81 : 0x01,
  })),
  signature: whole,
  verifies: (signature, transaction, key) =>
    ed25519.verify(signature, blake2b(transaction, { dkLen: 32 }), key),
};

const TON: Framing = {
  publicKey: (path) => ({ cla: 0xe0, ins: 0x05, data: packPath(path) }),
  owner: keyIs((key) => base64urlnopad.encode(friendly(walletAccount(key)))),
  commands: afterPath({ cla: 0xe0, ins: 0x06, p2: 0x03 }, (_, isLast) => ({
    ...{ cla: 0xe0, ins: 0x06 },
    p2: isLast ? 0x00 : 0x02,
  })),
  signature: withLength,
  // The hash of the message that is sent, which the app makes and tells behind the signature.
  verifies: (signature, _, key, answer) =>
    ed25519.verify(signature, answer.subarray(2 + ED25519_SIGNATURE), key),
};

export const FRAMINGS: Readonly<Record<FramedApp, Framing>> = {
  Aptos: APTOS,
  Cosmos: COSMOS,
  Hedera: HEDERA,
  NEAR,
  Polkadot: POLKADOT,
  Solana: SOLANA,
  TON,
  'Tezos Wallet': TEZOS,
};
