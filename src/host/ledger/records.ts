/**
 * The file of Ledger's currencies (`data/currencies.bin`): a line of JSON that says what is where,
 * then sections, so that only what is asked for is unpacked. Rows are sorted by LedgerId and packed
 * in blocks, a line each; tickers stand by themselves, to be searched. Signatures do not compress and
 * stand as they are, 64 bytes each.
 */
import { concat, fromBigInt, fromHex, toBigInt, toHex, utf8 } from '../../bytes.js';

/** One currency of Ledger's lists. */
export interface LedgerRecord {
  /** LedgerId: `bitcoin`, `ethereum/erc20/usd__coin`. */
  readonly id: string;
  readonly ticker: string;
  readonly name: string;
  /** Undefined where no list says. */
  readonly decimals: number | undefined;
  /** Ledger's id of the network it lives on; a coin's own id. */
  readonly network: string;
  /** Coin configuration as Ledger signed it; undefined where it has signed none. */
  readonly configuration: Uint8Array | undefined;
  /** r and s, 64 bytes: Ledger's production signature over SHA-256 of the configuration. */
  readonly signature: Uint8Array | undefined;
  /** Contract, mint or asset as {@link tokenHash} of network and contract; 0 for a coin. */
  readonly contract: number;
}

/** A network, or a coin with a chain of its own. */
export interface LedgerNetwork {
  readonly id: string;
  readonly name: string;
  readonly ticker: string;
  readonly decimals: number;
  /** As Ledger Wallet groups them: `bitcoin`, `evm`, `cosmos`. */
  readonly family: string;
  /** The coin app, as it is called where it is installed. */
  readonly app: string;
  readonly chainId?: number;
  /** Only for a test network: the id of the real one. */
  readonly testnetFor?: string;
}

export interface Section {
  readonly offset: number;
  readonly size: number;
  /** Bytes when unpacked; absent: not packed. */
  readonly plain?: number;
}

/** Rows that are packed together. */
interface Block extends Section {
  /** LedgerId of its first row. */
  readonly first: string;
  /** Signed rows in front of it. */
  readonly signed: number;
}

type ColumnName = 'tickers' | 'networks' | 'signatures' | 'contracts';

export interface CurrenciesHeader {
  readonly source: string;
  readonly integrity: string;
  readonly licence: string;
  /** When the package was published, in words. */
  readonly date: string;
  readonly count: number;
  readonly signed: number;
  readonly sections: Readonly<Record<ColumnName, Section>>;
  readonly blocks: readonly Block[];
}

/** Rows of a block: one is unpacked in two milliseconds. */
const BLOCK = 2048;

/** What stands for a configuration: none is signed; {@link usualConfiguration}; else its bytes in hex. */
const NOT_SIGNED = '-';
const USUAL = '';

/**
 * What a token's signed configuration almost always is, so that it need not be kept: the ticker, and
 * the coin app with ticker, decimals and, on EVM networks, the chain id.
 */
export function usualConfiguration(
  { ticker, decimals }: { ticker: string; decimals: number },
  network: Pick<LedgerNetwork, 'app' | 'chainId'>,
): Uint8Array {
  const { app, chainId } = network;
  const asset = concat(sized(utf8(ticker)), Uint8Array.of(decimals));
  const sub = chainId === undefined ? asset : concat(asset, fromBigInt(BigInt(chainId), 8));
  return concat(sized(utf8(ticker)), sized(utf8(app)), sized(sub));
}

function sized(bytes: Uint8Array): Uint8Array {
  return concat(Uint8Array.of(bytes.length), bytes);
}

const BETWEEN_ROWS = '\n';
const BETWEEN_FIELDS = '\t';

type Pack = (bytes: Uint8Array) => Uint8Array;

export type About = Pick<CurrenciesHeader, 'source' | 'integrity' | 'licence' | 'date'>;

/** @param pack Brotli. */
export function writeCurrencies(
  records: readonly LedgerRecord[],
  networks: readonly LedgerNetwork[],
  about: About,
  pack: Pack,
): Uint8Array {
  const byId = new Map(networks.map((network) => [network.id, network]));
  const rows = [...records].sort((a, b) => (a.id < b.id ? -1 : 1));
  const bodies: Uint8Array[] = [];
  let offset = 0;
  const section = (bytes: Uint8Array, packed: boolean): Section => {
    const body = packed ? pack(bytes) : bytes;
    const at = { offset, size: body.length, ...(packed ? { plain: bytes.length } : {}) };
    bodies.push(body);
    offset += body.length;
    return at;
  };
  const blocks: Block[] = [];
  let signed = 0;
  for (let from = 0; from < rows.length; from += BLOCK) {
    const inside = rows.slice(from, from + BLOCK);
    const text = inside.map((row) => lineOf(row, byId.get(row.network))).join(BETWEEN_ROWS);
    blocks.push({ first: inside[0]!.id, signed, ...section(utf8(text), true) });
    signed += inside.filter(isSigned).length;
  }
  const tickers = rows.map(({ ticker }) => ticker).join(BETWEEN_ROWS);
  const sections = {
    tickers: section(utf8(tickers), true),
    networks: section(utf8(JSON.stringify(networks)), true),
    signatures: section(concat(...rows.filter(isSigned).map((row) => row.signature!)), false),
    contracts: section(concat(...rows.map((row) => fromBigInt(BigInt(row.contract), 4))), false),
  };
  const header: CurrenciesHeader = { ...about, count: rows.length, signed, sections, blocks };
  return concat(utf8(`${JSON.stringify(header)}\n`), ...bodies);
}

const isSigned = ({ configuration }: LedgerRecord) => configuration !== undefined;

function lineOf(record: LedgerRecord, network: LedgerNetwork | undefined): string {
  const { id, ticker, name, decimals } = record;
  const fields = [shortId(id, name), name === ticker ? '' : name, decimals ?? ''];
  return [...fields, configurationText(record, network)].join(BETWEEN_FIELDS);
}

/** The last part of half of the ids is the name in other letters: then it is left out. */
function shortId(id: string, name: string): string {
  const folder = id.slice(0, id.lastIndexOf('/') + 1);
  return folder !== '' && id === folder + slugOf(name) ? folder : id;
}

function slugOf(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, '_');
}

function configurationText(record: LedgerRecord, network: LedgerNetwork | undefined): string {
  const { configuration, ticker, decimals } = record;
  if (configuration === undefined) return NOT_SIGNED;
  const hex = toHex(configuration);
  if (network === undefined || decimals === undefined) return hex;
  return toHex(usualConfiguration({ ticker, decimals }, network)) === hex ? USUAL : hex;
}

/** @param plain bytes that must come out. */
type Unpack = (bytes: Uint8Array, plain: number) => Uint8Array;

interface Row {
  readonly id: string;
  readonly ticker: string;
  readonly name: string;
  readonly decimals: number | undefined;
  readonly configuration: string;
}

/** The file opened: each part is unpacked when it is first looked at, and kept. */
export class CurrenciesFile {
  readonly header: CurrenciesHeader;
  private readonly body: Uint8Array;
  private readonly unpack: Unpack;
  /** Lines of a block: each is read when it is asked for. */
  private readonly blocks = new Map<number, readonly string[]>();
  private known: ReadonlyMap<string, LedgerNetwork> | undefined;
  private tickersText: string | undefined;
  private tickerList: readonly string[] | undefined;

  constructor(file: Uint8Array, unpack: Unpack) {
    const end = file.indexOf(0x0a);
    this.header = JSON.parse(new TextDecoder().decode(file.subarray(0, end))) as CurrenciesHeader;
    this.body = file.subarray(end + 1);
    this.unpack = unpack;
  }

  /** Of every row, a line each. */
  tickers(): string {
    this.tickersText ??= this.text(this.header.sections.tickers);
    return this.tickersText;
  }

  private ticker(row: number): string {
    this.tickerList ??= this.tickers().split(BETWEEN_ROWS);
    return this.tickerList[row]!;
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

  /** Of every row, 4 bytes each. */
  contracts(): Uint8Array {
    return this.bytes(this.header.sections.contracts);
  }

  /** The row of that id; -1 where there is none. */
  rowOf(id: string): number {
    const { blocks } = this.header;
    let [low, high] = [0, blocks.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (blocks[middle]!.first <= id) low = middle + 1;
      else high = middle;
    }
    if (low === 0) return -1;
    const first = (low - 1) * BLOCK;
    const folder = id.slice(0, id.lastIndexOf('/') + 1);
    // Whole, or without its last part.
    const at = this.block(low - 1).findIndex(
      (line, i) =>
        line.startsWith(`${id}${BETWEEN_FIELDS}`) ||
        (line.startsWith(`${folder}${BETWEEN_FIELDS}`) && this.words(first + i).id === id),
    );
    return at < 0 ? -1 : first + at;
  }

  words(row: number): Row {
    return rowOf(this.block(Math.floor(row / BLOCK))[row % BLOCK]!, this.ticker(row));
  }

  record(row: number): LedgerRecord {
    const { id, ticker, name, decimals, configuration } = this.words(row);
    const network = networkOfId(id);
    const rank = configuration === NOT_SIGNED ? -1 : this.rank(row);
    const contract = this.contracts().subarray(4 * row, 4 * row + 4);
    const signatures = this.bytes(this.header.sections.signatures);
    return {
      id,
      ticker,
      name,
      decimals,
      network,
      configuration: this.configuration(configuration, {
        ticker,
        decimals: decimals ?? 0,
        network,
      }),
      signature: rank < 0 ? undefined : signatures.subarray(64 * rank, 64 * rank + 64),
      contract: Number(toBigInt(contract)),
    };
  }

  private configuration(
    text: string,
    asset: { ticker: string; decimals: number; network: string },
  ): Uint8Array | undefined {
    if (text === NOT_SIGNED) return undefined;
    if (text !== USUAL) return fromHex(text);
    return usualConfiguration(asset, this.networks().get(asset.network)!);
  }

  /** Of a signed row: its place among the signed ones of the file. */
  private rank(row: number): number {
    const index = Math.floor(row / BLOCK);
    const before = this.block(index).slice(0, row % BLOCK);
    const unsigned = before.filter((line) => line.endsWith(`${BETWEEN_FIELDS}${NOT_SIGNED}`));
    return this.header.blocks[index]!.signed + before.length - unsigned.length;
  }

  private block(index: number): readonly string[] {
    const known = this.blocks.get(index);
    if (known !== undefined) return known;
    const lines = this.text(this.header.blocks[index]!).split(BETWEEN_ROWS);
    this.blocks.set(index, lines);
    return lines;
  }

  private bytes({ offset, size, plain }: Section): Uint8Array {
    const bytes = this.body.subarray(offset, offset + size);
    return plain === undefined ? bytes : this.unpack(bytes, plain);
  }

  private text(section: Section): string {
    return new TextDecoder().decode(this.bytes(section));
  }
}

function rowOf(line: string, ticker: string): Row {
  const [id = '', said = '', decimals = '', configuration = NOT_SIGNED] =
    line.split(BETWEEN_FIELDS);
  const name = said === '' ? ticker : said;
  return {
    id: id.endsWith('/') ? id + slugOf(name) : id,
    ticker,
    name,
    decimals: decimals === '' ? undefined : Number(decimals),
    configuration,
  };
}

/** Where Ledger's ids call the network otherwise than its coin. */
const RENAMED: Readonly<Record<string, string>> = { multiversx: 'elrond' };

/** The network is the first part of an id. */
export function networkOfId(id: string): string {
  const [network = ''] = id.split('/');
  return id.includes('/') ? (RENAMED[network] ?? network) : id;
}
