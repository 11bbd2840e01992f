/**
 * Amounts when neither request nor quote is known: compared with rough, built-in prices. Only gross
 * errors count, only beside an amount as a person types it, and only as a warning: prices move.
 */
import { toBigInt } from '../../../bytes.js';
import type { Currency } from '../../../host/currencies.js';
import { ROLES } from '../../../payload/roles.js';
import type { Facts } from '../../facts/facts.js';

/** Worth in US dollars that a real order has. */
const ORDINARY = { min: 10, max: 1_000_000 } as const;
/** Nobody quotes less than this, dollars. */
const DUST = 1;
const HUGE = 100_000_000;
/** Decimals are mistaken by three or more. */
const MIN_POWER = 3;
/** How far from a power of ten the ratio may lie, as a logarithm. */
const SLACK = 0.2;
const ROUND_DIGITS = 4;

/** A swap whose two amounts are not worth the same by a power of ten. */
interface Scale {
  readonly received: Currency;
  /** Dollars. */
  readonly paid: number;
  readonly worth: number;
  readonly power: number;
}

/** Undefined where nothing says that it is so. */
export function scaleByPrices(facts: Facts): Scale | undefined {
  const { kind, currencies, expected } = facts;
  const { outgoing, incoming } = currencies;
  if (kind !== 'swap' || outgoing === undefined || incoming === undefined) return undefined;
  if (expected.amountTo !== undefined || currencies.swapped) return undefined;
  const sent = unitsIn(facts, ROLES.swap.outgoing.amount);
  const received = unitsIn(facts, ROLES.swap.incoming.amount);
  if (!isTyped(sent)) return undefined;
  const paid = dollars(sent, outgoing.currency);
  const worth = dollars(received, incoming.currency);
  if (Number.isNaN(paid * worth)) return undefined;
  if (paid < ORDINARY.min || paid > ORDINARY.max || worth === 0) return undefined;
  if (worth >= DUST && worth <= HUGE) return undefined;
  const logarithm = Math.log10(worth / paid);
  const power = Math.round(logarithm);
  if (Math.abs(power) < MIN_POWER || Math.abs(logarithm - power) > SLACK) return undefined;
  return { received: incoming.currency, paid, worth, power };
}

/** Sell: the fiat amount beside the crypto amount. Power of ten it seems to be off by; 0: none. */
export function fiatScale(facts: Facts, coefficient: bigint, exponent: number): number {
  const { outgoing } = facts.currencies;
  const sent = unitsIn(facts, ROLES.sell.outgoing.amount);
  if (outgoing === undefined || !isTyped(sent)) return 0;
  const paid = dollars(sent, outgoing.currency);
  const worth = Number(coefficient) / 10 ** exponent;
  if (Number.isNaN(paid) || paid < ORDINARY.min || paid > ORDINARY.max || worth === 0) return 0;
  const power = Math.log10(worth / paid);
  const looksLikeCents = exponent === 0 && Math.abs(power - 2) < 0.5;
  const looksTwice = exponent === 2 && Math.abs(power + 2) < 0.5 && worth < 5;
  return looksLikeCents ? 2 : looksTwice ? -2 : 0;
}

function unitsIn({ fields }: Facts, name: string): bigint {
  const bytes = fields.get(name)?.bytes;
  return bytes === undefined || bytes.length > 16 ? 0n : toBigInt(bytes);
}

/** Few significant digits: typed by a person. */
function isTyped(units: bigint): boolean {
  return units > 0n && units.toString().replace(/0+$/, '').length <= ROUND_DIGITS;
}

/** NaN where the price is not known. */
function dollars(units: bigint, { decimals, price }: Currency): number {
  return (Number(units) / 10 ** decimals) * Number(price);
}

/** Worth more than anybody quotes. */
export function isBeyondOrders(amount: number, { price }: Pick<Currency, 'price'>): boolean {
  return amount * Number(price) > HUGE;
}
