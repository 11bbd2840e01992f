/** Archives around a log are read through: gzip and zip. */
import { Gunzip } from 'fflate';
import type { FormatName } from './format-names.js';
import type { Found } from './found.js';
import { type Body, logParser } from './log-parser.js';
import { isZip, zipBody } from './zip.js';

/** What archives in archives have in common. */
export interface Unpacking {
  /** How many archives this stands in. */
  readonly depth: number;
  /** Bytes that may still be unpacked; a gzip archive on its own may have any number. */
  readonly budget: { left: number };
  /** The member of a zip archive that is wanted. */
  readonly member?: string | undefined;
}

/** An archive in an archive in an archive is nobody's log. */
const MOST_ARCHIVES = 3;
const MOST_UNPACKED = 2 * 1024 ** 3;
export const TOO_MUCH = 'it unpacks to more than 2 GiB: what comes then is not read';

export function unpacking(member?: string): Unpacking {
  return { depth: 0, budget: { left: MOST_UNPACKED }, member };
}

/** Reads what is packed; undefined for what is not. */
export function unpacker(
  head: Uint8Array,
  wanted: FormatName | undefined,
  { depth, budget, member }: Unpacking,
): Body | undefined {
  if (depth >= MOST_ARCHIVES) return undefined;
  const inside = { depth: depth + 1, budget, member };
  if (isZip(head)) return zipBody(head, wanted, inside);
  return head[0] === 0x1f && head[1] === 0x8b ? gzipBody(wanted, inside) : undefined;
}

function gzipBody(wanted: FormatName | undefined, inside: Unpacking): Body {
  const inner = logParser(wanted === 'gzip' ? undefined : wanted, inside);
  const isNested = inside.depth > 1;
  let found: Found[] = [];
  let isOver = false;
  const stop = (what: string) => {
    isOver = true;
    found.push({ kind: 'problem', at: 0, what: `the gzip archive: ${what}` });
  };
  const gunzip = new Gunzip((piece) => {
    if (isOver) return;
    if (isNested) inside.budget.left -= piece.length;
    if (inside.budget.left < 0) stop(TOO_MUCH);
    else for (const each of inner.push(piece)) found.push(each);
  });
  const feed = (piece: Uint8Array, isLast: boolean) => {
    if (isOver) return;
    try {
      gunzip.push(piece, isLast);
    } catch (error) {
      if (!isOfFflate(error)) throw error;
      stop(isLast ? 'it ends early' : 'it is damaged; what is whole before is read');
    }
  };
  const take = () => {
    const all = found;
    found = [];
    return all;
  };
  return {
    format: 'gzip',
    get inside() {
      return inner.inside ?? inner.format;
    },
    get counted() {
      return inner.counted;
    },
    push(piece) {
      feed(piece, false);
      return take();
    },
    end() {
      feed(new Uint8Array(0), true);
      return [...take(), ...inner.end()];
    },
  };
}

/** Its errors have a number; ours are sentences for people. */
export function isOfFflate(error: unknown): boolean {
  return typeof (error as { code?: unknown }).code === 'number';
}
