/** A second order on the same quote, and the very same request twice. */
import { equal, toHex } from '../../../bytes.js';
import { flowFor } from '../../../exchange/flows.js';
import { type PlacedOrder, placeOrder } from '../order.js';
import { nonceText, orderDevice } from '../order-device.js';
import { quoteFor } from '../quoting.js';
import type { ProviderRun } from '../run.js';
import { numbers, statusOf, told } from '../seen.js';
import { messageOf } from './message.js';
import { NO_MESSAGE } from './order-answer.js';

export const AGAIN_RULES = ['ORDER_RETRY_REFUSED', 'ORDER_CACHED', 'ORDER_SAME_NONCE'] as const;

/**
 * ORDER_RETRY_REFUSED and ORDER_CACHED.
 * @param members what the first order had instead of the usual.
 */
export async function orderAgain(
  run: ProviderRun,
  first: PlacedOrder,
  members: Readonly<Record<string, unknown>> = {},
): Promise<PlacedOrder> {
  const { judge } = run;
  const { operation, trade, quote } = first;
  const again = await placeOrder(run, {
    operation,
    trade,
    ...(quote === undefined ? {} : { quote }),
    members,
  });
  const seen = { exchanges: numbers(first.exchange, again.exchange) };
  const status = statusOf(again.exchange);
  if (quote === undefined) {
    judge.notRun('ORDER_RETRY_REFUSED', 'the order hangs on no quote that could be used twice');
  } else if (again.answer !== undefined) {
    const evidence = `the same quote is ordered twice, each over its own nonce: ${told(again.exchange)}`;
    judge.passed('ORDER_RETRY_REFUSED', { evidence, ...seen });
  } else if (status === 0) judge.notRun('ORDER_RETRY_REFUSED', told(again.exchange));
  else {
    const evidence = `a second order on the quote, ${told(again.exchange)}: users try more than once`;
    judge.failed('ORDER_RETRY_REFUSED', { evidence, ...seen });
  }
  judgeCached(run, first, again);
  return again;
}

function judgeCached(run: ProviderRun, first: PlacedOrder, again: PlacedOrder) {
  const { judge } = run;
  const id = 'ORDER_CACHED';
  const [one, two] = [first, again].map((placed) => messageOf(run, placed));
  if (again.answer === undefined) {
    return judge.notRun(id, `waited for ORDER_RETRY_REFUSED: ${told(again.exchange)}`);
  }
  if (one === undefined || two === undefined) return judge.notRun(id, NO_MESSAGE);
  const seen = { exchanges: numbers(first.exchange, again.exchange) };
  const field = flowFor(two.kind).nonceField;
  const repeated = [
    ...(equal(two.bytes(field), first.nonce) ? ['the nonce'] : []),
    ...(one.payload === two.payload ? ['the payload'] : []),
    ...(one.signature !== undefined && one.signature === two.signature ? ['the signature'] : []),
  ];
  if (repeated.length === 0) {
    const evidence = 'two orders over two nonces: payloads and signatures of their own';
    return judge.passed(id, { evidence, ...seen });
  }
  const evidence = `the second order repeats ${repeated.join(', ')} of the first, though its nonce is ${toHex(again.nonce).slice(0, 16)}…: the device refuses it`;
  return judge.failed(id, { evidence, ...seen });
}

/** Why nothing more can be said of nonces: the message holds none, or not the one that was sent. */
export function wrongNonce(run: ProviderRun, first: PlacedOrder): string | undefined {
  const message = messageOf(run, first);
  if (message === undefined) return NO_MESSAGE;
  if (equal(message.bytes(flowFor(message.kind).nonceField), first.nonce)) return undefined;
  return 'waited for check: nonce family: the message does not hold the nonce that was sent';
}

/** ORDER_SAME_NONCE: as after a lost answer. */
export async function repeatOrder(run: ProviderRun, first: PlacedOrder): Promise<void> {
  const { judge } = run;
  const id = 'ORDER_SAME_NONCE';
  const wrong = wrongNonce(run, first);
  if (wrong !== undefined) return judge.notRun(id, wrong);
  const { operation, trade, quote, request, device } = first;
  const again = await placeOrder(run, {
    operation,
    trade,
    ...(quote === undefined ? {} : { quote }),
    members: request,
    device,
  });
  const seen = { exchanges: numbers(first.exchange, again.exchange) };
  if (again.exchange.answer === undefined) return judge.notRun(id, told(again.exchange));
  if (statusOf(again.exchange) >= 500) {
    const evidence = `the very same request once more: ${told(again.exchange)}`;
    return judge.failed(id, { evidence, ...seen });
  }
  if (again.answer === undefined) {
    const evidence = `the very same request once more is refused: ${told(again.exchange)}`;
    return judge.passed(id, { evidence, ...seen });
  }
  const message = messageOf(run, again);
  if (message === undefined) return judge.notRun(id, NO_MESSAGE);
  if (!equal(message.bytes(flowFor(message.kind).nonceField), first.nonce)) {
    const evidence = 'the very same request once more is signed over another nonce';
    return judge.failed(id, { evidence, ...seen });
  }
  const isSame = again.id !== undefined && again.id === first.id;
  const evidence = `the very same request once more gives ${isSame ? 'the same' : 'a second'} order, over its nonce`;
  return judge.passed(id, { evidence, ...seen });
}

/**
 * An order with other members: of the same trade, on a quote and with a nonce of its own, so that
 * nothing but those members can be the reason of a refusal. Kept out of what later chapters look at.
 * @param members those of the request, or made of its nonce.
 */
export async function tryOrder(
  run: ProviderRun,
  { operation, trade, quote: used, request }: PlacedOrder,
  members: Members | ((nonce: Uint8Array) => Members),
): Promise<PlacedOrder> {
  const before = run.known.get('orders');
  const device = await orderDevice(run);
  // A quote may serve for one order alone: then another is refused whatever is right or wrong in it.
  const quote = 'quoteId' in request ? ((await quoteFor(run, trade)) ?? used) : used;
  const isFresh = quote !== used && quote?.quoteId !== undefined;
  const placed = await placeOrder(run, {
    operation,
    trade,
    device,
    ...(quote === undefined ? {} : { quote }),
    members: {
      ...request,
      ...(isFresh ? { quoteId: quote.quoteId } : {}),
      nonce: nonceText(device.nonce),
      ...(typeof members === 'function' ? members(device.nonce) : members),
    },
  });
  run.known.set('orders', before);
  return placed;
}

type Members = Readonly<Record<string, unknown>>;
