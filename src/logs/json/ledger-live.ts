/**
 * Exported logs of Ledger Wallet, once called Ledger Live: one JSON document, or an object on each line. All
 * generations, both time orders, several devices.
 */
import type { FormatName } from '../format-names.js';
import type { Found } from '../found.js';
import type { DocumentFormat, LineFormat, LineReader } from '../reader.js';
import { witnesses } from '../witnesses.js';
import { type Entry, messageOf } from './entry.js';
import { entryOrder } from './entry-order.js';
import { exchangeEntry } from './exchange-entry.js';
import { entryIn } from './line-entry.js';
import { isKitEntry, witnessIn } from './log-entry.js';
import type { JsonRecord } from './records.js';

type IsIts = (entry: Entry) => boolean;

const isLives: IsIts = (entry) => messageOf(entry) !== undefined && !isKitEntry(entry);

/** Also what takes a JSON document of nobody. */
export const ledgerLiveJson = logDocument('ledger-live-json', isLives);
export const dmkJson = logDocument('dmk-json', isKitEntry);
export const ledgerLiveLines = logLines('ledger-live-lines', isLives);
export const dmkLines = logLines('dmk-lines', isKitEntry);

const isExchange: IsIts = (entry) => exchangeEntry(entry) !== undefined;

export const exchangesJson = logDocument('exchanges-json', isExchange);
export const exchangesLines = logLines('exchanges-json', isExchange);

function logDocument(name: FormatName, isIts: IsIts): DocumentFormat {
  return {
    name,
    score: (records) => records.flatMap(entriesOf).filter(isIts).length,
    read(records) {
      const log = entryReader(true);
      return [...records.flatMap(entriesOf).flatMap((entry) => log.entry(entry)), ...log.end()];
    },
  };
}

function logLines(name: FormatName, isIts: IsIts): LineFormat {
  return {
    name,
    score: (lines) => lines.flatMap((line) => entryIn(line, 0)?.entry ?? []).filter(isIts).length,
    open(): LineReader {
      const log = entryReader(false);
      return {
        line(text, at) {
          const read = entryIn(text, at);
          if (read === undefined) return [];
          return read.entry === undefined ? [read.problem] : log.entry(read.entry);
        },
        end: () => log.end(),
      };
    },
  };
}

function entriesOf({ value, line }: JsonRecord): Entry[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return [{ at: line, value: value as Entry['value'] }];
}

function entryReader(isWhole: boolean) {
  const order = entryOrder(isWhole);
  const believed = witnesses();
  return {
    entry: (entry: Entry): Found[] =>
      order.add(entry, witnessIn(entry)).flatMap((witness) => believed.add(witness)),
    end: (): Found[] => [
      ...order.end().flatMap((witness) => believed.add(witness)),
      ...believed.end(),
      ...order.problems(),
    ],
  };
}
