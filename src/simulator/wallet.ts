/**
 * The seed of a simulated Ledger and the keys derived from it. Private keys stay inside: callers
 * get public keys. BIP-39 mnemonic to seed; BIP-32 on secp256k1, SLIP-10 and BIP32-Ed25519 on
 * ed25519, as the device's operating system derives them (speculos src/bolos/os_bip32.c).
 *
 * Derived on demand and remembered: importing this file and making a wallet cost next to nothing.
 * Paths are not restricted: a coin app called by Exchange derives with Exchange's permissions,
 * which cover every path on every curve.
 */
import { ed25519 } from '@noble/curves/ed25519.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { hmac } from '@noble/hashes/hmac.js';
import { pbkdf2 } from '@noble/hashes/pbkdf2.js';
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import { validateMnemonic } from '@scure/bip39';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import { concat, fromBigInt, fromHex, toBigInt, utf8 } from '../bytes.js';
import { InputError } from '../errors.js';

/** The mnemonic every Speculos starts with; public, never to hold funds. */
export const DEFAULT_MNEMONIC =
  'glory promote mansion idle axis finger extra february uncover one trip resource lawn turtle enact monster seven myth punch hobby comfort wild raise skin';

/** BIP-39 seed of {@link DEFAULT_MNEMONIC}: saves the most frequent wallet its 2048 rounds. */
const DEFAULT_SEED =
  'b11997faff420a331bb4a4ffdc8bdc8ba7c01732a99a30d83dbbebd469666c84b47d09d3f5f472b3b9384ac634beba2a440ba36ec7661144132f35e206873564';

/** From this index on a path element is hardened. */
export const HARDENED = 0x80000000;

export interface Wallet {
  /** The 64-byte BIP-39 seed. For derivations only; never to be printed. */
  readonly seed: Uint8Array;
  /**
   * BIP-32 on secp256k1. `path` holds full 32-bit indices (hardened ones have the top bit set).
   * Public key on 33 bytes and, uncompressed, on 65; the chain code is for public key answers.
   */
  secp256k1(path: readonly number[]): Secp256k1Key;
  /** SLIP-10 on ed25519: 32-byte public key, or null for a path with an element not hardened. */
  ed25519Slip10(path: readonly number[]): Uint8Array | null;
  /** BIP32-Ed25519 with Ledger's master key, as Cardano and Polkadot use it. */
  ed25519Bip32(path: readonly number[]): Ed25519Bip32Key;
}

export interface Secp256k1Key {
  readonly publicKey: Uint8Array;
  readonly uncompressed: Uint8Array;
  readonly chainCode: Uint8Array;
}

export interface Ed25519Bip32Key {
  /** The derived scalar's public key, 32 bytes. */
  readonly publicKey: Uint8Array;
  /** Public key of an app that takes the scalar for an Ed25519 seed and hashes it once more. */
  readonly seedPublicKey: () => Uint8Array;
  readonly chainCode: Uint8Array;
}

/** PBKDF2 with HMAC-SHA-512: a native one is much faster than the pure JavaScript default. */
export type Pbkdf2 = (
  password: Uint8Array,
  salt: Uint8Array,
  rounds: number,
  size: number,
) => Uint8Array;

/**
 * Wallet of a BIP-39 mnemonic (English words, no passphrase). The seed is computed at once.
 * @throws InputError when the words are not a BIP-39 mnemonic. The message never repeats them.
 */
export function walletFromMnemonic(
  mnemonic: string = DEFAULT_MNEMONIC,
  options: { pbkdf2?: Pbkdf2 } = {},
): Wallet {
  const words = mnemonic.normalize('NFKD').trim().split(/\s+/).join(' ');
  if (words === DEFAULT_MNEMONIC) return walletFromSeed(fromHex(DEFAULT_SEED));
  if (!validateMnemonic(words, wordlist)) {
    throw new InputError(
      'The mnemonic is not valid: a word is not in the BIP-39 English list, or the checksum does not match.',
      { hint: 'Give 12, 15, 18, 21 or 24 words in their order, separated by blanks.' },
    );
  }
  const stretch = options.pbkdf2 ?? pbkdf2InJavaScript;
  return walletFromSeed(stretch(utf8(words), utf8('mnemonic'), 2048, 64));
}

const pbkdf2InJavaScript: Pbkdf2 = (password, salt, rounds, size) =>
  pbkdf2(sha512, password, salt, { c: rounds, dkLen: size });

/** Wallet of a BIP-39 seed, 64 bytes. */
export function walletFromSeed(seed: Uint8Array): Wallet {
  const secp256k1Node = tree(() => bip32Root(seed), bip32Child);
  const slip10Node = tree(() => slip10Root(seed), slip10Child);
  const ed25519Node = tree(() => ed25519Root(seed), ed25519Child);
  return {
    seed,
    secp256k1: (path) => secp256k1Node(path).publicKey(),
    ed25519Slip10(path) {
      if (path.some((index) => index < HARDENED)) return null;
      return ed25519.getPublicKey(slip10Node(path).key);
    },
    ed25519Bip32(path) {
      const { key, publicKey, chain } = ed25519Node(path);
      return {
        publicKey: publicKey(),
        seedPublicKey: () => ed25519.getPublicKey(key.subarray(0, 32)),
        chainCode: chain,
      };
    },
  };
}

/** How many nodes a tree remembers; a flow needs a dozen, only fuzzing needs more. */
const MAX_NODES = 512;

/** The nodes of one derivation scheme, each computed once, parents shared. */
function tree<Node>(root: () => Node, child: (parent: Node, index: number) => Node) {
  const known = new Map<string, Node>();
  const at = (path: readonly number[]): Node => {
    const name = path.join('/');
    let node = known.get(name);
    if (node === undefined) {
      node = path.length === 0 ? root() : child(at(path.slice(0, -1)), path[path.length - 1]!);
      if (known.size >= MAX_NODES) known.clear();
      known.set(name, node);
    }
    return node;
  };
  return at;
}

/** Computes on the first call, remembers for the next. */
function once<T>(compute: () => T): () => T {
  let value: T | undefined;
  return () => {
    value ??= compute();
    return value;
  };
}

const { Point } = secp256k1;

interface Bip32Node {
  readonly key: bigint;
  readonly chain: Uint8Array;
  readonly publicKey: () => Secp256k1Key;
}

function bip32Node(key: bigint, chain: Uint8Array): Bip32Node {
  const publicKey = once(() => {
    const point = Point.BASE.multiply(key);
    return {
      publicKey: point.toBytes(true),
      uncompressed: point.toBytes(false),
      chainCode: chain,
    };
  });
  return { key, chain, publicKey };
}

function bip32Root(seed: Uint8Array): Bip32Node {
  const digest = hmac(sha512, utf8('Bitcoin seed'), seed);
  return bip32Node(toBigInt(digest.subarray(0, 32)), digest.slice(32));
}

function bip32Child(parent: Bip32Node, index: number): Bip32Node {
  const head =
    index >= HARDENED
      ? concat(Uint8Array.of(0), fromBigInt(parent.key, 32))
      : parent.publicKey().publicKey;
  const digest = hmac(sha512, parent.chain, concat(head, fromBigInt(BigInt(index), 4)));
  const key = (toBigInt(digest.subarray(0, 32)) + parent.key) % Point.Fn.ORDER;
  return bip32Node(key, digest.slice(32));
}

interface Slip10Node {
  readonly key: Uint8Array;
  readonly chain: Uint8Array;
}

function slip10Root(seed: Uint8Array): Slip10Node {
  const digest = hmac(sha512, utf8('ed25519 seed'), seed);
  return { key: digest.slice(0, 32), chain: digest.slice(32) };
}

function slip10Child(parent: Slip10Node, index: number): Slip10Node {
  const data = concat(Uint8Array.of(0), parent.key, fromBigInt(BigInt(index), 4));
  const digest = hmac(sha512, parent.chain, data);
  return { key: digest.slice(0, 32), chain: digest.slice(32) };
}

interface Ed25519Node {
  /** kL and kR of BIP32-Ed25519, 32 bytes each, little-endian. */
  readonly key: Uint8Array;
  readonly chain: Uint8Array;
  readonly publicKey: () => Uint8Array;
}

function ed25519Node(key: Uint8Array, chain: Uint8Array): Ed25519Node {
  const publicKey = once(() => {
    const scalar = fromLittleEndian(key.subarray(0, 32)) % ed25519.Point.Fn.ORDER;
    return ed25519.Point.BASE.multiply(scalar).toBytes();
  });
  return { key, chain, publicKey };
}

/** Ledger's master key: hashed again until the third highest bit of kL is clear, then clamped. */
function ed25519Root(seed: Uint8Array): Ed25519Node {
  const salt = utf8('ed25519 seed');
  const chain = hmac(sha256, salt, concat(Uint8Array.of(1), seed));
  let key = hmac(sha512, salt, seed);
  while ((key[31]! & 0x20) !== 0) key = hmac(sha512, salt, key);
  key[0]! &= 0xf8;
  key[31] = (key[31]! & 0x7f) | 0x40;
  return ed25519Node(key, chain);
}

function ed25519Child(parent: Ed25519Node, index: number): Ed25519Node {
  const hardened = index >= HARDENED;
  const data = concat(
    hardened ? parent.key : parent.publicKey(),
    fromBigInt(BigInt(index), 4).reverse(),
  );
  const digestOf = (tag: number) => hmac(sha512, parent.chain, concat(Uint8Array.of(tag), data));
  const z = digestOf(hardened ? 0 : 2);
  const chain = digestOf(hardened ? 1 : 3).slice(32);
  // kL takes eight times the low 28 bytes of Z, kR all of its upper half, both modulo 2^256.
  const left =
    8n * fromLittleEndian(z.subarray(0, 28)) + fromLittleEndian(parent.key.subarray(0, 32));
  const right = fromLittleEndian(z.subarray(32)) + fromLittleEndian(parent.key.subarray(32));
  return ed25519Node(concat(littleEndian32(left), littleEndian32(right)), chain);
}

function fromLittleEndian(bytes: Uint8Array): bigint {
  return toBigInt(bytes.slice().reverse());
}

function littleEndian32(value: bigint): Uint8Array {
  return fromBigInt(BigInt.asUintN(256, value), 32).reverse();
}
