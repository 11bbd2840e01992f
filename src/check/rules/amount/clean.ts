import { textOf, toBigInt } from '../../../bytes.js';
import { AMOUNT_SIZE } from '../../../payload/amount.js';
import { ROLES, sidesOf } from '../../../payload/roles.js';
import type { Facts } from '../../facts/facts.js';
import { isBeyondOrders, scaleByPrices } from './plausibility.js';

/** Characters of an amount that is nothing else: the shortest private key has more. */
export const MAX_AMOUNT_TEXT = 27;
/** U+FFFD, where bytes went through a text. */
const REPLACED = '\xef\xbf\xbd';

/** On 16 bytes, what was asked for; of amounts that nobody asked for, none that looks damaged. */
export function areAmountsClean(facts: Facts): boolean {
  const areClean = sidesOf(facts.kind).every(({ amount }) => {
    const value = facts.fields.get(amount)?.bytes;
    if (value === undefined || value.length !== AMOUNT_SIZE) return false;
    return isAsked(facts, amount, value);
  });
  return areClean && scaleByPrices(facts) === undefined;
}

function isAsked({ expected, currencies }: Facts, field: string, value: Uint8Array): boolean {
  const isIncoming = field === ROLES.swap.incoming.amount;
  const text = isIncoming ? expected.amountTo : expected.amount;
  if (text === undefined) {
    const unread = isIncoming ? expected.unread.amountTo : expected.unread.amount;
    return unread === undefined && looksWhole(value);
  }
  const currency = (isIncoming ? currencies.incoming : currencies.outgoing)?.currency;
  if (currency === undefined || text.length > MAX_AMOUNT_TEXT) return false;
  // It may be meant in base units.
  if (!text.includes('.') && isBeyondOrders(Number(text), currency)) return false;
  const [whole = '', fraction = ''] = text.split('.');
  if (fraction.length > currency.decimals) return false;
  const units = toBigInt(value);
  return units > 0n && units === BigInt(whole + fraction.padEnd(currency.decimals, '0'));
}

/** On 16 bytes zeros in front, and no more than seven behind: neither text nor turned round nor aligned. */
export function looksWhole(value: Uint8Array): boolean {
  if (!areZero(value, 0, 4) || areZero(value, AMOUNT_SIZE / 2, AMOUNT_SIZE)) return false;
  return !textOf(value).includes(REPLACED);
}

function areZero(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (bytes[at] !== 0) return false;
  return true;
}
