/** What surrounds the simulated app in a run: its randomness, and coin apps that know whose is what. */
import type { FirmwareProfile } from '../../firmware/profile.js';
import { BUILDS } from '../../simulator/build.js';
import type { CoinApp } from '../../simulator/coins/coin-app.js';
import { quirksOf } from '../../simulator/coins/generations.js';
import { coinAppNamed } from '../../simulator/coins/registry.js';
import type { Environment } from '../../simulator/environment.js';
import type { Verifier } from '../../simulator/verifier.js';
import type { Wallet } from '../../simulator/wallet.js';
import { isTakenFor } from '../rules/address/own-address.js';

export interface RunFacts {
  /** What the device draws. */
  readonly nonce: () => Uint8Array;
  /** The user's address in the check that runs, as its coin app derives it; '' for none. */
  readonly owned: () => string;
}

const CHALLENGE = new Uint8Array(4);

/** A test build: it trusts the public test authority. */
export function environmentOf(
  profile: FirmwareProfile,
  verifier: Verifier,
  { nonce, owned }: RunFacts,
): Environment {
  return {
    profile,
    build: BUILDS.random,
    randomness: { nonce, challenge: () => CHALLENGE },
    verifier,
    wallet: NO_WALLET,
    coinApp: (name) => knowing(realCoinApp(name, profile.coinApps), owned),
    certificate: () => undefined,
    trustedName: noTrustedName,
  };
}

/** The real coin app, except that ownership follows from the request instead of a seed. */
function knowing(real: CoinApp | undefined, owned: () => string): CoinApp | undefined {
  if (real === undefined) return undefined;
  return {
    name: real.name,
    version: real.version,
    addressOf: () => (owned() === '' ? null : owned()),
    checkAddress: ({ address, extraId }) =>
      isTakenFor(owned(), address, real.name) && !(real.refusesExtraId === true && extraId !== ''),
    formatAmount: (question) => real.formatAmount(question),
  };
}

function noTrustedName(): never {
  throw new Error('a check sent a trusted name');
}

/** Ownership follows from the request: nothing is derived. */
const NO_WALLET: Wallet = {
  seed: new Uint8Array(64),
  secp256k1: noKeys,
  ed25519Slip10: noKeys,
  slip10ChainCode: noKeys,
  ed25519Bip32: noKeys,
  signEcdsa: noKeys,
  signSchnorr: noKeys,
  signEd25519Slip10: noKeys,
  signEd25519Bip32: noKeys,
};

function noKeys(): never {
  throw new Error('a check asked for a key of the device');
}

type Versions = FirmwareProfile['coinApps'];

const apps = new WeakMap<Versions, Map<string, CoinApp | undefined>>();

/** The coin app as the firmware's time had it. */
function realCoinApp(name: string, versions: Versions): CoinApp | undefined {
  let known = apps.get(versions);
  if (known === undefined) {
    known = new Map();
    apps.set(versions, known);
  }
  const before = known.get(name);
  if (before !== undefined || known.has(name)) return before;
  const app = coinAppNamed(name, quirksOf(name, versions[name]));
  known.set(name, app);
  return app;
}
