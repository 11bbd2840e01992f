/** What of a transaction can be made different from the approved order, to see it refused. */
export const TAMPERS = ['amount', 'destination', 'fee', 'memo', 'chain'] as const;
export type Tamper = (typeof TAMPERS)[number];
