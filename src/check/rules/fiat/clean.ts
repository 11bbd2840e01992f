import { textOf, toBigInt } from '../../../bytes.js';
import { AMOUNT_SIZE } from '../../../payload/amount.js';
import { ROLES } from '../../../payload/roles.js';
import { type Facts, textField } from '../../facts/facts.js';
import { isPrintable } from '../../payload/readable-text.js';
import { scanWire, WIRE_TYPES, type WireField } from '../../payload/wire.js';
import { looksWhole, MAX_AMOUNT_TEXT } from '../amount/clean.js';
import { fiatScale } from '../amount/plausibility.js';

export const { currency: CURRENCY, amount: FIELD } = ROLES.sell.fiat;
/** Beyond this the text may not fit; above 255 only the low byte counts. */
export const SAFE_EXPONENT = 18;
/** Bytes of a coefficient that can be nothing else. */
const SHORT = 5;
/** The device reads eight bytes as a signed number. */
const MAX_SIZE = 7;
const TOO_GREAT = 1n << BigInt(8 * MAX_SIZE);

/** The fiat currency in capitals, and the amount that was quoted or an ordinary one. */
export function isFiatClean(facts: Facts): boolean {
  if (facts.kind !== 'sell') return true;
  const { expected, fields } = facts;
  const fiat = textField(facts, CURRENCY);
  if (fiat === '' || fiat !== fiat.toUpperCase()) return false;
  if (expected.fiat !== undefined && expected.fiat.toUpperCase() !== fiat) return false;
  const amount = fields.get(FIELD);
  if (amount?.wireType !== WIRE_TYPES.sized || expected.unread.amountTo !== undefined) return false;
  const { fields: parts, problem } = scanWire(amount.bytes);
  if (problem !== undefined || !parts.every(isDecimalPart)) return false;
  const coefficient = parts.findLast(({ number }) => number === 1)?.bytes ?? new Uint8Array(0);
  const exponent = parts.findLast(({ number }) => number === 2)?.varint ?? 0n;
  // Some write it as amounts are written.
  const isPadded = coefficient.length === AMOUNT_SIZE;
  if (coefficient.length === 0 || (coefficient.length > MAX_SIZE && !isPadded)) return false;
  if (exponent > BigInt(SAFE_EXPONENT)) return false;
  const value = toBigInt(coefficient);
  if (value === 0n || value >= TOO_GREAT) return false;
  const { amountTo } = expected;
  if (amountTo === undefined) {
    const isWhole = isPadded ? looksWhole(coefficient) : isNoText(coefficient);
    return isWhole && fiatScale(facts, value, Number(exponent)) === 0;
  }
  return amountTo.length <= MAX_AMOUNT_TEXT && isSame(value, exponent, amountTo);
}

/** Coefficient and exponent, as UDecimal has them. */
export function isDecimalPart({ number, wireType }: WireField): boolean {
  if (number === 1) return wireType === WIRE_TYPES.sized;
  return number === 2 && wireType === WIRE_TYPES.varint;
}

/** A decimal text with a point, compared on as many decimals as either has. */
function isSame(value: bigint, exponent: bigint, text: string): boolean {
  const [whole = '', fraction = ''] = text.split('.');
  return BigInt(whole + fraction) * 10n ** exponent === value * 10n ** BigInt(fraction.length);
}

/** Too short for a number as text, and no digits. */
function isNoText(coefficient: Uint8Array): boolean {
  if (coefficient.length > SHORT) return false;
  const text = textOf(coefficient);
  if (/^[\d.,]*$/.test(text) || text.includes('\xef\xbf\xbd')) return false;
  return coefficient.length <= 2 || !isPrintable(coefficient);
}
