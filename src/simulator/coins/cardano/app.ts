/**
 * The Cardano ADA app (7.2.1). Source: app-cardano src/swap/*, src/addressUtils/*,
 * src/utils/textUtils.c, as recorded.
 * Address parameters: count of the path, then its indices; the purpose (44 or 1852) tells whether
 * a Byron or a Shelley address is meant.
 */
import { blake2b } from '@noble/hashes/blake2.js';
import { sha3_256 } from '@noble/hashes/sha3.js';
import { base58, bech32 } from '@scure/base';
import { concat, fromBigInt, fromHex } from '../../../bytes.js';
import { HARDENED } from '../../hardened.js';
import type { Wallet } from '../../wallet.js';
import { assetOf } from '../asset.js';
import type { AddressQuestion, CoinApp } from '../coin-app.js';
import { crc32 } from '../crc.js';
import { amount64, fixedDecimal, withThousands } from '../decimal.js';
import { parsePath } from '../path.js';
import { dataOf, success } from '../probe.js';

const ADA = { ticker: 'ADA', decimals: 6 };
const TICKER_BUFFER = 10;
const PURPOSE = { byron: HARDENED + 44, shelley: HARDENED + 1852 } as const;
const COIN_TYPE = HARDENED + 1815;
const STAKING_CHAIN = 2;
/** Header of a Shelley address with a payment key and a staking key, on mainnet. */
const BASE_ADDRESS = 0x01;
/** In front of the second path of a public address command: the staking key is given by path. */
const STAKING_BY_PATH = 0x22;

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
      return `${withThousands(fixedDecimal(value, ADA.decimals))} ${ADA.ticker}`;
    },
    answerWhileSigning(apdu, wallet) {
      // Version and flags.
      if (dataOf(apdu, [0xd7, 0x00, 0x00, 0x00])?.length === 0) return success(fromHex('07020100'));
      const data = dataOf(apdu, [0xd7, 0x11, 0x01, 0x00]);
      const address = data === null ? null : addressAsked(data, wallet);
      return address === null ? null : success(address);
    },
  };
}

/** Answer to the public address command for a base address with both keys given by their paths. */
function addressAsked(data: Uint8Array, wallet: Wallet): Uint8Array | null {
  if (data[0] !== 0 || data[1] !== 1) return null;
  const payment = parsePath(data.subarray(2), { max: 5 });
  if (payment === null || !isPaymentPath(payment, PURPOSE.shelley)) return null;
  const rest = data.subarray(3 + 4 * payment.length);
  const staking = parsePath(rest.subarray(1), { max: 5, exact: true });
  if (rest[0] !== STAKING_BY_PATH || staking?.[3] !== STAKING_CHAIN) return null;
  return baseAddress(wallet, payment, staking);
}

function cardanoAddress({ wallet, parameters }: AddressQuestion): string | null {
  const path = parsePath(parameters, { max: 5 });
  if (path === null) return null;
  if (isPaymentPath(path, PURPOSE.shelley)) {
    const staking = [...path.slice(0, 3), STAKING_CHAIN, 0];
    return bech32.encode('addr', bech32.toWords(baseAddress(wallet, path, staking)), false);
  }
  return isPaymentPath(path, PURPOSE.byron) ? byronAddress(wallet, path) : null;
}

/** The app refuses to derive elsewhere. It looks at the low byte of the chain only. */
function isPaymentPath(path: readonly number[], purpose: number): boolean {
  const [purposeGiven, coinType, account = 0, chain = 0] = path;
  return (
    path.length === 5 &&
    purposeGiven === purpose &&
    coinType === COIN_TYPE &&
    account >= HARDENED &&
    (chain & 0xff) <= 1
  );
}

function baseAddress(wallet: Wallet, payment: readonly number[], staking: readonly number[]) {
  const keyHash = (path: readonly number[]) =>
    blake2b(wallet.ed25519Bip32(path).publicKey, { dkLen: 28 });
  return concat(Uint8Array.of(BASE_ADDRESS), keyHash(payment), keyHash(staking));
}

/** CBOR of the hash of the extended public key, wrapped with its checksum. Mainnet only. */
function byronAddress(wallet: Wallet, path: readonly number[]): string {
  const { publicKey, chainCode } = wallet.ed25519Bip32(path);
  const root = concat(fromHex('830082005840'), publicKey, chainCode, Uint8Array.of(0xa0));
  const hash = blake2b(sha3_256(root), { dkLen: 28 });
  const raw = concat(fromHex('83581c'), hash, fromHex('a000'));
  return base58.encode(concat(fromHex('82d81858'), Uint8Array.of(raw.length), raw, crcOf(raw)));
}

/** CBOR unsigned integer, in as few bytes as it needs. */
function crcOf(raw: Uint8Array): Uint8Array {
  const crc = crc32(raw);
  const [head, size] = crc > 0xffff ? [0x1a, 4] : crc > 0xff ? [0x19, 2] : [0x18, 1];
  return crc < 24
    ? Uint8Array.of(crc)
    : concat(Uint8Array.of(head!), fromBigInt(BigInt(crc), size!));
}
