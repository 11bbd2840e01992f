/**
 * What Ledger or cLabs vouch for and the host hands on: tokens (E0 0A). Source: app-celo-spender
 * src/main.c, handleProvideErc20TokenInformation.
 */
import { equal, fromHex } from '../../../bytes.js';
import { derProblem } from '../../verifier.js';
import { TOKEN_KEY } from '../ethereum/descriptors.js';
import type { SigningContext } from '../signing.js';

/** Contracts the app was told of, 20 bytes each: two places, filled in turn. */
export interface Tokens {
  readonly contracts: readonly (Uint8Array | undefined)[];
  /** The place that was filled last. */
  readonly current: number;
}

export const NO_TOKENS: Tokens = { contracts: [], current: 0 };

const PLACES = 2;
const MAX_TICKER = 7;
const ADDRESS_SIZE = 20;
/** Decimals and chain id, four bytes each. */
const NUMBERS_SIZE = 8;

const CLABS_KEY = fromHex(
  '0459d559ee21a776fe43e4baac14181c1e5fb51b5b22bc01dd46e0600e8d0cd7c86d0cf23ee0a38dc83da64bd02a6d432c86104a47afef8383c22be3d4d1a5322d',
);

/** Forgets the tokens, not which place comes next. */
export function forgotten({ current }: Tokens): Tokens {
  return { contracts: [], current };
}

export function isToken({ contracts }: Tokens, contract: Uint8Array): boolean {
  return contracts.some((known) => known !== undefined && equal(known, contract));
}

/**
 * @param data ticker with its length, contract, decimals and chain id, DER signature over all but
 * the length.
 * @returns the tokens with this one, or what is wrong.
 */
export function takeToken(
  tokens: Tokens,
  data: Uint8Array,
  { verifier }: SigningContext,
): Tokens | { readonly wrong: string } {
  const [length = 0] = data;
  const end = 1 + length + ADDRESS_SIZE + NUMBERS_SIZE;
  if (data.length === 0 || length > MAX_TICKER || data.length < end) {
    return { wrong: 'the token information is cut or its ticker is too long' };
  }
  const message = data.subarray(1, end);
  const isSignedBy = (publicKey: Uint8Array) => {
    const signed = { curve: 'secp256k1', publicKey, message, hash: 'sha256' } as const;
    return derProblem(verifier, signed, data.subarray(end)) === undefined;
  };
  if (![CLABS_KEY, TOKEN_KEY].some(isSignedBy)) {
    return { wrong: 'the signature of the token information is wrong' };
  }
  const current = (tokens.current + 1) % PLACES;
  const contracts = Array.from({ length: PLACES }, (_, i) => tokens.contracts[i]);
  contracts[current] = data.slice(1 + length, 1 + length + ADDRESS_SIZE);
  return { contracts, current };
}
