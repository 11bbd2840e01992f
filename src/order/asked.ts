/** What of an order somebody may say where a provider's backend is asked for the rest. */
import type { FlowKind } from '../exchange/flows.js';
import type { OrderOption } from './options.js';

export const ASKED_OPTIONS = [
  'from',
  'to',
  'currency',
  'amount',
  'raw',
  'fees',
  'fiat',
  'refund',
  'payout',
  'refundMemo',
  'payoutMemo',
] as const satisfies readonly OrderOption[];

/** The first option that only the answer can say; undefined when there is none. */
export function answeredOption(said: readonly string[]): string | undefined {
  return said.find((name) => !(ASKED_OPTIONS as readonly string[]).includes(name));
}

/** How a part of a trade is called among the options of its flow. */
export function optionOfPart<Part extends string>(
  kind: FlowKind,
  part: Part,
): Part | 'currency' | 'fiat' {
  if (kind === 'swap') return part;
  return part === 'from' ? 'currency' : part === 'to' ? 'fiat' : part;
}
