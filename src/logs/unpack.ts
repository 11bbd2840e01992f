/** Archives around a log are read through: gzip and zip. */
import { Gunzip } from 'fflate';
import { concat } from '../bytes.js';
import { crc32 } from '../codec/crc32.js';
import type { FormatName } from './format-names.js';
import type { Found } from './found.js';
import { type Body, logParser } from './log-parser.js';
import { type Budget, isGzip, isZip, type Unpacking } from './packed.js';
import { zipBody } from './zip.js';

/** An archive in an archive in an archive is nobody's log. */
const MOST_ARCHIVES = 3;
const MOST_UNPACKED = 2 * 1024 ** 3;

/** @param most bytes that may be unpacked; when absent 2 GiB, and any number of a gzip archive. */
export function unpacking(member?: string, most?: number): Unpacking {
  const left = most ?? MOST_UNPACKED;
  const budget = { left, most: left, gzipIsFree: most === undefined };
  return { bodyFor: unpacker, depth: 0, budget, member };
}

/** @returns what is wrong once there is no more. */
export function spend(budget: Budget, count: number): string | undefined {
  budget.left -= count;
  if (budget.left >= 0) return undefined;
  const MIB = 1024 ** 2;
  const most = budget.most < MIB ? `${budget.most} bytes` : `${Math.floor(budget.most / MIB)} MiB`;
  return `it unpacks to more than ${most}: what comes then is not read`;
}

/** Reads what is packed; undefined for what is not. */
function unpacker(
  head: Uint8Array,
  wanted: FormatName | undefined,
  archives: Unpacking,
): Body | undefined {
  const { depth } = archives;
  if (depth >= MOST_ARCHIVES) return undefined;
  const inside = { ...archives, depth: depth + 1 };
  if (isZip(head)) return zipBody(head, wanted, inside);
  return isGzip(head) ? gzipBody(wanted, inside) : undefined;
}

const TRAILER_SIZE = 8;

function crcIn(trailer: Uint8Array): number {
  return new DataView(trailer.buffer, trailer.byteOffset).getUint32(0, true);
}

function gzipBody(wanted: FormatName | undefined, inside: Unpacking): Body {
  const inner = logParser(wanted === 'gzip' ? undefined : wanted, inside);
  const isFree = inside.depth === 1 && inside.budget.gzipIsFree;
  let found: Found[] = [];
  let isOver = false;
  /** Behind the first. */
  let moreMembers = 0;
  let crc = 0;
  /** The last bytes that came: CRC and size of what was packed, little-endian. */
  let trailer: Uint8Array = new Uint8Array(0);
  const stop = (what: string) => {
    isOver = true;
    found.push({ kind: 'problem', at: 0, what: `the gzip archive: ${what}` });
  };
  const gunzip = new Gunzip((piece) => {
    if (isOver) return;
    crc = crc32(piece, crc);
    const tooMuch = isFree ? undefined : spend(inside.budget, piece.length);
    if (tooMuch !== undefined) stop(tooMuch);
    else for (const each of inner.push(piece)) found.push(each);
  });
  gunzip.onmember = () => {
    moreMembers++;
  };
  const feed = (piece: Uint8Array, isLast: boolean) => {
    if (isOver) return;
    trailer = concat(trailer, piece.subarray(-TRAILER_SIZE)).slice(-TRAILER_SIZE);
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
      // Of several members one after the other only the last one's CRC is at the end.
      if (moreMembers === 0 && !isOver) {
        if (trailer.length < TRAILER_SIZE) stop('it ends early');
        else if (crc !== crcIn(trailer)) {
          stop('its checksum is not that of what came out: it is damaged');
        }
      }
      return [...take(), ...inner.end()];
    },
  };
}

/** Its errors have a number; ours are sentences for people. */
export function isOfFflate(error: unknown): boolean {
  return typeof (error as { code?: unknown }).code === 'number';
}
