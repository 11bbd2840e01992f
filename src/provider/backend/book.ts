/**
 * What Ledger's backend keeps of an order, and what moves it (provider-api.md#statuses,
 * #status-push).
 */
import type { Product } from '../product.js';
import { FINAL, STATUSES, type Status } from '../serve/course.js';

export interface StoredOrder {
  /** swapId or sellId, as the provider gave it. */
  readonly id: string;
  readonly product: Product;
  /** Owner of the order; any provider may speak of it when undefined. */
  readonly providerId?: string;
  /** What the user did with it on the device. */
  readonly deviceStatus?: 'ACCEPTED' | 'CANCELLED';
  readonly status: Status;
  /** Of the last accepted push, or poll. */
  readonly amount?: string;
  readonly payinTransactionId?: string;
  readonly transactionHash?: string;
  readonly fees: Readonly<Record<string, string>>;
  /** Statuses in the order in which they were stored. */
  readonly history: readonly { readonly status: Status; readonly at: number }[];
}

export type NewOrder = Pick<StoredOrder, 'id' | 'product' | 'providerId' | 'deviceStatus'>;

/** More than a developer makes in a day; the oldest are forgotten. */
const MAX_ORDERS = 10_000;

export class Book {
  private readonly orders = new Map<string, StoredOrder>();
  private readonly now: () => number;

  constructor(now: () => number = Date.now) {
    this.now = now;
  }

  /** Ledger knows an order once it has been made (sell: once the page has called the SDK). */
  add(order: NewOrder): StoredOrder {
    const known = this.orders.get(order.id);
    if (known !== undefined) return known;
    const [oldest] = this.orders.keys();
    if (this.orders.size >= MAX_ORDERS && oldest !== undefined) this.orders.delete(oldest);
    const history = [{ status: 'PENDING' as const, at: this.now() }];
    const stored: StoredOrder = { ...order, status: 'PENDING', fees: {}, history };
    this.orders.set(order.id, stored);
    return stored;
  }

  get(id: string): StoredOrder | undefined {
    return this.orders.get(id);
  }

  /** Oldest first. */
  all(): readonly StoredOrder[] {
    return [...this.orders.values()];
  }

  /** The caller has looked that the order is there and not final. */
  update(id: string, change: OrderChange): StoredOrder {
    const order = this.orders.get(id)!;
    const fees = { ...order.fees, ...change.fees };
    const history =
      change.status === order.status
        ? order.history
        : [...order.history, { status: change.status, at: this.now() }];
    const stored: StoredOrder = { ...order, ...change, fees, history };
    this.orders.set(id, stored);
    return stored;
  }

  decide(id: string, deviceStatus: 'ACCEPTED' | 'CANCELLED'): StoredOrder | undefined {
    const order = this.orders.get(id);
    if (order === undefined) return undefined;
    const stored = { ...order, deviceStatus };
    this.orders.set(id, stored);
    return stored;
  }
}

export type OrderChange = Pick<StoredOrder, 'status'> &
  Partial<Pick<StoredOrder, 'amount' | 'payinTransactionId' | 'transactionHash' | 'fees'>>;

export const isFinal = ({ status }: Pick<StoredOrder, 'status'>): boolean => FINAL.has(status);

/**
 * A provider's word as Ledger's: of the mapping agreed, else Ledger's own words in any case.
 * Undefined: unmapped.
 */
export function mappedStatus(
  text: string,
  mapping: Readonly<Record<string, string>> = {},
): Status | undefined {
  const mapped = Object.hasOwn(mapping, text) ? mapping[text]! : text;
  return STATUSES.find((status) => status === mapped.toUpperCase());
}
