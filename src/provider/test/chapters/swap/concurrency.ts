/** CONCURRENCY_MIXUP: many orders at once, each over its own nonce. */
import { equal, toHex } from '../../../../bytes.js';
import { flowFor } from '../../../../exchange/flows.js';
import type { Members } from '../../call-of.js';
import { messageOf } from '../../judgements/message.js';
import { NO_MESSAGE } from '../../judgements/order-answer.js';
import { askQuote, type OrderWish, type PlacedOrder, placeOrder } from '../../order.js';
import { orderDevice } from '../../order-device.js';
import type { ProviderRun } from '../../run.js';
import { numbers, statusOf, told } from '../../seen.js';

const ID = 'CONCURRENCY_MIXUP';
const ORDERS = 20;

/**
 * @param alone an order that was made with nobody else around.
 * @param members what it had instead of the usual.
 */
export async function askAtOnce(
  run: ProviderRun,
  alone: PlacedOrder,
  members: Members = {},
): Promise<void> {
  const { judge } = run;
  if (!isOwn(run, alone)) return judge.notRun(ID, whyNotAlone(run, alone));
  const ready = await prepared(run, alone);
  if (ready.length < 2) return judge.notRun(ID, 'fewer than two quotes could be had for it');
  const placed = await Promise.all(ready.map((wish) => placeOrder(run, { ...wish, members })));
  const good = placed.filter(({ answer }) => answer !== undefined);
  const exchanges = numbers(...placed.map(({ exchange }) => exchange));
  const mixed = good.flatMap((one) => mixup(run, one, placed) ?? []);
  const ids = new Map<string, number>();
  for (const { id } of good) if (id !== undefined) ids.set(id, (ids.get(id) ?? 0) + 1);
  const shared = [...ids.values()].filter((count) => count > 1).length;
  const failed = placed.find(({ exchange }) => statusOf(exchange) >= 500 || !exchange.answer);
  const problems = [
    ...(mixed.length > 0 ? [`${mixed.length} of ${good.length} answers ${mixed[0]}`] : []),
    ...(shared > 0 ? [`${shared} ids were given to more than one order`] : []),
    ...(failed === undefined ? [] : [`alone it works, at once ${told(failed.exchange)}`]),
  ];
  if (problems.length > 0) {
    return judge.failed(ID, {
      evidence: `${placed.length} orders at once: ${problems.join('; ')}`,
      exchanges,
    });
  }
  if (good.length < 2) return judge.notRun(ID, `at once ${told(placed[0]!.exchange)}`);
  const evidence = `${good.length} of ${placed.length} orders at once: each answer over its own nonce, with its own id and address`;
  return judge.passed(ID, { evidence, exchanges });
}

async function prepared(run: ProviderRun, { trade, operation, quote }: PlacedOrder) {
  const ready: OrderWish[] = [];
  for (let count = 0; count < ORDERS; count++) {
    const device = await orderDevice(run);
    // What hangs on no quote is ordered without.
    const asked = quote === undefined ? undefined : await askQuote(run, trade);
    if (quote !== undefined && asked?.quote === undefined) break;
    ready.push({ operation, trade, device, ...(asked?.quote && { quote: asked.quote }) });
  }
  return ready;
}

function nonceIn(run: ProviderRun, placed: PlacedOrder): Uint8Array | undefined {
  const message = messageOf(run, placed);
  return message?.bytes(flowFor(message.kind).nonceField);
}

function isOwn(run: ProviderRun, placed: PlacedOrder): boolean {
  const nonce = nonceIn(run, placed);
  return (
    nonce !== undefined && equal(nonce, placed.nonce) && addressMixup(run, placed) === undefined
  );
}

function whyNotAlone(run: ProviderRun, alone: PlacedOrder): string {
  if (nonceIn(run, alone) === undefined) return NO_MESSAGE;
  if (addressMixup(run, alone) !== undefined) {
    return 'waited for check: address family: even a single order has another payout address';
  }
  return 'waited for check: nonce family: even a single order has another nonce';
}

/** What an answer carries that is of another order. */
function mixup(
  run: ProviderRun,
  placed: PlacedOrder,
  all: readonly PlacedOrder[],
): string | undefined {
  const nonce = nonceIn(run, placed);
  if (nonce === undefined) return 'hold no message';
  if (equal(nonce, placed.nonce)) return addressMixup(run, placed);
  const owner = all.find((other) => other !== placed && equal(nonce, other.nonce));
  return owner === undefined
    ? `hold a nonce of none of these requests (${toHex(nonce).slice(0, 16)}…)`
    : `hold the nonce of another request (call ${owner.exchange.number} in that of ${placed.exchange.number})`;
}

function addressMixup(run: ProviderRun, placed: PlacedOrder): string | undefined {
  const { payoutAddress } = placed.request;
  if (typeof payoutAddress !== 'string') return undefined;
  const signed = messageOf(run, placed)?.text('payout_address');
  return signed === payoutAddress ? undefined : 'hold another payout address';
}
