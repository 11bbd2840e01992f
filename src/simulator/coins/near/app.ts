/**
 * The NEAR app (2.3.6). The address rule is that of its sources (app-near src/swap.rs); the stored
 * sources print other amounts than the golden images show (amounts.md#golden-images), so amounts
 * follow those images, which have no whole number and no zero in them. Not in the recordings.
 * Address parameters: count of the path, then its indices, all hardened, however few of them came
 * (Rust SDK src/libcall/swap.rs).
 */
import { toBigInt, toHex } from '../../../bytes.js';
import type { AddressQuestion, CoinApp } from '../coin-app.js';
import { fitting, trimmedDecimal } from '../decimal.js';
import { parsePath } from '../path.js';

const YOCTO_DECIMALS = 24;
const MAX_AMOUNT_SIZE = 16;

export function nearApp(): CoinApp {
  return {
    name: 'NEAR',
    version: '2.3.6',
    addressOf: nearAddress,
    checkAddress: (check) => nearAddress(check) === check.address,
    formatAmount({ amount }) {
      return amount.length > MAX_AMOUNT_SIZE ? null : fitting(near(toBigInt(amount)));
    },
    loadSigner: async () => (await import('./sign.js')).nearSigner,
  };
}

/** @param yocto 128 bits, unsigned. */
export function near(yocto: bigint): string {
  return `${trimmedDecimal(yocto, YOCTO_DECIMALS)} NEAR`;
}

/** Implicit account: the public key in lower-case hex. */
function nearAddress({ wallet, parameters, behind }: AddressQuestion): string | null {
  const path = parsePath(parameters, { behind });
  const publicKey = path === null ? null : wallet.ed25519Slip10(path);
  return publicKey === null ? null : toHex(publicKey);
}
