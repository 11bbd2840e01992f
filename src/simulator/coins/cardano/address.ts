/** Addresses of Cardano and the paths of their keys. Source: app-cardano src/addressUtils/*, src/crypto/bip44.c. */
import { blake2b } from '@noble/hashes/blake2.js';
import { base58, bech32 } from '@scure/base';
import { concat } from '../../../bytes.js';
import { HARDENED } from '../../hardened.js';
import type { Wallet } from '../../wallet.js';

export const PURPOSE = { byron: HARDENED + 44, shelley: HARDENED + 1852 } as const;
export const COIN_TYPE = HARDENED + 1815;
export const STAKING_CHAIN = 2;
/** The upper four bits of an address; the lower ones are the network's id. */
export const TYPE = { base: 0, byron: 8, reward: 14, rewardScript: 15 } as const;
const TESTNET = 0;
const MAINNET = 1;
/** Keys further out are valid, and the app asks its user about them. */
const REASONABLE = { account: HARDENED + 100, address: 1_000_000 } as const;

type Path = readonly number[];

/** The key of an address. The app looks at the low byte of the chain only. */
export function isPaymentPath(path: Path, purpose: number): boolean {
  const [purposeGiven, coinType, account = 0, chain = 0] = path;
  return (
    path.length === 5 &&
    purposeGiven === purpose &&
    coinType === COIN_TYPE &&
    account >= HARDENED &&
    (chain & 0xff) <= 1
  );
}

export function isStakingPath(path: Path): boolean {
  const [purpose, coinType, account = 0, chain = 0, address = HARDENED] = path;
  return (
    path.length === 5 &&
    purpose === PURPOSE.shelley &&
    coinType === COIN_TYPE &&
    account >= HARDENED &&
    (chain & 0xff) === STAKING_CHAIN &&
    address < HARDENED
  );
}

/** A change address nobody is asked about: keys of one account, and its first staking key. */
export function isStandardBase(payment: Path, staking: Path): boolean {
  const [, , account = 0, , address = 0] = payment;
  return (
    account <= REASONABLE.account &&
    address <= REASONABLE.address &&
    staking[2] === account &&
    staking[4] === 0
  );
}

const keyHash = (wallet: Wallet, path: Path) =>
  blake2b(wallet.ed25519Bip32(path).publicKey, { dkLen: 28 });

/** Address with a payment key and a staking key. */
export function baseAddress(wallet: Wallet, payment: Path, staking: Path, network = MAINNET) {
  const header = Uint8Array.of((TYPE.base << 4) | network);
  return concat(header, keyHash(wallet, payment), keyHash(wallet, staking));
}

export function rewardAddress(hash: Uint8Array, isScript: boolean, network: number): Uint8Array {
  const type = isScript ? TYPE.rewardScript : TYPE.reward;
  return concat(Uint8Array.of((type << 4) | network), hash);
}

export const stakingKeyHash = (wallet: Wallet, path: Path) => keyHash(wallet, path);

/** As people see it: base58 of a Byron address, bech32 of any other. Not of an empty one. */
export function addressText(raw: Uint8Array): string {
  const [header = 0] = raw;
  const type = header >> 4;
  if (type === TYPE.byron) return base58.encode(raw);
  const prefix = type === TYPE.reward || type === TYPE.rewardScript ? 'stake' : 'addr';
  const suffix = (header & 0x0f) === TESTNET ? '_test' : '';
  return bech32.encode(`${prefix}${suffix}`, bech32.toWords(raw), false);
}
