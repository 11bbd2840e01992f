/** Orders for reports: the message as it was decoded, and what the customer reads. */
import type { ShownReleases } from '../../report/matrix-words.js';
import type { ProviderRun } from './run.js';

export interface ShownField {
  readonly name: string;
  /** As a person reads it: text, hex, a decimal number. */
  readonly value: string;
  /** What was expected, where it is known and different. */
  readonly expected?: string;
}

/** One screen of a review. */
export interface ShownScreen {
  readonly model: string;
  /** What is written on it. */
  readonly lines: readonly string[];
  /** From src/picture. */
  readonly svg: string;
}

export interface ShownOrder {
  /** Which one it is, e.g. `fixed, BTC to ETH`. */
  readonly title: string;
  /** Numbers of its exchanges. */
  readonly exchanges: readonly number[];
  /** The message, field by field. */
  readonly fields: readonly ShownField[];
  /** What the device said, in one sentence. */
  readonly device?: string;
  readonly screens: readonly ShownScreen[];
  /** What each release of the Exchange app makes of it. */
  readonly releases?: readonly ShownReleases[];
}

const NAME = 'shown orders';

/** Adds an order to what reports show. */
export function showOrder({ known }: Pick<ProviderRun, 'known'>, order: ShownOrder): void {
  known.set(NAME, [...shownOrders({ known }), order]);
}

export function shownOrders({ known }: Pick<ProviderRun, 'known'>): readonly ShownOrder[] {
  return (known.get(NAME) as readonly ShownOrder[] | undefined) ?? [];
}
