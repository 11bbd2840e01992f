/** One order as a customer makes it, against the reference provider. */
import { afterEach, describe, expect, it } from 'vitest';
import { toHex } from '../../../src/bytes.js';
import type { Product } from '../../../src/provider/product.js';
import { type RunningProvider, startProvider } from '../../../src/provider/serve/index.js';
import type { Chapter } from '../../../src/provider/test/chapter.js';
import { reaching } from '../../../src/provider/test/chapters/reaching.js';
import { testProvider } from '../../../src/provider/test/index.js';
import { type OrderWish, type PlacedOrder, placeOrder } from '../../../src/provider/test/order.js';
import { profileOf } from '../http/servers.js';

let provider: RunningProvider;
afterEach(() => provider.close());

async function placed(product: Product, wishes: readonly OrderWish[], seed = 1) {
  provider = await startProvider({ products: [product] });
  const orders: PlacedOrder[] = [];
  const chapter: Chapter = {
    name: 'orders',
    products: [product],
    rules: [],
    async run(run) {
      for (const wish of wishes) orders.push(await placeOrder(run, wish));
    },
  };
  const profile = profileOf(provider.url, { products: [product] });
  const chapters = [reaching, chapter];
  await testProvider({ profile, product, createOrders: true, chapters, seed });
  return orders;
}

describe('placeOrder', () => {
  it.each(['swap', 'sell', 'card', 'fund'] as const)(
    '%s: the device waits for it',
    async (product) => {
      const [order] = await placed(product, [{}]);
      expect(order!.answer).toBeDefined();
      expect(order!.id).toMatch(/^[0-9a-f-]{36}$/);
      expect(order!.nonce).toHaveLength(32);
      expect(order!.request.nonce).toBe(toHex(order!.nonce));
      expect(order!.quote?.trade).toBe(order!.trade);
    },
  );

  it('swap: fixed with a quote, float where it is wished for', async () => {
    const [fixed, float] = await placed('swap', [{}, { operation: 'swapFloat' }]);
    expect(fixed!.operation).toBe('swapFixed');
    expect(fixed!.request.quoteId).toBe(fixed!.quote!.quoteId);
    expect(float!.request).toMatchObject({ amount: float!.trade.amount });
    expect(float!.nonce).not.toEqual(fixed!.nonce);
  });

  it('a member more or less, as it is wished for', async () => {
    const [order] = await placed('swap', [{ members: { nonce: undefined, slippage: '0' } }]);
    expect(order!.answer).toBeUndefined();
    expect(order!.exchange.answer?.status).toBe(400);
    expect(order!.request).not.toHaveProperty('nonce');
  });

  it('the same seed orders with the same nonce', async () => {
    const [first] = await placed('swap', [{}], 5);
    await provider.close();
    const [second] = await placed('swap', [{}], 5);
    expect(second!.nonce).toEqual(first!.nonce);
  });
});
