/**
 * The Tron app (0.7.1) and its TRC-20 tokens. Source: app-tron src/swap/*, src/parse.c, as recorded.
 * Address parameters: count of the path, then its indices. Fees are always in TRX.
 */
import type { Wallet } from '../../wallet.js';
import { assetOf } from '../asset.js';
import type { AmountQuestion, CoinApp } from '../coin-app.js';
import { adjustDecimals, atMost19Digits, fitting } from '../decimal.js';
import { base58WithPrefix, keccakAddress } from '../hashes.js';
import { parsePath } from '../path.js';
import { MAINNET } from './fields.js';

export const TRX = { ticker: 'TRX', decimals: 6 };
export const TICKER_BUFFER = 15;
/** The number is written into a buffer of this size, its NUL included. */
export const NUMBER_BUFFER = 25;

export function tronApp(): CoinApp {
  return {
    name: 'Tron',
    version: '0.7.1',
    addressOf: ({ wallet, parameters }) => tronAddress(wallet, parsePath(parameters)),
    // An extra id is refused, whatever it says.
    checkAddress: ({ wallet, parameters, address, extraId }) =>
      extraId === '' && tronAddress(wallet, parsePath(parameters)) === address,
    refusesExtraId: true,
    formatAmount,
    loadSigner: async () => (await import('./sign.js')).tronSigner,
  };
}

export function tronAddress(wallet: Wallet, path: number[] | null): string | null {
  if (path === null) return null;
  return base58WithPrefix([MAINNET], keccakAddress(wallet.secp256k1(path).uncompressed));
}

/** Zero is `0.000000 TRX`. Twenty digits hang or crash the real app: not printable here. */
function formatAmount(question: AmountQuestion): string | null {
  const asset = assetOf(question, TRX, TICKER_BUFFER);
  const digits = atMost19Digits(question.amount);
  if (asset === null || digits === null) return null;
  const number = adjustDecimals(digits, asset.decimals, NUMBER_BUFFER);
  return number === null ? null : fitting(`${number} ${asset.ticker}`);
}
