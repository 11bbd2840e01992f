/** The catalogue: 244 rules, in the order of their numbers. */
import type { Product } from '../product.js';
import { BUY_RULES } from './buy.js';
import { DEVICE } from './device.js';
import { ERRORS } from './errors.js';
import { FUND_RULES } from './fund.js';
import { ORDER } from './order.js';
import { PAIRS } from './pairs.js';
import { PAYLOAD } from './payload.js';
import { PUSH } from './push.js';
import { QUOTE } from './quote.js';
import { REACHING } from './reaching.js';
import type { Rule } from './rule.js';
import { SELF } from './self.js';
import { SELL_RULES } from './sell.js';
import { STATUS } from './status.js';
import { SWAP_CATALOGUE } from './swap-catalogue.js';

export interface RuleSection {
  readonly letter: string;
  readonly title: string;
  readonly rules: readonly Rule[];
}

export const SECTIONS: readonly RuleSection[] = [
  { letter: 'A', title: 'Reaching the provider', rules: REACHING },
  { letter: 'B', title: 'Errors', rules: ERRORS },
  { letter: 'C', title: 'Swap catalogue', rules: SWAP_CATALOGUE },
  { letter: 'D', title: 'Pairs', rules: PAIRS },
  { letter: 'E', title: 'Quotes', rules: QUOTE },
  { letter: 'F', title: 'Orders', rules: ORDER },
  { letter: 'G', title: 'The signed payload', rules: PAYLOAD },
  { letter: 'H', title: 'The device', rules: DEVICE },
  { letter: 'I', title: 'Swap status', rules: STATUS },
  { letter: 'J', title: 'Status push', rules: PUSH },
  { letter: 'K', title: 'Sell and card', rules: SELL_RULES },
  { letter: 'L', title: 'Fund', rules: FUND_RULES },
  { letter: 'M', title: 'Buy', rules: BUY_RULES },
  { letter: 'N', title: 'The run itself', rules: SELF },
];

export const RULES: readonly Rule[] = SECTIONS.flatMap(({ rules }) => rules);

const byId: ReadonlyMap<string, Rule> = new Map(RULES.map((rule) => [rule.id, rule]));

export function rulesOf(product: Product): readonly Rule[] {
  return RULES.filter(({ products }) => products.includes(product));
}

/** Undefined when there is none of this id. */
export function ruleNamed(id: string): Rule | undefined {
  return byId.get(id);
}
