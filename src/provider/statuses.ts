/** Statuses as the documents list them (provider-api.md#statuses). */

export const STATUSES = [
  'PENDING',
  'TRANSFER_IN_COMPLETED',
  'ON_HOLD',
  'FINISHED',
  'EXPIRED',
  'REFUNDED',
  'UNKNOWN',
] as const;
/** A status of an order, as the documents list them. */
export type Status = (typeof STATUSES)[number];

/** Nothing changes any more behind one of these. */
export const isFinal = (status: Status): boolean => FINAL.includes(status);
const FINAL: readonly Status[] = ['FINISHED', 'EXPIRED', 'REFUNDED'];

export const isStatus = (value: unknown): value is Status =>
  (STATUSES as readonly unknown[]).includes(value);
