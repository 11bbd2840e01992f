/** C. Pages: what a list says of its end, and whether small pages hold what large ones hold. */

import { cutJson } from '../../../../shown.js';
import { callOf } from '../../call-of.js';
import type { ProviderRun } from '../../run.js';
import { answered, callName, isGood, numbers, statusOf, told } from '../../seen.js';
import { type ListOperation, listIn, type PagedList, readList } from './pages.js';

export const PAGE_RULES = [
  'BARE_ARRAY',
  'NEXT_CURSOR_MISSING',
  'NEXT_CURSOR_EMPTY',
  'CURSOR_LOOP',
  'CURSOR_SKIPS',
  'CURSOR_INVALID_500',
  'LIMIT_IGNORED',
  'LIMIT_INVALID',
] as const;

/** For both lists, from how they were read. */
export function judgeEnds({ judge }: ProviderRun, { pages, isBare, loop }: PagedList): void {
  const [first] = pages;
  if (first === undefined) return;
  const exchanges = numbers(...pages.map(({ exchange }) => exchange)).slice(0, 20);
  const at = callName(first.exchange);
  if (isBare) {
    const evidence = `${at} answers a bare list, as before March 2025: an object with next_cursor wanted`;
    judge.failed('BARE_ARRAY', { evidence, exchanges });
    for (const id of PAGE_RULES) judge.notRun(id, 'waited for BARE_ARRAY: there are no pages');
    return;
  }
  judge.passed('BARE_ARRAY', { evidence: `${at} answers an object with the list`, exchanges });
  const lacking = pages.findIndex(({ next }) => next === undefined);
  const empty = pages.findIndex(({ next }) => next === '');
  const end = pages.at(-1)!.next;
  const evidence = `${at}: ${pages.length} pages, next_cursor of the last is ${cutJson(end)}`;
  if (lacking >= 0) {
    const text = `${at}: page ${lacking + 1} has no next_cursor: null wanted on the last page`;
    judge.failed('NEXT_CURSOR_MISSING', { evidence: text, exchanges });
    judge.notRun('NEXT_CURSOR_EMPTY', 'waited for NEXT_CURSOR_MISSING');
  } else {
    judge.passed('NEXT_CURSOR_MISSING', { evidence, exchanges });
    if (empty < 0) judge.passed('NEXT_CURSOR_EMPTY', { evidence, exchanges });
  }
  if (empty >= 0) {
    const text = `${at}: next_cursor of page ${empty + 1} is an empty text: null wanted`;
    judge.failed('NEXT_CURSOR_EMPTY', { evidence: text, exchanges });
  }
  if (loop === undefined) judge.passed('CURSOR_LOOP', { evidence, exchanges });
  else judge.failed('CURSOR_LOOP', { evidence: `${at}: ${loop}`, exchanges });
}

/** Small pages, cursors and limits that are none. Of the currencies only: pairs are made alike. */
export async function askPages(run: ProviderRun, whole: PagedList): Promise<void> {
  if (whole.isBare) return;
  await askLimits(run, whole);
  await askCursor(run);
  await compareSizes(run, whole);
}

const NONSENSE_LIMITS = ['0', '-1', 'abc', '1000000000'];

async function askLimits(run: ProviderRun, whole: PagedList): Promise<void> {
  const { judge } = run;
  const one = await askedWith(run, { limit: '1' });
  const list = listIn(one, 'currencies');
  const exchanges = numbers(one);
  if (whole.items.length < 2) judge.notRun('LIMIT_IGNORED', 'only one currency is listed');
  else if (list === undefined) judge.notRun('LIMIT_IGNORED', `limit=1: ${told(one)}`);
  else if (list.items.length > 1) {
    const evidence = `limit=1 answers ${list.items.length} currencies`;
    judge.failed('LIMIT_IGNORED', { evidence, exchanges });
  } else judge.passed('LIMIT_IGNORED', { evidence: 'limit=1 answers one currency', exchanges });
  for (const limit of NONSENSE_LIMITS) {
    const exchange = await askedWith(run, { limit });
    const seen = { evidence: `limit=${limit}: ${told(exchange)}`, exchanges: numbers(exchange) };
    if (statusOf(exchange) >= 500) judge.failed('LIMIT_INVALID', seen);
    else if (exchange.answer !== undefined) judge.passed('LIMIT_INVALID', seen);
  }
  judge.notRun('LIMIT_INVALID', 'no answer to a limit that is none');
}

async function askCursor(run: ProviderRun): Promise<void> {
  const exchange = await askedWith(run, { cursor: 'no-such-cursor' });
  const id = 'CURSOR_INVALID_500';
  const seen = {
    evidence: `a cursor that was never given out: ${told(exchange)}`,
    exchanges: numbers(exchange),
  };
  if (exchange.answer === undefined) run.judge.notRun(id, answered(exchange));
  else if (statusOf(exchange) >= 500) run.judge.failed(id, seen);
  // Not refused, yet nothing breaks.
  else if (isGood(exchange)) run.judge.failed(id, { ...seen, severity: 'note' });
  else run.judge.passed(id, seen);
}

async function compareSizes(run: ProviderRun, whole: PagedList): Promise<void> {
  const { judge } = run;
  const id = 'CURSOR_SKIPS';
  const waited = ['CURSOR_LOOP', 'CURRENCIES_NOT_STATIC', 'LIMIT_IGNORED'].find((rule) =>
    judge.hasFailed(rule),
  );
  if (waited !== undefined) return judge.notRun(id, `waited for ${waited}`);
  const limit = Math.max(1, Math.ceil(whole.items.length / PARTS));
  const small = await readList(run, 'listCurrencies', { limit: String(limit) });
  if (small.broken !== undefined) return judge.notRun(id, small.broken.why);
  if (small.pages.length < 2) return judge.notRun(id, `limit=${limit} answers everything at once`);
  const exchanges = numbers(...small.pages.map(({ exchange }) => exchange));
  const large = new Set(whole.items.map(idOf));
  const found = new Set(small.items.map(idOf));
  const lost = [...large].filter((one) => !found.has(one));
  const added = [...found].filter((one) => !large.has(one));
  const sizes = `${small.pages.length} pages of ${limit} hold ${found.size} of ${large.size} currencies`;
  if (small.loop !== undefined) {
    judge.failed('CURSOR_LOOP', { evidence: `limit=${limit}: ${small.loop}`, exchanges });
    judge.notRun(id, 'waited for CURSOR_LOOP');
  } else if (lost.length + added.length > 0) {
    const missing = lost.length === 0 ? '' : `; missing: ${lost.slice(0, 3).join(', ')}`;
    judge.failed(id, { evidence: `${sizes}${missing}`, exchanges });
  } else judge.passed(id, { evidence: sizes, exchanges });
}

/** Small pages a catalogue is read in. */
const PARTS = 4;

const idOf = (item: unknown): string => String((item as { id?: unknown } | null)?.id);

function askedWith(run: ProviderRun, members: Readonly<Record<string, string>>) {
  const operation: ListOperation = 'listCurrencies';
  return run.client.call(callOf(run, operation, { members }));
}
