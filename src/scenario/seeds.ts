/** Seeds a scenario may name. Both are public, never to hold funds; no scenario carries words. */
import { fromHex } from '../bytes.js';
import { emulatorWallet, type Wallet, walletFromSeed } from '../simulator/wallet.js';

export const SEED_NAMES = ['emulator', 'other'] as const;
/** `emulator`: the seed every Speculos starts with. `other`: the mnemonic `abandon … about`. */
export type SeedName = (typeof SEED_NAMES)[number];

/** BIP-39 seed of `abandon … about` (first vector of the BIP): saves 2048 rounds. */
const OTHER_SEED =
  '5eb00bbddcf069084889a8ab9155568165f5c453ccb85e70811aaed6f6da5fc19a5ac40b389cd370d086206dec8aa6c43daea6690f20ad3d8d48b2d2ce9e38e4';

const wallets = new Map<SeedName, Wallet>();

/** Made once: wallets remember the keys they derived. */
export function walletNamed(name: SeedName): Wallet {
  let wallet = wallets.get(name);
  if (wallet === undefined) {
    wallet = name === 'emulator' ? emulatorWallet() : walletFromSeed(fromHex(OTHER_SEED));
    wallets.set(name, wallet);
  }
  return wallet;
}
