/**
 * Sends a transaction of the caller's own to apps no transaction is made for here, cut into commands
 * as the app takes it, and verifies what comes back. The transaction is the bytes the app reads
 * behind the path: TON in the app's own layout, Cosmos as JSON, Aptos as BCS with its prefix, Tezos
 * with its watermark.
 */
import { ed25519 } from '@noble/curves/ed25519.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { blake2b } from '@noble/hashes/blake2.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { sha3_256 } from '@noble/hashes/sha3.js';
import { base64urlnopad } from '@scure/base';
import type { Command } from '../../apdu/apdu.js';
import { concat, EMPTY, textOf, toHex } from '../../bytes.js';
import { InputError } from '../../errors.js';
import { accountText } from '../../simulator/coins/tezos/address.js';
import { friendly } from '../../simulator/coins/ton/app.js';
import { walletAccount } from '../../simulator/coins/ton/wallet-contract.js';
import { packPath } from '../derivation-path.js';
import { ask, partsOf, wrongSignature } from './command.js';
import type { Payment, Send, SignedTransaction } from './payment.js';
import type { FramedApp } from './sign-payment.js';

type Head = Pick<Command, 'cla' | 'ins'> & Partial<Command>;

/** How one app takes a transaction. */
interface Framing {
  /** Asks for the public key, which nobody is shown. */
  readonly publicKey: Head;
  /** In front of the path in that command. */
  readonly prefix?: (payment: Payment) => Uint8Array;
  readonly path: (path: readonly number[]) => Uint8Array;
  /** Key and address in the answer. */
  readonly owner: (answer: Uint8Array) => { readonly key: Uint8Array; readonly address: string };
  /** Begins a transaction; its data is the path. */
  readonly begin: Head;
  /** The command of part `index`, from 0. */
  readonly part: (index: number, isLast: boolean) => Head;
  readonly signature: (answer: Uint8Array) => Uint8Array;
  /** What was signed, of the transaction and the last answer. */
  readonly verifies: (
    signature: Uint8Array,
    transaction: Uint8Array,
    key: Uint8Array,
    answer: Uint8Array,
  ) => boolean;
}

const SIGNATURE = 64;
const firstWithLength = (answer: Uint8Array) => answer.subarray(1, 1 + (answer[0] ?? 0));

const TON: Framing = {
  publicKey: { cla: 0xe0, ins: 0x05 },
  path: packPath,
  owner: (key) => ({ key, address: base64urlnopad.encode(friendly(walletAccount(key))) }),
  begin: { cla: 0xe0, ins: 0x06, p2: 0x03 },
  part: (_, isLast) => ({ cla: 0xe0, ins: 0x06, p2: isLast ? 0x00 : 0x02 }),
  signature: firstWithLength,
  // The hash of the message that is sent, which the app makes and tells behind the signature.
  verifies: (signature, _, key, answer) =>
    ed25519.verify(signature, answer.subarray(2 + SIGNATURE), key),
};

const COSMOS: Framing = {
  publicKey: { cla: 0x55, ins: 0x04 },
  prefix: ({ currency }) => currency.subConfiguration,
  path: (path) => {
    const bytes = new Uint8Array(4 * path.length);
    path.forEach((index, i) => {
      new DataView(bytes.buffer).setUint32(4 * i, index, true);
    });
    return bytes;
  },
  owner: (answer) => ({ key: answer.subarray(0, 33), address: textOf(answer.subarray(33)) }),
  begin: { cla: 0x55, ins: 0x02 },
  part: (_, isLast) => ({ cla: 0x55, ins: 0x02, p1: isLast ? 0x02 : 0x01 }),
  signature: (answer) => answer,
  verifies: (signature, transaction, key) =>
    secp256k1.verify(signature, sha256(transaction), key, { prehash: false, format: 'der' }),
};

const APTOS: Framing = {
  publicKey: { cla: 0x5b, ins: 0x05 },
  path: packPath,
  owner: (answer) => {
    const key = firstWithLength(answer).subarray(1);
    return { key, address: `0x${toHex(sha3_256(concat(key, Uint8Array.of(0))))}` };
  },
  begin: { cla: 0x5b, ins: 0x06, p2: 0x80 },
  part: (index, isLast) => ({ cla: 0x5b, ins: 0x06, p1: index + 1, p2: isLast ? 0x00 : 0x80 }),
  signature: firstWithLength,
  verifies: (signature, transaction, key) => ed25519.verify(signature, transaction, key),
};

const TEZOS: Framing = {
  publicKey: { cla: 0x80, ins: 0x02 },
  path: packPath,
  owner: (answer) => {
    const key = firstWithLength(answer).subarray(1);
    return { key, address: accountText(0, blake2b(key, { dkLen: 20 }))! };
  },
  begin: { cla: 0x80, ins: 0x04 },
  part: (_, isLast) => ({ cla: 0x80, ins: 0x04, p1: isLast ? 0x81 : 0x01 }),
  signature: (answer) => answer,
  verifies: (signature, transaction, key) =>
    ed25519.verify(signature, blake2b(transaction, { dkLen: 32 }), key),
};

const FRAMINGS: Readonly<Record<FramedApp, Framing>> = {
  Aptos: APTOS,
  Cosmos: COSMOS,
  TON,
  'Tezos Wallet': TEZOS,
};

/**
 * @throws CoinAppRefusal when the app says no, InputError for an app whose framing is not known,
 * DeviceError for a signature that does not verify.
 */
export async function sendFramed(
  payment: Payment,
  transaction: Uint8Array,
  send: Send,
): Promise<SignedTransaction> {
  const { app } = payment.currency;
  if (!Object.hasOwn(FRAMINGS, app)) {
    throw new InputError(
      `transaction: the ${app} app takes it in pieces: expected the APDUs of a client`,
    );
  }
  const framing = FRAMINGS[app as FramedApp];
  const path = framing.path(payment.path);
  const prefix = framing.prefix?.(payment) ?? EMPTY;
  const owner = framing.owner(
    await ask(send, { ...framing.publicKey, data: concat(prefix, path) }),
  );
  await ask(send, { ...framing.begin, data: path });
  const parts = partsOf(transaction);
  let answer: Uint8Array = EMPTY;
  for (const [index, data] of parts.entries()) {
    answer = await ask(send, { ...framing.part(index, index === parts.length - 1), data });
  }
  const signature = framing.signature(answer);
  if (!isSigned(() => framing.verifies(signature, transaction, owner.key, answer))) {
    throw wrongSignature(app);
  }
  const signatures = [toHex(signature)];
  return { transaction: null, hash: null, signer: owner.address, signatures };
}

function isSigned(verifies: () => boolean): boolean {
  try {
    return verifies();
  } catch {
    return false;
  }
}
