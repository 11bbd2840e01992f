/** `exchange-sim currencies`: what Ledger calls a currency, and what is known of it here. */

import { toHex } from '../../bytes.js';
import { EXIT } from '../../errors.js';
import { currencyOfLedgerId } from '../../host/ledger/built-in.js';
import { aboutCurrencies, ledgerNetwork } from '../../host/ledger/catalogue.js';
import { currencyOfRecord } from '../../host/ledger/currency.js';
import type { LedgerRecord } from '../../host/ledger/records.js';
import { nearestIds, recordsFound, searchCurrencies } from '../../host/ledger/search.js';
import { derFromRs } from '../../payload/signature.js';
import type { CurrenciesDocument } from '../documents.js';
import type { Io } from '../io.js';
import { harmless, jsonText, palette } from '../text/text.js';
import type { CurrenciesOptions } from './options.js';

/** One currency, as `--json` prints it. */
export interface ListedCurrency {
  /** LedgerId. */
  readonly id: string;
  readonly ticker: string;
  readonly name: string;
  readonly decimals: number | null;
  readonly network: string;
  readonly family: string | null;
  /** Coin app; null where no list says. */
  readonly app: string | null;
  /** How `--from` and its like also call it, when it is built in. */
  readonly builtIn: string | null;
  /** Whether flows can have it here; why not, where they cannot. */
  readonly usable: boolean;
  readonly why: string | null;
  /** What Ledger's production key has signed, both in hex (the signature in DER); null: nothing. */
  readonly configuration: string | null;
  readonly signature: string | null;
}

/** Exit code 1 when nothing is found. */
export function currenciesCommand(
  words: readonly string[],
  { json, limit }: CurrenciesOptions,
  io: Io,
): number {
  const hits = searchCurrencies(words.flatMap((word) => word.split(/\s+/)).filter((word) => word));
  const shown = recordsFound(hits.slice(0, limit)).map(listed);
  const nearest = hits.length === 0 ? nearestIds(words.join(' ')) : [];
  const found = { found: hits.length, currencies: shown, nearest };
  const document = (): CurrenciesDocument => ({ ...found, source: sourceOf() });
  io.stdout.write(json === true ? jsonText(document()) : textOf(found, io));
  return hits.length === 0 ? EXIT.no : EXIT.yes;
}

function sourceOf() {
  const { source, licence, date, count, signed } = aboutCurrencies() ?? {};
  return { package: source, licence, date, count, signed };
}

function listed(record: LedgerRecord): ListedCurrency {
  const { id, ticker, name, decimals = null, network, configuration, signature } = record;
  const builtIn = currencyOfLedgerId(id);
  const made = builtIn === undefined ? currencyOfRecord(record) : { currency: builtIn };
  const { family = null, app = null } = ledgerNetwork(network) ?? {};
  const isUsable = 'currency' in made;
  return {
    id,
    ticker,
    name,
    decimals,
    network,
    family,
    app: isUsable ? made.currency.app : app,
    builtIn: builtIn?.id ?? null,
    usable: isUsable,
    why: isUsable ? null : made.why,
    configuration: configuration === undefined ? null : toHex(configuration),
    signature: signature === undefined ? null : toHex(derFromRs(signature)),
  };
}

interface Found {
  readonly found: number;
  readonly currencies: readonly ListedCurrency[];
  readonly nearest: readonly string[];
}

function textOf({ found, currencies, nearest }: Found, { color }: Io): string {
  const { dim, strong } = palette(color);
  if (found === 0) {
    const meant = nearest.length === 0 ? '' : ` Nearest: ${nearest.join(', ')}.`;
    return `No currency of Ledger's has all of these words.${meant}\n`;
  }
  const lines = currencies.map((one) => {
    const units = one.decimals === null ? 'decimals unknown' : `${one.decimals} decimals`;
    const signed = one.configuration === null ? 'no configuration signed' : 'signed';
    const state = one.usable ? signed : `${signed}; ${one.why}`;
    const app = one.app === null ? '' : `, ${one.app} app`;
    return (
      harmless(`${strong(one.ticker)}  ${one.id}`) +
      `\n  ${dim(harmless(`${one.name}, ${units}${app}, ${state}`))}`
    );
  });
  const more = found - currencies.length;
  const rest = more > 0 ? `\n${more} more: say more words, or --limit ${found}.` : '';
  return `${lines.join('\n')}${rest}\n`;
}
