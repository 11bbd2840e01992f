/**
 * The seed of a simulated Ledger and the keys derived from it. Private keys stay inside: callers
 * get public keys. BIP-39 mnemonic to seed, BIP-32 on secp256k1, SLIP-10 and BIP32-Ed25519 on
 * ed25519 (see each method).
 */

/** The mnemonic every Speculos starts with; public, never to hold funds. */
export const DEFAULT_MNEMONIC =
  'glory promote mansion idle axis finger extra february uncover one trip resource lawn turtle enact monster seven myth punch hobby comfort wild raise skin';

export interface Wallet {
  /** The 64-byte BIP-39 seed. For derivations only; never to be printed. */
  readonly seed: Uint8Array;
  /** BIP-32 on secp256k1. `path` holds full 32-bit indices (hardened ones have the top bit set). */
  secp256k1(path: readonly number[]): { publicKey: Uint8Array; uncompressed: Uint8Array };
}
