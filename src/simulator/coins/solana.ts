/**
 * The Solana app (1.9.0) and its SPL tokens. From the sources only (app-solana src/swap/*,
 * libsol/printer.c): the recordings have it installed but never call it.
 * Address parameters: count of the path (one to five), then its indices, all hardened. Fees are
 * always in SOL.
 */
import { base58 } from '@scure/base';
import { assetOf } from './asset.js';
import type { AddressQuestion, AmountQuestion, CoinApp } from './coin-app.js';
import { AMOUNT_BUFFER, amount64, fitting, fixedDecimal, trimmedDecimal } from './decimal.js';
import { parsePath } from './path.js';

const SOL = { ticker: 'SOL', decimals: 9 };
const TICKER_BUFFER = 15;

export function solanaApp(): CoinApp {
  return {
    name: 'Solana',
    version: '1.9.0',
    addressOf: solanaAddress,
    // An extra id is refused, whatever it says.
    checkAddress: (check) => check.extraId === '' && solanaAddress(check) === check.address,
    refusesExtraId: true,
    formatAmount,
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
  if (asset === null || value === null) return null;
  // The number must fit with its point before trailing zeros are dropped.
  if (fixedDecimal(value, asset.decimals).length >= AMOUNT_BUFFER) return null;
  return fitting(`${trimmedDecimal(value, asset.decimals)} ${asset.ticker}`);
}
