/**
 * The calls the Celo app knows by their first four bytes and their size: tokens, and locking and
 * voting. Source: app-celo-spender src/celo.c (customProcessor, finalizeParsing).
 */
import { toHex } from '../../../bytes.js';

export const SELECTOR_SIZE = 4;
const WORD = 32;
const ADDRESS = 20;

/** What a call says in place of the transaction's own receiver and value. */
export interface KnownCall {
  /** Of the whole call data; at least so many bytes where `isOpen`. */
  readonly size: number;
  readonly isOpen?: boolean;
  /** The contract must be a token the app was told of. */
  readonly needsToken?: boolean;
  /** Its first word is the destination. */
  readonly hasDestination?: boolean;
  /** Number of the word that is the amount. */
  readonly amountWord?: number;
  /** Taken only where the settings allow data, which they do not. */
  readonly isForbidden?: boolean;
}

const words = (count: number) => SELECTOR_SIZE + count * WORD;
const TRANSFER = { size: words(2), needsToken: true, hasDestination: true, amountWord: 1 };
const REVOKE = { size: words(5), hasDestination: true, amountWord: 1 };

const CALLS: Readonly<Record<string, KnownCall>> = {
  // transfer, transferWithComment
  a9059cbb: TRANSFER,
  e1d6aceb: { ...TRANSFER, isOpen: true },
  // lock, vote, activate, revokePending, revokeActive, unlock, withdraw, relock, createAccount
  f83d08ba: { size: words(0) },
  '580d747a': { size: words(4), hasDestination: true, amountWord: 1 },
  '1c5a9d9c': { size: words(1), hasDestination: true },
  '9dfb6081': REVOKE,
  '6e198475': REVOKE,
  '6198e339': { size: words(1), amountWord: 0 },
  '2e1a7d4d': { size: words(1), isForbidden: true },
  b2fb30cb: { size: words(2), amountWord: 1 },
  '9dca362f': { size: words(0), isForbidden: true },
};

/** Bytes of call data that count; what follows them is hashed only. */
export const CALL_SIZE = words(5);

/** The call with this selector and size; undefined for one the app does not know. */
export function knownCall(selector: Uint8Array, size: number, isToken: boolean) {
  const name = toHex(selector);
  const call = Object.hasOwn(CALLS, name) ? CALLS[name]! : undefined;
  if (call === undefined || (call.needsToken === true && !isToken)) return undefined;
  const fits = call.isOpen === true ? size >= call.size : size === call.size;
  return fits ? call : undefined;
}

/** @param data of the whole call, selector included. */
export function calledDestination(data: Uint8Array): Uint8Array {
  return data.subarray(SELECTOR_SIZE + WORD - ADDRESS, SELECTOR_SIZE + WORD);
}

/** 32 bytes, big-endian. */
export function calledAmount(data: Uint8Array, word: number): Uint8Array {
  return data.subarray(words(word), words(word + 1));
}
