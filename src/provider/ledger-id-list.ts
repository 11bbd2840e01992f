/**
 * Ledger's own list of ids, from a file: which of them were taken out only Ledger knows. Read are
 * the answers of its API (`/v1/tokens`, `/v1/currencies`: objects with `id` and `delisted`, alone or
 * behind a member), a list of ids, or text with one id a line, `delisted` behind those taken out.
 */
import { InputError } from '../errors.js';
import { expected, shownText } from '../shown.js';

export interface LedgerIdList {
  readonly size: number;
  has(id: string): boolean;
  isDelisted(id: string): boolean;
  /** Whether any token of the chain is in it: then one that is not is none of Ledger's. */
  knowsTokensOf(chain: string): boolean;
}

/** @throws InputError for what is no such list. */
export function readLedgerIds(text: string, where: string): LedgerIdList {
  const isJson = /^\s*[[{]/.test(text);
  const entries = isJson ? jsonEntries(text, where) : lineEntries(text, where);
  if (entries.length === 0) throw new InputError(expected(where, 'LedgerIds', 'none'));
  const ids = new Map(entries);
  const chains = new Set([...ids.keys()].flatMap((id) => id.match(/^[^/]+(?=\/)/) ?? []));
  return {
    size: ids.size,
    has: (id) => ids.has(id),
    isDelisted: (id) => ids.get(id) === true,
    knowsTokensOf: (chain) => chains.has(chain),
  };
}

type Entry = readonly [id: string, isDelisted: boolean];

function jsonEntries(text: string, where: string): Entry[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new InputError(expected(where, 'JSON, or one LedgerId a line', 'other text'));
  }
  const list = Array.isArray(json) ? json : Object.values(json as object).find(Array.isArray);
  if (list === undefined) {
    throw new InputError(expected(where, 'a list of LedgerIds', 'an object without one'));
  }
  return list.map((item: unknown, index): Entry => {
    if (typeof item === 'string') return [item, false];
    const { id, delisted } = (item ?? {}) as { id?: unknown; delisted?: unknown };
    if (typeof id === 'string') return [id, delisted === true];
    throw new InputError(
      expected(`${where}: entry ${index + 1}`, 'a LedgerId, or an object with id', 'neither'),
    );
  });
}

function lineEntries(text: string, where: string): Entry[] {
  return text.split(/\r?\n/).flatMap((line, index): Entry[] => {
    const [id = '', mark, ...more] = line
      .replace(/(^|\s)#.*/, '')
      .trim()
      .split(/[\s,;]+/);
    if (id === '') return [];
    const isRight = mark === undefined || (/^delisted$/i.test(mark) && more.length === 0);
    if (isRight) return [[id, mark !== undefined]];
    throw new InputError(
      expected(
        `${where}: line ${index + 1}`,
        'a LedgerId, or one with "delisted" behind it',
        shownText([id, mark, ...more].join(' ')),
      ),
    );
  });
}
