/**
 * The Celo app (1.7.0). From the sources (app-celo-spender src/swap/*) and the golden images
 * (amounts.md#golden-images); not in the recordings.
 * Address parameters: count of the path, then its indices. Fees are always in CELO.
 */
import { type Asset, assetOf } from '../asset.js';
import type { AddressQuestion, AmountQuestion, CoinApp } from '../coin-app.js';
import { tickerFirst } from '../decimal.js';
import { checksummed, keccakAddress } from '../hashes.js';
import { parsePath } from '../path.js';

const CELO = { ticker: 'CELO', decimals: 18 };
const TICKER_BUFFER = 16;
const MAX_AMOUNT_SIZE = 32;

export function celoApp(): CoinApp {
  return {
    name: 'Celo',
    version: '1.7.0',
    addressOf: celoAddress,
    // Unlike the Ethereum app, this one does not mind upper or lower case; `0x` may be left out.
    checkAddress(check) {
      const digits = check.address.replace(/^0x/, '').toLowerCase();
      return celoAddress(check)?.toLowerCase() === `0x${digits}`;
    },
    formatAmount,
    loadSigner: async () => (await import('./sign.js')).celoSigner,
  };
}

function celoAddress({ wallet, parameters, behind }: AddressQuestion): string | null {
  // As the Ethereum app, it does not notice that the last byte is missing.
  const path = parsePath(parameters, { behind: behind?.subarray(0, 1) });
  if (path === null) return null;
  return `0x${checksummed(keccakAddress(wallet.secp256k1(path).uncompressed))}`;
}

/** What an amount is in; null for a sub-configuration that cannot be read. */
export function celoAsset(question: AmountQuestion): Asset | null {
  return assetOf(question, CELO, TICKER_BUFFER);
}

function formatAmount(question: AmountQuestion): string | null {
  const asset = celoAsset(question);
  if (asset === null || question.amount.length > MAX_AMOUNT_SIZE) return null;
  return tickerFirst(question.amount, asset, 1);
}
