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
import type { Counted, Found } from './found.js';
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
  /** False once it has been left. */
  isRead: boolean;
}

export function zipBody(
  head: Uint8Array,
  wanted: FormatName | undefined,
  unpacking: Unpacking,
): Body {
  return new ZipBody(head, wanted, unpacking);
}

class ZipBody implements Body {
  readonly format = 'zip';
  private readonly wanted: FormatName | undefined;
  private readonly unpacking: Unpacking;
  private readonly isEncrypted: boolean;
  private readonly unzip: Unzip;
  private found: Found[] = [];
  private log: Member | undefined;
  /** Begun and not ended. */
  private open: Member | undefined;
  /** Members beside the log that hold APDUs, too. */
  private readonly others: string[] = [];
  private readonly names: string[] = [];
  private readonly reasons: string[] = [];
  private members = 0;
  private isOver = false;

  constructor(head: Uint8Array, wanted: FormatName | undefined, unpacking: Unpacking) {
    this.wanted = wanted === 'zip' ? undefined : wanted;
    this.unpacking = unpacking;
    this.isEncrypted = hasEncrypted(head);
    this.unzip = new Unzip((file) => this.take(file));
    this.unzip.register(UnzipInflate);
  }

  get inside(): FormatName | undefined {
    return this.log?.parser.inside ?? this.log?.parser.format;
  }

  get counted(): Counted {
    return this.log?.parser.counted ?? 'line';
  }

  push(piece: Uint8Array): Found[] {
    for (let at = 0; at < piece.length; at += STEP) {
      this.feed(piece.subarray(at, at + STEP), false);
    }
    return this.taken();
  }

  end(): Found[] {
    this.feed(EMPTY, true);
    const { open } = this;
    if (open !== undefined) this.gather(open, open.parser.end());
    this.conclude();
    return this.taken();
  }

  private taken(): Found[] {
    const all = this.found;
    this.found = [];
    return all;
  }

  private say(what: string): void {
    this.found.push({ kind: 'problem', at: 0, what });
  }

  private stop(what: string): void {
    if (!this.isOver) this.say(`the zip archive: ${what}`);
    this.isOver = true;
  }

  private feed(piece: Uint8Array, isLast: boolean): void {
    if (this.isOver) return;
    try {
      this.unzip.push(piece, isLast);
    } catch (error) {
      if (!isOfFflate(error)) throw error;
      this.stop(isLast ? 'it ends early' : 'it is damaged; what is whole before is read');
    }
  }

  /** A member begins. */
  private take(file: UnzipFile): void {
    if (++this.members > MOST_MEMBERS) this.stop(`it has more than ${MOST_MEMBERS} members`);
    const name = shownName(file.name);
    const { names, unpacking } = this;
    if (!this.isOver && !file.name.endsWith('/') && names.length < MOST_NAMED) names.push(name);
    const isWanted = unpacking.member === undefined || file.name === unpacking.member;
    const { member: _, ...inside } = unpacking;
    const parser = logParser(this.wanted, inside);
    const member: Member = { name, parser, found: [], hasTurns: false, isRead: false };
    member.isRead = isWanted && !this.isOver;
    if (member.isRead) this.open = member;
    file.ondata = (error, data, isLast) => {
      if (!member.isRead || this.isOver) return;
      if (error === null) this.read(member, data, isLast);
      else {
        const why = this.isEncrypted ? 'it is encrypted' : 'it is damaged';
        this.leave(member, `cannot be unpacked, ${why}`);
      }
    };
    if (!METHODS.includes(file.compression)) {
      const why = `compressed by method ${file.compression}, which is not read`;
      if (member.isRead) this.leave(member, why);
      this.unzip.register(passingOver(file.compression));
    }
    file.start();
  }

  private read(member: Member, data: Uint8Array, isLast: boolean): void {
    const tooMuch = spend(this.unpacking.budget, data.length);
    if (tooMuch !== undefined) {
      this.stop(tooMuch);
      return;
    }
    try {
      this.gather(member, member.parser.push(data));
      if (!isLast) return;
      this.open = undefined;
      this.gather(member, member.parser.end());
    } catch (problem) {
      if (!(problem instanceof InputError)) throw problem;
      this.leave(member, problem.message);
    }
  }

  /** What a member holds goes on once it is known to be the log. */
  private gather(member: Member, more: readonly Found[]): void {
    if (member === this.log) {
      for (const each of more) this.found.push(each);
      return;
    }
    for (const each of more) {
      member.hasTurns ||= each.kind === 'command' || each.kind === 'answer';
      if (each.kind === 'problem' && each.at === 0) {
        this.reasons.push(`${member.name}: ${each.what}`);
      }
      const isKept = member.hasTurns || member.found.length < MOST_KEPT;
      if (this.log === undefined && isKept) member.found.push(each);
    }
    if (!member.hasTurns) return;
    if (this.log !== undefined) {
      if (!this.others.includes(member.name)) this.others.push(member.name);
      return;
    }
    this.log = member;
    this.found.push(...member.found);
    member.found = [];
  }

  private leave(member: Member, why: string): void {
    member.isRead = false;
    this.open = undefined;
    this.reasons.push(`${member.name}: ${why}`);
    if (member === this.log) this.say(`${member.name}: ${why}`);
  }

  /** Which members there were, where the log is not the only one, or not there. */
  private conclude(): void {
    const { others, names, reasons } = this;
    const wanted = this.unpacking.member;
    if (others.length > 0) {
      const all = named(others);
      this.say(`other members of the zip archive hold APDUs, too: ${all}; choose with #NAME`);
    }
    if (this.log !== undefined) return;
    if (wanted !== undefined && names.length > 0 && reasons.length === 0) {
      this.say(`the zip archive has no member ${shownName(wanted)} with APDUs: ${named(names)}`);
    } else if (this.isEncrypted) {
      this.say('the zip archive is encrypted: unpack it with its password first');
    } else if (reasons.length > 0) {
      this.say(`no member of the zip archive holds APDUs: ${named(reasons)}`);
    }
  }
}

const named = (list: readonly string[]): string =>
  `${list.slice(0, MOST_NAMED).join(', ')}${list.length > MOST_NAMED ? ', …' : ''}`;

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
