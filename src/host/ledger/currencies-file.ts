/**
 * The file of Ledger's currencies (`data/currencies.bin`): a line of JSON that says what is where,
 * then sections, so that only what is asked for is unpacked. Rows are sorted by LedgerId and packed
 * in blocks; tickers and names stand by themselves, to be searched, and because the same ones come back
 * on other networks. Signatures do not compress and stand as they
 * are, 64 bytes each; those of equal configurations once.
 */
import { toHex } from '../../bytes.js';
import { BLOCK, CurrencyBlock } from './currency-block.js';
import { Lines } from './lines.js';
import { type LedgerNetwork, type LedgerRecord, networkOfId } from './records.js';
import { configurationOf, idOf } from './row-text.js';
import { tokenHash } from './token-hash.js';

export interface Section {
  readonly offset: number;
  readonly size: number;
  /** Bytes when unpacked; absent: not packed. */
  readonly plain?: number;
}

/** Rows that are packed together. */
export interface Block extends Section {
  /** LedgerId of its first row. */
  readonly first: string;
  /** Signatures in front of those of its rows. */
  readonly signatures: number;
  /** Hashes of contracts in front of those of its rows. */
  readonly contracts: number;
}

type SectionName = 'words' | 'networks' | 'signatures' | 'contracts';

export interface CurrenciesHeader {
  readonly source: string;
  readonly integrity: string;
  readonly licence: string;
  /** When the package was published, in words. */
  readonly date: string;
  readonly count: number;
  readonly signed: number;
  /**
   * `words`: ticker and name of each row, a line each, the name empty where it is the ticker.
   * `contracts`: 4 bytes for each row whose id does not end with its contract.
   */
  readonly sections: Readonly<Record<SectionName, Section>>;
  readonly blocks: readonly Block[];
}

/** @param plain bytes that must come out. */
type Unpack = (bytes: Uint8Array, plain: number) => Uint8Array;

interface Words {
  readonly id: string;
  readonly ticker: string;
  readonly name: string;
}

/** The file opened: each part is unpacked when it is first looked at, and kept. */
export class CurrenciesFile {
  readonly header: CurrenciesHeader;
  private readonly body: Uint8Array;
  private readonly unpack: Unpack;
  private readonly blocks = new Map<number, CurrencyBlock>();
  private known: ReadonlyMap<string, LedgerNetwork> | undefined;
  private wordList: Lines | undefined;
  private hashes: DataView | undefined;
  /** Rows whose ids end with their contracts, by contract; by network. */
  private readonly addresses = new Map<string, ReadonlyMap<string, number>>();

  constructor(file: Uint8Array, unpack: Unpack) {
    const end = file.indexOf(0x0a);
    this.header = JSON.parse(new TextDecoder().decode(file.subarray(0, end))) as CurrenciesHeader;
    this.body = file.subarray(end + 1);
    this.unpack = unpack;
  }

  /** In either case. */
  rowsOfTicker(ticker: string): readonly number[] {
    const lines = this.wordLines().like(ticker);
    return lines.filter((line) => line % 2 === 0).map((line) => line / 2);
  }

  /** By id. */
  networks(): ReadonlyMap<string, LedgerNetwork> {
    this.known ??= new Map(
      (JSON.parse(this.text(this.header.sections.networks)) as LedgerNetwork[]).map((network) => [
        network.id,
        network,
      ]),
    );
    return this.known;
  }

  /** The row of that id; -1 where there is none. */
  rowOf(id: string): number {
    const index = this.blockOf(({ first }) => first <= id);
    if (index < 0) return -1;
    let [low, high] = [index * BLOCK, index * BLOCK + this.block(index).size];
    while (low < high) {
      const middle = (low + high) >> 1;
      const found = this.words(middle).id;
      if (found === id) return middle;
      if (found < id) low = middle + 1;
      else high = middle;
    }
    return -1;
  }

  /** The row of a token; -1 where there is none. A contract in hex may be in either case. */
  rowOfContract(network: string, contract: string): number {
    const hex = contract.toLowerCase();
    const row = hex.startsWith('0x') ? this.addressesOn(network).get(hex) : undefined;
    if (row !== undefined) return row;
    const place = this.lastContract(tokenHash(network, contract));
    if (place < 0) return -1;
    const index = this.blockOf(({ contracts }) => contracts <= place);
    const before = this.header.blocks[index]!.contracts;
    return index * BLOCK + this.block(index).withoutAddress(place - before);
  }

  words(row: number): Words {
    const { block, at } = this.place(row);
    return this.wordsOf(row, block, at);
  }

  record(row: number): LedgerRecord {
    const { block, at, index } = this.place(row);
    const { id, ticker, name } = this.wordsOf(row, block, at);
    const network = networkOfId(id);
    const said = block.text('decimals', at);
    const decimals = said === '' ? undefined : Number(said);
    const configuration = configurationOf(
      block.text('configuration', at),
      { ticker, decimals: decimals ?? 0 },
      () => this.networks().get(network)!,
    );
    const signature = configuration && this.signature(block, at, index);
    const contract = () => this.contract(block, at, index, network);
    return {
      id,
      ticker,
      name,
      decimals,
      network,
      configuration,
      signature,
      // Seldom asked for, and the dearest of all.
      get contract() {
        return contract();
      },
    };
  }

  private wordLines(): Lines {
    this.wordList ??= new Lines(this.text(this.header.sections.words), 2 * this.header.count);
    return this.wordList;
  }

  private wordsOf(row: number, block: CurrencyBlock, at: number): Words {
    const lines = this.wordLines();
    const ticker = lines.at(2 * row);
    const name = lines.at(2 * row + 1) || ticker;
    const id = idOf(block.text('folder', at), block.text('last', at), name, block.address(at));
    return { id, ticker, name };
  }

  private contract(block: CurrencyBlock, at: number, index: number, network: string): number {
    const address = block.address(at);
    if (address !== undefined) return tokenHash(network, `0x${toHex(address)}`);
    const before = this.header.blocks[index]!.contracts;
    return this.contracts().getUint32(4 * (before + at - block.addressesBefore(at)));
  }

  private signature(block: CurrencyBlock, at: number, index: number): Uint8Array {
    const earlier = block.text('signature', at);
    const before = this.header.blocks[index]!.signatures;
    const place = earlier === '' ? before + block.signaturesBefore(at) : Number(earlier);
    const all = this.bytes(this.header.sections.signatures);
    return all.subarray(64 * place, 64 * place + 64);
  }

  private place(row: number): { block: CurrencyBlock; at: number; index: number } {
    const index = Math.floor(row / BLOCK);
    return { block: this.block(index), at: row % BLOCK, index };
  }

  /** The last block of which `isSo` holds; -1 where there is none. It holds of the first ones. */
  private blockOf(isSo: (block: Block) => boolean): number {
    return this.header.blocks.findLastIndex(isSo);
  }

  private addressesOn(network: string): ReadonlyMap<string, number> {
    const known = this.addresses.get(network);
    if (known !== undefined) return known;
    const found = new Map<string, number>();
    const folder = `${network}/`;
    const { blocks } = this.header;
    for (
      let index = Math.max(
        0,
        this.blockOf(({ first }) => first <= folder),
      );
      ;
      index++
    ) {
      const { first } = blocks[index] ?? {};
      if (first === undefined || (first > folder && !first.startsWith(folder))) break;
      const block = this.block(index);
      for (let at = 0; at < block.size; at++) {
        const address = block.address(at);
        if (address === undefined || !block.text('folder', at).startsWith(folder)) continue;
        found.set(`0x${toHex(address)}`, index * BLOCK + at);
      }
    }
    this.addresses.set(network, found);
    return found;
  }

  private lastContract(hash: number): number {
    const contracts = this.contracts();
    let place = contracts.byteLength / 4 - 1;
    while (place >= 0 && contracts.getUint32(4 * place) !== hash) place--;
    return place;
  }

  /** 4 bytes each, big-endian. */
  private contracts(): DataView {
    if (this.hashes === undefined) {
      const bytes = this.bytes(this.header.sections.contracts);
      this.hashes = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    }
    return this.hashes;
  }

  private block(index: number): CurrencyBlock {
    let block = this.blocks.get(index);
    if (block === undefined) {
      const size = Math.min(BLOCK, this.header.count - index * BLOCK);
      block = new CurrencyBlock(this.bytes(this.header.blocks[index]!), size);
      this.blocks.set(index, block);
    }
    return block;
  }

  private bytes({ offset, size, plain }: Section): Uint8Array {
    const bytes = this.body.subarray(offset, offset + size);
    return plain === undefined ? bytes : this.unpack(bytes, plain);
  }

  private text(section: Section): string {
    return new TextDecoder().decode(this.bytes(section));
  }
}
