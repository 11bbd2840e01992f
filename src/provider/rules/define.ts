/** How the files of rules are written: one call for each rule, named after its worst severity. */
import { PRODUCTS, type Product } from '../product.js';
import type { Rule, RuleSeverity } from './rule.js';

export const ALL: readonly Product[] = PRODUCTS;
export const SWAP: readonly Product[] = ['swap'];
export const SELL: readonly Product[] = ['sell'];
export const CARD: readonly Product[] = ['card'];
export const FUND: readonly Product[] = ['fund'];
export const BUY: readonly Product[] = ['buy'];
/** Those whose orders are signed. */
export const SIGNED: readonly Product[] = ['swap', 'sell', 'card', 'fund'];
export const SWAP_SELL: readonly Product[] = ['swap', 'sell'];
export const SWAP_SELL_CARD: readonly Product[] = ['swap', 'sell', 'card'];
export const SWAP_SELL_BUY: readonly Product[] = ['swap', 'sell', 'buy'];
export const SELL_CARD: readonly Product[] = ['sell', 'card'];
export const SELL_BUY: readonly Product[] = ['sell', 'buy'];

interface Text {
  readonly requires: string;
  readonly test: string;
  /** Without one the id is the switch. */
  readonly switches?: readonly string[];
  readonly orders?: true;
}

const ruleOf =
  (severity: RuleSeverity) =>
  (
    number: number,
    id: string,
    products: readonly Product[],
    source: string,
    { requires, test, switches = [id], orders = undefined }: Text,
  ): Rule => ({
    number,
    id,
    products,
    source,
    severity,
    requires,
    test,
    orders: orders === true,
    switches,
  });

export const error = ruleOf('error');
export const screen = ruleOf('wrong-on-screen');
export const warning = ruleOf('warning');
export const note = ruleOf('note');
export const about = ruleOf('run');

/** Rules that all need orders. */
export function withOrders(rules: readonly Rule[]): readonly Rule[] {
  return rules.map((rule) => ({ ...rule, orders: true }));
}
