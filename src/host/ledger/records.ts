/**
 * The file of Ledger's currencies (`data/currencies.bin`): a line of JSON that says what is where,
 * then one section for each column, so that only what is asked for is unpacked. Rows are sorted by
 * LedgerId. Signatures do not compress and stand as they are, 64 bytes each.
 */
import { concat, fromBigInt, fromHex, textOf, toBigInt, toHex, utf8 } from '../../bytes.js';

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

export const TEXT_COLUMNS = ['ids', 'tickers', 'names', 'configurations'] as const;
export type ColumnName =
  | (typeof TEXT_COLUMNS)[number]
  | 'decimals'
  | 'networks'
  | 'signatures'
  | 'contracts';

export interface CurrenciesHeader {
  readonly source: string;
  readonly integrity: string;
  readonly licence: string;
  /** Day the package was published, ISO 8601. */
  readonly date: string;
  readonly count: number;
  readonly signed: number;
  readonly sections: Readonly<Record<ColumnName, Section>>;
}

export const UNKNOWN_DECIMALS = 255;
/** In the column of configurations: none is signed; {@link usualConfiguration}; else the bytes in hex. */
export const NOT_SIGNED = '-';
export const USUAL = '';

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

const SEPARATOR = '\n';

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
  const signed = rows.filter(({ configuration }) => configuration !== undefined);
  const lines = (texts: readonly string[]) => utf8(texts.join(SEPARATOR));
  const columns: Record<ColumnName, { bytes: Uint8Array; packed: boolean }> = {
    ids: { bytes: lines(rows.map(({ id }) => id)), packed: true },
    tickers: { bytes: lines(rows.map(({ ticker }) => ticker)), packed: true },
    names: {
      bytes: lines(rows.map(({ name, ticker }) => (name === ticker ? '' : name))),
      packed: true,
    },
    configurations: {
      bytes: lines(rows.map((row) => configurationText(row, byId.get(row.network)))),
      packed: true,
    },
    decimals: {
      bytes: Uint8Array.from(rows, ({ decimals }) => decimals ?? UNKNOWN_DECIMALS),
      packed: true,
    },
    networks: { bytes: utf8(JSON.stringify(networks)), packed: true },
    signatures: { bytes: concat(...signed.map(({ signature }) => signature!)), packed: false },
    contracts: {
      bytes: concat(...rows.map(({ contract }) => fromBigInt(BigInt(contract), 4))),
      packed: false,
    },
  };
  const sections: Record<string, Section> = {};
  const bodies: Uint8Array[] = [];
  let offset = 0;
  for (const [name, { bytes, packed }] of Object.entries(columns)) {
    const body = packed ? pack(bytes) : bytes;
    sections[name] = { offset, size: body.length, ...(packed ? { plain: bytes.length } : {}) };
    bodies.push(body);
    offset += body.length;
  }
  const header = { ...about, count: rows.length, signed: signed.length, sections };
  return concat(utf8(`${JSON.stringify(header)}\n`), ...bodies);
}

function configurationText(record: LedgerRecord, network: LedgerNetwork | undefined): string {
  const { configuration, ticker, decimals } = record;
  if (configuration === undefined) return NOT_SIGNED;
  const hex = toHex(configuration);
  if (network === undefined || decimals === undefined || ticker.length > 50) return hex;
  return toHex(usualConfiguration({ ticker, decimals }, network)) === hex ? USUAL : hex;
}

type Unpack = (bytes: Uint8Array, plain: number) => Uint8Array;

/** The columns of the file, each unpacked when it is first looked at. */
export class Columns {
  readonly header: CurrenciesHeader;
  private readonly body: Uint8Array;
  private readonly unpack: Unpack;
  private readonly plain = new Map<ColumnName, Uint8Array>();
  private readonly texts = new Map<ColumnName, readonly string[]>();
  private ranks: Int32Array | undefined;
  private known: ReadonlyMap<string, LedgerNetwork> | undefined;

  constructor(file: Uint8Array, unpack: Unpack) {
    const end = file.indexOf(0x0a);
    this.header = JSON.parse(textOf(file.subarray(0, end))) as CurrenciesHeader;
    this.body = file.subarray(end + 1);
    this.unpack = unpack;
  }

  column(name: ColumnName): Uint8Array {
    const known = this.plain.get(name);
    if (known !== undefined) return known;
    const { offset, size, plain } = this.header.sections[name];
    const bytes = this.body.subarray(offset, offset + size);
    const made = plain === undefined ? bytes : this.unpack(bytes, plain);
    this.plain.set(name, made);
    return made;
  }

  lines(name: (typeof TEXT_COLUMNS)[number]): readonly string[] {
    const known = this.texts.get(name);
    if (known !== undefined) return known;
    const made = new TextDecoder().decode(this.column(name)).split(SEPARATOR);
    this.texts.set(name, made);
    return made;
  }

  networks(): ReadonlyMap<string, LedgerNetwork> {
    this.known ??= new Map(
      (JSON.parse(new TextDecoder().decode(this.column('networks'))) as LedgerNetwork[]).map(
        (network) => [network.id, network],
      ),
    );
    return this.known;
  }

  /** Undefined behind the last row. */
  record(row: number): LedgerRecord | undefined {
    const id = this.lines('ids')[row];
    if (id === undefined) return undefined;
    const ticker = this.lines('tickers')[row] ?? '';
    const decimals = this.column('decimals')[row];
    const network = networkOfId(id);
    const known = { id, ticker, network, name: this.lines('names')[row] || ticker };
    const exact = decimals === UNKNOWN_DECIMALS ? undefined : decimals;
    return {
      ...known,
      decimals: exact,
      configuration: this.configuration(row, { ticker, decimals: exact ?? 0, network }),
      signature: this.signature(row),
      contract: Number(toBigInt(this.column('contracts').subarray(4 * row, 4 * row + 4))),
    };
  }

  private configuration(
    row: number,
    asset: { ticker: string; decimals: number; network: string },
  ): Uint8Array | undefined {
    const text = this.lines('configurations')[row] ?? NOT_SIGNED;
    if (text === NOT_SIGNED) return undefined;
    if (text !== USUAL) return fromHex(text);
    return usualConfiguration(asset, this.networks().get(asset.network)!);
  }

  private signature(row: number): Uint8Array | undefined {
    const configurations = this.lines('configurations');
    if (configurations[row] === NOT_SIGNED) return undefined;
    if (this.ranks === undefined) {
      let rank = 0;
      this.ranks = Int32Array.from(configurations, (text) => (text === NOT_SIGNED ? -1 : rank++));
    }
    const at = 64 * this.ranks[row]!;
    return this.column('signatures').subarray(at, at + 64);
  }
}

/** Where Ledger's ids call the network otherwise than its coin. */
const RENAMED: Readonly<Record<string, string>> = { multiversx: 'elrond' };

/** The network is the first part of an id. */
export function networkOfId(id: string): string {
  const [network = ''] = id.split('/');
  return id.includes('/') ? (RENAMED[network] ?? network) : id;
}
