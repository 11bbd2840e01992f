/**
 * A line that is an arrow and hex to its end, as most lines of a recording are: `=> e0030003…`. They
 * are read without all the patterns of what logs write around it, and only recordings have them.
 */
import { fromHex } from '../../bytes.js';
import type { Found, Turn } from '../found.js';
import { turn } from '../turn.js';

const PLAIN = /^(=>|<=) ?((?:[0-9a-f]{2})+)$/i;
/** Digits of a USB report, without and with its id. */
const REPORT = [128, 130];

export function plainTurn(line: string, at: number): Found[] | undefined {
  const match = PLAIN.exec(line);
  if (match === null) return undefined;
  const kind: Turn['kind'] = match[1] === '=>' ? 'command' : 'answer';
  return turn(kind, fromHex(match[2]!), { at });
}

/** Not for sure, where it may as well be a report. */
export function isPlainTurn(line: string): boolean {
  const match = PLAIN.exec(line);
  return match !== null && !REPORT.includes(match[2]!.length);
}
