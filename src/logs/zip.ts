/**
 * A zip archive is read as it comes: the first member that holds APDUs is the log, others are named.
 * Members are listed as well in a directory at its end, which is not needed.
 */
import {
  type AsyncFlateStreamHandler,
  Unzip,
  type UnzipDecoderConstructor,
  type UnzipFile,
  UnzipInflate,
} from 'fflate';
import { EMPTY } from '../bytes.js';
import { InputError } from '../errors.js';
import { shownName } from '../shown.js';
import type { FormatName } from './format-names.js';
import type { Found } from './found.js';
import { type Body, type LogParser, logParser } from './log-parser.js';
import { type Unpacking, ZIP_MEMBER } from './packed.js';
import { isOfFflate, spend } from './unpack.js';

const FLAGS_AT = 6;
const ENCRYPTED = 0x01;

const MOST_MEMBERS = 10_000;
/** Members that are named in one sentence. */
const MOST_NAMED = 10;
/** Comments and problems in front of the first APDU of a member that are kept. */
const MOST_KEPT = 10_000;
/** Bytes at a time: the unzipper calls itself for each member of a piece. */
const STEP = 16 * 1024;

/** Stored and deflated. */
const METHODS: readonly number[] = [0, UnzipInflate.compression];

interface Member {
  readonly name: string;
  readonly parser: LogParser;
  found: Found[];
  hasTurns: boolean;
}

export function zipBody(
  head: Uint8Array,
  wanted: FormatName | undefined,
  { member: wantedMember, ...inside }: Unpacking,
): Body {
  let found: Found[] = [];
  let log: Member | undefined;
  /** Begun and not ended. */
  let open: Member | undefined;
  const others: string[] = [];
  const names: string[] = [];
  const reasons: string[] = [];
  let members = 0;
  let isOver = false;
  const isEncrypted = hasEncrypted(head);

  const say = (what: string) => found.push({ kind: 'problem', at: 0, what });
  function stop(what: string): void {
    if (!isOver) say(`the zip archive: ${what}`);
    isOver = true;
  }

  /** What a member holds goes on once it is known to be the log. */
  function gather(member: Member, more: readonly Found[]): void {
    if (member === log) {
      for (const each of more) found.push(each);
      return;
    }
    for (const each of more) {
      member.hasTurns ||= each.kind === 'command' || each.kind === 'answer';
      if (each.kind === 'problem' && each.at === 0) reasons.push(`${member.name}: ${each.what}`);
      const isKept = member.hasTurns || member.found.length < MOST_KEPT;
      if (log === undefined && isKept) member.found.push(each);
    }
    if (!member.hasTurns) return;
    if (log !== undefined) {
      if (!others.includes(member.name)) others.push(member.name);
      return;
    }
    log = member;
    found.push(...member.found);
    member.found = [];
  }

  function take(file: UnzipFile): void {
    if (++members > MOST_MEMBERS) stop(`it has more than ${MOST_MEMBERS} members`);
    const name = shownName(file.name);
    if (!isOver && !file.name.endsWith('/') && names.length < MOST_NAMED) names.push(name);
    const isWanted = wantedMember === undefined || file.name === wantedMember;
    const parser = logParser(wanted === 'zip' ? undefined : wanted, inside);
    const member: Member = { name, parser, found: [], hasTurns: false };
    let isRead = isWanted && !isOver;
    if (isRead) open = member;
    const leave = (why: string) => {
      isRead = false;
      open = undefined;
      reasons.push(`${name}: ${why}`);
      if (member === log) say(`${name}: ${why}`);
    };
    file.ondata = (error, data, isLast) => {
      if (!isRead || isOver) return;
      if (error !== null) {
        leave(`cannot be unpacked, ${isEncrypted ? 'it is encrypted' : 'it is damaged'}`);
        return;
      }
      const tooMuch = spend(inside.budget, data.length);
      if (tooMuch !== undefined) {
        stop(tooMuch);
        return;
      }
      try {
        gather(member, parser.push(data));
        if (!isLast) return;
        open = undefined;
        gather(member, parser.end());
      } catch (problem) {
        if (!(problem instanceof InputError)) throw problem;
        leave(problem.message);
      }
    };
    if (!METHODS.includes(file.compression)) {
      if (isRead) leave(`compressed by method ${file.compression}, which is not read`);
      unzip.register(passingOver(file.compression));
    }
    file.start();
  }

  const unzip = new Unzip(take);
  unzip.register(UnzipInflate);

  function feed(piece: Uint8Array, isLast: boolean): void {
    if (isOver) return;
    try {
      unzip.push(piece, isLast);
    } catch (error) {
      if (!isOfFflate(error)) throw error;
      stop(isLast ? 'it ends early' : 'it is damaged; what is whole before is read');
    }
  }

  function conclude(): void {
    const named = (list: readonly string[]) =>
      `${list.slice(0, MOST_NAMED).join(', ')}${list.length > MOST_NAMED ? ', …' : ''}`;
    if (others.length > 0) {
      say(`other members of the zip archive hold APDUs, too: ${named(others)}; choose with #NAME`);
    }
    if (log !== undefined) return;
    if (wantedMember !== undefined && names.length > 0 && reasons.length === 0) {
      say(`the zip archive has no member ${shownName(wantedMember)} with APDUs: ${named(names)}`);
    } else if (isEncrypted) {
      say('the zip archive is encrypted: unpack it with its password first');
    } else if (reasons.length > 0) {
      say(`no member of the zip archive holds APDUs: ${named(reasons)}`);
    }
  }

  const taken = () => {
    const all = found;
    found = [];
    return all;
  };
  return {
    format: 'zip',
    get inside() {
      return log?.parser.inside ?? log?.parser.format;
    },
    get counted() {
      return log?.parser.counted ?? 'line';
    },
    push(piece) {
      for (let at = 0; at < piece.length; at += STEP) feed(piece.subarray(at, at + STEP), false);
      return taken();
    },
    end() {
      feed(new Uint8Array(0), true);
      if (open !== undefined) gather(open, open.parser.end());
      conclude();
      return taken();
    },
  };
}

function standsAt(bytes: Uint8Array, at: number, mark: readonly number[]): boolean {
  return mark.every((byte, i) => bytes[at + i] === byte);
}

function hasEncrypted(head: Uint8Array): boolean {
  for (let at = head.indexOf(0x50); at >= 0; at = head.indexOf(0x50, at + 1)) {
    if (standsAt(head, at, ZIP_MEMBER) && ((head[at + FLAGS_AT] ?? 0) & ENCRYPTED) !== 0) {
      return true;
    }
  }
  return false;
}

/** The unzipper keeps in memory what nobody takes. */
function passingOver(compression: number): UnzipDecoderConstructor {
  return class {
    static readonly compression = compression;
    ondata: AsyncFlateStreamHandler = () => {};
    push(_: Uint8Array, isLast: boolean): void {
      this.ondata(null, EMPTY, isLast);
    }
  };
}
