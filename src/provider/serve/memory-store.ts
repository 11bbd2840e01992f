/** The store without a file: for tests and for trying out. A restart forgets it. */
import type { OrderRecord, PushRecord, QuoteRecord, Store } from './store.js';

/** The oldest are forgotten first: nobody's requests may fill the memory. */
const MAX_QUOTES = 50_000;
const MAX_ORDERS = 100_000;
const MAX_PUSHES = 100_000;

export class MemoryStore implements Store {
  private readonly quotesById = new Map<string, QuoteRecord>();
  private readonly ordersById = new Map<string, OrderRecord>();
  private readonly pushesById = new Map<string, PushRecord>();
  /** Ids of what waits, so that nothing else is looked at. */
  private readonly movingOrders = new Set<string>();
  private readonly waitingPushes = new Set<string>();
  private pushNumber = 0;

  saveQuote(quote: QuoteRecord): void {
    this.quotesById.set(quote.id, quote);
    dropOldest(this.quotesById, MAX_QUOTES);
  }

  quote(id: string): QuoteRecord | undefined {
    return this.quotesById.get(id);
  }

  saveOrder(order: OrderRecord): void {
    this.ordersById.set(order.id, order);
    dropOldest(this.ordersById, MAX_ORDERS);
    keep(this.movingOrders, order.id, order.dueAt !== null);
  }

  order(id: string): OrderRecord | undefined {
    return this.ordersById.get(id);
  }

  orders(limit: number): readonly OrderRecord[] {
    return [...this.ordersById.values()].slice(-limit).reverse();
  }

  savePush(push: PushRecord): void {
    this.pushesById.set(push.id, push);
    dropOldest(this.pushesById, MAX_PUSHES);
    keep(this.waitingPushes, push.id, push.dueAt !== null);
  }

  pushes({ orderId, limit }: { orderId?: string; limit: number }): readonly PushRecord[] {
    const all = [...this.pushesById.values()];
    return (orderId === undefined ? all : all.filter((push) => push.orderId === orderId)).slice(
      -limit,
    );
  }

  nextPushNumber(): number {
    return ++this.pushNumber;
  }

  dueOrders(now: number, limit: number): readonly OrderRecord[] {
    return this.moving()
      .filter(({ dueAt }) => dueAt! <= now)
      .slice(0, limit);
  }

  duePushes(now: number, limit: number): readonly PushRecord[] {
    return this.heads()
      .filter(({ dueAt }) => dueAt! <= now)
      .slice(0, limit);
  }

  nextDue(): number | undefined {
    let next: number | undefined;
    for (const { dueAt } of [...this.moving(), ...this.heads()]) {
      if (next === undefined || dueAt! < next) next = dueAt!;
    }
    return next;
  }

  forgetQuotes(before: number): void {
    for (const { id, expiry } of this.quotesById.values()) {
      if (expiry < before) this.quotesById.delete(id);
    }
  }

  async committed(): Promise<void> {}

  async close(): Promise<void> {}

  private moving(): OrderRecord[] {
    return present(this.movingOrders, this.ordersById);
  }

  /** The first waiting push of each order. */
  private heads(): PushRecord[] {
    const heads = new Map<string, PushRecord>();
    for (const push of present(this.waitingPushes, this.pushesById)) {
      if (!heads.has(push.orderId)) heads.set(push.orderId, push);
    }
    return [...heads.values()];
  }
}

function dropOldest(records: Map<string, unknown>, most: number): void {
  if (records.size <= most) return;
  const [oldest] = records.keys();
  records.delete(oldest!);
}

function keep(ids: Set<string>, id: string, wanted: boolean): void {
  if (wanted) ids.add(id);
  else ids.delete(id);
}

function present<T>(ids: ReadonlySet<string>, records: ReadonlyMap<string, T>): T[] {
  return [...ids].flatMap((id) => records.get(id) ?? []);
}
