/** E. What each quote says of itself. */

import { cutJson } from '../../../../shown.js';
import { compareDecimals, plain } from '../../../decimal-text.js';
import type { EachRule } from './each.js';
import { METHODS } from './pair-rules.js';
import { numberOf, type SeenQuote } from './seen-quotes.js';

const NONE = 'no quote was given';

/** @param methods as /pairs lists them for a pair; undefined where it does not. */
export const quoteRules = (
  methods: (quote: SeenQuote) => readonly string[] | undefined,
): readonly EachRule<SeenQuote>[] => [
  {
    id: 'QUOTE_FIXED_NO_ID',
    none: 'no quote has tradeMethod fixed',
    look: ({ answer: { tradeMethod, quoteId } }) => {
      if (tradeMethod !== 'fixed') return undefined;
      return typeof quoteId === 'string' && quoteId !== ''
        ? 'fine'
        : `tradeMethod fixed, quoteId ${cutJson(quoteId)}: it cannot be ordered`;
    },
  },
  {
    id: 'QUOTE_METHOD',
    none: NONE,
    look: (quote) => {
      const { tradeMethod } = quote.answer;
      if (!METHODS.includes(tradeMethod)) {
        return `tradeMethod is ${cutJson(tradeMethod)}: fixed or float wanted`;
      }
      const listed = methods(quote);
      if (listed === undefined || listed.includes(String(tradeMethod))) return 'fine';
      return `tradeMethod ${tradeMethod}, while /pairs lists ${listed.join(', ') || 'none'}`;
    },
  },
  {
    id: 'QUOTE_AMOUNT_ECHO',
    none: 'no quote repeats the amount',
    look: ({ amount, answer }) => {
      const name = ['amount', 'amountFrom'].find((one) => answer[one] !== undefined);
      const value = name === undefined ? undefined : answer[name];
      if (typeof value !== 'string' && typeof value !== 'number') return undefined;
      return compareDecimals(plain(value), amount) === 0
        ? 'fine'
        : `${name} is ${cutJson(value)}, asked for was ${amount}`;
    },
  },
  {
    id: 'FEES_MISSING',
    none: NONE,
    look: ({ answer }) => {
      const lacking = FEES.filter((name) => answer[name] === undefined || answer[name] === null);
      return lacking.length === 0 ? 'fine' : `without ${lacking.join(', ')}`;
    },
  },
  {
    id: 'AMOUNT_TO_ZERO',
    none: NONE,
    look: ({ answer: { amountTo } }) => {
      const value = numberOf(amountTo);
      if (value === undefined) return undefined;
      return value > 0 ? 'fine' : `amountTo is ${cutJson(amountTo)}`;
    },
  },
  { id: 'SLIPPAGE_RANGE', none: 'no quote names a slippage', look: slippageLook },
];

export const FEES = ['providerFees', 'referralFees', 'payoutNetworkFees'] as const;

const SLIPPAGES = ['minSlippage', 'defaultSlippage', 'maxSlippage'] as const;

function slippageLook({ answer }: SeenQuote): string | 'fine' | undefined {
  const given = SLIPPAGES.filter((name) => answer[name] !== undefined && answer[name] !== null);
  if (given.length === 0) return undefined;
  for (const name of given) {
    const value = answer[name];
    const ratio = numberOf(value);
    if (typeof value !== 'string' || ratio === undefined || ratio > 1) {
      return `${name} is ${cutJson(value)}: a text from 0 to 1 wanted`;
    }
  }
  const order = given.map((name) => numberOf(answer[name])!);
  const isSorted = order.every((value, at) => at === 0 || order[at - 1]! <= value);
  return isSorted ? 'fine' : `${given.join(' <= ')} does not hold: ${order.join(', ')}`;
}
