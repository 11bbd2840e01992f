/**
 * The Cardano ADA app (7.2.1). Source: app-cardano src/swap/*, src/addressUtils/*,
 * src/utils/textUtils.c, as recorded.
 * Address parameters: count of the path, then its indices; the purpose (44 or 1852) tells whether
 * a Byron or a Shelley address is meant.
 */
import { blake2b } from '@noble/hashes/blake2.js';
import { sha3_256 } from '@noble/hashes/sha3.js';
import { base58 } from '@scure/base';
import { concat, fromHex } from '../../../bytes.js';
import { crc32 } from '../../../codec/crc32.js';
import type { Wallet } from '../../wallet.js';
import { assetOf } from '../asset.js';
import type { AddressQuestion, CoinApp } from '../coin-app.js';
import { amount64, fixedDecimal, withThousands } from '../decimal.js';
import { parsePath } from '../path.js';
import { addressText, baseAddress, isPaymentPath, PURPOSE, STAKING_CHAIN } from './address.js';
import { unsigned } from './cbor.js';

const ADA = { ticker: 'ADA', decimals: 6 };
const TICKER_BUFFER = 10;
export function cardanoApp(): CoinApp {
  return {
    name: 'Cardano ADA',
    version: '7.2.1',
    addressOf: cardanoAddress,
    checkAddress: (check) => cardanoAddress(check) === check.address,
    /** Six decimals and thousands separators, always in ADA; a configuration is only parsed. */
    formatAmount(question) {
      const value = amount64(question.amount);
      if (value === null || assetOf(question, ADA, TICKER_BUFFER) === null) return null;
      return ada(value);
    },
    loadSigner: async () => (await import('./sign.js')).cardanoSigner,
  };
}

export function ada(lovelace: bigint): string {
  return `${withThousands(fixedDecimal(lovelace, ADA.decimals))} ${ADA.ticker}`;
}

function cardanoAddress({ wallet, parameters }: AddressQuestion): string | null {
  const path = parsePath(parameters, { max: 5 });
  if (path === null) return null;
  if (isPaymentPath(path, PURPOSE.shelley)) {
    const staking = [...path.slice(0, 3), STAKING_CHAIN, 0];
    return addressText(baseAddress(wallet, path, staking));
  }
  return isPaymentPath(path, PURPOSE.byron) ? byronAddress(wallet, path) : null;
}

/** CBOR of the hash of the extended public key, wrapped with its checksum. Mainnet only. */
function byronAddress(wallet: Wallet, path: readonly number[]): string {
  const { publicKey, chainCode } = wallet.ed25519Bip32(path);
  const root = concat(fromHex('830082005840'), publicKey, chainCode, Uint8Array.of(0xa0));
  const hash = blake2b(sha3_256(root), { dkLen: 28 });
  const raw = concat(fromHex('83581c'), hash, fromHex('a000'));
  return base58.encode(
    concat(fromHex('82d81858'), Uint8Array.of(raw.length), raw, unsigned(crc32(raw))),
  );
}
