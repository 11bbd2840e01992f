/**
 * Console of ledgerblue: `HID => HEX`, `HID <= HEX` (also `[NFC]`, `[BLE]`, `[SC]`, `U2F`); over TCP
 * Python's bytes: `=> b'…'`, `<= b'…'9000`. `<= Clear bytearray(b'…')` of `runScript` is no answer.
 */
import type { LineFormat } from '../reader.js';
import { arrowTurn } from './arrow.js';
import { countTurns, onlyWith } from './score.js';

const TRANSPORT = /(?:^|[\s:>])(?:HID|U2F|TCP|\[(?:HID|NFC|BLE|SC|U2F|TCP)\]) *$/;
const ITS =
  /(?:HID|U2F|TCP|\[(?:HID|NFC|BLE|SC|U2F|TCP)\]) *(?:=>|<=) |<= b(['"])[0-9a-f]*\1[0-9a-f]+/i;

export const ledgerblue: LineFormat = {
  name: 'ledgerblue',
  most: onlyWith('=>', '<='),
  score: (lines) => (lines.some((line) => ITS.test(line)) ? countTurns(lines, read) : 0),
  open: () => ({ line: read, end: () => [] }),
};

function read(line: string, at: number) {
  return line.includes('<= Clear ') ? [] : arrowTurn(line, at, TRANSPORT);
}
