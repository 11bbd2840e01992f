/** Writes the file of Ledger's currencies, as `CurrenciesFile` reads it. */
import { concat, fromBigInt, toHex, utf8 } from '../../bytes.js';
import type { Block, CurrenciesHeader, Section } from './currencies-file.js';
import { BLOCK, blockBytes } from './currency-block.js';
import type { LedgerNetwork, LedgerRecord } from './records.js';
import { configurationText, idText, isMistakable, type RowText } from './row-text.js';

type About = Pick<CurrenciesHeader, 'source' | 'integrity' | 'licence' | 'date'>;

/**
 * @param pack Brotli.
 * @throws RangeError when a text could not be read again.
 */
export function writeCurrencies(
  records: readonly LedgerRecord[],
  networks: readonly LedgerNetwork[],
  about: About,
  pack: (bytes: Uint8Array) => Uint8Array,
): Uint8Array {
  const byId = new Map(networks.map((network) => [network.id, network]));
  const rows = [...records].sort((a, b) => (a.id < b.id ? -1 : 1));
  const bodies: Uint8Array[] = [];
  let offset = 0;
  const section = (bytes: Uint8Array): Section => {
    bodies.push(bytes);
    const at = { offset, size: bytes.length };
    offset += bytes.length;
    return at;
  };
  const packed = (bytes: Uint8Array): Section => ({ ...section(pack(bytes)), plain: bytes.length });

  const contracts: Uint8Array[] = [];
  const signatures: Uint8Array[] = [];
  /** Places of the signatures, by what they are. */
  const places = new Map<string, number>();
  const blocks: Block[] = [];
  for (let from = 0; from < rows.length; from += BLOCK) {
    const inside = rows.slice(from, from + BLOCK);
    const before = { signatures: signatures.length, contracts: contracts.length };
    const texts: RowText[] = [];
    const addresses: Uint8Array[] = [];
    for (const record of inside) {
      if (isMistakable(record)) throw new RangeError(`${record.id}: a mark or a line break in it`);
      const { folder, last, address } = idText(record);
      if (address === undefined) contracts.push(fromBigInt(BigInt(record.contract), 4));
      else addresses.push(address);
      texts.push({
        folder,
        last,
        decimals: String(record.decimals ?? ''),
        configuration: configurationText(record, byId.get(record.network)),
        signature: signatureText(record.signature),
      });
    }
    blocks.push({ first: inside[0]!.id, ...before, ...packed(blockBytes(texts, addresses)) });
  }
  const words = rows.flatMap(({ ticker, name }) => [ticker, name === ticker ? '' : name]);
  const sections = {
    words: packed(utf8(words.join('\n'))),
    networks: packed(utf8(JSON.stringify(networks))),
    signatures: section(concat(...signatures)),
    contracts: packed(concat(...contracts)),
  };
  const signed = rows.filter(({ signature }) => signature !== undefined).length;
  const header: CurrenciesHeader = { ...about, count: rows.length, signed, sections, blocks };
  return concat(utf8(`${JSON.stringify(header)}\n`), ...bodies);

  /** Nothing where it is the next one, or where there is none; the place of an earlier one. */
  function signatureText(signature: Uint8Array | undefined): string {
    if (signature === undefined) return '';
    const hex = toHex(signature);
    const place = places.get(hex);
    if (place !== undefined) return String(place);
    places.set(hex, signatures.length);
    signatures.push(signature);
    return '';
  }
}
