/**
 * Whose a token account is, as Ledger's resolver tells the Solana app before it pays tokens: a trusted
 * name with the account, its owner and the mint. No recording: source app-solana
 * src/handle_provide_trusted_info.c, ed25519_helpers.c.
 */
import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { base58 } from '@scure/base';
import { bytesOf, concat, equal, textOf, toBigInt } from '../../../bytes.js';
import { tlvNumber } from '../../../exchange/trusted-name.js';
import { FIRST_RELEASED } from '../../../firmware/trusted-name.js';
import {
  CONTEXT_ADDRESS,
  DYNAMIC_RESOLVER,
  readDescriptor,
} from '../../trusted-name-descriptor.js';
import type { SigningContext } from '../signing.js';
import { TOKEN_2022_PROGRAM, TOKEN_ACCOUNT_PROGRAM, TOKEN_PROGRAM } from './instructions.js';
import { KEY_SIZE } from './message.js';

/** Addresses in base58, and decoded. */
export interface TokenOwner {
  readonly owner: Address;
  readonly account: Address;
  readonly mint: Address;
}

interface Address {
  readonly text: string;
  readonly key: Uint8Array;
}

/** Ledger's key of production; apps made for its tests take another. */
const KEY_ID = 7;
const LONGEST_ADDRESS = 44;

/** @returns What the descriptor tells, or what is wrong with it, in words. */
export function readTokenOwner(
  data: Uint8Array,
  challenge: Uint8Array,
  { certificate, verifier }: SigningContext,
): TokenOwner | string {
  const read = readDescriptor(data, FIRST_RELEASED, { keyId: KEY_ID, certificate, verifier });
  if (!read.ok) return read.what;
  const { values } = read;
  if (values.sourceContract === undefined) return 'missing: sourceContract';
  if (values.challenge === undefined) return 'missing: challenge';
  if (tlvNumber(values.challenge) !== toBigInt(challenge)) {
    return 'the descriptor answers another challenge';
  }
  for (const [name, wanted] of [
    ['trustedNameType', CONTEXT_ADDRESS],
    ['trustedNameSource', DYNAMIC_RESOLVER],
  ] as const) {
    if (tlvNumber(values[name]) !== wanted) {
      return `${name} is ${tlvNumber(values[name])}, not ${wanted}`;
    }
  }
  const owner = addressOf(values.address!);
  const account = addressOf(values.trustedName!);
  const mint = addressOf(values.sourceContract);
  if (owner === null || account === null || mint === null) {
    return 'owner, token account and mint are not all Solana addresses';
  }
  return { owner, account, mint };
}

/** A text of base58; null for what is no key. */
export function addressOf(value: Uint8Array): Address | null {
  const text = textOf(value);
  if (text.length > LONGEST_ADDRESS) return null;
  try {
    const key = base58.decode(text);
    return key.length === KEY_SIZE ? { text, key } : null;
  } catch {
    return null;
  }
}

const MARKER = bytesOf('ProgramDerivedAddress');

/** Whether the token account is the one derived of owner and mint: no public key, as those are not. */
export function ownsTokenAccount(
  owner: Uint8Array,
  mint: Uint8Array,
  account: Uint8Array,
  isToken2022: boolean,
): boolean {
  const program = isToken2022 ? TOKEN_2022_PROGRAM : TOKEN_PROGRAM;
  for (let bump = 255; bump > 0; bump--) {
    const seeds = concat(owner, program, mint, Uint8Array.of(bump));
    const derived = sha256(concat(seeds, TOKEN_ACCOUNT_PROGRAM, MARKER));
    if (equal(derived, account)) return !isPoint(derived);
  }
  return false;
}

function isPoint(bytes: Uint8Array): boolean {
  try {
    ed25519.Point.fromBytes(bytes);
    return true;
  } catch {
    return false;
  }
}
