/**
 * What the Ethereum app makes of call data while it comes in: an ERC-20 transfer, the hash of data
 * that the provider announced, or nothing. Source: app-ethereum src/plugins/erc20,
 * src/plugins/swap_with_calldata, src/features/sign_tx/logic_sign_tx.c (custom_processor).
 *
 * After the four bytes of the selector data is taken in words of 32 bytes; a shorter last word is
 * followed by zeros.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { concat, EMPTY, toHex } from '../../../bytes.js';

export const SELECTOR_SIZE = 4;
const WORD_SIZE = 32;
const ADDRESS_SIZE = 20;

const TRANSFER = 'a9059cbb';
const APPROVE = '095ea7b3';

/** Words behind an ERC-20 call's two that the app still takes. */
const MAX_EXTRA_WORDS = 2;

export type CallData =
  | {
      readonly kind: 'erc20';
      readonly call: 'transfer' | 'approve';
      /** Spender or recipient, 20 bytes; its word's first 12 bytes are not looked at. */
      readonly destination: Uint8Array;
      /** 32 bytes, big-endian. */
      readonly amount: Uint8Array;
      readonly extra: Uint8Array;
      readonly words: number;
      /** Begin of a word whose rest is in the next chunk. */
      readonly begun: Uint8Array;
    }
  | {
      readonly kind: 'hashed';
      readonly hash: ReturnType<typeof sha256.create>;
      readonly begun: Uint8Array;
    };

/** An ERC-20 call by its selector, undefined for any other. */
export function erc20Call(selector: Uint8Array): CallData | undefined {
  const hex = toHex(selector);
  if (hex !== TRANSFER && hex !== APPROVE) return undefined;
  return {
    kind: 'erc20',
    call: hex === TRANSFER ? 'transfer' : 'approve',
    destination: new Uint8Array(ADDRESS_SIZE),
    amount: new Uint8Array(WORD_SIZE),
    extra: EMPTY,
    words: 0,
    begun: EMPTY,
  };
}

export function hashedCall(selector: Uint8Array): CallData {
  return { kind: 'hashed', hash: sha256.create().update(selector), begun: EMPTY };
}

/**
 * The next bytes of a word, the whole of it or its end.
 * @param isEnd the word, or the data, ends here.
 * @returns undefined where the app refuses to go on: an ERC-20 call with too many words.
 */
export function withBytes(data: CallData, bytes: Uint8Array, isEnd: boolean): CallData | undefined {
  const begun = concat(data.begun, bytes);
  if (!isEnd) return { ...data, begun };
  const word = new Uint8Array(WORD_SIZE);
  word.set(begun);
  if (data.kind === 'hashed')
    return { ...data, hash: data.hash.clone().update(word), begun: EMPTY };
  const next = { ...data, words: data.words + 1, begun: EMPTY };
  if (data.words === 0) return { ...next, destination: word.slice(WORD_SIZE - ADDRESS_SIZE) };
  if (data.words === 1) return { ...next, amount: word };
  if (data.words < 2 + MAX_EXTRA_WORDS) return { ...next, extra: concat(data.extra, begun) };
  return undefined;
}

/** How many bytes the word at hand still takes. */
export function roomInWord(data: CallData): number {
  return WORD_SIZE - data.begun.length;
}

/** SHA-256 of announced call data, 32 bytes. */
export function digestOf(data: CallData & { kind: 'hashed' }): Uint8Array {
  return data.hash.clone().digest();
}
