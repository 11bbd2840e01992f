/**
 * Keys as programs print them for people: `openssl … -text`, Java, Bouncy Castle, Go. Numbers stand
 * behind their names, on the same line or on the lines below.
 */
import { concat } from '../bytes.js';
import { decodeSpacedHex } from '../codec/hex.js';
import type { Curve } from '../exchange/constants.js';
import { curveNamed } from './curves.js';
import { numberValue } from './number-text.js';
import { numberOf32, type RawKey } from './raw-key.js';

const NAMED = /^\s*(?:public |private )?(priv|pub|x|y|s|d)(?: coord| value)?\s*[:=]\s*\+?(.*)$/i;
const DIGITS = /^\s*[0-9a-f]{2}(?::[0-9a-f]{2})*:?\s*$/i;
const MAX_LINES = 200;
/** Shorter names of curves are words of other things. */
const MIN_NAME = 5;
const MIN_NUMBER = 28;

/** Undefined when the text names no numbers. */
export function labelledKey(text: string): RawKey | undefined {
  const named = numbersIn(
    text.split(/\r\n|[\r\n]|,\s+(?=[XY]\b)|\s+(?=[XY]:)/).slice(0, MAX_LINES),
  );
  const curve = curveIn(text);
  const { priv, pub, x, y, s, d } = named;
  const [one, two] = [numberValue(x), numberValue(y)];
  const point =
    one === undefined || two === undefined
      ? decodeSpacedHex(pub ?? '')
      : concat(Uint8Array.of(4), one, two);
  const publicBytes = point === undefined || point.length === 0 ? undefined : point;
  const digits = decodeSpacedHex(priv ?? '');
  const number = digits === undefined || digits.length < 28 ? undefined : numberOf32(digits);
  const secret = number ?? numberValue(longEnough(d)) ?? numberValue(longEnough(s));
  if (secret !== undefined) return { kind: 'private', curve, secret, publicBytes };
  return publicBytes === undefined ? undefined : { kind: 'public', curve, bytes: publicBytes };
}

/** `d` and `s` are names of other things, too: a key has more characters than they. */
function longEnough(text: string | undefined): string | undefined {
  return text !== undefined && text.length >= MIN_NUMBER ? text : undefined;
}

/** The first text behind each name, lines of digits below it included. */
function numbersIn(lines: readonly string[]): Partial<Record<string, string>> {
  const found: Partial<Record<string, string>> = {};
  let current: string | undefined;
  for (const line of lines) {
    const [, name, value = ''] = NAMED.exec(line) ?? [];
    if (name !== undefined && !(name.toLowerCase() in found)) {
      current = name.toLowerCase();
      found[current] = value.replace(/[,;}\s]+$/, '').trim();
    } else if (current !== undefined && DIGITS.test(line)) {
      found[current] += line;
    } else {
      current = undefined;
    }
  }
  return found;
}

function curveIn(text: string): Curve | undefined {
  const words = text
    .split(/[^\w.-]+/)
    .filter((word) => word.length >= MIN_NAME && word.length < 40);
  return words.map(curveNamed).find((curve) => curve !== undefined);
}
