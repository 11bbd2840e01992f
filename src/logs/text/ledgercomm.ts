/**
 * Console of ledgercomm: `=> HEX`, `<= DATA STATUS`. The status word stands behind a blank and without
 * leading zeros; an answer without data has two blanks; `<=  0` is a closed socket and no answer.
 */
import type { LineFormat } from '../reader.js';
import { arrowsOf, arrowTurn } from './arrow.js';
import { hexBehind } from './hex-behind.js';
import { countTurns, onlyWith } from './score.js';

const LOGGER = /\bledgercomm\b/;

export const ledgercomm: LineFormat = {
  name: 'ledgercomm',
  most: onlyWith('<=', '&lt;=', '⇐', '←'),
  score(lines) {
    const answers = lines.flatMap((line) => arrowsOf(line).filter(({ kind }) => kind === 'answer'));
    const read = answers.flatMap(({ behind }) => hexBehind(behind, 'answer') ?? []);
    const apart = read.filter(({ status }) => status !== undefined);
    // Bytes objects with the status behind them are ledgerblue's.
    const isIts = 2 * apart.length > read.length && !lines.some(hasBytesObject);
    return isIts ? countTurns(lines, arrowTurn) : 0;
  },
  open: () => ({ line: (line, at) => arrowTurn(line, at, LOGGER), end: () => [] }),
};

function hasBytesObject(line: string): boolean {
  return /(?:=>|<=) *b['"]/.test(line);
}
