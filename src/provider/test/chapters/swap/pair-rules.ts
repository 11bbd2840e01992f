/** D. What each entry of GET /pairs says of itself. */

import { cutJson } from '../../../../shown.js';
import { compareDecimals, plain } from '../../../decimal-text.js';
import type { EachRule } from './each.js';

/** An entry as it came: any member may be of any kind. */
export interface ListedPair {
  readonly from?: unknown;
  readonly to?: unknown;
  readonly tradeMethod?: unknown;
  readonly minSwapAmount?: unknown;
  readonly maxSwapAmount?: unknown;
}

export const pairName = ({ from, to }: ListedPair): string => `${cutJson(from)} to ${cutJson(to)}`;

export const METHODS: readonly unknown[] = ['fixed', 'float'];

export const PAIR_RULES: readonly EachRule<ListedPair>[] = [
  {
    id: 'PAIR_SAME',
    none: 'no pair is listed',
    look: ({ from, to }) => (from === to ? 'a pair of a currency with itself' : 'fine'),
  },
  {
    id: 'PAIR_METHOD',
    none: 'no pair is listed',
    look: ({ tradeMethod: methods }) => {
      const isGood =
        Array.isArray(methods) &&
        methods.length > 0 &&
        methods.every((one) => METHODS.includes(one));
      return isGood ? 'fine' : `tradeMethod is ${cutJson(methods)}: a list of fixed, float wanted`;
    },
  },
  {
    id: 'PAIR_LIMITS',
    none: 'no pair is listed',
    look: (pair) => limitsProblem(pair) ?? 'fine',
  },
];

/** Undefined for limits that leave room between them. */
export function limitsProblem({ minSwapAmount, maxSwapAmount }: ListedPair): string | undefined {
  const [min, max] = [decimal(minSwapAmount), decimal(maxSwapAmount)];
  if (min === undefined) return `minSwapAmount is ${cutJson(minSwapAmount)}: an amount wanted`;
  if (max === undefined) return `maxSwapAmount is ${cutJson(maxSwapAmount)}: an amount wanted`;
  if ((compareDecimals(max, '0') ?? 0) === 0) return 'maxSwapAmount is 0';
  if ((compareDecimals(min, max) ?? 0) > 0) return `the minimum ${min} is above the maximum ${max}`;
  return undefined;
}

/** Numbers have a rule of their own. */
function decimal(value: unknown): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const text = plain(value);
  return compareDecimals(text, '0') === undefined ? undefined : text;
}

export const unknownCurrencyRule = (ids: ReadonlySet<string>): EachRule<ListedPair> => ({
  id: 'PAIR_UNKNOWN_CURRENCY',
  none: 'no pair is listed',
  look: ({ from, to }) => {
    const lost = [from, to].find((id) => typeof id !== 'string' || !ids.has(id));
    if (lost === undefined) return 'fine';
    const near = [...ids].find((id) => id.toLowerCase() === String(lost).toLowerCase());
    const hint = near === undefined ? '' : `; there is ${cutJson(near)}`;
    return `${cutJson(lost)} is no id of /currencies${hint}`;
  },
});

/** Of one reading. */
export function duplicateRule(): EachRule<ListedPair> {
  const seen = new Set<string>();
  return {
    id: 'PAIR_DUPLICATE',
    none: 'no pair is listed',
    look: ({ from, to }) => {
      const key = JSON.stringify([from, to]);
      if (seen.has(key)) return 'listed twice';
      seen.add(key);
      return 'fine';
    },
  };
}
