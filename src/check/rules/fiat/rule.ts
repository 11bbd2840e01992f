/** Sell: the fiat currency and the fiat amount (UDecimal: coefficient times 10^-exponent). */

import { textOf, toBigInt, toHex, utf8 } from '../../../bytes.js';
import { privateFormOf } from '../../../keys/holds-private.js';
import { formatAmount, shortestBytes } from '../../../payload/amount.js';
import { shownValue } from '../../../shown.js';
import { type Facts, textField } from '../../facts/facts.js';
import type { FindingCode } from '../../findings/codes.js';
import { hexOf, quoted } from '../../findings/evidence.js';
import type { Severity } from '../../findings/finding.js';
import type { Findings } from '../../findings/findings.js';
import { scanWire, WIRE_TYPES } from '../../payload/wire.js';
import { damagedAmount, littleEndianReadings } from '../amount/damaged.js';
import { fiatScale } from '../amount/plausibility.js';
import { powerOfTen } from '../amount/readings.js';
import { CURRENCY, FIELD, isDecimalPart, SAFE_EXPONENT } from './clean.js';

/** The device takes the exponent modulo 256. */
const MAX_EXPONENT = 255;
/** Buffer of the text: ticker, blank, `0.`, the decimals, a NUL. */
const TEXT_BUFFER = 50;
/** Bytes of the shortest number that is looked at as a key. */
const KEY_LIKE_SIZE = 28;
const MAX_COEFFICIENT = 1n << 63n;
const NEGATIVE = 1n << 31n;

export function judgeFiat(facts: Facts, findings: Findings): void {
  const { kind, draft, envelope, scan, fields } = facts;
  if (kind !== 'sell' || draft || envelope.protobuf === undefined) return;
  judgeCurrency(facts, findings, scan.problem !== undefined);
  const amount = fields.get(FIELD);
  if (amount === undefined) return;
  const unread = facts.expected.unread.amountTo;
  if (unread !== undefined) {
    const evidence = `${unread.member} is ${shownValue(unread.value)}: not compared.`;
    findings.add('AMOUNT_NOT_COMPARED', { field: FIELD, evidence });
  }
  const why = whyNotCompared(facts.expected.amountTo ?? '0');
  if (why !== undefined) {
    findings.add('AMOUNT_NOT_COMPARED', { field: FIELD, evidence: `${why}: not compared.` });
  }
  const inner = scanWire(amount.bytes);
  if (
    amount.wireType !== WIRE_TYPES.sized ||
    inner.problem !== undefined ||
    !inner.fields.every(isDecimalPart)
  ) {
    const text = textOf(amount.bytes);
    const as = /^[\d.,]+$/.test(text) ? `, the text ${quoted(text)}` : '';
    findings.add('UDECIMAL_NOT_A_MESSAGE', {
      field: FIELD,
      evidence: `Wire type ${amount.wireType}, ${hexOf(amount.bytes)}${as}: no coefficient and exponent.`,
      corrected: correctedOf(facts),
    });
    return;
  }
  const last = (number: number) => inner.fields.findLast((field) => field.number === number);
  judgeParts(facts, findings, last(1)?.bytes ?? new Uint8Array(0), last(2)?.varint ?? 0n);
}

function judgeCurrency(facts: Facts, findings: Findings, cutOff: boolean): void {
  const fiat = textField(facts, CURRENCY);
  const wanted = facts.expected.fiat;
  const field = CURRENCY;
  if (fiat === '') {
    if (cutOff) return;
    findings.add('OUT_CURRENCY_MISSING', {
      field,
      evidence: 'out_currency is absent or empty: the amount stands alone on the screen.',
      corrected: wanted,
    });
  } else if (wanted !== undefined && fiat.toUpperCase() !== wanted.toUpperCase()) {
    findings.add('EXPECTED_VALUE_MISMATCH', {
      field,
      evidence: `The request says ${quoted(wanted)}, the message ${quoted(fiat)}.`,
      corrected: wanted,
    });
  } else if (fiat !== fiat.toUpperCase()) {
    findings.add('FIAT_CASE', {
      field,
      evidence: `${quoted(fiat)} is shown exactly so.`,
      corrected: fiat.toUpperCase(),
    });
  }
}

function judgeParts(
  facts: Facts,
  findings: Findings,
  coefficient: Uint8Array,
  exponent: bigint,
): void {
  const add = (code: FindingCode, evidence: string, severity?: Severity) =>
    findings.add(code, {
      field: FIELD,
      evidence,
      corrected: correctedOf(facts),
      ...(severity === undefined ? {} : { severity }),
    });
  const negative = BigInt.asIntN(64, exponent);
  if (exponent > 0xffffffffn) {
    if (negative < 0n)
      add('UDECIMAL_NEGATIVE_EXPONENT', `The exponent is ${negative}, written on ten bytes.`);
    else add('UDECIMAL_EXPONENT_TOO_BIG', `The exponent is ${exponent}, more than 32 bits.`);
  } else if (exponent >= NEGATIVE) {
    add(
      'UDECIMAL_NEGATIVE_EXPONENT',
      `The exponent is ${exponent}, which is ${BigInt.asIntN(32, exponent)} as a signed number; the device uses ${exponent & 0xffn}.`,
    );
  } else if (exponent > BigInt(SAFE_EXPONENT)) {
    const fits = roomOf(textField(facts, CURRENCY));
    const used = exponent > 255n ? `; the device uses ${exponent & 0xffn}` : '';
    const isShown = exponent <= BigInt(fits);
    add(
      'UDECIMAL_EXPONENT_TOO_BIG',
      `The exponent is ${exponent}${used}; ${SAFE_EXPONENT} is safe everywhere, ${fits} fits on the screen beside this ticker.`,
      isShown ? 'warning' : undefined,
    );
    // Nothing of the number can be said that does not follow from it.
    if (!isShown && exponent <= BigInt(MAX_EXPONENT)) return;
  }
  const value = toBigInt(coefficient);
  if (coefficient.length === 0) {
    add('UDECIMAL_EMPTY_COEFFICIENT', 'The coefficient is empty: the screen shows 0.');
    return;
  }
  const asQuoted = isQuoted(facts, value, exponent);
  const damage = asQuoted ? undefined : damagedCoefficient(facts, coefficient, exponent);
  if (damage !== undefined) {
    add(damage.code, `The coefficient is not the number. ${damage.says}`);
    return;
  }
  if (value >= MAX_COEFFICIENT) {
    // A number as long as a private key may be one.
    const says =
      coefficient.length < KEY_LIKE_SIZE || value < 1n << BigInt(8 * (KEY_LIKE_SIZE - 8))
        ? `The coefficient is ${value}; the device reads ${BigInt.asIntN(64, value)} from its last 8 bytes.`
        : `The coefficient has ${coefficient.length} bytes; the device reads the last 8.`;
    add('UDECIMAL_TOO_BIG', says);
    return;
  }
  if (value === 0n) {
    findings.add('AMOUNT_ZERO', {
      field: FIELD,
      evidence: `The coefficient ${hexOf(coefficient)} is zero.`,
    });
    return;
  }
  if (!asQuoted && exponent <= 255n) judgeValue(facts, add, findings, value, Number(exponent));
}

/** Exactly the number of the quote: nothing is wrong with its value. */
function isQuoted({ expected }: Facts, coefficient: bigint, exponent: bigint): boolean {
  const { amountTo } = expected;
  if (amountTo === undefined || coefficient >= MAX_COEFFICIENT) return false;
  if (exponent > BigInt(SAFE_EXPONENT)) return false;
  return formatAmount(coefficient, Number(exponent)) === amountTo;
}

/** The largest exponent whose number fits on the screen beside the ticker. */
function roomOf(ticker: string): number {
  return TEXT_BUFFER - (utf8(ticker).length + 1) - 3;
}

/** How a coefficient that is not the quoted one came to be what it is. */
function damagedCoefficient(
  facts: Facts,
  coefficient: Uint8Array,
  exponent: bigint,
): { code: FindingCode; says: string } | undefined {
  const wanted = wantedUnits(facts);
  const value = toBigInt(coefficient);
  const text = textOf(coefficient);
  if (exponent > BigInt(SAFE_EXPONENT)) return asciiCoefficient(text, value);
  const scales = [...new Set([Number(exponent), 2])];
  for (const decimals of wanted === undefined ? [] : scales) {
    const factor = 10n ** BigInt(MAX_EXPONENT - decimals);
    if (wanted! % factor !== 0n) continue;
    const units = wanted! / factor;
    if (value === units) return undefined;
    const damage = damagedAmount(coefficient, { units, decimals });
    if (damage !== undefined && !/_ASCII$|_TEXT$/.test(damage.code)) return damage;
    if (littleEndianReadings(coefficient).includes(units)) {
      return {
        code: 'AMOUNT_LITTLE_ENDIAN',
        says: `${hexOf(coefficient)}, the lowest byte first.`,
      };
    }
    if (damage?.code === 'AMOUNT_HEX_TEXT') return damage;
  }
  return (
    asciiCoefficient(text, value) ?? (wanted === undefined ? damagedAmount(coefficient) : undefined)
  );
}

function asciiCoefficient(text: string, value: bigint) {
  if (!/^(?=.{3,})\d*[.,]?\d*$/.test(text)) return undefined;
  return {
    code: 'UDECIMAL_ASCII' as const,
    says: `The text ${quoted(text)}; read as a number ${value}.`,
  };
}

function judgeValue(
  facts: Facts,
  add: (code: FindingCode, evidence: string) => void,
  findings: Findings,
  coefficient: bigint,
  exponent: number,
): void {
  const shown = `${decimalText(coefficient, exponent)} (coefficient ${coefficient}, exponent ${exponent})`;
  const wanted = wantedUnits(facts);
  if (wanted !== undefined) {
    // Compared on as many decimals as either has.
    const units = coefficient * 10n ** BigInt(MAX_EXPONENT - exponent);
    if (units === wanted) return;
    const text = facts.expected.amountTo;
    const whole = wanted / 10n ** BigInt(MAX_EXPONENT);
    // A coefficient without cents is a mistake of scale too: 297 for 297.40.
    if (powerOfTen(units, wanted) !== undefined || (exponent > 0 && coefficient === whole))
      add('UDECIMAL_SCALE', `The screen shows ${shown}; the answer says amountTo ${text}.`);
    else {
      findings.add('AMOUNT_NOT_REQUESTED', {
        field: FIELD,
        severity: 'wrong-on-screen',
        evidence: `The screen shows ${shown}; the answer says amountTo ${text}.`,
        corrected: correctedOf(facts),
      });
    }
    return;
  }
  const power = fiatScale(facts, coefficient, exponent);
  if (power === 0) return;
  const meant = decimalText(coefficient, exponent + power);
  findings.add('UDECIMAL_SCALE', {
    field: FIELD,
    severity: 'warning',
    evidence: `The screen shows ${shown}. By rough prices it should be about ${meant}: ${power > 0 ? 'cents with exponent 0' : 'the exponent was applied twice'}.`,
    fix: 'Give the quote (amountTo) to be certain. The value is coefficient x 10^-exponent: 297.40 is 29740 with exponent 2.',
  });
}

function decimalText(coefficient: bigint, exponent: number): string {
  if (exponent <= 0) return (coefficient * 10n ** BigInt(-exponent)).toString();
  const digits = coefficient.toString().padStart(exponent + 1, '0');
  return `${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}

/** The quoted amount times ten to the power of 255; undefined where nothing can be compared. */
function wantedUnits({ expected }: Facts): bigint | undefined {
  const { amountTo } = expected;
  if (amountTo === undefined || whyNotCompared(amountTo) !== undefined) return undefined;
  const [whole = '0', fraction = ''] = amountTo.split('.');
  return BigInt(whole + fraction.padEnd(MAX_EXPONENT, '0'));
}

/** Why a quoted amount is not held against the message: what stands behind "not compared". */
function whyNotCompared(amountTo: string): string | undefined {
  if (privateFormOf(amountTo) !== undefined) return `amountTo, ${quoted(amountTo)}, is no amount`;
  const point = amountTo.indexOf('.');
  const places = point < 0 ? 0 : amountTo.length - point - 1;
  return places > MAX_EXPONENT ? `amountTo has ${places} decimals` : undefined;
}

/** Coefficient in hex and exponent of the quoted amount. */
function correctedOf({ expected }: Facts): string | undefined {
  const { amountTo } = expected;
  if (amountTo === undefined || whyNotCompared(amountTo) !== undefined) return undefined;
  const [whole = '0', fraction = ''] = amountTo.split('.');
  const cents = fraction.padEnd(2, '0');
  const coefficient = BigInt(whole + cents);
  return `coefficient ${toHex(shortestBytes(coefficient))}, exponent ${cents.length}`;
}
