/**
 * The Solana app (1.9.0) and its SPL tokens. No recording: from the sources only (app-solana
 * src/swap/*, libsol/printer.c); the recordings have it installed but never call it.
 * Address parameters: count of the path (one to five), then its indices, all hardened. Fees are
 * always in SOL.
 */
import { base58 } from '@scure/base';
import { type Asset, assetOf } from '../asset.js';
import type { AddressQuestion, AmountQuestion, CoinApp } from '../coin-app.js';
import { AMOUNT_BUFFER, amount64, fitting, fixedDecimal, trimmedDecimal } from '../decimal.js';
import { parsePath } from '../path.js';

export const SOL = { ticker: 'SOL', decimals: 9 };
export const TICKER_BUFFER = 15;

export function solanaApp(): CoinApp {
  return {
    name: 'Solana',
    version: '1.9.0',
    addressOf: solanaAddress,
    // An extra id is refused, whatever it says.
    checkAddress: (check) => check.extraId === '' && solanaAddress(check) === check.address,
    refusesExtraId: true,
    formatAmount,
    loadSigner: async () => (await import('./sign.js')).solanaSigner,
  };
}

function solanaAddress({ wallet, parameters }: AddressQuestion): string | null {
  const path = parsePath(parameters, { max: 5 });
  const publicKey = path === null ? null : wallet.ed25519Slip10(path);
  return publicKey === null ? null : base58.encode(publicKey);
}

function formatAmount(question: AmountQuestion): string | null {
  const asset = assetOf(question, SOL, TICKER_BUFFER);
  const value = amount64(question.amount);
  return asset === null || value === null ? null : solanaAmount(value, asset);
}

/** Null where it does not fit a buffer of `size` bytes. */
export function solanaAmount(
  value: bigint,
  { ticker, decimals }: Asset,
  size: number = AMOUNT_BUFFER,
): string | null {
  // The number must fit with its point before trailing zeros are dropped.
  if (fixedDecimal(value, decimals).length >= size) return null;
  return fitting(`${trimmedDecimal(value, decimals)} ${ticker}`, size);
}
