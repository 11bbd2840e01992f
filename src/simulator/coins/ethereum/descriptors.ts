/**
 * What Ledger vouches for and the host hands on: ERC-20 tokens (E0 0A) and networks (E0 30). Source:
 * app-ethereum src/features/provide_erc20_token_information, src/features/provide_network_info,
 * src/tlv_apdu.c, src/ledger_pki.c.
 */
import { concat, fromHex, textOf, toBigInt } from '../../../bytes.js';
import {
  parseTrustedName,
  type TrustedNameTag,
  tlvNumber,
} from '../../../exchange/trusted-name.js';
import { CURVE_SECP256K1 } from '../../pki.js';
import { derProblem } from '../../verifier.js';
import type { SigningContext } from '../signing.js';
import { isKnownNetwork } from './networks.js';
import { type EthereumState, MAX_TOKENS } from './state.js';

/** Certificate usages: who may sign what. */
const USAGE = { token: 0x08, network: 0x0c } as const;

/** Ledger's key for tokens where no certificate is loaded (app-ethereum src/public_keys.h). */
export const TOKEN_KEY = fromHex(
  '045e6c1020c14dc46442fe89f97c0b68cdb15976dc24f24c316e7b30fe4e8cc76b1489150c21514ebf440ff5dea5393d83de5358cd098fce8fd0f81daa94979183',
);

/** Longest ticker, without its NUL. */
const MAX_TICKER = 50;
const ADDRESS_SIZE = 20;

/** The next state, or what is wrong. */
type Taken =
  | { readonly state: EthereumState; readonly data?: Uint8Array }
  | { readonly wrong: string };

/**
 * Ticker with its length, contract address, decimals and chain id on four bytes each, signature.
 * Answers the number of the place it is kept in.
 */
export function takeToken(state: EthereumState, data: Uint8Array, context: SigningContext): Taken {
  const [length = 0] = data;
  const end = 1 + length + ADDRESS_SIZE + 8;
  if (data.length === 0 || length > MAX_TICKER || data.length < end) {
    return { wrong: 'the token information is cut or its ticker is too long' };
  }
  const chainId = toBigInt(data.subarray(end - 4, end));
  const own = state.variant.chainId;
  const isCompatible = chainId === own || (knows(state, own) && knows(state, chainId));
  if (!isCompatible)
    return { wrong: `the token is on chain ${chainId}, which the app does not know` };
  const signed = data.subarray(1, end);
  if (!isSigned(signed, data.subarray(end), USAGE.token, context, TOKEN_KEY)) {
    return { wrong: 'the signature of the token information is wrong' };
  }
  const text = data.subarray(1, 1 + length);
  const token = {
    ticker: textOf(text),
    address: data.slice(1 + length, 1 + length + ADDRESS_SIZE),
    decimals: data[end - 5]!,
  };
  const tokens = Array.from({ length: MAX_TOKENS }, (_, i) => state.tokens[i]);
  tokens[state.nextToken] = token;
  const nextToken = (state.nextToken + 1) % MAX_TOKENS;
  return { state: { ...state, tokens, nextToken }, data: Uint8Array.of(state.nextToken) };
}

function knows({ networks }: EthereumState, chainId: bigint): boolean {
  return networks.has(chainId) || isKnownNetwork(chainId);
}

const U8 = 0xffn;
const U64 = 0xffff_ffff_ffff_ffffn;
const MAX_CHAIN_ID = 0x7fff_ffff_ffff_ffdbn;

const NETWORK_TAGS: readonly TrustedNameTag[] = [
  { tag: 0x01, name: 'structureType', kind: 'number', max: U8 },
  { tag: 0x02, name: 'version', kind: 'number', max: U8 },
  { tag: 0x51, name: 'family', kind: 'number', max: U8 },
  { tag: 0x23, name: 'chainId', kind: 'number', max: U64 },
  { tag: 0x52, name: 'name', kind: 'bytes', size: { min: 0, max: 31 } },
  { tag: 0x24, name: 'ticker', kind: 'bytes', size: { min: 0, max: MAX_TICKER } },
  { tag: 0x53, name: 'iconHash', kind: 'bytes', size: { min: 0, max: 32 } },
  { tag: 0x15, name: 'signature', kind: 'bytes', size: { min: 8, max: 72 } },
];
const OPTIONAL = 'iconHash';
const EXPECTED: Readonly<Record<string, bigint>> = { structureType: 8n, version: 1n, family: 1n };

/** One chunk of a description: the first begins with the size of the whole on two bytes. */
export function takeNetwork(
  state: EthereumState,
  { isFirst, data }: { isFirst: boolean; data: Uint8Array },
  context: SigningContext,
): Taken & { readonly state: EthereumState } {
  const fail = (wrong: string) => ({ state: { ...state, description: undefined }, wrong });
  const before = isFirst ? undefined : state.description;
  if (isFirst === (state.description !== undefined)) {
    return fail('the chunks of the network description do not follow each other');
  }
  if (isFirst && data.length < 2) return fail('the network description has no size');
  const size = before?.size ?? Number(toBigInt(data.subarray(0, 2)));
  const bytes = before === undefined ? data.slice(2) : concat(before.bytes, data);
  if (size === 0 || bytes.length > size) return fail('the network description has another size');
  if (bytes.length < size) return { state: { ...state, description: { size, bytes } } };
  const network = readNetwork(bytes, context);
  if (typeof network === 'string') return fail(network);
  const networks = new Map([...state.networks, [network.chainId, network]]);
  return { state: { ...state, networks, description: undefined } };
}

function readNetwork(
  bytes: Uint8Array,
  context: SigningContext,
): { chainId: bigint; ticker: string; name: string } | string {
  const read = parseTrustedName(NETWORK_TAGS, bytes);
  if (!read.ok) return `the network description cannot be read: ${read.what}`;
  const { values, signed } = read;
  const missing = NETWORK_TAGS.filter(({ name }) => name !== OPTIONAL && !(name in values));
  if (missing.length > 0) {
    return `the network description lacks ${missing.map(({ name }) => name).join(', ')}`;
  }
  for (const [name, expected] of Object.entries(EXPECTED)) {
    const found = tlvNumber(values[name]);
    if (found !== expected) return `the network description has ${name} ${found}, not ${expected}`;
  }
  const chainId = tlvNumber(values.chainId);
  const texts = [values.name!, values.ticker!];
  if (chainId === 0n || chainId > MAX_CHAIN_ID)
    return 'the network description has no valid chain id';
  if (texts.some((text) => text.some((byte) => byte < 0x20 || byte > 0x7e))) {
    return 'the name or the ticker of the network is not printable';
  }
  if (!isSigned(signed, values.signature!, USAGE.network, context)) {
    return 'the signature of the network description is wrong, or no certificate is loaded';
  }
  return { chainId, ticker: textOf(values.ticker!), name: textOf(values.name!) };
}

/** By the key of the loaded certificate or, where none is for this, by a key of the app. */
function isSigned(
  message: Uint8Array,
  der: Uint8Array,
  usage: number,
  { certificate, verifier }: SigningContext,
  ownKey?: Uint8Array,
): boolean {
  const certified = certificate?.keyUsage === usage ? certificate : undefined;
  if (certified !== undefined && certified.curve !== CURVE_SECP256K1) return false;
  const publicKey = certified?.publicKey ?? ownKey;
  if (publicKey === undefined) return false;
  const signed = { curve: 'secp256k1', publicKey, message, hash: 'sha256' } as const;
  return derProblem(verifier, signed, der) === undefined;
}
