/** A list of swap, read page by page as Ledger's backend does. */
import { callOf } from '../../call-of.js';
import type { Exchange } from '../../exchange.js';
import type { ProviderRun } from '../../run.js';
import { answered, callName, isErrorBody, isGood } from '../../seen.js';

export interface Page {
  readonly exchange: Exchange;
  readonly items: readonly unknown[];
  /** The member as it stands there. */
  readonly next: unknown;
}

export interface PagedList {
  readonly pages: readonly Page[];
  /** Of all pages; of a list that goes in circles, up to where it begins again. */
  readonly items: readonly unknown[];
  /** How it goes in circles. */
  readonly loop?: string;
  /** Why it was not read to its end; the last exchange says it. */
  readonly broken?: { readonly why: string; readonly exchange: Exchange };
  /** A list without pages around it, as before March 2025. */
  readonly isBare: boolean;
}

export type ListOperation = 'listCurrencies' | 'listPairs';
const MEMBERS = { listCurrencies: 'currencies', listPairs: 'pairs' } as const;

/** More pages than any catalogue needs. */
const MAX_PAGES = 200;

export async function readList(
  run: ProviderRun,
  operation: ListOperation,
  query: Readonly<Record<string, string>> = {},
): Promise<PagedList> {
  const pages: Page[] = [];
  const cursors = new Set<string>();
  const seen = new Set<string>();
  let cursor: string | undefined;
  const done = (more: Partial<PagedList> = {}): PagedList => ({
    pages,
    items: pages.flatMap(({ items }) => items),
    isBare: false,
    ...more,
  });
  while (pages.length < MAX_PAGES) {
    const members = cursor === undefined ? query : { ...query, cursor };
    const exchange = await run.client.call(callOf(run, operation, { members }));
    const list = listIn(exchange, MEMBERS[operation]);
    if (list === undefined) {
      return done({ broken: { why: `${callName(exchange)} ${whyNone(exchange)}`, exchange } });
    }
    const { items, next, isBare } = list;
    const fresh = items.filter((item) => !seen.has(keyOf(item)));
    if (pages.length > 0 && items.length > 0 && fresh.length === 0) {
      const loop = `page ${pages.length + 1} holds nothing that was not on a page before`;
      return done({ loop, pages: [...pages, { exchange, items, next }] });
    }
    pages.push({ exchange, items, next });
    for (const item of items) seen.add(keyOf(item));
    if (isBare) return done({ isBare });
    if ((typeof next !== 'string' && typeof next !== 'number') || next === '') return done();
    cursor = String(next);
    if (cursors.has(cursor)) {
      const loop = `page ${pages.length} leads to a cursor that was given before`;
      return done({ loop, items: withoutRepeated(pages) });
    }
    cursors.add(cursor);
  }
  const { exchange } = pages.at(-1)!;
  return done({ broken: { why: `more than ${MAX_PAGES} pages`, exchange } });
}

const keyOf = (item: unknown): string => JSON.stringify(item);

function withoutRepeated(pages: readonly Page[]): unknown[] {
  const seen = new Set<string>();
  return pages.flatMap(({ items }) => {
    const fresh = items.filter((item) => !seen.has(keyOf(item)));
    for (const item of items) seen.add(keyOf(item));
    return fresh;
  });
}

/** Undefined where the answer has no list. */
export function listIn(exchange: Exchange, member: string) {
  const json = exchange.answer?.json;
  if (!isGood(exchange) || typeof json !== 'object' || json === null) return undefined;
  if (Array.isArray(json)) return { items: json as unknown[], next: undefined, isBare: true };
  const { [member]: items, next_cursor: next } = json as Record<string, unknown>;
  return Array.isArray(items) ? { items: items as unknown[], next, isBare: false } : undefined;
}

function whyNone(exchange: Exchange): string {
  const isOther = isGood(exchange) && !isErrorBody(exchange.answer?.json);
  return isOther ? 'answers without the list' : answered(exchange);
}
