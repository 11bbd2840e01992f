/**
 * `=> HEX` and `<= HEX` anywhere in a line: time stamps, levels, tags and quotes may stand in front, and
 * the arrows may be written as HTML. Noise has arrows, too (`progress => 12%`, `a <= b`): no hex, no turn.
 */
import { fromHex } from '../../bytes.js';
import { cut } from '../../shown.js';
import type { Found } from '../found.js';
import { noAnswer } from '../turn.js';
import { lineTime } from './line-time.js';
import { plainTurn } from './plain-turn.js';
import { turnBehind } from './turn-behind.js';

const ARROW = /=>|<=/g;
const STATUS_ERROR = /TransportStatusError\b.{0,200}?\(0x([0-9a-f]{4})\)/i;
/** What stands where the answer should be when the transport failed. */
const FAILURE =
  /^['"]?(?:\w*(?:Error|Exception|Disconnected\w*|Timeout)\b|timed? ?out\b|disconnected\b|no (?:answer|response)\b)/i;
/** In front of an arrow that has the line for itself: nothing but blanks, times and brackets. */
const ALONE = /^[\s\d[\]():.,TZ+/-]*$/;

/** Frames repeat what the APDU lines beside them say; `hid-frames-text` reads them where they are alone. */
const FRAME = /\b(?:hid|ble)-frame\b/;

/** Between two arrows of a line: the hex of the first, and nothing that is a sentence. */
const HEX_BEFORE = /[0-9a-f]['"`]?(?:[\s,;|]|\\n){0,8}$/i;
/** Of a line that has an APDU. */
const MOST_ARROWS = 8;

export interface Arrow {
  readonly kind: 'command' | 'answer';
  readonly before: string;
  readonly behind: string;
}

export function arrowsOf(line: string): Arrow[] {
  const text = withoutEntities(line);
  const arrows: Arrow[] = [];
  for (const { 0: arrow, index } of text.matchAll(ARROW)) {
    const kind = arrow === '=>' ? 'command' : 'answer';
    arrows.push({ kind, before: text.slice(0, index), behind: text.slice(index + 2) });
    if (arrows.length === MOST_ARROWS) break;
  }
  return arrows;
}

export function withoutEntities(line: string): string {
  const text = line.includes('&') ? line.replaceAll('&gt;', '>').replaceAll('&lt;', '<') : line;
  return /[⇒→⇐←]/.test(text) ? text.replace(/[⇒→]/g, '=>').replace(/[⇐←]/g, '<=') : text;
}

/**
 * What a line with arrows says, a command and its answer on one line too; nothing when it is none.
 * @param prefix of the producer: behind it the arrow counts as one that has the line for itself.
 */
export function arrowTurn(line: string, at: number, prefix?: RegExp): Found[] {
  const plain = plainTurn(line, at);
  if (plain !== undefined) return plain;
  const all: Found[] = [];
  for (const { kind, before, behind } of arrowsOf(line)) {
    if (FRAME.test(before)) continue;
    if (all.length > 0 && !HEX_BEFORE.test(before)) break;
    const isAlone = ALONE.test(before) || (prefix?.test(before) ?? false);
    const found = turnBehind(kind, behind, { at, time: lineTime(before), isAlone });
    all.push(...found);
    const text = behind.trim();
    if (all.length === 0 && kind === 'answer' && FAILURE.test(text)) {
      return [statusError(line, at) ?? noAnswer(cut(text), { at })];
    }
  }
  if (all.length > 0) return all;
  const error = statusError(line, at);
  return error === undefined ? [] : [error];
}

/** `TransportStatusError: … (0x6a81)`: the answer to the last command, where the log has no other. */
export function statusError(line: string, at: number): Found | undefined {
  const status = STATUS_ERROR.exec(line)?.[1];
  if (status === undefined) return undefined;
  return { kind: 'failure', what: 'TransportStatusError', at, status: fromHex(status) };
}
