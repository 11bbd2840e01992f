/** Amounts: unsigned big-endian base units on 16 bytes, and the ones that were asked for. */

import { EMPTY, toBigInt, toHex } from '../../../bytes.js';
import type { Currency } from '../../../host/currencies.js';
import { privateFormOf } from '../../../keys/holds-private.js';
import { AMOUNT_SIZE, amountBytes, formatAmount, parseAmount } from '../../../payload/amount.js';
import { ROLES, rolesOf, sidesOf } from '../../../payload/roles.js';
import { cut } from '../../../shown.js';
import { currenciesOfTicker, listedUnit, type Unit } from '../../facts/currency-context.js';
import { type Facts, textField } from '../../facts/facts.js';
import type { FindingCode } from '../../findings/codes.js';
import { hexOf, quoted } from '../../findings/evidence.js';
import type { Findings } from '../../findings/findings.js';
import { damagedAmount, littleEndianReadings } from './damaged.js';
import { isBeyondOrders, scaleByPrices } from './plausibility.js';
import { isNibbleCut, isRounding, leftAligned, powerOfTen, roundness } from './readings.js';

export function judgeAmounts(facts: Facts, findings: Findings): void {
  const { kind, draft, envelope, scan } = facts;
  if (envelope.protobuf === undefined || draft) return;
  for (const { amount: field } of sidesOf(kind)) {
    const found = facts.fields.get(field);
    if (found === undefined && scan.problem !== undefined) continue;
    judgeAmount(facts, findings, field, found?.bytes ?? EMPTY);
  }
  if (!findings.all.some(({ code }) => /^AMOUNT_(?!NOT_COMPARED|READ_AS)/.test(code))) {
    judgePlausibility(facts, findings);
  }
}

/** A difference between the two amounts that prices do not explain: a warning, as prices move. */
function judgePlausibility(facts: Facts, findings: Findings): void {
  const scale = scaleByPrices(facts);
  if (scale === undefined) return;
  const { received, paid, worth, power } = scale;
  findings.add('AMOUNT_WRONG_DECIMALS', {
    field: ROLES.swap.incoming.amount,
    severity: 'warning',
    evidence: `By rough prices the user pays about ${Math.round(paid)} and gets ${worth.toPrecision(2)} US dollars: 10^${power} of it. ${received.ticker} has ${received.decimals} decimals.`,
    fix: 'Give the request and the quote (amount, amountTo) to be certain; multiply by ten to the power of the decimals of the currency, exactly.',
  });
}

function judgeAmount(facts: Facts, findings: Findings, field: string, value: Uint8Array): void {
  const target = targetOf(facts, findings, field);
  const tooLong = value.length > AMOUNT_SIZE;
  const add = (code: FindingCode, evidence: string, meant?: bigint) => {
    const follows =
      (target && toHex(amountBytes(target.units))) ??
      (meant === undefined ? undefined : hexAmount(meant));
    // The device refuses the message: nothing is shown.
    const severity = tooLong ? ('error' as const) : undefined;
    findings.add(code, { field, evidence, corrected: follows, ...(severity && { severity }) });
  };
  const units = toBigInt(value);
  if (value.length === 0) {
    add('AMOUNT_MISSING', `${field} is absent or empty.`);
    return;
  }
  const right = target !== undefined && isRight(target, units);
  if (target?.asBaseUnits === true && units !== target.inFull) {
    findings.add('AMOUNT_READ_AS_BASE_UNITS', {
      field,
      evidence: `${quoted(target.asked)} would be more ${target.ticker} than anybody orders: read as base units.`,
    });
  }
  const damage = right ? undefined : damagedAmount(value, target);
  if (damage !== undefined) add(damage.code, damage.says, damage.meant);
  else if (units === 0n && target?.units !== 0n) add('AMOUNT_ZERO', `${hexOf(value)} is zero.`);
  else if (!tooLong) {
    const named =
      target === undefined
        ? judgeAlignment(facts, field, value, add)
        : judgeAgainst(target, value, units, add);
    if (!named) judgeWidth(findings, field, value);
  } else if (target !== undefined) judgeAgainst(target, value, units, add);
  if (tooLong) {
    const word =
      value.length === ABI_WORD ? ' It is a whole word, as the ABI of EVM contracts has.' : '';
    add('AMOUNT_TOO_LONG', `${hexOf(value)}; at most ${AMOUNT_SIZE} bytes fit.${word}`, units);
  }
}

/** Bytes of a uint256 in the ABI of EVM contracts. */
const ABI_WORD = 32;

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
  readonly alternatives: () => readonly bigint[];
  readonly text: string;
  /** As the request or the answer has it, in currency units or in base units. */
  readonly asked: string;
  readonly asBaseUnits: boolean;
  /** Base units if it is in currency units after all. */
  readonly inFull: bigint | undefined;
  readonly ticker: string;
  readonly decimals: number;
}

/** What the request or the quote says of the amount, in base units. */
function targetOf(facts: Facts, findings: Findings, field: string): Target | undefined {
  const { expected, currencies } = facts;
  const isIncoming = field === ROLES.swap.incoming.amount;
  const text = isIncoming ? expected.amountTo : expected.amount;
  const unread = isIncoming ? expected.unread.amountTo : expected.unread.amount;
  if (text === undefined && unread !== undefined) {
    sayNotCompared(findings, field, `${unread.member} is ${shownValue(unread.value)}`);
  }
  if (text === undefined) return undefined;
  const known = isIncoming ? currencies.incoming : currencies.outgoing;
  const currency = known?.currency ?? listedUnitOf(facts, isIncoming);
  if (currency === undefined) {
    sayNotCompared(findings, field, `${quoted(text)} of a currency whose decimals are not known`);
    return undefined;
  }
  if (privateFormOf(text) !== undefined) {
    sayNotCompared(findings, field, `${quoted(text)} is no amount`);
    return undefined;
  }
  const raw = inBaseUnits(text, currency);
  const inFull = unitsOf(text, currency);
  const units = raw ?? inFull;
  const namesakes = known === undefined || known.isExact ? [currency] : namesakesOf(known.currency);
  if (units === undefined) {
    if (namesakes.some((namesake) => unitsOf(text, namesake) !== undefined)) return undefined;
    const places = text.split('.')[1]?.length ?? 0;
    const says = `${quoted(text)} has ${places} decimals, ${currency.ticker} has ${currency.decimals}`;
    sayNotCompared(findings, field, says);
    return undefined;
  }
  const fees = isIncoming ? expected.payoutNetworkFees : undefined;
  // The same ticker on other networks may have other decimals: USDT has 6 or 18.
  const alternatives = () =>
    namesakes.flatMap((namesake) => {
      const own = unitsOf(text, namesake) ?? units;
      const more = fees === undefined ? undefined : unitsOf(fees, namesake);
      return more === undefined ? [own] : [own, own + more];
    });
  const { ticker, decimals } = currency;
  const asBaseUnits = raw !== undefined;
  const words = asBaseUnits ? `${text} base units of ${ticker}` : `${text} ${ticker}`;
  return { units, alternatives, text: words, asked: text, asBaseUnits, inFull, ticker, decimals };
}

/** Of a currency that no flow can have here. */
function listedUnitOf(facts: Facts, isIncoming: boolean): Unit | undefined {
  const { outgoing, incoming } = rolesOf(facts.kind);
  const { outgoingTicker, incomingTicker, outgoingId, incomingId } = facts.expected;
  const said = () => textField(facts, (isIncoming ? incoming : outgoing)?.currency ?? '');
  return isIncoming
    ? listedUnit(incomingTicker ?? said(), incomingId)
    : listedUnit(outgoingTicker ?? said(), outgoingId);
}

function namesakesOf(currency: Currency): readonly Currency[] {
  const sharing = currenciesOfTicker(currency.ticker);
  return sharing.length === 0 ? [currency] : sharing;
}

function sayNotCompared(findings: Findings, field: string, what: string): void {
  findings.add('AMOUNT_NOT_COMPARED', { field, evidence: `${what}: not compared.` });
}

function shownValue(value: unknown): string {
  const text = JSON.stringify(value) ?? 'undefined';
  if (typeof value === 'string') return quoted(value);
  if (privateFormOf(value) !== undefined) return quoted(text);
  return cut(text);
}

/** More dollars than anybody quotes, while the same number in base units is an ordinary amount. */
function inBaseUnits(text: string, currency: Unit): bigint | undefined {
  if (text.includes('.') || !isBeyondOrders(Number(text), currency)) return undefined;
  const units = BigInt(text);
  return isBeyondOrders(Number(units) / 10 ** currency.decimals, currency) ? undefined : units;
}

function isRight({ units: wanted, alternatives }: Target, units: bigint): boolean {
  return units === wanted || alternatives().includes(units);
}

function unitsOf(text: string, { decimals }: Unit): bigint | undefined {
  try {
    return parseAmount(text, { field: 'amount', decimals });
  } catch {
    return undefined;
  }
}

type Add = (code: FindingCode, evidence: string, meant?: bigint) => void;

/** Names what was done to the expected amount; true when something was said. */
function judgeAgainst(target: Target, value: Uint8Array, units: bigint, add: Add): boolean {
  if (isRight(target, units)) return false;
  const wanted = target.units;
  const shown = target.asBaseUnits
    ? `${units} base units; asked for are ${target.text}.`
    : `${units} base units; ${target.text} are ${wanted}.`;
  if (littleEndianReadings(value).includes(wanted))
    add('AMOUNT_LITTLE_ENDIAN', `${hexOf(value)}: ${shown}`);
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
