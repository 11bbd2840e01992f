/**
 * What the provider remembers. An answer that tells of a change leaves only after `committed()`:
 * nothing acknowledged is ever lost, and a restart finds everything.
 */
import type { Product } from '../product.js';
import type { CourseName, Status } from './course.js';

/** Amounts are decimal texts in units of their currency. */
export interface QuoteRecord {
  readonly id: string;
  readonly product: Product;
  /** Listing ids; sell: `to` is a fiat code. */
  readonly from: string;
  readonly to: string;
  readonly amount: string;
  readonly amountTo: string;
  readonly fees: Fees;
  /** Milliseconds since 1970. */
  readonly expiry: number;
}

/** In the output currency, as the documents want all fees. */
export interface Fees {
  readonly provider: string;
  readonly referral: string;
  readonly network: string;
}

export interface OrderRecord {
  /** New for every call; never the quote's. */
  readonly id: string;
  readonly product: Product;
  readonly quoteId?: string;
  /** Hex. */
  readonly nonce: string;
  readonly createdAt: number;
  readonly from: string;
  readonly to: string;
  readonly amount: string;
  readonly amountTo: string;
  readonly fees: Fees;
  readonly payinAddress: string;
  /** In sell it is not in the signed message: this is the only place that knows it. */
  readonly refundAddress: string;
  readonly payinTransactionId: string;
  readonly payoutTransactionId: string;
  readonly status: Status;
  readonly course: CourseName;
  /** Steps of the course that are behind it. */
  readonly steps: number;
  /** When the next step is due; null when none is. */
  readonly dueAt: number | null;
}

/** A status push in the outbox. */
export interface PushRecord {
  readonly id: string;
  readonly orderId: string;
  /** Counts up over all pushes: those of one order leave in this order. */
  readonly number: number;
  readonly status: Status;
  readonly path: string;
  /** The same bytes at every attempt. */
  readonly body: string;
  readonly createdAt: number;
  readonly attempts: number;
  /** When the next attempt is due; null when it was delivered or given up. */
  readonly dueAt: number | null;
  /** HTTP status of the last answer, or why there was none. */
  readonly last: string;
}

export interface Store {
  saveQuote(quote: QuoteRecord): void;
  quote(id: string): QuoteRecord | undefined;
  saveOrder(order: OrderRecord): void;
  order(id: string): OrderRecord | undefined;
  /** Newest first. */
  orders(limit: number): readonly OrderRecord[];
  savePush(push: PushRecord): void;
  /** Oldest first; of one order, or of all. */
  pushes(options: { orderId?: string; limit: number }): readonly PushRecord[];
  /** The number for the next push. */
  nextPushNumber(): number;
  /** At most `limit` orders whose next step is due. */
  dueOrders(now: number, limit: number): readonly OrderRecord[];
  /** The oldest undelivered push of each order, where it is due. */
  duePushes(now: number, limit: number): readonly PushRecord[];
  /** When something is due next. */
  nextDue(): number | undefined;
  /** Forgets quotes that ended before `before`. */
  forgetQuotes(before: number): void;
  /** Resolves when everything saved so far would survive a crash. */
  committed(): Promise<void>;
  close(): Promise<void>;
}
