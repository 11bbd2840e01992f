/** An account of the device's Bitcoin wallet, as the host knows it: keys, addresses, wallet policy. */
import { schnorr, secp256k1 } from '@noble/curves/secp256k1.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { HDKey } from '@scure/bip32';
import { bytesOf, concat, fromBigInt, textOf, toBigInt, toHex } from '../../bytes.js';
import { InputError } from '../../errors.js';
import { expected } from '../../shown.js';
import { littleEndian, varint } from '../../simulator/coins/bitcoin/varint.js';
import { hash160 } from '../../simulator/coins/hashes.js';
import { ask } from './command.js';
import type { MerkleHost } from './merkle-host.js';
import type { Send } from './payment.js';

const HARDENED = 0x8000_0000;

/** How each purpose of BIP-44 and its kin spends. */
const FORMS = {
  44: { template: 'pkh(@0/**)', isTaproot: false },
  49: { template: 'sh(wpkh(@0/**))', isTaproot: false },
  84: { template: 'wpkh(@0/**)', isTaproot: false },
  86: { template: 'tr(@0/**)', isTaproot: true },
} as const;
export type Purpose = keyof typeof FORMS;

/** Whether a path with this first step is one of an account here. */
export function isPurpose(step: number): boolean {
  return step - HARDENED in FORMS;
}

const TO_BITCOIN = { cla: 0xe1, p2: 1 } as const;
const INS = { extendedPublicKey: 0x00, fingerprint: 0x05 } as const;

export interface Account {
  readonly purpose: Purpose;
  readonly fingerprint: Uint8Array;
  readonly path: readonly number[];
  /** Extended public key of the account. */
  readonly xpub: string;
}

/** @param path of an address: purpose, coin, account, and two steps more. */
export async function accountOf(path: readonly number[], send: Send): Promise<Account> {
  const purpose = path[0]! - HARDENED;
  if (!isPurpose(path[0]!) || path.length !== 5) {
    throw new InputError(
      expected('path', 'that of a Bitcoin address of BIP-44, 49, 84 or 86', 'another'),
    );
  }
  const account = path.slice(0, 3);
  const fingerprint = await ask(send, { ...TO_BITCOIN, ins: INS.fingerprint });
  const steps = account.map((step) => fromBigInt(BigInt(step), 4));
  const data = concat(Uint8Array.of(0, 3), ...steps);
  const text = await ask(send, { ...TO_BITCOIN, ins: INS.extendedPublicKey, data });
  return { purpose: purpose as Purpose, fingerprint, path: account, xpub: textOf(text) };
}

/** Keys of the last accounts: deriving one takes as long as signing does. */
const known = new Map<string, Uint8Array>();
const MOST_KNOWN = 64;

/** Compressed public key of an address of the account. */
export function publicKeyAt({ xpub }: Account, change: number, index: number): Uint8Array {
  const name = `${xpub}/${change}/${index}`;
  let key = known.get(name);
  if (key === undefined) {
    const account = HDKey.fromExtendedKey(xpub);
    key = account.deriveChild(change).deriveChild(index).publicKey!;
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(name, key);
  }
  return key;
}

export function isTaproot({ purpose }: Account): boolean {
  return FORMS[purpose].isTaproot;
}

/** Output script of a key in the account's form. */
export function scriptOf({ purpose }: Account, publicKey: Uint8Array): Uint8Array {
  const hash = hash160(publicKey);
  switch (purpose) {
    case 44:
      return concat(Uint8Array.of(0x76, 0xa9, 0x14), hash, Uint8Array.of(0x88, 0xac));
    case 49:
      return concat(Uint8Array.of(0xa9, 0x14), hash160(witnessProgram(hash)), Uint8Array.of(0x87));
    case 84:
      return witnessProgram(hash);
    case 86:
      return concat(Uint8Array.of(0x51, 0x20), tweaked(publicKey));
  }
}

export function witnessProgram(keyHash: Uint8Array): Uint8Array {
  return concat(Uint8Array.of(0x00, 0x14), keyHash);
}

function tweaked(publicKey: Uint8Array): Uint8Array {
  const x = publicKey.subarray(1);
  const tweak = toBigInt(schnorr.utils.taggedHash('TapTweak', x));
  const point = schnorr.utils.lift_x(toBigInt(x)).add(secp256k1.Point.BASE.multiply(tweak));
  return point.toBytes(true).subarray(1);
}

/** Value of a BIP-32 derivation field: fingerprint, then the steps in little-endian. */
export function derivation({ fingerprint, path }: Account, change: number, index: number) {
  return concat(fingerprint, ...[...path, change, index].map((step) => littleEndian(step, 4)));
}

/** Makes the wallet policy known to the app's questions; its id. */
export function addPolicy(host: MerkleHost, { purpose, fingerprint, path, xpub }: Account) {
  const steps = path.map((step) => `/${step - HARDENED}'`).join('');
  const text = `[${toHex(fingerprint)}${steps}]${xpub}`;
  const keys = host.addList([bytesOf(text)]);
  const template = bytesOf(FORMS[purpose].template);
  host.addPreimage(template);
  const head = concat(Uint8Array.of(2, 0), varint(template.length), sha256(template));
  return host.addPreimage(concat(head, varint(1), keys));
}
