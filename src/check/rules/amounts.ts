/** Amounts: unsigned big-endian base units on 16 bytes, and the ones that were asked for. */
import { textOf, toBigInt, toHex } from '../../bytes.js';
import type { Currency } from '../../host/currencies.js';
import { AMOUNT_SIZE, amountBytes, formatAmount, parseAmount } from '../../payload/amount.js';
import { ROLES, sidesOf } from '../../payload/roles.js';
import { isNibbleCut, isRounding, leftAligned, powerOfTen, roundness } from '../amount-readings.js';
import type { FindingCode } from '../codes.js';
import { currenciesOfTicker } from '../currency-context.js';
import { hexOf, quoted } from '../evidence.js';
import type { Facts } from '../facts.js';
import type { Findings } from '../findings.js';
import { judgePlausibility } from './plausibility.js';

const DIGITS = /^\d{4,}$/;
const DECIMAL = /^(?=.{3,})\d*[.,]\d+$|^\d+[.,]\d*$|^\d(?:\.\d+)?e[+-]?\d+$/i;

export function judgeAmounts(facts: Facts, findings: Findings): void {
  const { kind, draft, envelope, scan } = facts;
  if (envelope.protobuf === undefined || draft) return;
  for (const { amount: field } of sidesOf(kind)) {
    const found = facts.fields.get(field);
    if (found === undefined && scan.problem !== undefined) continue;
    judgeAmount(facts, findings, field, found?.bytes ?? new Uint8Array(0));
  }
  if (findings.all.length === 0 || !findings.all.some(({ code }) => code.startsWith('AMOUNT_'))) {
    judgePlausibility(facts, findings);
  }
}

function judgeAmount(facts: Facts, findings: Findings, field: string, value: Uint8Array): void {
  const target = targetOf(facts, field);
  const corrected = target && toHex(amountBytes(target.units));
  const add = (code: FindingCode, evidence: string, meant?: bigint) => {
    const follows = corrected ?? (meant === undefined ? undefined : hexAmount(meant));
    findings.add(code, { field, evidence, corrected: follows });
  };
  const units = toBigInt(value);
  const text = textOf(value);
  if (value.length === 0) {
    add('AMOUNT_MISSING', `${field} is absent or empty.`);
  } else if (value.length > AMOUNT_SIZE) {
    add('AMOUNT_TOO_LONG', `${hexOf(value)}; at most ${AMOUNT_SIZE} bytes fit.`, units);
  } else if (units === 0n && target?.units !== 0n) {
    add('AMOUNT_ZERO', `${hexOf(value)} is zero.`);
  } else if (DIGITS.test(text)) {
    const evidence = `The digits ${quoted(text)} as text; read as a number ${units}.`;
    add('AMOUNT_ASCII', evidence, BigInt(text));
  } else if (DECIMAL.test(text) && units !== target?.units) {
    add('AMOUNT_DECIMAL_TEXT', `The decimal text ${quoted(text)}; read as a number ${units}.`);
  } else if (
    !(target === undefined
      ? judgeAlignment(facts, field, value, add)
      : judgeAgainst(target, value, units, add))
  ) {
    judgeWidth(findings, field, value);
  }
}

function hexAmount(units: bigint): string | undefined {
  return units < 1n << 128n ? toHex(amountBytes(units)) : undefined;
}

function judgeWidth(findings: Findings, field: string, value: Uint8Array): void {
  if (value.length === AMOUNT_SIZE) return;
  findings.add('AMOUNT_NOT_16_BYTES', {
    field,
    evidence: hexOf(value),
    corrected: toHex(amountBytes(toBigInt(value))),
  });
}

interface Target {
  readonly units: bigint;
  /** Right as well: with the network fees in it, or with the decimals of a namesake. */
  readonly alternatives: readonly bigint[];
  readonly text: string;
  readonly decimals: number;
}

/** What the request or the quote says of the amount, in base units. */
function targetOf({ expected, currencies }: Facts, field: string): Target | undefined {
  const isIncoming = field === ROLES.swap.incoming.amount;
  const text = isIncoming ? expected.amountTo : expected.amount;
  const currency = (isIncoming ? currencies.incoming : currencies.outgoing)?.currency;
  if (text === undefined || currency === undefined) return undefined;
  const units = unitsOf(text, currency);
  if (units === undefined) return undefined;
  const fees = isIncoming ? expected.payoutNetworkFees : undefined;
  // The same ticker on other networks may have other decimals: USDT has 6 or 18.
  const alternatives = currenciesOfTicker(currency.ticker).flatMap((namesake) => {
    const own = unitsOf(text, namesake) ?? units;
    const more = fees === undefined ? undefined : unitsOf(fees, namesake);
    return more === undefined ? [own] : [own, own + more];
  });
  return { units, alternatives, text: `${text} ${currency.ticker}`, decimals: currency.decimals };
}

function unitsOf(text: string, { decimals }: Currency): bigint | undefined {
  try {
    return parseAmount(text, { field: 'amount', decimals });
  } catch {
    return undefined;
  }
}

type Add = (code: FindingCode, evidence: string, meant?: bigint) => void;

/** Names what was done to the expected amount; true when something was said. */
function judgeAgainst(target: Target, value: Uint8Array, units: bigint, add: Add): boolean {
  if (units === target.units || target.alternatives.includes(units)) return false;
  const wanted = target.units;
  const shown = `${units} base units; ${target.text} are ${wanted}.`;
  const little = toBigInt(value.slice().reverse());
  if (little === wanted) add('AMOUNT_LITTLE_ENDIAN', `${hexOf(value)}: ${shown}`);
  else if (leftAligned(value).some((reading) => reading === wanted)) {
    add('AMOUNT_LEFT_ALIGNED', `${hexOf(value)}: ${shown}`);
  } else if (isNibbleCut(units, wanted)) {
    add(
      'AMOUNT_HEX_NIBBLE',
      `${shown} The hex text ${wanted.toString(16)} has an odd number of digits and lost one.`,
    );
  } else if (powerOfTen(units, wanted) !== undefined) {
    const power = powerOfTen(units, wanted)!;
    add(
      'AMOUNT_WRONG_DECIMALS',
      `${shown} They differ by 10^${power}; ${target.decimals} decimals are right.`,
    );
  } else if (isRounding(units, wanted)) {
    add('AMOUNT_FLOAT_ROUNDING', `${shown} They differ by ${units - wanted} in the last digits.`);
  } else {
    add('AMOUNT_NOT_REQUESTED', shown);
  }
  return true;
}

/**
 * Without anything to compare with: zeros behind the digits instead of in front of them. The value
 * that is rounder in decimal is the one that was meant.
 */
function judgeAlignment(facts: Facts, field: string, value: Uint8Array, add: Add): boolean {
  const trailing = value.length - 1 - value.findLastIndex((byte) => byte !== 0);
  const full = value.length === AMOUNT_SIZE;
  if (trailing < (full ? 8 : 4) || (!full && value[0] === 0)) return false;
  const big = toBigInt(value);
  const little = toBigInt(value.slice().reverse());
  const aligned =
    full && trailing < value.length - 8
      ? toBigInt(value.subarray(0, 8))
      : toBigInt(value.subarray(0, value.length - trailing));
  const shown = (meant: bigint) => {
    const { currencies } = facts;
    const known = (field === ROLES.swap.incoming.amount ? currencies.incoming : currencies.outgoing)
      ?.currency;
    const amount = known ? ` (${formatAmount(meant, known.decimals)} ${known.ticker})` : '';
    return `${hexOf(value)}: zeros stand behind the digits. Read the other way it is ${meant}${amount}.`;
  };
  const halves = full && value[0] === 0;
  if (!full && roundness(big) >= Math.max(roundness(little), roundness(aligned))) return false;
  if (!halves && roundness(little) >= roundness(aligned)) {
    add('AMOUNT_LITTLE_ENDIAN', shown(little), little);
  } else {
    const meant =
      full && value.subarray(8).every((byte) => byte === 0) && halves
        ? toBigInt(value.subarray(0, 8))
        : aligned;
    add('AMOUNT_LEFT_ALIGNED', shown(meant), meant);
  }
  return true;
}
