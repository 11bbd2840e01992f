/** What was done to an amount that is not the number it should be: the first reading that fits. */
import { fromHex, isHex, textOf, toBigInt, toHex } from '../../../bytes.js';
import { decodeBase64AsHost } from '../../../codec/base64.js';
import { hexDigits } from '../../../codec/hex.js';
import { AMOUNT_SIZE, formatAmount } from '../../../payload/amount.js';
import type { FindingCode } from '../../findings/codes.js';
import { hexOf, quoted } from '../../findings/evidence.js';
import {
  beforeUtf8,
  bytesListed,
  digitsReadAsBase64,
  floats,
  replacedBytes,
  reversed,
  unwrapped,
} from '../../payload/damaged-bytes.js';
import { isPrintable } from '../../payload/readable-text.js';

export interface DamagedAmount {
  readonly code: FindingCode;
  readonly says: string;
  /** The number that was meant, where it follows. */
  readonly meant?: bigint;
}

/** The number that should be there. */
export interface Wanted {
  readonly units: bigint;
  readonly decimals: number;
}

const DIGITS = /^"?(\d{4,})n?"?$/;
const DECIMAL = /^(?=.{3,})\d*[.,]\d+$|^\d+[.,]\d*$|^\d(?:\.\d+)?e[+-]?\d+$/i;
const HEX_TEXT = /^(?:0x[0-9a-f]+|(?=.*[a-f])[0-9a-f]{6,}|0[0-9a-f]{5,})$/i;
/** A negative number on 8 or 16 bytes has at least these in front. */
const NEGATIVE = /^ffffffff/;

/** @param wanted undefined when neither request nor quote say. */
export function damagedAmount(value: Uint8Array, wanted?: Wanted): DamagedAmount | undefined {
  if (wanted === undefined && isPlainNumber(value)) return undefined;
  return (
    damagedAsText(value, wanted) ??
    asText(value, wanted) ??
    listed(value) ??
    readAsBase64(value, wanted) ??
    readAsHex(value, wanted) ??
    (wanted && asFloat(value, wanted)) ??
    asWrapped(value, wanted) ??
    asNegative(value, wanted)
  );
}

/** Whole, with a zero in front as numbers have it and no text, float or length has. */
function isPlainNumber(value: Uint8Array): boolean {
  return value.length === AMOUNT_SIZE && value[0] === 0 && !value.includes(REPLACED_FIRST);
}

/** First byte of U+FFFD in UTF-8. */
const REPLACED_FIRST = 0xef;

function damagedAsText(value: Uint8Array, wanted?: Wanted): DamagedAmount | undefined {
  const lost = replacedBytes(value);
  const code = 'BYTES_DAMAGED_AS_TEXT';
  if (lost > 0) {
    return { code, says: `${hexOf(value)}: ${lost} times ef bf bd, where a byte was no UTF-8.` };
  }
  const before = wanted && beforeUtf8(value);
  if (before === undefined || toBigInt(before) !== wanted?.units) return undefined;
  return {
    code,
    says: `${hexOf(value)}: bytes above 7f stand as two bytes of UTF-8; they were ${toHex(before)}.`,
    meant: wanted.units,
  };
}

/** Digits as characters: decimal, hex, with a point. */
function asText(value: Uint8Array, wanted?: Wanted): DamagedAmount | undefined {
  if (!isPrintable(value)) return undefined;
  const text = textOf(value);
  const read = `read as a number ${toBigInt(value)}.`;
  const hex = hexDigits(text);
  const asHex = /^[0-9a-f]+$/i.test(hex) ? BigInt(`0x${hex}`) : undefined;
  const isHexText = HEX_TEXT.test(text) && !/^\d+$/.test(text);
  if (asHex !== undefined && (isHexText || asHex === wanted?.units)) {
    const says = `The hex digits ${quoted(text)} as text; ${read}`;
    return { code: 'AMOUNT_HEX_TEXT', says, meant: asHex };
  }
  const digits =
    DIGITS.exec(text)?.[1] ??
    (/^\d+$/.test(text) && BigInt(text) === wanted?.units ? text : undefined);
  if (digits !== undefined) {
    const says = `The digits ${quoted(text)} as text; ${read}`;
    return { code: 'AMOUNT_ASCII', says, meant: BigInt(digits) };
  }
  if (!DECIMAL.test(text)) return undefined;
  return { code: 'AMOUNT_DECIMAL_TEXT', says: `The decimal text ${quoted(text)}; ${read}` };
}

function listed(value: Uint8Array): DamagedAmount | undefined {
  const bytes = bytesListed(value);
  if (bytes === undefined || bytes.length < 4) return undefined;
  const says = `${quoted(textOf(value))}: the bytes as a text of numbers.`;
  return { code: 'AMOUNT_WRAPPED', says, meant: toBigInt(bytes) };
}

/** Texts a program may have had of the number. */
function textsOf({ units, decimals }: Wanted): string[] {
  const hex = units.toString(16);
  const even = hex.padStart(hex.length + (hex.length % 2), '0');
  const hexes = [even, hex, hex.padStart(16, '0'), hex.padStart(32, '0'), hex.padStart(64, '0')];
  return [
    units.toString(),
    `${units}n`,
    formatAmount(units, decimals),
    Number(formatAmount(units, decimals)).toFixed(2),
    ...hexes.flatMap((digits) => [digits, digits.toUpperCase(), `0x${digits}`]),
  ];
}

function readAsBase64(value: Uint8Array, wanted?: Wanted): DamagedAmount | undefined {
  const code = 'AMOUNT_DECODED_AS_BASE64';
  const shown = toHex(value);
  const text =
    wanted && textsOf(wanted).find((candidate) => toHex(decodeBase64AsHost(candidate)) === shown);
  if (text !== undefined) {
    return {
      code,
      says: `${hexOf(value)}: the text ${quoted(text)} read as base64.`,
      meant: wanted!.units,
    };
  }
  const digits = digitsReadAsBase64(value);
  if (digits === undefined) return undefined;
  return {
    code,
    says: `${hexOf(value)}: in base64 they read ${quoted(digits)}, which are digits.`,
  };
}

/** Decimal digits taken for hex ones: 1000000 becomes 01 00 00 00. */
function readAsHex(value: Uint8Array, wanted?: Wanted): DamagedAmount | undefined {
  if (wanted === undefined || wanted.units < 10n) return undefined;
  const digits = wanted.units.toString();
  const even = digits.length - (digits.length % 2);
  const readings = [`${digits.length % 2 === 0 ? '' : '0'}${digits}`, digits.slice(0, even)];
  const found = readings.some((text) => isHex(text) && toBigInt(fromHex(text)) === toBigInt(value));
  if (!found) return undefined;
  const says = `${hexOf(value)}: the decimal digits ${digits} read as hex.`;
  return { code: 'AMOUNT_DECODED_AS_HEX', says, meant: wanted.units };
}

function asFloat(value: Uint8Array, wanted: Wanted): DamagedAmount | undefined {
  const human = Number(formatAmount(wanted.units, wanted.decimals));
  const numbers = [
    human,
    Number(wanted.units),
    Math.fround(human),
    Math.fround(Number(wanted.units)),
  ];
  const found = floats(value).find(({ number }) => numbers.includes(number));
  if (found === undefined) return undefined;
  const says = `${hexOf(value)}: ${found.says}, ${found.number}.`;
  return { code: 'AMOUNT_AS_FLOAT', says, meant: wanted.units };
}

function asWrapped(value: Uint8Array, wanted?: Wanted): DamagedAmount | undefined {
  const inside = unwrapped(value);
  if (inside === undefined) return undefined;
  const { bytes, says } = inside;
  const text = isPrintable(bytes) ? textOf(bytes) : '';
  const isNumber = wanted === undefined || toBigInt(bytes) === wanted.units;
  const isText = wanted !== undefined && textsOf(wanted).includes(text);
  // Nine bytes that begin with 08 may well be a number.
  const sized = wanted === undefined && bytes.length !== AMOUNT_SIZE;
  if ((!isNumber && !isText) || sized) return undefined;
  const meant = isText ? wanted.units : toBigInt(bytes);
  return { code: 'AMOUNT_WRAPPED', says: `${hexOf(value)}: ${says}.`, meant };
}

function asNegative(value: Uint8Array, wanted?: Wanted): DamagedAmount | undefined {
  const negated = (1n << BigInt(8 * value.length)) - toBigInt(value);
  const isNegated = wanted !== undefined && wanted.units > 0n && negated === wanted.units;
  const looks = [8, 16, 32].includes(value.length) && NEGATIVE.test(toHex(value));
  if (!isNegated && !looks) return undefined;
  const says = `${hexOf(value)}: as a signed number ${-negated}.`;
  return { code: 'AMOUNT_NEGATIVE', says, ...(isNegated ? { meant: wanted.units } : {}) };
}

/** The number when the lowest byte comes first, however wide it was and wherever it stands. */
export function littleEndianReadings(value: Uint8Array): bigint[] {
  const halves = value.length > 8 ? [value.subarray(0, 8), value.subarray(-8)] : [];
  const words = value.length >= 4 ? [value.subarray(-4)] : [];
  return [value, ...halves, ...words].map((bytes) => toBigInt(reversed(bytes)));
}
