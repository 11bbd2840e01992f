/**
 * Console of `@ledgerhq/logs`: `type: message`, as `apdu: => HEX`; or winston's `debug: => HEX` with the
 * entry as JSON behind it. Types `hid-frame` and `ble-frame` say the same once more.
 */
import type { Found } from '../found.js';
import { channelOf, timeOf } from '../json/entry.js';
import { entryIn } from '../json/line-entry.js';
import type { LineFormat } from '../reader.js';
import { arrowTurn, withoutEntities } from './arrow.js';
import { countTurns, onlyWith } from './score.js';

const APDU = /(?:^|[\s:\]])apdu: (?==>|<=)/;
const WINSTON = /(?:^|\s)(?:debug|verbose|silly|info): (?==>|<=)/;
const PREFIX = /(?:apdu|debug|verbose|silly|info): $/;
const APDU_ENTRY = /"type": ?"apdu"/;

export const logsConsole: LineFormat = {
  name: 'logs-console',
  most: onlyWith('apdu'),
  score: (lines) => countTurns(lines, read),
  open: () => ({ line: read, end: () => [] }),
};

function read(line: string, at: number): Found[] {
  const text = withoutEntities(line);
  const json = text.indexOf(' {');
  const entry = json < 0 ? undefined : entryIn(text.slice(json), at)?.entry;
  const isIts = APDU.test(text) || (WINSTON.test(text) && APDU_ENTRY.test(text));
  if (!isIts) return [];
  const found = arrowTurn(json < 0 ? text : text.slice(0, json), at, PREFIX);
  if (entry === undefined) return found;
  const device = channelOf(entry.value);
  const time = timeOf(entry);
  return found.map((one) => ({
    ...one,
    ...(device === undefined ? {} : { device }),
    ...(time === undefined ? {} : { time }),
  }));
}
