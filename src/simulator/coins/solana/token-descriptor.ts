/**
 * What a token is called, as Ledger tells the Solana app of tokens it does not know: ticker, program
 * and mint, signed by the key of the PKI certificate. No recording: source app-solana
 * src/handle_provide_dynamic_descriptor.c, tlv/tlv_use_case_dynamic_descriptor.c.
 */
import { equal, textOf } from '../../../bytes.js';
import {
  parseTrustedName,
  type TrustedNameTag,
  tlvNumber,
} from '../../../exchange/trusted-name.js';
import { CURVE_SECP256K1 } from '../../pki.js';
import { derProblem } from '../../verifier.js';
import type { SigningContext } from '../signing.js';
import { addressOf } from './token-owner.js';

export interface ToldToken {
  readonly ticker: string;
  readonly mint: Uint8Array;
  readonly isToken2022: boolean;
}

const SIGNATURE = 0x08;
const TAGS: readonly TrustedNameTag[] = [
  { tag: 0x01, name: 'structureType', kind: 'number', max: 0xffn },
  { tag: 0x02, name: 'version', kind: 'number', max: 0xffn },
  { tag: 0x03, name: 'coinType', kind: 'number', max: 0xffffffffn },
  { tag: 0x04, name: 'application', kind: 'bytes', size: { min: 1, max: 32 } },
  { tag: 0x05, name: 'ticker', kind: 'bytes', size: { min: 1, max: 32 } },
  { tag: 0x06, name: 'magnitude', kind: 'number', max: 0xffn },
  { tag: 0x07, name: 'token', kind: 'bytes', size: { min: 0, max: 0xffff } },
  { tag: SIGNATURE, name: 'signature', kind: 'bytes', size: { min: 70, max: 72 } },
];
/** Which token, in a list of its own. */
const TOKEN_TAGS: readonly TrustedNameTag[] = [
  { tag: 0x10, name: 'program', kind: 'number', max: 0xffn },
  { tag: 0x11, name: 'mint', kind: 'bytes', size: { min: 1, max: 44 } },
  { tag: 0x12, name: 'extensions', kind: 'bytes', size: { min: 0, max: 17 } },
];
const STRUCTURE = 0x90n;
const VERSION = 1n;
const COIN_TYPES: readonly bigint[] = [501n, 0x800001f5n];
const TOKEN_2022 = 1n;
/** Extensions of Token-2022 have numbers below. */
const EXTENSIONS = 17;
const KEY_USAGE_COIN_META = 0x08;

/** @returns What the descriptor tells, or what is wrong with it, in words. */
export function readTokenDescriptor(data: Uint8Array, context: SigningContext): ToldToken | string {
  const read = parseTrustedName(TAGS, data, SIGNATURE);
  if (!read.ok) return `the descriptor cannot be parsed: ${read.what}`;
  const { values } = read;
  const absent = missing(TAGS, values);
  if (absent !== undefined) return absent;
  const ticker = textOf(values.ticker!);
  const isTold =
    tlvNumber(values.structureType) === STRUCTURE &&
    textOf(values.application!) === 'Solana' &&
    tlvNumber(values.version) === VERSION &&
    !ticker.includes('\0');
  if (!isTold) return 'the descriptor is none of a Solana token';
  const unsigned = signatureProblem(read.signed, values.signature!, context);
  if (unsigned !== undefined) return unsigned;
  const token = parseTrustedName(TOKEN_TAGS, values.token!);
  if (!token.ok) return `the token in the descriptor cannot be parsed: ${token.what}`;
  if (!COIN_TYPES.includes(tlvNumber(values.coinType))) return 'the coin type is not 501';
  return missing(TOKEN_TAGS, token.values) ?? tokenOf(ticker, token.values);
}

type Values = Readonly<Record<string, Uint8Array>>;

function missing(tags: readonly TrustedNameTag[], values: Values): string | undefined {
  const names = tags.map(({ name }) => name).filter((name) => values[name] === undefined);
  return names.length === 0 ? undefined : `missing: ${names.join(', ')}`;
}

function tokenOf(ticker: string, values: Values): ToldToken | string {
  const program = tlvNumber(values.program);
  if (program > TOKEN_2022) return `there is no token program ${program}`;
  if (values.extensions!.some((number) => number >= EXTENSIONS)) return 'an unknown extension';
  const mint = addressOf(values.mint!);
  if (mint === null) return 'the mint is no Solana address';
  return { ticker, mint: mint.key, isToken2022: program === TOKEN_2022 };
}

function signatureProblem(
  message: Uint8Array,
  signature: Uint8Array,
  { certificate, verifier }: SigningContext,
): string | undefined {
  if (certificate === undefined) return 'no PKI certificate is loaded';
  const { keyUsage, curve, publicKey } = certificate;
  if (keyUsage !== KEY_USAGE_COIN_META) return `the certificate has key usage ${keyUsage}, not 8`;
  if (curve !== CURVE_SECP256K1) return 'the certificate has a key on another curve';
  const signed = { curve: 'secp256k1', publicKey, message, hash: 'sha256' } as const;
  const problem = derProblem(verifier, signed, signature);
  return problem && `the certificate's key did not sign it: ${problem}`;
}

/** The ticker that was told of this token. */
export function toldTicker(
  told: ToldToken | undefined,
  mint: Uint8Array,
  isToken2022: boolean,
): string | undefined {
  if (told === undefined || told.isToken2022 !== isToken2022) return undefined;
  return equal(told.mint, mint) ? told.ticker : undefined;
}
