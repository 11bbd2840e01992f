import type { Currency } from '../currencies.js';

/** What of a transaction can be made different from the approved order, to see it refused. */
export type Tamper = 'amount' | 'destination' | 'fee' | 'memo' | 'chain';
export const TAMPERS: readonly Tamper[] = ['amount', 'destination', 'fee', 'memo', 'chain'];

/** Coin apps whose transactions name no chain. */
const WITHOUT_CHAIN: readonly string[] = ['Bitcoin', 'Tron'];

/** What can be made different in a payment with this currency. */
export function tampersOf({ app, ticker, fee }: Currency): readonly Tamper[] {
  // A payment with TRX names no fees, a call of a token's contract the most it may cost.
  const hasFee = app !== 'Tron' || ticker !== fee.ticker;
  return TAMPERS.filter((tamper) =>
    tamper === 'chain' ? !WITHOUT_CHAIN.includes(app) : tamper !== 'fee' || hasFee,
  );
}
