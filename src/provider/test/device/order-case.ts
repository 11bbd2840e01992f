/** An order of a run as a case of `check`: the provider's answer with all that is known around it. */
import { toHex, utf8 } from '../../../bytes.js';
import { readCase } from '../../../check/answer/read-case.js';
import { Checker } from '../../../check/check.js';
import type { CheckCase } from '../../../check/check-case.js';
import type { GoodOrder, GoodQuote, Trade } from '../known.js';
import type { SeenOrder } from '../order.js';
import { flowKindOf } from '../order-device.js';
import type { ProviderRun } from '../run.js';

/** An answered order, whichever chapter made it. */
export interface Answered {
  /** swapId or sellId; '' where the answer has none. */
  readonly id: string;
  readonly trade: Trade;
  readonly quote?: GoodQuote;
  readonly isFloat: boolean;
  /** Hex, as it was sent. */
  readonly nonce: string;
  readonly request: Readonly<Record<string, unknown>>;
  readonly answer: Readonly<Record<string, unknown>>;
  /** Of the order, in the journal. */
  readonly number: number;
}

/** A sentence when it was refused. */
export function answered(placed: SeenOrder): Answered | string {
  const { operation, trade, quote, request, exchange, answer, id = '' } = placed;
  if (answer === undefined) {
    const { method, url } = exchange.request;
    const said = exchange.failure?.message ?? `status ${exchange.answer?.status}`;
    // Only swap has a rule of that name.
    const rule = operation.startsWith('swap') ? 'ORDER_REFUSED' : 'an order';
    return `waited for ${rule}: ${method} ${new URL(url).pathname}: ${said}`;
  }
  return {
    id,
    trade,
    ...(quote === undefined ? {} : { quote }),
    isFloat: operation === 'swapFloat',
    nonce: String(request.nonce),
    request,
    answer,
    number: exchange.number,
  };
}

/** An order that another chapter has learned. */
export function answeredOf({ quote, id, nonce, answer, exchange }: GoodOrder): Answered {
  return {
    id,
    trade: quote.trade,
    quote,
    isFloat: exchange.request.operation === 'swapFloat',
    nonce,
    request: bodyOf(exchange.request.body),
    answer,
    number: exchange.number,
  };
}

function bodyOf(text = '{}'): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}

/**
 * @param fees what the host announces, base units of the coin sent.
 * @throws InputError when the answer holds nothing that could be judged.
 */
export function caseOfOrder(
  run: Pick<ProviderRun, 'product' | 'profile'>,
  order: Answered,
  fees?: bigint,
): CheckCase {
  const { key, otherKeys, partnerName } = run.profile;
  return readCase(order.answer, order.id === '' ? 'the order' : `order ${order.id}`, {
    flow: flowKindOf(run),
    ...(key === undefined ? {} : { publicKey: toHex(key.publicKey), curve: key.curve }),
    nonce: order.nonce,
    request: { ...promised(order), ...order.request },
    // Another length is a finding of its own.
    ...(utf8(partnerName).length >= 3 && utf8(partnerName).length <= 15 ? { partnerName } : {}),
    otherKeys,
    ...(fees === undefined ? {} : { fees }),
  });
}

/** What the quote says and neither the request nor the answer of an order repeats. */
function promised({ quote, trade, isFloat }: Answered): Record<string, unknown> {
  const { amountTo, payoutNetworkFees } = quote?.answer ?? {};
  const text = (name: string, value: unknown) =>
    typeof value === 'string' ? { [name]: value } : {};
  return {
    amount: trade.amount,
    // Of a floating rate it was an estimate: another rule compares it, with a margin.
    ...(isFloat
      ? {}
      : { ...text('amountTo', amountTo), ...text('payoutNetworkFees', payoutNetworkFees) }),
  };
}

/** One judge for all orders of a run: what does not change between them is worked out once. */
export function orderChecker({ device }: Pick<ProviderRun, 'device'>): Checker {
  const firmware = device?.firmware;
  return new Checker({ screens: true, ...(firmware === undefined ? {} : { firmware }) });
}
