/**
 * Currencies as Ledger's registry answers them (`/v1/currencies`, `/v1/tokens`;
 * provider-api.md#ledger-ids), as its packages list them (`[id, configuration, signature]`), or a
 * provider's own map of its ids to LedgerIds.
 */
import { fromHex, isHex } from '../../bytes.js';
import { InputError } from '../../errors.js';
import { rsFromStrictDer } from '../../payload/signature.js';
import { expected, shownText, shownValue } from '../../shown.js';
import { ledgerRecord } from './catalogue.js';
import { type LedgerRecord, networkOfId } from './records.js';
import { tokenHash } from './token-hash.js';

export interface RegistryContents {
  readonly records: readonly LedgerRecord[];
  /** LedgerIds by a provider's own ids. */
  readonly aliases: Readonly<Record<string, string>>;
  /** Ids whose signature is not Ledger's: taken as not signed. */
  readonly unsigned: readonly string[];
}

export interface RegistryReading {
  /** How messages call what is read: its file name or address. */
  readonly source: string;
  /** Whether Ledger's production key has made a DER signature over a configuration. */
  verify(configuration: Uint8Array, signature: Uint8Array): boolean;
}

const MAX_ENTRIES = 200_000;
const MAX_TEXT = 300;
const MAX_CONFIGURATION = 110;

type Members = Readonly<Record<string, unknown>>;

/** @throws InputError naming the entry, what was expected and what came. */
export function readRegistry(
  value: unknown,
  { source, verify }: RegistryReading,
): RegistryContents {
  const list = Array.isArray(value) ? value : listIn(value);
  if (list === undefined) return { records: [], unsigned: [], aliases: aliasesIn(value, source) };
  if (list.length > MAX_ENTRIES) {
    throw new InputError(expected(source, `at most ${MAX_ENTRIES} currencies`, list.length));
  }
  const records: LedgerRecord[] = [];
  const unsigned: string[] = [];
  for (const [at, entry] of list.entries()) {
    const read = new Entry(entry, `${source}: entry ${at + 1}`);
    const signed = read.signed();
    const isLedgers = signed !== undefined && verify(signed.configuration, signed.signature);
    const record = read.record(isLedgers ? signed : undefined);
    if (signed !== undefined && !isLedgers) unsigned.push(record.id);
    records.push(record);
  }
  return { records, unsigned, aliases: {} };
}

function listIn(value: unknown): readonly unknown[] | undefined {
  if (!isMembers(value)) return undefined;
  const { currencies, tokens, data } = value;
  const list = currencies ?? tokens ?? data;
  return Array.isArray(list) ? list : undefined;
}

function aliasesIn(value: unknown, source: string): Record<string, string> {
  const entries = isMembers(value) ? Object.entries(value) : [];
  const isMap = entries.length > 0 && entries.every(([, id]) => typeof id === 'string');
  if (isMap && entries.length <= MAX_ENTRIES) return Object.fromEntries(entries) as never;
  throw new InputError(
    expected(
      source,
      "a list of currencies as Ledger's registry answers it, or a map of your ids to LedgerIds",
      shownValue(value),
    ),
    { hint: '{"usdt_trc20": "tron/trc20/tr7nhqjekqxgtci8q8zy4pl8otszgjlj6t"} is such a map.' },
  );
}

const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

interface Signed {
  readonly configuration: Uint8Array;
  /** DER. */
  readonly signature: Uint8Array;
}

class Entry {
  private readonly members: Members;
  private readonly where: string;

  constructor(entry: unknown, where: string) {
    this.where = where;
    const [id, configuration, signature] = Array.isArray(entry) ? entry : [];
    const members = Array.isArray(entry)
      ? { id, exchange_app_config_serialized: configuration, exchange_app_signature: signature }
      : entry;
    if (!isMembers(members)) throw this.wrong('a currency with id', entry);
    this.members = members;
  }

  /** Production's; undefined where none is given. */
  signed(): Signed | undefined {
    const { descriptor_exchange_app: descriptor } = this.members;
    const { data, signatures } = isMembers(descriptor) ? descriptor : {};
    const prod = isMembers(signatures) ? signatures.prod : undefined;
    const configuration = this.hex('exchange_app_config_serialized', data);
    const signature = this.hex('exchange_app_signature', prod);
    if (configuration === undefined || signature === undefined) return undefined;
    const names = configuration[0] ?? 0;
    const isWhole = configuration.length > names + 2 && configuration.length <= MAX_CONFIGURATION;
    if (!isWhole) throw this.wrong('a coin configuration', configuration.length);
    return { configuration, signature };
  }

  record(signed: Signed | undefined): LedgerRecord {
    const id = this.text('id');
    if (id === undefined) throw this.wrong('id, a text', this.members.id);
    const known = ledgerRecord(id);
    const configured = signed && tickerOf(signed.configuration);
    const ticker = this.text('ticker') ?? known?.ticker ?? configured;
    if (ticker === undefined) throw this.wrong('ticker, a text', this.members.ticker);
    const contract = this.text('contract_address');
    const network = networkOfId(id);
    const rs = signed && rsFromStrictDer(signed.signature);
    return {
      id,
      ticker,
      name: this.text('name') ?? known?.name ?? ticker,
      decimals: this.decimals() ?? known?.decimals ?? (signed && decimalsOf(signed.configuration)),
      network,
      configuration: signed?.configuration ?? known?.configuration,
      signature: rs && 'rs' in rs ? rs.rs : known?.signature,
      contract: contract === undefined ? (known?.contract ?? 0) : tokenHash(network, contract),
    };
  }

  private decimals(): number | undefined {
    const { decimals, units } = this.members;
    const [first] = Array.isArray(units) ? units : [];
    const value = decimals ?? (isMembers(first) ? first.magnitude : undefined);
    if (value === undefined || value === null) return undefined;
    if (Number.isInteger(value) && Number(value) >= 0 && Number(value) < 255) return Number(value);
    throw this.wrong('decimals from 0 to 254', value);
  }

  private text(name: string): string | undefined {
    const value = this.members[name];
    if (value === undefined || value === null || value === '') return undefined;
    if (typeof value === 'string' && value.length <= MAX_TEXT) return value;
    throw this.wrong(`${name}, a text of at most ${MAX_TEXT} characters`, value);
  }

  private hex(name: string, other: unknown): Uint8Array | undefined {
    const value = this.members[name] ?? other;
    if (value === undefined || value === null || value === '') return undefined;
    if (typeof value === 'string' && value.length <= 2 * MAX_TEXT && isHex(value)) {
      return fromHex(value);
    }
    throw this.wrong(`${name} in hex`, value);
  }

  private wrong(what: string, value: unknown): InputError {
    const shown = value === undefined ? 'nothing' : shownText(JSON.stringify(value) ?? '');
    return new InputError(expected(this.where, what, shown));
  }
}

const tickerOf = (configuration: Uint8Array) =>
  new TextDecoder().decode(configuration.subarray(1, 1 + configuration[0]!));

/** Of a sub-configuration that has them: length and ticker, decimals. */
function decimalsOf(configuration: Uint8Array): number | undefined {
  const app = 1 + configuration[0]!;
  const sub = configuration.subarray(app + 2 + configuration[app]!);
  return sub.length < 2 ? undefined : sub[1 + sub[0]!];
}
