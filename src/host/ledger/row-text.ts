/**
 * A row of the file of currencies in its shortest form: what follows from its other columns, from its
 * ticker or from its network is left out. Each form stands beside the one who reads it.
 */
import { concat, fromBigInt, fromHex, toHex, utf8 } from '../../bytes.js';
import type { LedgerNetwork, LedgerRecord } from './records.js';
import { tokenHash } from './token-hash.js';

/** Columns of the file beside ticker and name, one text for each row. */
export const COLUMNS = ['folder', 'last', 'decimals', 'configuration', 'signature'] as const;

export type RowText = Readonly<Record<(typeof COLUMNS)[number], string>>;

/** The last part of most ids begins with the name in other letters. */
const NAME = '~';
/** And of many ends with the contract, whose bytes the file has by themselves. */
export const ADDRESS = '*';
const ENDS_WITH_ADDRESS = /_0x([0-9a-f]{40})$/;

/** Bytes of a contract on an EVM network. */
export const ADDRESS_SIZE = 20;

type IdText = Pick<RowText, 'folder' | 'last'> & { readonly address: Uint8Array | undefined };

export function idText({ id, name, network, contract }: LedgerRecord): IdText {
  const folder = id.slice(0, id.lastIndexOf('/') + 1);
  if (folder === '') return { folder, last: id, address: undefined };
  const [end = '', hex = ''] = ENDS_WITH_ADDRESS.exec(id) ?? [];
  const isContract = hex !== '' && tokenHash(network, `0x${hex}`) === contract;
  const text = id.slice(folder.length, isContract ? -end.length : undefined);
  const slug = slugOf(name);
  const isNamed = text === slug || text.startsWith(`${slug}_`);
  const last = (isNamed ? NAME + text.slice(slug.length) : text) + (isContract ? ADDRESS : '');
  return { folder, last, address: isContract ? fromHex(hex) : undefined };
}

/** @param address where its last part ends with {@link ADDRESS}. */
export function idOf(
  folder: string,
  last: string,
  name: string,
  address: Uint8Array | undefined,
): string {
  const text = address === undefined ? last : last.slice(0, -ADDRESS.length);
  const named = text.startsWith(NAME) ? slugOf(name) + text.slice(NAME.length) : text;
  return folder + named + (address === undefined ? '' : `_0x${toHex(address)}`);
}

function slugOf(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, '_');
}

/** Texts that could be taken for these marks, or for the end of a row. */
export const isMistakable = ({ id, ticker, name }: LedgerRecord): boolean =>
  /[~*]/.test(id) || /[\n\0]/.test(id + ticker + name);

/** What stands for a configuration: none is signed; {@link usualConfiguration}; else its bytes in hex. */
export const NOT_SIGNED = '-';
const USUAL = '';
/** The usual one of this ticker, which is not the list's: most often that in other letters. */
const OTHER_TICKER = '=';

type Asset = { readonly ticker: string; readonly decimals: number };

/**
 * What a token's signed configuration almost always is, so that it need not be kept: the ticker, and
 * the coin app with ticker, decimals and, on EVM networks, the chain id.
 */
function usualConfiguration({ ticker, decimals }: Asset, network: LedgerNetwork): Uint8Array {
  const { app, chainId } = network;
  const asset = concat(sized(utf8(ticker)), Uint8Array.of(decimals));
  const sub = chainId === undefined ? asset : concat(asset, fromBigInt(BigInt(chainId), 8));
  return concat(sized(utf8(ticker)), sized(utf8(app)), sized(sub));
}

function sized(bytes: Uint8Array): Uint8Array {
  return concat(Uint8Array.of(bytes.length), bytes);
}

export function configurationText(
  { configuration, ticker, decimals }: LedgerRecord,
  network: LedgerNetwork | undefined,
): string {
  if (configuration === undefined) return NOT_SIGNED;
  const hex = toHex(configuration);
  if (network === undefined || decimals === undefined) return hex;
  const isUsual = (asset: Asset) => toHex(usualConfiguration(asset, network)) === hex;
  if (isUsual({ ticker, decimals })) return USUAL;
  const signed = new TextDecoder().decode(configuration.subarray(1, 1 + configuration[0]!));
  return isUsual({ ticker: signed, decimals }) ? OTHER_TICKER + signed : hex;
}

/** @param network is asked for where the text does not say it all. */
export function configurationOf(
  text: string,
  { ticker, decimals }: Asset,
  network: () => LedgerNetwork,
): Uint8Array | undefined {
  if (text === NOT_SIGNED) return undefined;
  if (text === USUAL) return usualConfiguration({ ticker, decimals }, network());
  if (!text.startsWith(OTHER_TICKER)) return fromHex(text);
  return usualConfiguration({ ticker: text.slice(OTHER_TICKER.length), decimals }, network());
}
