/**
 * Console of `@ledgerhq/logs`: `type: message`, as `apdu: => HEX`; or winston's `debug: => HEX` with the
 * entry as JSON behind it. Types `hid-frame` and `ble-frame` say the same once more.
 */
import type { Found } from '../found.js';
import { channelOf } from '../json/entry.js';
import type { LineFormat } from '../reader.js';
import { arrowTurn, withoutEntities } from './arrow.js';
import { countTurns } from './score.js';

const APDU =
  /(?:^|[\s:\]])apdu: (?==>|<=)|(?:^|\s)(?:debug|verbose|silly|info): (?=(?:=>|<=).*"type": ?"apdu")/;
const PREFIX = /(?:apdu|debug|verbose|silly|info): $/;
const JSON_BEHIND = /\s(\{.*\})\s*$/;

export const logsConsole: LineFormat = {
  name: 'logs-console',
  score: (lines) => countTurns(lines, read),
  open: () => ({ line: read, end: () => [] }),
};

function read(line: string, at: number): Found[] {
  const text = withoutEntities(line);
  const match = APDU.exec(text);
  if (match === null) return [];
  const device = deviceIn(text);
  const found = arrowTurn(text.replace(JSON_BEHIND, ''), at, PREFIX);
  return device === undefined
    ? found
    : found.map((one) => (one.kind === 'problem' ? one : { ...one, device }));
}

function deviceIn(text: string): string | undefined {
  const json = JSON_BEHIND.exec(text)?.[1];
  if (json === undefined) return undefined;
  try {
    return channelOf(JSON.parse(json));
  } catch {
    return undefined;
  }
}
