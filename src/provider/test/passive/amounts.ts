/** Amounts, fees and limits: kind, sign, precision, and how they are written. */

import { cut } from '../../../shown.js';
import { currencyDecimals } from '../currency-decimals.js';
import type { Exchange } from '../exchange.js';
import type { ProviderRun } from '../run.js';
import { type Leaf, leaves } from '../strict-json.js';
import { type Look, type PassiveRule, problem, strictly } from './look.js';

/** amountTo, providerFees, minSwapAmount, … */
export const isAmountName = (name: string): boolean => /amount|fees?$/i.test(name);

const SCIENTIFIC = /^[+-]?\d+(\.\d+)?e[+-]?\d+$/i;
const NEGATIVE = /^\s*[-−]/;
const NO_NUMBER = /^[+-]?(nan|inf(inity)?)$/i;
const SEPARATORS = /^\+|\d[ ,'’_\u00a0\u202f]\d/;

/** Written in a way a rule of its own names. */
export const isOddAmount = (text: string): boolean =>
  SCIENTIFIC.test(text) || NEGATIVE.test(text) || NO_NUMBER.test(text) || SEPARATORS.test(text);

const NONE = 'waited for an answer with an amount';

/** Looks at every amount of a normal answer; the first that is wrong is told. */
function ofAmounts(
  id: string,
  judge: (leaf: Leaf, exchange: Exchange, run: ProviderRun) => Look,
): PassiveRule {
  return {
    id,
    waited: NONE,
    look(exchange, run) {
      const json = strictly(exchange);
      if (json?.value === undefined) return undefined;
      let seen: Look;
      for (const leaf of leaves(json.value)) {
        if (!isAmountName(leaf.name)) continue;
        const look = judge(leaf, exchange, run);
        if (typeof look === 'object') return look;
        seen ??= look;
      }
      return seen;
    },
  };
}

/** Sell's capabilities have numbers by contract. */
const NUMBERS: readonly string[] = ['sellCapabilities', 'buyCapabilities', 'buyQuote'];

export const AMOUNTS: readonly PassiveRule[] = [
  ofAmounts('NUMBER_INSTEAD_OF_STRING', ({ at, isNumber }, { request }) => {
    if (NUMBERS.includes(request.operation)) return undefined;
    return isNumber ? problem(`${at} is a number: a text such as "0.05" wanted`) : 'fine';
  }),
  ofAmounts('STRING_INSTEAD_OF_NUMBER', ({ at, isNumber }) =>
    isNumber ? 'fine' : problem(`${at} is a text: a number wanted`),
  ),
  ofAmounts('SCIENTIFIC_NOTATION', ({ at, text }) =>
    SCIENTIFIC.test(text) ? problem(`${at} is written ${cut(text)}`) : 'fine',
  ),
  ofAmounts('AMOUNT_NEGATIVE', ({ at, text }) =>
    NEGATIVE.test(text) || NO_NUMBER.test(text)
      ? problem(`${at} is ${cut(text)}: zero or more wanted`)
      : 'fine',
  ),
  ofAmounts('AMOUNT_PRECISION', ({ at, name, text }, exchange, run) => {
    if (SEPARATORS.test(text)) {
      return problem(`${at} is ${cut(text)}: digits and one point wanted`);
    }
    const places = /^\d+\.(\d*?)0*$/.exec(text)?.[1]?.length;
    const known = currencyDecimals(run, exchange, name);
    if (known === undefined || places === undefined || places <= known.decimals) return 'fine';
    return problem(`${at} has ${places} decimals: ${known.currency} has ${known.decimals}`);
  }),
];
