/** Sell: the fiat currency and the fiat amount (UDecimal: coefficient times 10^-exponent). */
import { textOf, toBigInt, toHex } from '../../bytes.js';
import { parseAmount, shortestBytes } from '../../payload/amount.js';
import { ROLES } from '../../payload/roles.js';
import type { FindingCode } from '../codes.js';
import { hexOf, quoted } from '../evidence.js';
import { type Facts, textField } from '../facts.js';
import type { Findings } from '../findings.js';
import { scanWire, WIRE_TYPES, type WireField } from '../wire.js';
import { fiatScale } from './plausibility.js';

const { currency: CURRENCY, amount: FIELD } = ROLES.sell.fiat;
/** Beyond this the text may not fit; above 255 only the low byte counts. */
const SAFE_EXPONENT = 18;
const MAX_COEFFICIENT = 1n << 63n;
const NEGATIVE = 1n << 31n;

export function judgeFiat(facts: Facts, findings: Findings): void {
  const { kind, draft, envelope, scan, fields } = facts;
  if (kind !== 'sell' || draft || envelope.protobuf === undefined) return;
  judgeCurrency(facts, findings, scan.problem !== undefined);
  const amount = fields.get(FIELD);
  if (amount === undefined) return;
  const inner = scanWire(amount.bytes);
  const isDecimal = (field: WireField) =>
    field.number === 1
      ? field.wireType === WIRE_TYPES.sized
      : field.number === 2 && field.wireType === WIRE_TYPES.varint;
  if (
    amount.wireType !== WIRE_TYPES.sized ||
    inner.problem !== undefined ||
    !inner.fields.every(isDecimal)
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
  const add = (code: FindingCode, evidence: string) =>
    findings.add(code, { field: FIELD, evidence, corrected: correctedOf(facts) });
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
    const used = exponent > 255n ? `; the device uses ${exponent & 0xffn}` : '';
    add(
      'UDECIMAL_EXPONENT_TOO_BIG',
      `The exponent is ${exponent}${used}; ${SAFE_EXPONENT} is safe everywhere.`,
    );
  }
  const value = toBigInt(coefficient);
  if (coefficient.length === 0) {
    add('UDECIMAL_EMPTY_COEFFICIENT', 'The coefficient is empty: the screen shows 0.');
    return;
  }
  const text = textOf(coefficient);
  if (/^(?=.{3,})[\d]*[.,]?\d*$/.test(text)) {
    add(
      'UDECIMAL_ASCII',
      `The coefficient is the text ${quoted(text)}; read as a number ${value}.`,
    );
    return;
  }
  if (coefficient.length > 16) {
    findings.add('AMOUNT_TOO_LONG', {
      field: `${FIELD}.coefficient`,
      evidence: `${hexOf(coefficient)}; at most 16 bytes fit.`,
    });
  }
  if (value >= MAX_COEFFICIENT) {
    add(
      'UDECIMAL_TOO_BIG',
      `The coefficient is ${value}; the device reads ${BigInt.asIntN(64, value)} from its last 8 bytes.`,
    );
    return;
  }
  if (value === 0n) {
    findings.add('AMOUNT_ZERO', {
      field: FIELD,
      evidence: `The coefficient ${hexOf(coefficient)} is zero.`,
    });
    return;
  }
  if (exponent <= BigInt(SAFE_EXPONENT)) judgeValue(facts, add, findings, value, Number(exponent));
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
    const units = coefficient * 10n ** BigInt(SAFE_EXPONENT - exponent);
    if (units === wanted) return;
    const text = facts.expected.amountTo;
    const [small, large] = units < wanted ? [units, wanted] : [wanted, units];
    const isPower = small > 0n && large % small === 0n && /^10+$/.test((large / small).toString());
    // A coefficient without cents is a scale mistake too: 297 for 297.40.
    const isCut = (large / (small || 1n)).toString().replace(/^1|^9/, '').length >= 2;
    if (isPower || (isCut && large > small * 50n))
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

function wantedUnits({ expected }: Facts): bigint | undefined {
  if (expected.amountTo === undefined) return undefined;
  try {
    return parseAmount(expected.amountTo, { field: FIELD, decimals: SAFE_EXPONENT });
  } catch {
    return undefined;
  }
}

/** Coefficient in hex and exponent of the quoted amount. */
function correctedOf({ expected }: Facts): string | undefined {
  const { amountTo } = expected;
  if (amountTo === undefined) return undefined;
  const [whole = '0', fraction = ''] = amountTo.split('.');
  const cents = fraction.padEnd(2, '0');
  const coefficient = BigInt(whole + cents);
  return `coefficient ${toHex(shortestBytes(coefficient))}, exponent ${cents.length}`;
}
