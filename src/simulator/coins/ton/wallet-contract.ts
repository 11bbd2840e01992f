/**
 * Accounts of the wallet contracts a key of this device may have: version 4 and version 3. Source:
 * app-ton src/address.c.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { concat, fromBigInt, fromHex } from '../../../bytes.js';

export const DEFAULT_SUBWALLET = 698983191n;

interface Contract {
  /** Hashed in front of subwallet and public key: descriptors of the data and sequence number 0. */
  readonly dataHead: Uint8Array;
  readonly dataTail: Uint8Array;
  /** Hashed in front of the data's hash: descriptors, depths and hash of the wallet's code. */
  readonly stateHead: Uint8Array;
}

const V4: Contract = {
  dataHead: fromHex('005100000000'),
  dataTail: Uint8Array.of(0x40),
  stateHead: fromHex(
    '02013400070000feb5ff6820e2ff0d9483e7e0d62c817d846789fb4ae580c878866d959dabd5c0',
  ),
};

const V3: Contract = {
  dataHead: fromHex('005000000000'),
  dataTail: new Uint8Array(0),
  stateHead: fromHex(
    '0201340000000084dafa449f98a6987789ba232358072bc0f76dc4524002a5d0918b9a75d2d599',
  ),
};

/** The account, 32 bytes. */
export function walletAccount(
  publicKey: Uint8Array,
  subwallet = DEFAULT_SUBWALLET,
  version3 = false,
): Uint8Array {
  const { dataHead, dataTail, stateHead } = version3 ? V3 : V4;
  const data = concat(dataHead, fromBigInt(subwallet, 4), publicKey, dataTail);
  return sha256(concat(stateHead, sha256(data)));
}
