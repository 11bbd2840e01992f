/**
 * One order as a customer makes it: a quote, the nonce of a device, the user's addresses of that
 * device, and the provider's signed answer, kept together with the device that waits for it.
 */
import { DeviceError } from '../../errors.js';
import { bestTrade, callOf, type Members, TAKES_LEDGER_IDS } from './call-of.js';
import type { Exchange } from './exchange.js';
import { type GoodQuote, learnOrder, learnQuote, type Trade, unusable } from './known.js';
import { operationsOf } from './operations.js';
import { nonceText, type OrderDevice, orderDevice } from './order-device.js';
import { quoteIn } from './quoting.js';
import type { ProviderRun } from './run.js';
import { isErrorBody, isGood, keyOf } from './seen.js';
import { addressOf, builtIn, tickerOf } from './trades.js';

export type OrderOperation = 'swapFixed' | 'swapFloat' | 'sell' | 'cardSell';

/** All an order needs of the device it is for, whatever that is. */
export type WaitingDevice = Pick<OrderDevice, 'nonce' | 'addresses'>;

export interface OrderWish {
  /** Of the product; swap: as its quote was, fixed when it has a quoteId. */
  readonly operation?: OrderOperation;
  /** Ordered again as it stands; a new quote is asked for when absent. */
  readonly quote?: GoodQuote;
  /** The trade to ask a quote for; the run's best when absent. */
  readonly trade?: Trade;
  /** Members instead of or beside the valid ones; undefined drops one. */
  readonly members?: Members;
  /** A device that already waits with its nonce; a fresh one when absent. */
  readonly device?: WaitingDevice;
}

export interface PlacedOrder {
  readonly operation: OrderOperation;
  readonly trade: Trade;
  /** Absent where no quote could be had: a card's may come from its page. */
  readonly quote?: GoodQuote;
  /** Body of the request. */
  readonly request: Members;
  readonly exchange: Exchange;
  readonly device: WaitingDevice;
  /** 32 bytes: what the signed message must repeat. */
  readonly nonce: Uint8Array;
  /** Of a normal answer; undefined when the order was refused. */
  readonly answer?: Readonly<Record<string, unknown>>;
  /** swapId or sellId of the answer. */
  readonly id?: string;
}

/** An order as its exchange shows it, whoever made it and over whatever nonce. */
export type SeenOrder = Omit<PlacedOrder, 'device' | 'nonce'>;

/**
 * Orders. The caller has looked that `run.createOrders` allows it.
 * Where a quote is refused that the order needs, that exchange is the result, without an answer.
 * @throws RangeError without permission, and for buy.
 */
export async function placeOrder(run: ProviderRun, wish: OrderWish = {}): Promise<PlacedOrder> {
  if (!run.createOrders) throw new RangeError('orders are not allowed in this run');
  const { quote: given, trade = given?.trade ?? bestTrade(run), members } = wish;
  const device = wish.device ?? (await orderDevice(run));
  const { nonce } = device;
  const asked: AskedQuote | undefined =
    given === undefined ? await askQuote(run, trade) : { quote: given, exchange: given.exchange };
  const operation = wish.operation ?? operationFor(run, asked?.quote);
  const placed = { operation, trade, device, nonce };
  if (asked !== undefined && asked.quote === undefined && needsQuote(operation)) {
    return { ...placed, request: {}, exchange: asked.exchange };
  }
  const quote = asked?.quote;
  const call = callOf(run, operation, {
    trade,
    ...(quote === undefined ? {} : { quote }),
    members: { ...userMembers(run, operation, trade, device), ...members },
  });
  const request = call.body as Members;
  const exchange = await run.client.call(call);
  const order = { ...placed, ...(quote === undefined ? {} : { quote }), request, exchange };
  const answer = orderAnswer(exchange);
  if (answer === undefined) return order;
  const id = answer.swapId ?? answer.sellId;
  if (typeof id !== 'string') return { ...order, answer };
  if (quote !== undefined) {
    learnOrder(run, { quote, id, nonce: String(request.nonce), answer, exchange });
  }
  return { ...order, answer, id };
}

/** By the ticker, and by the LedgerId where that is not known: no document of sell says which it is. */
export async function placeOrderByEitherId(
  run: ProviderRun,
  wish: OrderWish,
): Promise<PlacedOrder> {
  const isUnknown = ({ answer, exchange }: PlacedOrder) =>
    answer === undefined && keyOf(exchange.answer?.json) === 'CURRENCY_FROM_NOT_FOUND_ERROR';
  const first = await placeOrder(run, wish);
  if (run.product === 'swap' || !isUnknown(first)) return first;
  run.known.set(TAKES_LEDGER_IDS, true);
  const again = await placeOrder(run, wish);
  if (!isUnknown(again)) return again;
  run.known.delete(TAKES_LEDGER_IDS);
  return first;
}

export interface AskedQuote {
  readonly exchange: Exchange;
  /** Undefined when it was refused. */
  readonly quote?: GoodQuote;
}

/** A new quote of the trade; undefined where the product has no endpoint for it, or none that answers. */
export async function askQuote(run: ProviderRun, trade: Trade): Promise<AskedQuote | undefined> {
  const operation = operationsOf(run.product).find(({ kind }) => kind === 'quote');
  if (operation === undefined || unusable(run, operation.id) !== undefined) return undefined;
  const exchange = await run.client.call(callOf(run, operation.id, { trade }));
  const quote = quoteIn(exchange, trade);
  if (quote === undefined) return { exchange };
  learnQuote(run, quote);
  return { exchange, quote };
}

/** Swap as it was quoted: fixed where the quote can be ordered by its id. */
export function operationFor({ product }: ProviderRun, quote?: GoodQuote): OrderOperation {
  if (product === 'swap') {
    const isFloat = quote?.tradeMethod === 'float' || quote?.quoteId === undefined;
    return isFloat ? 'swapFloat' : 'swapFixed';
  }
  return product === 'sell' ? 'sell' : 'cardSell';
}

const needsQuote = (operation: OrderOperation): boolean =>
  operation === 'swapFixed' || operation === 'sell';

/** The nonce and addresses of the device, where the profile names no others. */
function userMembers(
  run: ProviderRun,
  operation: OrderOperation,
  { from, to }: Trade,
  device: WaitingDevice,
): Members {
  const refund = { nonce: nonceText(device.nonce), refundAddress: userAddress(run, from, device) };
  return operation.startsWith('swap')
    ? { ...refund, payoutAddress: userAddress(run, to, device) }
    : refund;
}

export function userAddress(run: ProviderRun, id: string, { addresses }: WaitingDevice): string {
  const { addresses: given } = run.profile;
  const own = given[id] ?? given[tickerOf(run, id)];
  const currency = builtIn(run, id);
  if (own !== undefined || currency === undefined) return own ?? addressOf(run, id);
  try {
    return addresses(currency);
  } catch (error) {
    // No coin app for it in the simulator: then an address of the right form has to do.
    if (error instanceof DeviceError) return addressOf(run, id);
    throw error;
  }
}

/** The body of an order that was answered; undefined when it was refused. */
export function orderAnswer(exchange: Exchange): Readonly<Record<string, unknown>> | undefined {
  const json = exchange.answer?.json;
  const isObject = typeof json === 'object' && json !== null && !Array.isArray(json);
  if (!isGood(exchange) || !isObject || isErrorBody(json)) return undefined;
  return json as Record<string, unknown>;
}
