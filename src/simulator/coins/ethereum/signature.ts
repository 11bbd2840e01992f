/** How the Ethereum app writes a signature: one byte of parity, r, s. Source: ui_common_sign_tx.c. */
import { keccak_256 } from '@noble/hashes/sha3.js';
import { bytesOf, concat, EMPTY, toBigInt } from '../../../bytes.js';
import type { Wallet } from '../../wallet.js';
import { success } from '../probe.js';
import { type Reading, TRANSACTION_TYPES, transactionHash } from './transaction.js';

const NO_CHAIN_BASE = 27;
const CHAIN_BASE = 35;

/** The full answer to the last chunk of a transaction. */
export function signTransaction(
  wallet: Wallet,
  path: readonly number[],
  reading: Reading,
): Uint8Array {
  const { rs, recovery } = wallet.signEcdsa(path, transactionHash(reading));
  return success(Uint8Array.of(firstByte(reading, recovery)), rs);
}

/** Of a legacy transaction it is `v`, of whose chain id the first four bytes count: its low byte. */
function firstByte({ type, values }: Reading, recovery: number): number {
  const parity = recovery & 1;
  if (type !== TRANSACTION_TYPES.legacy) return parity;
  const v = values.v ?? EMPTY;
  const base =
    v.length === 0 ? NO_CHAIN_BASE : Number(toBigInt(v.subarray(0, 4)) * 2n) + CHAIN_BASE;
  return (base + recovery) & 0xff;
}

/** EIP-191: the full answer to a personal message. */
export function signMessage(wallet: Wallet, path: readonly number[], text: Uint8Array): Uint8Array {
  const head = bytesOf(`\x19Ethereum Signed Message:\n${text.length}`);
  const { rs, recovery } = wallet.signEcdsa(path, keccak_256(concat(head, text)));
  return success(Uint8Array.of(NO_CHAIN_BASE + (recovery & 1)), rs);
}
