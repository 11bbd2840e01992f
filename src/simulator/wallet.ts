/**
 * The seed of a simulated Ledger and the keys derived from it. Private keys stay inside: callers
 * get public keys and signatures. BIP-32 on secp256k1, SLIP-10 and BIP32-Ed25519 on ed25519, as the
 * device's operating system derives them (speculos src/bolos/os_bip32.c).
 *
 * Derived on demand and remembered: importing this file and making a wallet cost next to nothing.
 * Paths are not restricted: a coin app called by Exchange derives with Exchange's permissions,
 * which cover every path on every curve.
 */
import { ed25519 } from '@noble/curves/ed25519.js';
import { schnorr, secp256k1 } from '@noble/curves/secp256k1.js';
import { fromBigInt, fromHex, toBigInt } from '../bytes.js';
import { deterministicSignature } from '../keys/deterministic-signature.js';
import {
  type Bip32Node,
  bip32Child,
  bip32Root,
  ed25519Child,
  ed25519ExtendedSignature,
  ed25519Root,
  type Secp256k1Key,
  slip10Child,
  slip10Root,
  tree,
} from './derivation.js';
import { HARDENED } from './hardened.js';

export type { Secp256k1Key } from './derivation.js';
export { HARDENED } from './hardened.js';

/** BIP-39 seed of the mnemonic every Speculos starts with (`mnemonic.ts`): saves it its 2048 rounds. */
const EMULATOR_SEED =
  'b11997faff420a331bb4a4ffdc8bdc8ba7c01732a99a30d83dbbebd469666c84b47d09d3f5f472b3b9384ac634beba2a440ba36ec7661144132f35e206873564';

/** What a seed derives; paths are lists of BIP-32 elements. */
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
  /** Chain code of that key, 32 bytes; null for the same paths. */
  slip10ChainCode(path: readonly number[]): Uint8Array | null;
  /** BIP32-Ed25519 with Ledger's master key, as Cardano and Polkadot use it. */
  ed25519Bip32(path: readonly number[]): Ed25519Bip32Key;
  /** ECDSA of a 32-byte digest, nonce of RFC 6979, low s. */
  signEcdsa(path: readonly number[], digest: Uint8Array): EcdsaSignature;
  /**
   * BIP-340 of a 32-byte message with zeros for randomness; `tweak` (32 bytes) is added to the key
   * first, as BIP-341 does. 64 bytes.
   */
  signSchnorr(path: readonly number[], message: Uint8Array, tweak?: Uint8Array): Uint8Array;
  /** Ed25519 with the SLIP-10 key, 64 bytes; null for a path with an element not hardened. */
  signEd25519Slip10(path: readonly number[], message: Uint8Array): Uint8Array | null;
  /** Ed25519 with the BIP32-Ed25519 key: kL is the scalar, kR makes the nonce. 64 bytes. */
  signEd25519Bip32(path: readonly number[], message: Uint8Array): Uint8Array;
}

/** An ECDSA signature, and which key it recovers to. */
export interface EcdsaSignature {
  /** r and s, 32 bytes each, big-endian. */
  readonly rs: Uint8Array;
  /** 0 to 3: which of the possible public keys is the signer's. */
  readonly recovery: number;
}

/** A key derived on ed25519 as BIP32-Ed25519 does. */
export interface Ed25519Bip32Key {
  /** The derived scalar's public key, 32 bytes. */
  readonly publicKey: Uint8Array;
  /** Public key of an app that takes the scalar for an Ed25519 seed and hashes it once more. */
  readonly seedPublicKey: () => Uint8Array;
  /** Ed25519 by such an app, 64 bytes. */
  readonly signWithSeed: (message: Uint8Array) => Uint8Array;
  /** 32 bytes. */
  readonly chainCode: Uint8Array;
}

let shared: Wallet | undefined;

/** The wallet of the emulator's seed, once for all who ask: it remembers the keys it derived. */
export function emulatorWallet(): Wallet {
  shared ??= walletFromSeed(fromHex(EMULATOR_SEED));
  return shared;
}

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
    slip10ChainCode(path) {
      return path.some((index) => index < HARDENED) ? null : slip10Node(path).chain;
    },
    signEcdsa(path, digest) {
      const secret = fromBigInt(secp256k1Node(path).key, 32);
      const native = deterministicSignature({ curve: 'secp256k1', secret, digest, lowS: true });
      if (native !== null) return native;
      const signed = secp256k1.sign(digest, secret, { prehash: false, format: 'recovered' });
      return { rs: signed.slice(1), recovery: signed[0]! };
    },
    signSchnorr(path, message, tweak) {
      const node = secp256k1Node(path);
      const key = tweak === undefined ? node.key : tweakedKey(node, tweak);
      return schnorr.sign(message, fromBigInt(key, 32), new Uint8Array(32));
    },
    signEd25519Slip10(path, message) {
      if (path.some((index) => index < HARDENED)) return null;
      return ed25519.sign(message, slip10Node(path).key);
    },
    signEd25519Bip32: (path, message) => ed25519ExtendedSignature(ed25519Node(path), message),
    ed25519Bip32(path) {
      const { key, publicKey, chain } = ed25519Node(path);
      return {
        publicKey: publicKey(),
        seedPublicKey: () => ed25519.getPublicKey(key.subarray(0, 32)),
        signWithSeed: (message) => ed25519.sign(message, key.subarray(0, 32)),
        chainCode: chain,
      };
    },
  };
}

/** BIP-341: the key whose point has an even y, and the tweak. */
function tweakedKey({ key, publicKey }: Bip32Node, tweak: Uint8Array): bigint {
  const { ORDER } = secp256k1.Point.Fn;
  const even = publicKey().publicKey[0] === 2 ? key : ORDER - key;
  return (even + toBigInt(tweak)) % ORDER;
}
