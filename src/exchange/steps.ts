/** Where the Exchange app stands in a flow (app-exchange `src/states.h`). Never sent to the host. */
export const STEPS = [
  'initial',
  'waiting-transaction',
  'provider-set',
  'provider-checked',
  'transaction-received',
  'signature-checked',
  'payout-address-checked',
  'all-addresses-checked',
  'waiting-user-validation',
  'waiting-signing',
] as const;

export type Step = (typeof STEPS)[number];
