/** What one exchange says of one rule. */
import type { RuleSeverity } from '../../rules/rule.js';
import type { Exchange } from '../exchange.js';
import type { ProviderRun } from '../run.js';
import { readStrictly, type StrictJson } from '../strict-json.js';

/**
 * 'fine', or what is wrong. `undefined`: the exchange is of no kind that the rule is about.
 */
export type Look =
  | undefined
  | 'fine'
  | { readonly problem: string; readonly severity?: RuleSeverity };

export interface PassiveRule {
  readonly id: string;
  /** Why nothing was looked at, when no exchange was of its kind. */
  readonly waited: string;
  look(exchange: Exchange, run: ProviderRun): Look;
}

/** A normal answer of an operation, which the contract describes. */
export function isNormal({ request, answer }: Exchange): boolean {
  return request.operation !== 'probe' && answer !== undefined && isSuccess(answer.status);
}

export const isSuccess = (status: number): boolean => status >= 200 && status < 300;

export const isHtml = (text: string): boolean => /^\s*<(!doctype|html|head|body|\?xml)/i.test(text);

const read = new WeakMap<Exchange, StrictJson>();

/** Of a normal answer that is no page; undefined for all others. */
export function strictly(exchange: Exchange): StrictJson | undefined {
  const { answer } = exchange;
  if (answer === undefined || !isNormal(exchange) || isHtml(answer.text)) return undefined;
  const found = read.get(exchange) ?? readStrictly(answer.bytes);
  read.set(exchange, found);
  return found;
}

export const problem = (text: string, severity?: RuleSeverity): Look =>
  severity === undefined ? { problem: text } : { problem: text, severity };
