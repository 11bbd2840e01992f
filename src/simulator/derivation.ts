/**
 * Trees of keys as the device's operating system derives them (speculos src/bolos/os_bip32.c):
 * BIP-32 on secp256k1, SLIP-10 and BIP32-Ed25519 on ed25519. Private keys stay in the nodes; each
 * node is computed once, when it is first asked for.
 */
import { ed25519 } from '@noble/curves/ed25519.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { sha512 } from '@noble/hashes/sha2.js';
import { concat, fromBigInt, toBigInt, utf8 } from '../bytes.js';
import { compressedPoint, publicKeyOf } from '../keys/curves.js';
import { hmacOf } from '../keys/openssl.js';
import { HARDENED } from './hardened.js';

/** A derived public key in both forms, with its chain code. */
export interface Secp256k1Key {
  /** 33 bytes. */
  readonly publicKey: Uint8Array;
  /** 65 bytes, 04 x y. */
  readonly uncompressed: Uint8Array;
  /** 32 bytes. */
  readonly chainCode: Uint8Array;
}

/** How many nodes a tree remembers; a flow needs a dozen, only fuzzing needs more. */
const MAX_NODES = 512;

/** The nodes of one derivation scheme, each computed once, parents shared. */
export function tree<Node>(root: () => Node, child: (parent: Node, index: number) => Node) {
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

export interface Bip32Node {
  readonly key: bigint;
  readonly chain: Uint8Array;
  readonly publicKey: () => Secp256k1Key;
}

function bip32Node(key: bigint, chain: Uint8Array): Bip32Node {
  const publicKey = once(() => {
    const uncompressed = publicKeyOf('secp256k1', fromBigInt(key, 32));
    return { publicKey: compressedPoint(uncompressed), uncompressed, chainCode: chain };
  });
  return { key, chain, publicKey };
}

export function bip32Root(seed: Uint8Array): Bip32Node {
  const digest = hmacOf('sha512', utf8('Bitcoin seed'), seed);
  return bip32Node(toBigInt(digest.subarray(0, 32)), digest.slice(32));
}

export function bip32Child(parent: Bip32Node, index: number): Bip32Node {
  const head =
    index >= HARDENED
      ? concat(Uint8Array.of(0), fromBigInt(parent.key, 32))
      : parent.publicKey().publicKey;
  const digest = hmacOf('sha512', parent.chain, concat(head, fromBigInt(BigInt(index), 4)));
  const key = (toBigInt(digest.subarray(0, 32)) + parent.key) % secp256k1.Point.Fn.ORDER;
  return bip32Node(key, digest.slice(32));
}

export interface Slip10Node {
  readonly key: Uint8Array;
  readonly chain: Uint8Array;
}

export function slip10Root(seed: Uint8Array): Slip10Node {
  const digest = hmacOf('sha512', utf8('ed25519 seed'), seed);
  return { key: digest.slice(0, 32), chain: digest.slice(32) };
}

export function slip10Child(parent: Slip10Node, index: number): Slip10Node {
  const data = concat(Uint8Array.of(0), parent.key, fromBigInt(BigInt(index), 4));
  const digest = hmacOf('sha512', parent.chain, data);
  return { key: digest.slice(0, 32), chain: digest.slice(32) };
}

export interface Ed25519Node {
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
export function ed25519Root(seed: Uint8Array): Ed25519Node {
  const salt = utf8('ed25519 seed');
  const chain = hmacOf('sha256', salt, concat(Uint8Array.of(1), seed));
  let key = hmacOf('sha512', salt, seed);
  while ((key[31]! & 0x20) !== 0) key = hmacOf('sha512', salt, key);
  key[0]! &= 0xf8;
  key[31] = (key[31]! & 0x7f) | 0x40;
  return ed25519Node(key, chain);
}

export function ed25519Child(parent: Ed25519Node, index: number): Ed25519Node {
  const hardened = index >= HARDENED;
  const data = concat(
    hardened ? parent.key : parent.publicKey(),
    fromBigInt(BigInt(index), 4).reverse(),
  );
  const digestOf = (tag: number) =>
    hmacOf('sha512', parent.chain, concat(Uint8Array.of(tag), data));
  const z = digestOf(hardened ? 0 : 2);
  const chain = digestOf(hardened ? 1 : 3).slice(32);
  // kL takes eight times the low 28 bytes of Z, kR all of its upper half, both modulo 2^256.
  const left =
    8n * fromLittleEndian(z.subarray(0, 28)) + fromLittleEndian(parent.key.subarray(0, 32));
  const right = fromLittleEndian(z.subarray(32)) + fromLittleEndian(parent.key.subarray(32));
  return ed25519Node(concat(littleEndian32(left), littleEndian32(right)), chain);
}

/** Ed25519 (RFC 8032) with an expanded key: kL is the scalar, kR stands for the prefix. 64 bytes. */
export function ed25519ExtendedSignature(node: Ed25519Node, message: Uint8Array): Uint8Array {
  const { BASE, Fn } = ed25519.Point;
  const modulo = (...parts: readonly Uint8Array[]) =>
    fromLittleEndian(sha512(concat(...parts))) % Fn.ORDER;
  const nonce = modulo(node.key.subarray(32), message);
  const r = BASE.multiply(nonce).toBytes();
  const scalar = fromLittleEndian(node.key.subarray(0, 32));
  const s = (nonce + modulo(r, node.publicKey(), message) * scalar) % Fn.ORDER;
  return concat(r, littleEndian32(s));
}

function fromLittleEndian(bytes: Uint8Array): bigint {
  return toBigInt(bytes.slice().reverse());
}

function littleEndian32(value: bigint): Uint8Array {
  return fromBigInt(BigInt.asUintN(256, value), 32).reverse();
}
