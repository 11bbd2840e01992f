/** What a simulated Ledger is made of and asks, for entries that take or return one. */
export type { AddressCheck, AddressQuestion, AmountQuestion, CoinApp } from './coins/coin-app.js';
export type {
  Approval,
  CoinScreen,
  HomePage,
  NotStarted,
  Signer,
  SigningContext,
  SigningResult,
  SigningStep,
  Started,
} from './coins/signing.js';
export type { Secp256k1Key } from './derivation.js';
export type { Certificate } from './pki.js';
export type { Randomness } from './randomness.js';
export type { SigningApp } from './running.js';
export type { SignedMessage, Verifier } from './verifier.js';
export type { EcdsaSignature, Ed25519Bip32Key, Wallet } from './wallet.js';
