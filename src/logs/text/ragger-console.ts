/** Console of ragger: `[INFO] ragger.apdu_logger - => HEX`, with a date in front at DEBUG. */
import type { LineFormat } from '../reader.js';
import { arrowTurn } from './arrow.js';
import { countTurns, onlyWith } from './score.js';

const LOGGER = /\bragger(?:\.\w+)? - $|\bragger\.apdu_logger\b/;

export const raggerConsole: LineFormat = {
  name: 'ragger-console',
  most: onlyWith('ragger'),
  score: (lines) => countTurns(lines, read),
  open: () => ({ line: read, end: () => [] }),
};

/** Other loggers of the same console may repeat the APDUs: only ragger's own lines count. */
function read(line: string, at: number) {
  return LOGGER.test(line) ? arrowTurn(line, at, LOGGER) : [];
}
