/** Finding a currency by words, and what a mistyped id may have meant. */
import { allWords, ledgerRecord, type SearchHit } from './catalogue.js';
import type { LedgerRecord } from './records.js';

/**
 * Currencies that have every word in id, ticker or name, in either case: whole tickers first, then
 * coins, then the shorter ids.
 */
export function searchCurrencies(words: readonly string[]): readonly SearchHit[] {
  const wanted = words.map((word) => word.toLowerCase());
  const hits: { hit: SearchHit; rank: number }[] = [];
  for (const hit of allWords()) {
    const [id, ticker, name] = [
      hit.id.toLowerCase(),
      hit.ticker.toLowerCase(),
      hit.name.toLowerCase(),
    ];
    const has = wanted.every(
      (word) => id.includes(word) || ticker.includes(word) || name.includes(word),
    );
    if (!has) continue;
    const isExact = wanted.includes(ticker) || wanted.includes(id) || wanted.includes(name);
    hits.push({ hit, rank: (isExact ? 0 : 2) + (id.includes('/') ? 1 : 0) });
  }
  return hits
    .sort((a, b) => a.rank - b.rank || a.hit.id.length - b.hit.id.length)
    .map(({ hit }) => hit);
}

export const recordsFound = (hits: readonly SearchHit[]): readonly LedgerRecord[] =>
  hits.map(({ id }) => ledgerRecord(id)!);

/** Longer texts are no mistyped ids. */
const LONGEST = 120;

/** Ids that share most pairs of letters with a text, the nearest first; none where all are far. */
export function nearestIds(text: string, count = 3): readonly string[] {
  const typed = text.trim().toLowerCase().slice(0, LONGEST);
  if (typed.length < 2) return [];
  const pairs = pairsOf(typed);
  const found: { id: string; score: number }[] = [];
  for (const { id, ticker, name } of allWords()) {
    const score = Math.max(
      likeness(typed, pairs, id),
      // A word is compared with what people call it, too.
      typed.includes('/')
        ? 0
        : Math.max(likeness(typed, pairs, name), likeness(typed, pairs, ticker)),
    );
    if (score >= NEAR) found.push({ id, score: score + (id.includes('/') ? 0 : COIN_BONUS) });
  }
  return found
    .sort((a, b) => b.score - a.score || a.id.length - b.id.length)
    .slice(0, count)
    .map(({ id }) => id);
}

/** Of 1, which is the same letters in another order at most. */
const NEAR = 0.6;

/** A word is more often a mistyped coin than a token of nearly that name. */
const COIN_BONUS = 0.25;

function pairsOf(text: string): ReadonlySet<string> {
  const pairs = new Set<string>();
  for (let at = 0; at + 2 <= text.length; at++) pairs.add(text.slice(at, at + 2));
  return pairs;
}

/** Dice's coefficient of the pairs of letters. */
function likeness(typed: string, pairs: ReadonlySet<string>, candidate: string): number {
  const [short, long] = [typed.length - 1, candidate.length - 1];
  if (long < 1 || (2 * Math.min(short, long)) / (short + long) < NEAR) return 0;
  const other = candidate.toLowerCase();
  let shared = 0;
  for (const pair of pairs) if (other.includes(pair)) shared++;
  return (2 * shared) / (pairs.size + Math.max(pairs.size, long));
}
