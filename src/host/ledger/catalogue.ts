/**
 * Every currency of Ledger's lists, from `data/currencies.bin`, which is read when something is asked
 * that only it can answer; where there is no file system (a browser) nothing is known here. What
 * `--currencies` brings comes first.
 */
import type { CurrenciesFile } from './currencies-file.js';
import { packageCurrencies } from './package-currencies.js';
import { type LedgerNetwork, type LedgerRecord, networkOfId } from './records.js';
import { tokenHash } from './token-hash.js';

let opened: CurrenciesFile | null | undefined;

function loaded(): CurrenciesFile | null {
  opened ??= packageCurrencies();
  return opened;
}

const added = new Map<string, LedgerRecord>();
const aliases = new Map<string, string>();

/** Newer data than that of the package: replaces what has the same id. */
export function addRecords(records: Iterable<LedgerRecord>): void {
  for (const record of records) added.set(record.id, record);
}

/** A provider's own ids, and the LedgerIds they stand for. */
export function addAliases(map: Readonly<Record<string, string>>): void {
  for (const [alias, id] of Object.entries(map)) aliases.set(alias, id);
}

/** What was added, for another thread of this process. */
export function additions(): { records: LedgerRecord[]; aliases: Record<string, string> } {
  return { records: [...added.values()], aliases: Object.fromEntries(aliases) };
}

/** The LedgerId a provider's id stands for, or the text itself. */
export const aliased = (id: string): string => aliases.get(id) ?? id;

/** By LedgerId, letter for letter. */
export function ledgerRecord(id: string): LedgerRecord | undefined {
  const own = added.get(id);
  if (own !== undefined) return own;
  const file = loaded();
  if (file === null) return undefined;
  const row = file.rowOf(id);
  return row < 0 ? undefined : file.record(row);
}

const rowsByTicker = new Map<string, readonly number[]>();
const REMEMBERED = 1000;

/** Rows of a ticker in lower case. */
function rowsOf(wanted: string, file: CurrenciesFile): readonly number[] {
  const known = rowsByTicker.get(wanted);
  if (known !== undefined) return known;
  const rows = file.rowsOfTicker(wanted);
  if (rowsByTicker.size >= REMEMBERED) rowsByTicker.clear();
  rowsByTicker.set(wanted, rows);
  return rows;
}

/** In either case, none of test networks; coins first, then the shorter ids. */
export function recordsOfTicker(ticker: string): readonly LedgerRecord[] {
  const wanted = ticker.toLowerCase();
  const file = loaded();
  const own = [...added.values()].filter((record) => record.ticker.toLowerCase() === wanted);
  if (file === null) return own;
  const rows = rowsOf(wanted, file);
  const found = rows.map((row) => file.record(row)).filter(({ id }) => !added.has(id));
  return [...own, ...found]
    .filter(({ network }) => !isTestNetwork(network))
    .sort((a, b) => Number(isToken(a)) - Number(isToken(b)) || a.id.length - b.id.length);
}

const isToken = ({ id }: LedgerRecord) => id.includes('/');

/** By the id of its coin; undefined for one Ledger does not list, or no longer. */
export function ledgerNetwork(id: string): LedgerNetwork | undefined {
  return loaded()?.networks().get(id);
}

/** Test networks that are signed for and that no list describes any more. */
const GONE = /_(?:goerli|ropsten|sepolia|testnet|devnet)$/;

export const isTestNetwork = (id: string): boolean =>
  GONE.test(id) || ledgerNetwork(id)?.testnetFor !== undefined;

/** Where the data is from; undefined where there is none. */
export const aboutCurrencies = () => loaded()?.header;

export interface SearchHit {
  readonly id: string;
  readonly ticker: string;
  readonly name: string;
}

/** Every currency, in its words only: cheap to go through. */
export function* allWords(): Generator<SearchHit> {
  yield* added.values();
  const file = loaded();
  if (file === null) return;
  for (let row = 0; row < file.header.count; row++) {
    const words = file.words(row);
    if (!added.has(words.id)) yield words;
  }
}

let withTokens: ReadonlySet<string> | undefined;

/** Networks of which tokens are listed. */
export function networksWithTokens(): ReadonlySet<string> {
  withTokens ??= new Set(
    [...allWords()].filter(({ id }) => id.includes('/')).map(({ id }) => networkOfId(id)),
  );
  return withTokens;
}

/** The token of a contract; one in hex may be in either case. */
export function recordOfContract(network: string, contract: string): LedgerRecord | undefined {
  const hash = tokenHash(network, contract);
  const own = [...added.values()].find((record) => record.contract === hash);
  if (own !== undefined) return own;
  const file = loaded();
  const row = file?.rowOfContract(network, contract) ?? -1;
  return row < 0 ? undefined : file?.record(row);
}
