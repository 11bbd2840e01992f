/** Archives around a log are read through: gzip. */
import { Gunzip } from 'fflate';
import type { FormatName } from './format-names.js';
import type { Found } from './found.js';
import { type Body, logParser } from './log-parser.js';

/** An archive in an archive in an archive is nobody's log. */
const MOST_ARCHIVES = 3;

/** Reads what is packed; undefined for what is not. */
export function unpacker(
  head: Uint8Array,
  wanted: FormatName | undefined,
  depth: number,
): Body | undefined {
  const isGzip = head[0] === 0x1f && head[1] === 0x8b;
  if (!isGzip || depth >= MOST_ARCHIVES) return undefined;
  const inner = logParser(wanted === 'gzip' ? undefined : wanted, depth + 1);
  let found: Found[] = [];
  const gunzip = new Gunzip((piece) => {
    found.push(...inner.push(piece));
  });
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
      gunzip.push(piece);
      return take();
    },
    end() {
      try {
        gunzip.push(new Uint8Array(0), true);
      } catch {
        found.push({ kind: 'problem', at: 0, what: 'the gzip archive ends early' });
      }
      return [...take(), ...inner.end()];
    },
  };
}
