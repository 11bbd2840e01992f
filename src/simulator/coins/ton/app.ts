/**
 * The TON app (2.8.1) and its jettons. Source: app-ton src/swap/*, src/address.c, as recorded.
 * Address parameters: count of the path, then its indices, at least three and all hardened. The
 * account is a version 4 wallet. Fees are always in TON.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { base64urlnopad } from '@scure/base';
import { concat, equal, fromHex, toBigInt } from '../../../bytes.js';
import { assetOf } from '../asset.js';
import type { AddressQuestion, AmountQuestion, CoinApp } from '../coin-app.js';
import { crc16 } from '../crc.js';
import { tickerFirst } from '../decimal.js';
import { parsePath } from '../path.js';
import { dataOf, success } from '../probe.js';

const TON = { ticker: 'TON', decimals: 9 };
const TICKER_BUFFER = 16;
const MAX_AMOUNT_SIZE = 32;
const SHORTEST_PATH = 3;

/** First byte of an address that is not bounceable; a bounceable one (11) has two of its bits. */
const NON_BOUNCEABLE = 0x51;
const BASE_CHAIN = 0x00;
const MASTER_CHAIN = 0xff;

/** Hashed in front of the public key, and behind it: the wallet's data, wallet id 698983191. */
const DATA_HEAD = fromHex('00510000000029a9a317');
const DATA_TAIL = Uint8Array.of(0x40);
/** Hashed in front of the data's hash: descriptors, depths and hash of the wallet's code. */
const STATE_HEAD = fromHex(
  '02013400070000feb5ff6820e2ff0d9483e7e0d62c817d846789fb4ae580c878866d959dabd5c0',
);

export function tonApp(): CoinApp {
  return {
    name: 'TON',
    version: '2.8.1',
    addressOf(question) {
      const account = accountHash(question);
      return account === null ? null : base64urlnopad.encode(friendly(account));
    },
    // Any spelling of the account will do: bounceable or not, on either chain, either base64.
    checkAddress(check) {
      const account = accountHash(check);
      return account !== null && namesAccount(check.address, account);
    },
    formatAmount,
    answerWhileSigning(apdu, wallet) {
      const path = parsePath(dataOf(apdu, [0xe0, 0x05, 0x00, 0x00]), {
        min: SHORTEST_PATH,
        exact: true,
      });
      const publicKey = path === null ? null : wallet.ed25519Slip10(path);
      return publicKey === null ? null : success(publicKey);
    },
  };
}

function accountHash({ wallet, parameters }: AddressQuestion): Uint8Array | null {
  const path = parsePath(parameters, { min: SHORTEST_PATH });
  const publicKey = path === null ? null : wallet.ed25519Slip10(path);
  if (publicKey === null) return null;
  return sha256(concat(STATE_HEAD, sha256(concat(DATA_HEAD, publicKey, DATA_TAIL))));
}

/** Flags, chain, account hash, checksum: 36 bytes. */
function friendly(account: Uint8Array): Uint8Array {
  const body = concat(Uint8Array.of(NON_BOUNCEABLE, BASE_CHAIN), account);
  const checksum = crc16(body);
  return concat(body, Uint8Array.of(checksum >> 8, checksum & 0xff));
}

function namesAccount(address: string, account: Uint8Array): boolean {
  if (!/^[A-Za-z0-9+/_-]{48}$/.test(address)) return false;
  const bytes = base64urlnopad.decode(address.replaceAll('+', '-').replaceAll('/', '_'));
  const [flags = 0, chain] = bytes;
  const body = bytes.subarray(0, 34);
  return (
    crc16(body) === Number(toBigInt(bytes.subarray(34))) &&
    (flags & NON_BOUNCEABLE) !== 0 &&
    (flags & ~NON_BOUNCEABLE) === 0 &&
    (chain === BASE_CHAIN || chain === MASTER_CHAIN) &&
    equal(body.subarray(2), account)
  );
}

function formatAmount(question: AmountQuestion): string | null {
  const asset = assetOf(question, TON, TICKER_BUFFER);
  if (asset === null || question.amount.length > MAX_AMOUNT_SIZE) return null;
  return tickerFirst(question.amount, asset);
}
